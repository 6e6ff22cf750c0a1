"""What an agenda has beside visits: appointments and follow-ups, and what a calendar goes by."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, func, or_, select
from sqlalchemy.engine import Connection

from kam.models.customers import Customer
from kam.models.enums import Outcome
from kam.models.followups import FollowUp
from kam.models.interactions import Interaction
from kam.models.operations import Operation
from kam.models.policies import PolicyVersion
from kam.store.among import Among, among
from kam.store.rows import table_of

_CUSTOMER = ("code", "name", "manager_id", "phone", "city")


def appointments(connection: Connection, as_of: date, until: date) -> Sequence[Any]:
    """Interactions planned for a day up to `until`, those of earlier days only where no completed
    one by that channel followed: customer_id, code, name, manager_id, phone, city, id,
    occurred_on, occurred_at, channel, line, summary, occasion, purpose, given_to (the
    member of staff); by id.
    """
    return _interactions(connection, _planned(as_of, until))


def cancelled(connection: Connection, as_of: date) -> Sequence[Any]:
    """Interactions cancelled that were agreed for the day or later; columns as `appointments`."""
    table = table_of(Interaction)
    gone = table.c.outcome == Outcome.cancelled.value
    return _interactions(connection, and_(gone, table.c.occurred_on >= as_of))


def _interactions(connection: Connection, condition: ColumnElement[bool]) -> Sequence[Any]:
    table = table_of(Interaction)
    names = ("id", "occurred_on", "occurred_at", "channel", "line", "summary", "occasion")
    return _given(connection, table, (*names, "purpose"), table.c.staff_id, condition)


def _given(
    connection: Connection,
    table: Table,
    names: Sequence[str],
    given_to: ColumnElement[Any],
    condition: ColumnElement[bool],
) -> Sequence[Any]:
    """Rows of the table with what is known of their customers, by id."""
    customers = table_of(Customer)
    query = (
        select(
            table.c.customer_id,
            *(customers.c[name] for name in _CUSTOMER),
            *(table.c[name] for name in names),
            given_to.label("given_to"),
        )
        .join_from(table, customers, customers.c.id == table.c.customer_id)
        .where(condition)
        .order_by(table.c.id)
    )
    return connection.execute(query).all()


def _planned(as_of: date, until: date) -> ColumnElement[bool]:
    table, later = table_of(Interaction), table_of(Interaction).alias()
    kept = (
        select(later.c.id)
        .where(
            later.c.customer_id == table.c.customer_id,
            later.c.outcome == Outcome.completed.value,
            later.c.channel == table.c.channel,
            later.c.occurred_on.between(table.c.occurred_on, as_of),
        )
        .correlate(table)
        .exists()
    )
    return and_(
        table.c.outcome == Outcome.planned.value,
        table.c.occurred_on <= until,
        or_(table.c.occurred_on >= as_of, ~kept),
    )


def follow_ups(connection: Connection, as_of: date, until: date) -> Sequence[Any]:
    """Promises open on the day and due by `until`: customer_id, code, name, manager_id, phone,
    city, id, what, due_on, given_to (the owner); by id.
    """
    return _follow_ups(connection, _open(as_of, until))


def done_since(connection: Connection, since: date, as_of: date) -> Sequence[Any]:
    """Promises kept in these days, both included; columns as `follow_ups`."""
    return _follow_ups(connection, table_of(FollowUp).c.done_on.between(since, as_of))


def _follow_ups(connection: Connection, condition: ColumnElement[bool]) -> Sequence[Any]:
    table = table_of(FollowUp)
    names = ("id", "what", "due_on")
    return _given(connection, table, names, table.c.owner_id, condition)


def _open(as_of: date, until: date) -> ColumnElement[bool]:
    table = table_of(FollowUp)
    return and_(
        table.c.opened_on <= as_of,
        or_(table.c.done_on.is_(None), table.c.done_on > as_of),
        table.c.due_on <= until,
    )


def concerned(as_of: date, until: date) -> Among:
    """The customers with an appointment or a promise of that kind."""
    customers, talks, promises = table_of(Customer), table_of(Interaction), table_of(FollowUp)
    return select(customers.c.id).where(
        or_(
            customers.c.id.in_(select(talks.c.customer_id).where(_planned(as_of, until))),
            customers.c.id.in_(select(promises.c.customer_id).where(_open(as_of, until))),
        )
    )


def seen_by(staff_ids: Sequence[int], as_of: date) -> Among:
    """The customers with whom any of these people have an appointment on the day or later."""
    customers, table = table_of(Customer), table_of(Interaction)
    agreed = select(table.c.customer_id).where(
        table.c.outcome == Outcome.planned.value,
        table.c.occurred_on >= as_of,
        table.c.staff_id.in_(staff_ids),
    )
    return select(customers.c.id).where(customers.c.id.in_(agreed))


def places(connection: Connection, wanted: Among | None = None) -> dict[int, str]:
    """Customer -> the address, of those that have one."""
    table = table_of(Customer)
    query = select(table.c.id, table.c.address).where(
        table.c.address.is_not(None), *among(table.c.id, wanted)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def newest_change(connection: Connection) -> int:
    """The id of the newest operation, 0 before the first: it rises with every change."""
    found = connection.execute(select(func.max(table_of(Operation).c.id))).scalar()
    return int(found or 0)


def begun_at(connection: Connection) -> datetime:
    """When the database was begun: it tells it from others, wherever the file travels."""
    table = table_of(PolicyVersion)
    query = select(table.c.applied_at).order_by(table.c.version).limit(1)
    found: datetime = connection.execute(query).scalar_one()
    return found
