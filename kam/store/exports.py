"""Records in the order and shape workbooks have them, streamed row by row."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, and_, func, or_, select
from sqlalchemy.engine import Connection

from kam.models.contacts import Contact
from kam.models.customers import Customer
from kam.models.enums import Dimension, Outcome
from kam.models.interactions import Interaction
from kam.models.orders import Order, OrderLine
from kam.models.staff import Staff
from kam.models.surveys import Survey, SurveyScore
from kam.store.among import Among, among
from kam.store.rows import table_of

_AT_ONCE = 2_000

Columns = dict[str, ColumnElement[Any]]


class _Shape(NamedTuple):
    """A kind of sheet as a query: its columns by key, where they come from, in which order."""

    columns: Columns
    source: FromClause
    order: Sequence[ColumnElement[Any]]
    customer: ColumnElement[Any] | None = None
    """The column that says whose the row is."""
    seen: Callable[[date], ColumnElement[bool]] | None = None
    """What a question for an earlier day sees."""


def rows(
    connection: Connection,
    kind: str,
    keys: Sequence[str],
    *,
    wanted: Among | None = None,
    until: date | None = None,
) -> Iterator[Sequence[Any]]:
    """The rows of a kind's sheet: the values of `keys`, in the order they were made.

    People are ids under `manager_id`, `staff_id` and the like; `id` is the record's own.
    `wanted` leaves the rows of these customers, `until` those known on that day.
    """
    shape = _SHAPES[kind]()
    query = select(*(shape.columns[key] for key in keys)).select_from(shape.source)
    if shape.customer is not None:
        query = query.where(*among(shape.customer, wanted))
    if until is not None and shape.seen is not None:
        query = query.where(shape.seen(until))
    streamed = {"yield_per": _AT_ONCE}
    yield from connection.execute(query.order_by(*shape.order), execution_options=streamed)


def own_headers(connection: Connection, wanted: Among | None = None) -> list[str]:
    """The headers of the users' own columns among these customers, as they first came in."""
    table = table_of(Customer)
    query = select(table.c.extra).where(table.c.extra.is_not(None), *among(table.c.id, wanted))
    headers: dict[str, None] = {}
    for (extra,) in connection.execute(query.order_by(table.c.id)):
        headers.update(dict.fromkeys(extra))
    return list(headers)


def people(connection: Connection) -> list[tuple[int, str | None, str]]:
    """Everybody: id, code, name."""
    table = table_of(Staff)
    return [
        (row[0], row[1], row[2])
        for row in connection.execute(select(table.c.id, table.c.code, table.c.name))
    ]


def managers(connection: Connection) -> list[tuple[int | None, str]]:
    """Whoever manages customers, by name: id, name; with None for customers nobody manages."""
    table, staff = table_of(Customer), table_of(Staff)
    query = (
        select(table.c.manager_id, func.coalesce(staff.c.name, ""))
        .join_from(table, staff, staff.c.id == table.c.manager_id, isouter=True)
        .group_by(table.c.manager_id, staff.c.name)
        .order_by(staff.c.name, table.c.manager_id)
    )
    return [(row[0], row[1]) for row in connection.execute(query)]


def managed_by(staff_id: int | None) -> Among:
    """The customers somebody manages; None: those nobody manages."""
    table = table_of(Customer)
    manager = table.c.manager_id
    return select(table.c.id).where(manager.is_(None) if staff_id is None else manager == staff_id)


def last_interactions(
    connection: Connection, until: date, wanted: Among | None = None
) -> dict[int, date]:
    """Customer -> the day of the last completed interaction on or before the day."""
    table = table_of(Interaction)
    query = (
        select(table.c.customer_id, func.max(table.c.occurred_on))
        .where(
            table.c.outcome == Outcome.completed.value,
            table.c.occurred_on <= until,
            *among(table.c.customer_id, wanted),
        )
        .group_by(table.c.customer_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _staff() -> _Shape:
    table = table_of(Staff)
    return _Shape(dict(table.c.items()), table, [table.c.id])


def _customers() -> _Shape:
    """Customers with their primary contact."""
    table, contacts = table_of(Customer), table_of(Contact)
    primary = (
        select(func.min(contacts.c.id).label("id"))
        .where(contacts.c.is_primary)
        .group_by(contacts.c.customer_id)
        .subquery()
    )
    first = contacts.join(primary, primary.c.id == contacts.c.id)
    joined = table.outerjoin(first, contacts.c.customer_id == table.c.id)
    columns = {f"contact_{name}": column for name, column in contacts.c.items()}
    return _Shape({**columns, **dict(table.c.items())}, joined, [table.c.id], table.c.id)


def _contacts() -> _Shape:
    table = table_of(Contact)
    columns, joined = _with_customer(table)
    return _Shape(columns, joined, [table.c.id], table.c.customer_id)


def _orders() -> _Shape:
    """A row per line; an order without lines has one row."""
    table, lines = table_of(Order), table_of(OrderLine)
    columns, joined = _with_customer(table)
    columns |= {name: each for name, each in lines.c.items() if name not in ("id", "order_id")}
    joined = joined.outerjoin(lines, lines.c.order_id == table.c.id)
    return _Shape(
        columns,
        joined,
        [table.c.id, lines.c.id],
        table.c.customer_id,
        lambda day: table.c.ordered_on <= day,
    )


def _interactions() -> _Shape:
    table = table_of(Interaction)
    columns, joined = _with_customer(table)
    planned = table.c.outcome == Outcome.planned.value
    return _Shape(
        columns,
        joined,
        [table.c.id],
        table.c.customer_id,
        lambda day: or_(table.c.occurred_on <= day, planned),
    )


def _surveys() -> _Shape:
    """Surveys with a column for each dimension."""
    table = table_of(Survey)
    columns, joined = _with_customer(table)
    for dimension in Dimension:
        scores = table_of(SurveyScore).alias()
        own = and_(scores.c.survey_id == table.c.id, scores.c.dimension == dimension.value)
        joined = joined.outerjoin(scores, own)
        columns[dimension.value] = scores.c.score
    return _Shape(
        columns,
        joined,
        [table.c.id],
        table.c.customer_id,
        lambda day: table.c.answered_on <= day,
    )


def _with_customer(table: Any) -> tuple[Columns, Any]:
    """The columns of a customer's records, with the customer's code and name."""
    customers = table_of(Customer)
    named = {"customer": customers.c.code, "customer_name": customers.c.name}
    joined = table.join(customers, customers.c.id == table.c.customer_id)
    return {**dict(table.c.items()), **named}, joined


_SHAPES: Mapping[str, Callable[[], _Shape]] = {
    "staff": _staff,
    "customers": _customers,
    "contacts": _contacts,
    "orders": _orders,
    "interactions": _interactions,
    "surveys": _surveys,
}
