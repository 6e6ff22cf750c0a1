"""Amounts are exact, and halves go away from zero."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam import money


@pytest.mark.parametrize(
    ("said", "kept"),
    [("0.125", "0.13"), ("-0.125", "-0.13"), ("0.1249", "0.12"), ("-0.001", "0.00"), ("7", "7.00")],
)
def test_halves_are_rounded_away_from_zero(said: str, kept: str) -> None:
    assert str(money.round_half_up(Decimal(said))) == kept


def test_a_line_is_quantity_times_a_price_of_four_places() -> None:
    assert money.line_amount(Decimal(3), Decimal("0.0350")) == Decimal("0.11")


def test_a_return_mirrors_the_sale() -> None:
    sale = money.line_amount(Decimal(3), Decimal("0.0350"))
    assert money.line_amount(Decimal(-3), Decimal("0.0350")) == -sale


def test_a_very_large_amount_loses_no_cent() -> None:
    assert money.cents(Decimal("123456789012345678901234567890.12")) == int(
        "12345678901234567890123456789012"
    )


@pytest.mark.parametrize(
    ("amount", "text"),
    [(Decimal("1234567.5"), "1,234,567.50"), (Decimal("-0.004"), "0.00"), (None, "")],
)
def test_people_read_thousands_and_two_decimals(amount: Decimal | None, text: str) -> None:
    assert money.show(amount) == text


@given(st.integers(-(10**14), 10**14))
def test_whole_cents_survive(n: int) -> None:
    assert money.cents(Decimal(n).scaleb(-2)) == n
