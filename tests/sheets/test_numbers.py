"""Amounts, quantities, whole numbers and scores in cells."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam.sheets.cells import INTEGER, MONEY, PRICE, QUANTITY, SATISFACTION_WORDS, SCORE, Unreadable
from kam.sheets.columns import Cell


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("1250", "1250.00"),
        ("1,250.5", "1250.50"),
        ("1，250.5", "1250.50"),
        ("￥1,250.00", "1250.00"),
        ("¥ 1250", "1250.00"),
        ("人民币1250元整", "1250.00"),
        ("RMB 1250", "1250.00"),
        ("1250 CNY", "1250.00"),
        ("１２５０．５", "1250.50"),
        ("3.5万", "35000.00"),
        ("3.5 万元", "35000.00"),
        ("1.2亿", "120000000.00"),
        ("2千万", "20000000.00"),
        ("5百万元", "5000000.00"),
        ("(1,200.00)", "-1200.00"),
        ("（1,200.00）", "-1200.00"),
        ("1200-", "-1200.00"),
        ("-¥1200", "-1200.00"),
        ("¥-1200", "-1200.00"),
        ("−1200", "-1200.00"),
        (".5", "0.50"),
        ("12.", "12.00"),
        ('="1250"', "1250.00"),
        (2.675, "2.68"),
        (1250, "1250.00"),
        (-0.0, "0.00"),
        (0.005, "0.01"),
        ("-0.005", "-0.01"),
        ("1e-99", "0.00"),
    ],
)
def test_amounts_are_understood_as_people_write_them(cell: Cell, amount: str) -> None:
    assert str(MONEY.read(cell)) == amount


@pytest.mark.parametrize(
    "cell",
    [
        "12,5o",
        "1千万以上",
        "约50万",
        "50-100万",
        "12,50",
        "1,2345",
        "12 50",
        "--5",
        "-(5)",
        "(5",
        "5)",
        "-5-",
        "50%",
        "1.2.3",
        "#N/A",
        "nan",
        "inf",
        "五万",
        float("nan"),
        float("inf"),
        True,
        10**15,
        1e300,
        "9" * 400,
    ],
)
def test_what_is_no_amount_is_refused(cell: Cell) -> None:
    with pytest.raises(Unreadable):
        MONEY.read(cell)


@pytest.mark.parametrize("cell", ["$5", "USD 5", "5美元", "€5", "HK$5", "5 港币", "5欧元", "5 eur"])
def test_another_currency_is_refused_with_the_reason(cell: str) -> None:
    with pytest.raises(Unreadable, match="one currency"):
        MONEY.read(cell)


def test_a_number_shortened_by_excel_is_refused_with_the_reason() -> None:
    with pytest.raises(Unreadable, match="shortened"):
        MONEY.read("1.23457E+11")


@pytest.mark.parametrize(
    ("cell", "quantity"),
    [
        ("10", "10"),
        (10.0, "10"),
        ("1,000.50", "1000.5"),
        ("10 箱", "10"),
        ("2千克", "2"),
        (0.1 + 0.2, "0.3"),
        ("0.1234565", "0.123457"),
        (1e-07, "0"),
        ("1万", "10000"),
    ],
)
def test_quantities_are_exact_to_six_places(cell: Cell, quantity: str) -> None:
    assert str(QUANTITY.read(cell)) == quantity


def test_a_price_has_a_currency_and_more_places_than_an_amount() -> None:
    assert PRICE.read("¥12.3456") == Decimal("12.3456")


@pytest.mark.parametrize(
    ("cell", "number"), [("12", 12), (12.0, 12), ("12次", 12), ("1,200", 1200)]
)
def test_whole_numbers(cell: Cell, number: int) -> None:
    assert INTEGER.read(cell) == number


@pytest.mark.parametrize("cell", ["12.5", 12.5, True, "十二", "2026-01-05"])
def test_what_is_no_whole_number_is_refused(cell: Cell) -> None:
    with pytest.raises(Unreadable, match="whole number"):
        INTEGER.read(cell)


@pytest.mark.parametrize(
    ("cell", "score"),
    [("4.5", "4.5"), ("4分", "4"), (5.0, "5"), ("95", "95"), ("很满意", "5"), ("不满意", "2")],
)
def test_scores_are_kept_as_answered(cell: Cell, score: str) -> None:
    assert SCORE.read(cell) == Decimal(score)


@pytest.mark.parametrize("cell", ["-1", 101, "还行", "4/5"])
def test_what_is_no_score_is_refused(cell: Cell) -> None:
    with pytest.raises(Unreadable, match="score"):
        SCORE.read(cell)


def test_words_of_satisfaction_are_on_a_scale_of_five() -> None:
    assert {SATISFACTION_WORDS[word] for word in SATISFACTION_WORDS} == {1, 2, 3, 4, 5}


cents = st.integers(-(10**14), 10**14).map(lambda n: Decimal(n).scaleb(-2))
styles = st.sampled_from(["{:,}", "{}", "￥{:,}", "{:,}元", " {} ", '="{}"', "{:,} CNY"])


@settings(deadline=None)
@given(cents, styles)
def test_any_amount_reads_back_in_any_style(amount: Decimal, style: str) -> None:
    assert MONEY.read(style.format(amount)) == amount


@settings(deadline=None)
@given(cents)
def test_any_amount_reads_back_in_brackets_and_full_width(amount: Decimal) -> None:
    text = f"({-amount:,})" if amount < 0 else f"{amount:,}"
    wide = text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert MONEY.read(text) == MONEY.read(wide) == amount


@settings(deadline=None)
@given(st.floats(-(10**9), 10**9))
def test_a_number_cell_reads_as_its_shortest_digits(number: float) -> None:
    assert MONEY.read(number) == MONEY.read(format(Decimal(repr(number)), "f"))
