"""CSAT is the share of the satisfied, NPS the latest answer of each customer."""

from datetime import date
from decimal import Decimal

import pytest

from kam.models.enums import Dimension
from kam.rules.satisfaction import Answer, csat, nps, summary

DAY = date(2025, 6, 1)


def an_answer(id: int, customer: int = 1, on: date = DAY, **fields: object) -> Answer:
    return Answer(id, customer, on, **{"scale": 5} | fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("score", "scale", "satisfied"),
    [("4", 5, True), ("3.9", 5, False), ("8", 10, True), ("7", 10, False), ("80", 100, True)],
)
def test_four_of_five_is_satisfied_on_any_scale(score: str, scale: int, satisfied: bool) -> None:
    assert csat([(Decimal(score), scale)]).rate == float(satisfied)


def test_csat_is_a_share_and_never_the_mean() -> None:
    assert csat([(Decimal(5), 5), (Decimal(3), 5), (Decimal(3), 5), (Decimal(4), 5)]) == (0.5, 4)


@pytest.mark.parametrize(
    ("score", "expected"), [(10, 1.0), (9, 1.0), (8, 0.0), (7, 0.0), (6, -1.0), (0, -1.0)]
)
def test_nine_and_ten_promote_and_six_and_less_detract(score: int, expected: float) -> None:
    assert nps([an_answer(1, nps=score)]).score == expected


def test_only_the_latest_answer_of_a_customer_counts() -> None:
    first, second = an_answer(1, nps=10), an_answer(2, on=date(2025, 7, 1), nps=3)
    assert nps([second, first]).score == -1.0


def test_of_one_day_the_answer_taken_down_last_counts() -> None:
    assert nps([an_answer(2, nps=3), an_answer(1, nps=10)]).score == -1.0


def test_a_later_answer_without_a_recommendation_hides_none() -> None:
    answers = [an_answer(1, nps=10), an_answer(2, on=date(2025, 7, 1), overall=Decimal(2))]
    assert nps(answers).promoters == 1


def test_without_answers_the_rates_are_unknown_and_not_zero() -> None:
    found = summary([], [])
    assert (found.answers, found.csat, found.nps.score, found.nps.n) == (0, (None, 0), None, 0)


def test_every_dimension_is_told_with_its_own_number_of_answers() -> None:
    found = summary([an_answer(1)], [("product", Decimal(5), 5), ("product", Decimal(2), 5)])
    assert found.dimensions[Dimension.product] == (0.5, 2)
    assert found.dimensions[Dimension.price] == (None, 0)
