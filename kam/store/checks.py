"""Whether a database is sound, asked of one that may not be."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, exc, func, or_, select, text
from sqlalchemy.engine import Connection

from kam.errors import StoreError
from kam.models.all import metadata
from kam.models.customers import Customer
from kam.models.interactions import Interaction
from kam.models.orders import Order, OrderLine
from kam.models.staff import Staff
from kam.store.place import is_url
from kam.store.rows import chunks, table_of


class Sizes(NamedTuple):
    """Bytes of the database file and of the log of what was written last; None for a server."""

    file: int | None
    log: int | None


def sizes(db: str) -> Sizes:
    """How big the database at the path `db` is."""
    if is_url(db):
        return Sizes(None, None)
    log = Path(f"{db}-wal")
    return Sizes(Path(db).stat().st_size, log.stat().st_size if log.exists() else 0)


def faults(connection: Connection) -> list[str]:
    """What SQLite finds wrong with the file itself; empty when all is well."""
    if connection.dialect.name != "sqlite":
        return []
    try:
        found = connection.execute(text("PRAGMA integrity_check")).scalars().all()
    except exc.DBAPIError as error:
        return [str(error.orig)]
    return [] if found == ["ok"] else [str(each) for each in found]


def orphans(connection: Connection) -> dict[str, int]:
    """Table -> how many of its rows refer to rows that are not there."""
    if connection.dialect.name != "sqlite":
        return {}
    found: dict[str, int] = {}
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        found[row[0]] = found.get(row[0], 0) + 1
    return found


@contextmanager
def answering() -> Iterator[None]:
    """Within it a question the database is too damaged to answer raises StoreError."""
    try:
        yield
    except exc.SQLAlchemyError as error:
        raise StoreError(str(getattr(error, "orig", error))) from error


def counts(connection: Connection) -> dict[str, int]:
    """Table -> number of rows."""
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in metadata.sorted_tables
    }


def orders_that_do_not_add_up(connection: Connection) -> list[str]:
    """The numbers of orders whose amount or profit is not that of their lines."""
    orders, lines = table_of(Order), table_of(OrderLine)
    costed = lines.c.cost.is_not(None)
    summed = (
        select(
            lines.c.order_id,
            func.sum(lines.c.amount).label("amount"),
            func.sum(lines.c.amount - lines.c.cost).filter(costed).label("profit"),
        )
        .group_by(lines.c.order_id)
        .subquery()
    )
    wrong = or_(
        _differ(orders.c.amount, summed.c.amount), _differ(orders.c.profit, summed.c.profit)
    )
    query = select(orders.c.number).join_from(orders, summed, orders.c.id == summed.c.order_id)
    return [row[0] for row in connection.execute(query.where(wrong).order_by(orders.c.number))]


def _differ(one: ColumnElement[Any], other: ColumnElement[Any]) -> ColumnElement[bool]:
    return or_(one != other, one.is_(None) != other.is_(None))


def customers_without_manager(connection: Connection) -> list[str]:
    """The codes of customers that nobody looks after; lost and archived ones apart."""
    table = table_of(Customer)
    query = select(table.c.code).where(
        table.c.manager_id.is_(None),
        table.c.archived.is_(False),
        or_(table.c.cooperation_stage.is_(None), table.c.cooperation_stage != "lost"),
    )
    return [row[0] for row in connection.execute(query.order_by(table.c.code))]


def key_accounts_attended(connection: Connection, ids: Iterable[int], as_of: Any) -> list[Row[Any]]:
    """Of these customers: code, manager_id, the last day a needs assessment was completed."""
    customers, talks = table_of(Customer), table_of(Interaction)
    assessed = (
        select(talks.c.customer_id, func.max(talks.c.occurred_on).label("last"))
        .where(
            talks.c.purpose == "assessment",
            talks.c.outcome == "completed",
            talks.c.occurred_on <= as_of,
        )
        .group_by(talks.c.customer_id)
        .subquery()
    )
    columns = (customers.c.code, customers.c.manager_id, assessed.c.last)
    query: Select[Any] = (
        select(*columns)
        .join_from(customers, assessed, customers.c.id == assessed.c.customer_id, isouter=True)
        .order_by(customers.c.code)
    )
    return [
        row
        for chunk in chunks(ids)
        for row in connection.execute(query.where(customers.c.id.in_(chunk)))
    ]


def staff_names(connection: Connection) -> list[str]:
    """The names of everybody who works here, each once."""
    table = table_of(Staff)
    query = select(table.c.name).where(table.c.left_on.is_(None)).distinct()
    return [row[0] for row in connection.execute(query.order_by(table.c.name))]
