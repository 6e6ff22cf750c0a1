"""Promises to customers, as lists and agendas ask for them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from kam.models.customers import Customer
from kam.models.followups import FollowUp
from kam.models.staff import Staff
from kam.store.among import Among, among
from kam.store.rows import table_of


def promised(
    connection: Connection,
    as_of: date,
    *,
    owner: int | None = None,
    customer: int | None = None,
    wanted: Among | None = None,
) -> Sequence[Any]:
    """Follow-ups promised on or before the day, by due day: id, customer_id, customer (code),
    name, what, due_on, opened_on, done_on, result, owner_id, owner, owner_code, interaction.

    One without an owner is the customer's manager's.
    """
    table, whose, staff = table_of(FollowUp), table_of(Customer), table_of(Staff)
    owner_id = func.coalesce(table.c.owner_id, whose.c.manager_id)
    names = ("what", "due_on", "opened_on", "done_on", "result")
    query = (
        select(
            table.c.id,
            table.c.customer_id,
            whose.c.code.label("customer"),
            whose.c.name,
            *(table.c[name] for name in names),
            owner_id.label("owner_id"),
            staff.c.name.label("owner"),
            staff.c.code.label("owner_code"),
            table.c.interaction_id.label("interaction"),
        )
        .join_from(table, whose, whose.c.id == table.c.customer_id)
        .join(staff, staff.c.id == owner_id, isouter=True)
        .where(table.c.opened_on <= as_of, *among(table.c.customer_id, wanted))
        .order_by(table.c.due_on, whose.c.code, table.c.id)
    )
    if owner is not None:
        query = query.where(owner_id == owner)
    if customer is not None:
        query = query.where(table.c.customer_id == customer)
    return connection.execute(query).all()
