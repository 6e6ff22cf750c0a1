"""Orders and their lines as they are stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from kam.models.customers import Customer
from kam.models.orders import Order, OrderLine
from kam.store.rows import CHUNK, bare, chunks, revived, table_of

HEADER = ("customer_id", "ordered_on", "delivered_on", "payment_method", "remarks")
LINE = ("position", "product_code", "product", "quantity", "unit_price", "amount", "cost")


@dataclass(slots=True)
class StoredOrder:
    """An order's id and fields (HEADER, amount, profit)."""

    id: int
    fields: dict[str, Any]


def by_number(connection: Connection, numbers: Sequence[str]) -> dict[str, StoredOrder]:
    """The stored ones among these order numbers."""
    table = table_of(Order)
    names = (*HEADER, "amount", "profit")
    query = select(table.c.number, table.c.id, *(table.c[name] for name in names))
    found: dict[str, StoredOrder] = {}
    for row in _matching(connection, query, table.c.number, numbers):
        found[row[0]] = StoredOrder(row[1], dict(zip(names, row[2:], strict=True)))
    return found


def one(connection: Connection, order_id: int) -> StoredOrder:
    """The order with this id, its number among the fields too."""
    table = table_of(Order)
    names = (*HEADER, "amount", "profit", "number")
    row = connection.execute(
        select(*(table.c[name] for name in names)).where(table.c.id == order_id)
    )
    return StoredOrder(order_id, dict(zip(names, row.one(), strict=True)))


def lines_of(
    connection: Connection, order_ids: Sequence[int]
) -> dict[int, list[tuple[int, tuple[Any, ...]]]]:
    """The lines of these orders: order id -> (line id, fields in the order of LINE)."""
    table = table_of(OrderLine)
    columns = [table.c.order_id, table.c.id, *(table.c[name] for name in LINE)]
    query = select(*map(bare, columns)).order_by(table.c.id)
    rows = list(_matching(connection, query, table.c.order_id, order_ids))
    if not rows:
        return {}
    orders, ids, *fields = revived(columns, zip(*rows, strict=True))
    found: dict[int, list[tuple[int, tuple[Any, ...]]]] = {order_id: [] for order_id in set(orders)}
    for order_id, line in zip(
        orders, zip(ids, zip(*fields, strict=True), strict=True), strict=True
    ):
        found[order_id].append(line)
    return found


def line_counts(connection: Connection, order_ids: Sequence[int]) -> dict[int, int]:
    """How many lines these orders have."""
    column = table_of(OrderLine).c.order_id
    query = select(column, func.count()).group_by(column)
    return {row[0]: row[1] for row in _matching(connection, query, column, order_ids)}


def _matching(
    connection: Connection, query: Any, column: Any, wanted: Sequence[Any]
) -> Iterable[Any]:
    """Rows whose column is among the wanted; one pass over the table where those are many."""
    if len(wanted) > 20 * CHUNK:
        among = set(wanted)
        yield from (row for row in connection.execute(query) if row[0] in among)
        return
    for chunk in chunks(wanted):
        yield from connection.execute(query.where(column.in_(chunk)))


def unnumbered(connection: Connection) -> dict[tuple[int, date, Decimal], list[str]]:
    """Orders whose number kam made, by customer, day and amount, oldest first."""
    table = table_of(Order)
    found: dict[tuple[int, date, Decimal], list[str]] = {}
    query = select(table.c.customer_id, table.c.ordered_on, table.c.amount, table.c.number)
    query = query.where(table.c.number_stated.is_(False)).order_by(table.c.id)
    for row in connection.execute(query):
        found.setdefault((row[0], row[1], row[2]), []).append(row[3])
    return found


def all_numbers(connection: Connection) -> set[str]:
    """Every order number there is."""
    return set(connection.execute(select(table_of(Order).c.number)).scalars())


def customer_codes(connection: Connection) -> dict[int, str]:
    """Customer id -> code."""
    table = table_of(Customer)
    return {row[0]: row[1] for row in connection.execute(select(table.c.id, table.c.code))}
