"""What some customers bought, summed by the database: by product, by quarter, by day."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.engine import Connection

from kam.models.orders import Order, OrderLine
from kam.store.among import Among, among
from kam.store.rows import table_of


class Product(NamedTuple):
    """One product of one customer over a year and the year before."""

    product: str
    quantity: Decimal | None
    amount: Decimal | None
    """In the year, returns included; None where nothing lies in it."""
    orders: int
    last_on: date
    """The last time it was bought."""
    bought_before: Decimal | None
    """In the year before, without returns; None where it was not bought then."""


def products(
    connection: Connection, wanted: Among, before: date, after: date, until: date
) -> dict[int, list[Product]]:
    """Customer -> the products bought, before < day <= until, the greatest amount of the year
    first. The year is after < day; lines that name no product are left out.
    """
    orders, lines = table_of(Order), table_of(OrderLine)
    product = func.coalesce(lines.c.product, lines.c.product_code)
    day, bought = orders.c.ordered_on, lines.c.amount > 0
    this_year = day > after
    query = (
        select(
            orders.c.customer_id,
            product,
            func.sum(lines.c.quantity).filter(this_year),
            func.sum(lines.c.amount).filter(this_year),
            func.count(orders.c.id.distinct()).filter(and_(this_year, bought)),
            func.max(day).filter(bought),
            func.sum(lines.c.amount).filter(and_(day <= after, bought)),
        )
        .join_from(lines, orders, orders.c.id == lines.c.order_id)
        .where(product.is_not(None), *_within(before, until, wanted))
        .group_by(orders.c.customer_id, product)
        .having(func.max(day).filter(bought).is_not(None))
    )
    found: dict[int, list[Product]] = {}
    for customer, *values in connection.execute(query):
        found.setdefault(customer, []).append(Product(*values))
    for each in found.values():
        each.sort(key=lambda one: (-(one.amount or 0), one.product))
    return found


def quarters(
    connection: Connection, wanted: Among, ends: Sequence[date]
) -> dict[tuple[int, int], tuple[Decimal, int]]:
    """(customer, k) -> amount with returns, and positive orders, of quarter k: the days
    `ends[k + 1] < day <= ends[k]`. Nothing for a quarter without orders.
    """
    table = table_of(Order)
    which = case(*((table.c.ordered_on > start, k) for k, start in enumerate(ends[1:])))
    query = (
        select(
            table.c.customer_id,
            which,
            func.sum(table.c.amount),
            func.count().filter(table.c.amount > 0),
        )
        .where(*_within(ends[-1], ends[0], wanted))
        .group_by(table.c.customer_id, which)
    )
    return {(row[0], row[1]): (row[2], row[3]) for row in connection.execute(query)}


def order_days(
    connection: Connection, wanted: Among, after: date, until: date
) -> dict[int, list[date]]:
    """Customer -> the days with a positive order, after < day <= until, in order."""
    table = table_of(Order)
    query = (
        select(table.c.customer_id, table.c.ordered_on)
        .where(table.c.amount > 0, *_within(after, until, wanted))
        .distinct()
        .order_by(table.c.customer_id, table.c.ordered_on)
    )
    found: dict[int, list[date]] = {}
    for customer, day in connection.execute(query):
        found.setdefault(customer, []).append(day)
    return found


def _within(after: date, until: date, wanted: Among) -> list[ColumnElement[Any]]:
    table = table_of(Order)
    return [
        table.c.ordered_on > after,
        table.c.ordered_on <= until,
        *among(table.c.customer_id, wanted),
    ]
