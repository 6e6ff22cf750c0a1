"""What customers are judged by, summed by the database: one pass over orders, one over surveys."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, and_, case, func, select, type_coerce
from sqlalchemy.engine import Connection

from kam.models.base import Exact
from kam.models.customers import Customer
from kam.models.orders import Order
from kam.models.surveys import Survey
from kam.store.among import Among, among
from kam.store.rows import table_of


class Window(NamedTuple):
    """The days figures are counted over: `after` < day <= `until` is the year.

    `quarters` are the ends of the loyalty quarters, latest first (`rules.figures`).
    """

    after: date
    until: date
    quarters: tuple[date, ...]


STANDING = (
    *("cooperation_stage", "lost_on", "archived", "archived_on"),
    *("first_purchase_on", "stated_annual_amount", "stated_annual_orders"),
)
"""The columns of a customer his stage hangs on."""


def standings(connection: Connection, wanted: Among | None = None) -> Sequence[Any]:
    """Customers: id, code, name, lifecycle_stage, potential, then those of STANDING; by id."""
    table = table_of(Customer)
    names = ("id", "code", "name", "lifecycle_stage", "potential", *STANDING)
    query = select(*(table.c[name] for name in names)).where(*among(table.c.id, wanted))
    return connection.execute(query.order_by(table.c.id)).all()


def order_figures(
    connection: Connection, window: Window, wanted: Among | None = None
) -> dict[int, Any]:
    """Customer -> (amount, orders, profit, first, last, quarters); only those who ever ordered.

    amount, orders and profit are the year's, None where nothing lies in it; first and last are
    positive orders on or before the day; quarters says how many have a positive order.
    """
    table = table_of(Order)
    day, positive = table.c.ordered_on, table.c.amount > 0
    this_year = day > window.after
    query = (
        select(
            table.c.customer_id,
            func.sum(table.c.amount).filter(this_year),
            func.count().filter(and_(this_year, positive)),
            func.sum(table.c.profit).filter(this_year),
            func.min(day).filter(positive),
            func.max(day).filter(positive),
            _active_quarters(day, positive, window.quarters),
        )
        .where(day <= window.until, *among(table.c.customer_id, wanted))
        .group_by(table.c.customer_id)
    )
    return {row[0]: row for row in connection.execute(query)}


def _active_quarters(
    day: ColumnElement[date], positive: ColumnElement[bool], ends: Sequence[date]
) -> ColumnElement[int]:
    which = case(*((day > start, number) for number, start in enumerate(ends[1:])))
    return func.count(which.distinct()).filter(and_(positive, day > ends[-1]))


def satisfactions(
    connection: Connection, window: Window, wanted: Among | None = None
) -> dict[int, float]:
    """Customer -> the mean overall answer of the year, each read on 5 and within 1 to 5."""
    table = table_of(Survey)
    one = 10**Exact.places
    on_five = type_coerce(table.c.overall, Integer) * 5.0 / table.c.scale
    read = case((on_five < one, one), (on_five > 5 * one, 5 * one), else_=on_five)
    query = (
        select(table.c.customer_id, func.avg(read))
        .where(
            table.c.answered_on > window.after,
            table.c.answered_on <= window.until,
            table.c.overall.is_not(None),
            *among(table.c.customer_id, wanted),
        )
        .group_by(table.c.customer_id)
    )
    return {customer: float(mean) / one for customer, mean in connection.execute(query)}
