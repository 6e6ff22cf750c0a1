"""How customers were judged, day by day, and the pins that overruled the rule."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.engine import Connection

from kam.models.customers import Customer
from kam.models.staff import Staff
from kam.models.tiers import Judgement, Pin
from kam.store.among import Among, among
from kam.store.ledger import Ledger
from kam.store.rows import chunks, table_of


class Kept(NamedTuple):
    """What is kept on a day, and the day since which it is."""

    value: str | None
    since: date


def latest_change(connection: Connection, customer_id: int | None = None) -> date | None:
    """The day of the latest change kept, of one customer or of all; None without any."""
    table = table_of(Judgement)
    query = select(func.max(table.c.as_of))
    if customer_id is not None:
        query = query.where(table.c.customer_id == customer_id)
    found: date | None = connection.execute(query).scalar()
    return found


def values_kept(connection: Connection, as_of: date) -> dict[str, dict[int, str | None]]:
    """Scheme -> customer -> what is kept of everybody on that day."""
    table = table_of(Judgement)
    found: dict[str, dict[int, str | None]] = {}
    query = select(table.c.scheme, table.c.customer_id, table.c.value)
    for scheme, customer, value in connection.execute(_in_order(query, as_of)):
        found.setdefault(scheme, {})[customer] = value
    return found


def kept(
    connection: Connection, scheme: str, as_of: date, wanted: Among | None = None
) -> dict[int, Kept]:
    """Customer -> what is kept of one scheme on that day; nothing for those never judged."""
    table = table_of(Judgement)
    query = select(table.c.customer_id, table.c.value, table.c.as_of).where(
        table.c.scheme == scheme, *among(table.c.customer_id, wanted)
    )
    rows = connection.execute(_in_order(query, as_of))
    return {customer: Kept(value, since) for customer, value, since in rows}


def _in_order(query: Select[Any], as_of: date) -> Select[Any]:
    """The judgements up to the day, the latest of a customer and scheme last."""
    table = table_of(Judgement)
    return query.where(table.c.as_of <= as_of).order_by(
        table.c.customer_id, table.c.scheme, table.c.as_of, table.c.id
    )


def rows_of(
    connection: Connection, as_of: date, *, customer_ids: Iterable[int] = (), scheme: str = ""
) -> list[Any]:
    """These customers' changes up to the day, oldest first.

    Columns: customer_id, scheme, as_of, previous, value, policy_version, reasons.
    """
    table = table_of(Judgement)
    names = ("customer_id", "scheme", "as_of", "previous", "value", "policy_version", "reasons")
    query = select(*(table.c[name] for name in names)).where(table.c.as_of <= as_of)
    if scheme:
        query = query.where(table.c.scheme == scheme)
    query = query.order_by(table.c.as_of, table.c.id)
    return [
        row
        for chunk in chunks(customer_ids)
        for row in connection.execute(query.where(table.c.customer_id.in_(chunk)))
    ]


def history(
    connection: Connection,
    as_of: date,
    *,
    customer_id: int | None = None,
    scheme: str | None = None,
    since: date | None = None,
) -> Sequence[Any]:
    """The changes kept from `since` to the day, newest first, with customer's code and name.

    Columns: as_of, code, name, scheme, previous, value, policy_version, reasons. The first word on
    a customer who has no tier is no change and left out.
    """
    table, customers = table_of(Judgement), table_of(Customer)
    names = ("scheme", "previous", "value", "policy_version", "reasons")
    query = (
        select(table.c.as_of, customers.c.code, customers.c.name, *(table.c[n] for n in names))
        .join_from(table, customers, customers.c.id == table.c.customer_id)
        .where(
            table.c.as_of <= as_of,
            or_(table.c.value.is_not(None), table.c.previous.is_not(None)),
        )
        .order_by(table.c.as_of.desc(), customers.c.code, table.c.id.desc())
    )
    for column, wish in ((table.c.customer_id, customer_id), (table.c.scheme, scheme)):
        if wish is not None:
            query = query.where(column == wish)
    if since is not None:
        query = query.where(table.c.as_of >= since)
    return connection.execute(query).all()


def pins(connection: Connection, customer_id: int | None = None) -> Sequence[Any]:
    """Every pin ever set, the newest first; each with the fields of `kam.models.tiers.Pin`."""
    table = table_of(Pin)
    query = select(table).order_by(table.c.since.desc(), table.c.id.desc())
    if customer_id is not None:
        query = query.where(table.c.customer_id == customer_id)
    return connection.execute(query).all()


def named(connection: Connection, wanted: Among | None = None) -> Sequence[Any]:
    """Customers by code: id, code, name, their manager's name and code."""
    table, staff = table_of(Customer), table_of(Staff)
    manager = (staff.c.name.label("manager"), staff.c.code.label("manager_code"))
    query = (
        select(table.c.id, table.c.code, table.c.name, *manager)
        .join_from(table, staff, staff.c.id == table.c.manager_id, isouter=True)
        .where(*among(table.c.id, wanted))
        .order_by(table.c.code)
    )
    return connection.execute(query).all()


def keep(ledger: Ledger, columns: Mapping[str, Sequence[Any]]) -> None:
    """Keep changes, given column by column (the fields of `kam.models.tiers.Judgement`)."""
    ledger.create_columns(Judgement, columns)
