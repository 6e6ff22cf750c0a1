"""Tickets as lists and surveys ask for them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from kam.models.customers import Customer
from kam.models.enums import TicketKind
from kam.models.staff import Staff
from kam.models.tickets import Ticket
from kam.store.among import Among, among
from kam.store.rows import table_of


def opened(
    connection: Connection, as_of: date, *, owner: int | None = None, customer: int | None = None
) -> Sequence[Any]:
    """Tickets opened on or before the day, the oldest first: id, customer_id, customer (code),
    name, kind, what, opened_on, first_response_on, resolved_on, confirmed_on, result, owner,
    owner_code, interaction. One without an owner is the customer's manager's.
    """
    table, whose, staff = table_of(Ticket), table_of(Customer), table_of(Staff)
    owner_id = func.coalesce(table.c.owner_id, whose.c.manager_id)
    names = ("kind", "what", "opened_on", "first_response_on", "resolved_on", "confirmed_on")
    query = (
        select(
            table.c.id,
            table.c.customer_id,
            whose.c.code.label("customer"),
            whose.c.name,
            *(table.c[name] for name in (*names, "result")),
            staff.c.name.label("owner"),
            staff.c.code.label("owner_code"),
            table.c.interaction_id.label("interaction"),
        )
        .join_from(table, whose, whose.c.id == table.c.customer_id)
        .join(staff, staff.c.id == owner_id, isouter=True)
        .where(table.c.opened_on <= as_of)
        .order_by(table.c.opened_on, table.c.id)
    )
    if owner is not None:
        query = query.where(owner_id == owner)
    if customer is not None:
        query = query.where(table.c.customer_id == customer)
    return connection.execute(query).all()


def complaints_closed(
    connection: Connection, as_of: date, wanted: Among | None = None
) -> Sequence[Any]:
    """The latest complaint of each customer closed by the day: customer_id, closed_on, id."""
    table = table_of(Ticket)
    closed = func.coalesce(table.c.resolved_on, table.c.confirmed_on)
    query = (
        select(table.c.customer_id, closed.label("closed_on"), table.c.id)
        .where(
            table.c.kind == TicketKind.complaint.value,
            closed <= as_of,
            *among(table.c.customer_id, wanted),
        )
        .order_by(closed, table.c.id)
    )
    latest = {row.customer_id: row for row in connection.execute(query)}
    return list(latest.values())
