"""What a customer is judged by, and the days it is counted over."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kam.policy.schema import Policy
from kam.workdays import Every, subtract


class Annual(NamedTuple):
    """A year's figures and where they come from: "orders", "stated", or None for neither."""

    amount: Decimal | None
    orders: int | None
    source: str | None


class Figures(NamedTuple):
    """One customer's figures for a day; None is unknown, and never read as 0."""

    annual_amount: Decimal | None = None
    annual_orders: int | None = None
    source: str | None = None
    """Where the two come from: "orders", "stated", or None."""
    profit: Decimal | None = None
    """Amount less cost over the window's lines that state a cost."""
    satisfaction: Decimal | float | None = None
    """Mean overall answer of the window, read on 5."""
    potential: int | None = None
    first_order_on: date | None = None
    """The first positive order on or before the day."""
    last_order_on: date | None = None
    """The last positive order on or before the day."""
    active_quarters: int = 0
    """How many of the quarters of `quarter_bounds` have a positive order."""

    def source_of(self, measure: str) -> str | None:
        """Where "annual_amount" or "annual_orders" comes from; None where it is unknown."""
        known = getattr(self, measure, None) is not None
        return self.source if known else None


def annual_window(as_of: date, policy: Policy) -> tuple[date, date]:
    """(after, until): orders with after < ordered_on <= until are the year's."""
    return subtract(as_of, policy.annual_window), as_of


def annual(
    any_order: bool,
    amount: Decimal | None,
    orders: int | None,
    stated_amount: Decimal | None,
    stated_orders: int | None,
) -> Annual:
    """The year's figures: from orders where any stands on or before the day, else as stated.

    `amount` and `orders` are what lies in the window; None there is 0 once there is any order.
    """
    if any_order:
        return Annual(amount or Decimal(0), orders or 0, "orders")
    stated = stated_amount is not None or stated_orders is not None
    return Annual(stated_amount, stated_orders, "stated" if stated else None)


def first_purchase(first_order_on: date | None, stated_on: date | None) -> date | None:
    """The earlier of the first positive order and the imported first purchase, or None."""
    return min((day for day in (first_order_on, stated_on) if day), default=None)


def quarter_bounds(as_of: date, policy: Policy, count: int | None = None) -> tuple[date, ...]:
    """The ends of the loyalty quarters, or of the last `count` quarters, latest first.

    Quarter k is `bounds[k + 1] < day <= bounds[k]`.
    """
    months, days = policy.grade.loyalty.quarter
    count = count or policy.grade.loyalty.quarters
    return tuple(subtract(as_of, Every(months * k, days * k)) for k in range(count + 1))


def quarters_counted(first_order_on: date, bounds: tuple[date, ...]) -> int:
    """K: the quarters up to and including the one of the first positive order."""
    for k, start in enumerate(bounds[1:], 1):
        if first_order_on > start:
            return k
    return len(bounds) - 1
