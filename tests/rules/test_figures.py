"""Which days a year and a quarter hold, and where figures come from."""

from datetime import date
from decimal import Decimal

import pytest

from kam.policy.load import load
from kam.rules.figures import (
    Annual,
    Figures,
    annual,
    annual_window,
    first_purchase,
    quarter_bounds,
    quarters_counted,
)

D = date.fromisoformat


def test_the_year_begins_after_the_same_day_a_year_ago() -> None:
    assert annual_window(D("2028-02-29"), load()) == (D("2027-02-28"), D("2028-02-29"))


@pytest.mark.parametrize(
    ("given", "figures"),
    [
        ((True, Decimal(5), 2, Decimal(9), 9), Annual(Decimal(5), 2, "orders")),
        ((True, None, None, Decimal(9), 9), Annual(Decimal(0), 0, "orders")),
        ((False, None, None, Decimal(9), None), Annual(Decimal(9), None, "stated")),
        ((False, None, None, None, 9), Annual(None, 9, "stated")),
        ((False, None, None, None, None), Annual(None, None, None)),
    ],
)
def test_figures_come_from_orders_else_as_stated(
    given: tuple[bool, Decimal | None, int | None, Decimal | None, int | None], figures: Annual
) -> None:
    assert annual(*given) == figures


def test_each_figure_names_its_own_source() -> None:
    figures = Figures(annual_amount=Decimal(9), source="stated")
    assert figures.source_of("annual_amount") == "stated"
    assert figures.source_of("annual_orders") is None


def test_the_first_purchase_is_the_earlier_of_order_and_statement() -> None:
    assert first_purchase(D("2026-03-01"), D("2025-01-01")) == D("2025-01-01")
    assert first_purchase(D("2026-03-01"), None) == D("2026-03-01")
    assert first_purchase(None, None) is None


@pytest.mark.parametrize(
    ("first", "quarters"),
    [
        ("2026-05-31", 1),
        ("2026-03-01", 1),
        ("2026-02-28", 2),  # three months before 31 May is the end of February
        ("2025-12-01", 2),
        ("2025-11-30", 3),
        ("2024-06-01", 8),
        ("1999-01-01", 8),
    ],
)
def test_quarters_count_from_the_one_of_the_first_order(first: str, quarters: int) -> None:
    bounds = quarter_bounds(D("2026-05-31"), load())
    assert len(bounds) == 9
    assert quarters_counted(D(first), bounds) == quarters
