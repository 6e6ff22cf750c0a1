"""What people decided over the policy: snoozes, skips, own cadences, stand-ins, as of a day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from kam.models.base import Record
from kam.models.customers import Customer
from kam.models.staff import StandIn
from kam.models.visits import OwnCadence, Skip, Snooze
from kam.store.among import Among, among
from kam.store.rows import table_of


def snoozes(connection: Connection, as_of: date, wanted: Among | None = None) -> Sequence[Any]:
    """Snoozes set on or before the day, the newest of a line last: customer_id, line, until,
    since.
    """
    return _said(connection, Snooze, ("line", "until", "since"), "since", as_of, wanted)


def skips(connection: Connection, as_of: date, wanted: Among | None = None) -> Sequence[Any]:
    """Due dates given up on or before the day: customer_id, line, due_on, skipped_on, reason."""
    names = ("line", "due_on", "skipped_on", "reason")
    return _said(connection, Skip, names, "skipped_on", as_of, wanted)


def cadences(connection: Connection, as_of: date, wanted: Among | None = None) -> Sequence[Any]:
    """Own cadences set on or before the day, oldest first: customer_id, line, every, since,
    until, ended_on, id, reason.
    """
    names = ("line", "every", "since", "until", "ended_on", "id", "reason")
    return _said(connection, OwnCadence, names, "since", as_of, wanted)


def _said(
    connection: Connection,
    model: type[Record],
    names: Sequence[str],
    day: str,
    as_of: date,
    wanted: Among | None,
) -> Sequence[Any]:
    table = table_of(model)
    query = (
        select(table.c.customer_id, *(table.c[name] for name in names))
        .where(table.c[day] <= as_of, *among(table.c.customer_id, wanted))
        .order_by(table.c[day], table.c.id)
    )
    return connection.execute(query).all()


def told(
    connection: Connection, model: type[Record], as_of: date, wanted: Among | None = None
) -> Sequence[Any]:
    """Snoozes, skips or own cadences set on or before the day, whole, with the customer's code
    and name.
    """
    table, customers = table_of(model), table_of(Customer)
    day = table.c["skipped_on" if model is Skip else "since"]
    query = (
        select(table, customers.c.code, customers.c.name)
        .join_from(table, customers, customers.c.id == table.c.customer_id)
        .where(day <= as_of, *among(table.c.customer_id, wanted))
    )
    return connection.execute(query).all()


def stand_ins(
    connection: Connection, as_of: date | None = None, staff_id: int | None = None
) -> Sequence[Any]:
    """Stand-ins, oldest first: staff_id, by_id, since, until, reason, id; those that hold on the
    day, or all without one; of one absent colleague.
    """
    table = table_of(StandIn)
    names = ("staff_id", "by_id", "since", "until", "reason", "id")
    query = select(*(table.c[name] for name in names)).order_by(table.c.since, table.c.id)
    if as_of is not None:
        query = query.where(table.c.since <= as_of, table.c.until >= as_of)
    if staff_id is not None:
        query = query.where(table.c.staff_id == staff_id)
    return connection.execute(query).all()
