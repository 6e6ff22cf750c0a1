"""CSAT is the share of the satisfied, NPS the latest answer of each customer."""

from datetime import date
from decimal import Decimal

import pytest

from kam.models.enums import Dimension
from kam.policy.load import load
from kam.rules.satisfaction import Answer, Score, by_dimension, csat, grouped, nps, sides, summary

DAY = date(2025, 6, 1)
RULES = load().surveys


def an_answer(id: int, customer: int = 1, on: date = DAY, **fields: object) -> Answer:
    return Answer(id, customer, on, **{"scale": 5} | fields)  # type: ignore[arg-type]


def a_score(survey: int, dimension: str, score: int) -> Score:
    return Score(survey, dimension, Decimal(score), 5)


@pytest.mark.parametrize(
    ("score", "scale", "satisfied"),
    [("4", 5, True), ("3.9", 5, False), ("8", 10, True), ("7", 10, False), ("80", 100, True)],
)
def test_four_of_five_is_satisfied_on_any_scale(score: str, scale: int, satisfied: bool) -> None:
    assert csat([(Decimal(score), scale)], RULES).rate == float(satisfied)


def test_csat_is_a_share_and_never_the_mean() -> None:
    scores = [(Decimal(each), 5) for each in (5, 3, 3, 4)]
    assert csat(scores, RULES) == (0.5, 4)


@pytest.mark.parametrize(
    ("score", "expected"), [(10, 1.0), (9, 1.0), (8, 0.0), (7, 0.0), (6, -1.0), (0, -1.0)]
)
def test_nine_and_ten_promote_and_six_and_less_detract(score: int, expected: float) -> None:
    assert nps([an_answer(1, nps=score)], RULES).score == expected


def test_only_the_latest_answer_of_a_customer_counts() -> None:
    first, second = an_answer(1, nps=10), an_answer(2, on=date(2025, 7, 1), nps=3)
    assert nps([second, first], RULES).score == -1.0


def test_of_one_day_the_answer_taken_down_last_counts() -> None:
    assert nps([an_answer(2, nps=3), an_answer(1, nps=10)], RULES).score == -1.0


def test_a_later_answer_without_a_recommendation_hides_none() -> None:
    answers = [an_answer(1, nps=10), an_answer(2, on=date(2025, 7, 1), overall=Decimal(2))]
    assert nps(answers, RULES).promoters == 1


def test_without_answers_the_rates_are_unknown_and_not_zero() -> None:
    found = summary([], [], RULES)
    assert (found.answers, found.csat, found.nps.score, found.nps.n) == (0, (None, 0), None, 0)


def test_every_dimension_is_told_with_its_own_number_of_answers() -> None:
    scores = [a_score(1, "product", 5), a_score(1, "product", 2), a_score(9, "price", 5)]
    found = summary([an_answer(1)], scores, RULES)
    assert found.dimensions[Dimension.product] == (0.5, 2)
    assert found.dimensions[Dimension.price] == (None, 0)


def test_the_limits_are_the_policys() -> None:
    rules = load("[surveys]\nsatisfied_from = 3\npromoter_from = 8\ndetractor_to = 4\n").surveys
    assert csat([(Decimal(3), 5)], rules).rate == 1.0
    answers = [an_answer(n, customer=n, nps=score) for n, score in enumerate((8, 7, 5, 4))]
    assert nps(answers, rules)[1:] == (1, 2, 1)


def test_a_third_partys_answers_stand_apart_and_unstated_ones_are_ours() -> None:
    answers = [
        an_answer(n, customer=n, overall=Decimal(overall), source=source)
        for n, (overall, source) in enumerate([(5, "own"), (1, None), (4, "third_party")])
    ]
    found = sides(answers, [a_score(2, "price", 5)], RULES)
    assert (found.own.csat, found.third_party.csat) == ((0.5, 2), (1.0, 1))
    assert by_dimension(found)[Dimension.price].third_party.csat == (1.0, 1)
    assert list(by_dimension(found)) == [Dimension.price]


def test_in_a_group_the_latest_answer_of_the_group_counts() -> None:
    answers = [an_answer(1, nps=10), an_answer(2, on=date(2025, 10, 1), nps=0)]
    found = grouped(answers, lambda each: each.answered_on.month, RULES)
    assert {month: each.own.nps.score for month, each in found.items()} == {6: 1.0, 10: -1.0}
