"""Scores among all customers, and grades that do not flicker."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.models.enums import Grade
from kam.policy.load import load
from kam.rules.figures import Figures
from kam.rules.grades import Graded, Scores, grade_all, judge_grade, percentile_ranks
from kam.rules.reasons import Reason

POLICY = load()
AS_OF = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("values", "points"),
    [
        ([1, 2, 3, 4], [12.5, 37.5, 62.5, 87.5]),
        ([5, 5], [50, 50]),
        ([7], [50]),
        ([1, None, 3], [25, None, 75]),
        ([3, 1, 3, 3], [62.5, 12.5, 62.5, 62.5]),
        ([None], [None]),
        ([], []),
    ],
)
def test_a_rank_counts_those_below_and_half_the_equals(
    values: list[int | None], points: list[float | None]
) -> None:
    assert percentile_ranks(values) == points


@given(st.lists(st.none() | st.decimals(-(10**9), 10**9, places=2)))
def test_ranks_lie_between_0_and_100_and_keep_the_order(values: list[Decimal | None]) -> None:
    ranked = [
        (v, p) for v, p in zip(values, percentile_ranks(values), strict=True) if p is not None
    ]
    assert all(0 <= p <= 100 for _, p in ranked)
    assert all((a < b) == (p < q) for a, p in ranked for b, q in ranked if None not in (a, b))


def the_points(**figures: object) -> dict[str, float | None]:
    scores = Scores([Figures(**figures)], POLICY, AS_OF)  # type: ignore[arg-type]
    return {one.name: one.points for one in scores.dimensions(0)}


@pytest.mark.parametrize(
    ("mean", "points"), [(1, 0), (3, 50), (Decimal("4.5"), 87.5), (None, None)]
)
def test_satisfaction_reads_one_to_five_as_0_to_100(
    mean: Decimal | None, points: float | None
) -> None:
    assert the_points(satisfaction=mean)["satisfaction"] == points


@pytest.mark.parametrize(
    ("first", "active", "points"),
    [("2026-06-01", 1, 100), ("2026-01-15", 1, 50), ("2020-01-01", 2, 25), (None, 0, None)],
)
def test_loyalty_is_the_share_of_quarters_with_an_order(
    first: str | None, active: int, points: float | None
) -> None:
    on = date.fromisoformat(first) if first else None
    assert the_points(first_order_on=on, active_quarters=active)["loyalty"] == points


def test_a_score_is_the_weighted_mean_of_what_is_known() -> None:
    (graded,) = grade_all([Figures(Decimal(9), 3, satisfaction=5)], [None], POLICY, AS_OF)
    assert graded == Graded(score=62.5, coverage=0.6, grade=Grade.B)


def test_too_little_data_gives_a_score_but_no_grade() -> None:
    (graded,) = grade_all([Figures(Decimal(9), potential=5)], [None], POLICY, AS_OF)
    assert graded == Graded(score=62.5, coverage=0.4, grade=None)
    (reason,) = judge_grade(graded, None, POLICY).reasons
    assert reason.text() == "share of the weights with data 40% < 50%"


def test_half_the_weight_is_enough() -> None:
    graded = grade_all([Figures(Decimal(9), profit=Decimal(1))], ["B"], POLICY, AS_OF)[0]
    assert (graded.coverage, graded.grade) == (0.5, Grade.B)


def test_no_data_at_all_has_no_score() -> None:
    assert grade_all([Figures()], ["A"], POLICY, AS_OF) == [Graded(None, 0.0, None)]


@pytest.mark.parametrize(
    ("score", "kept", "grade"),
    [
        (70, None, "A"),
        (69.999999, None, "B"),
        (40, None, "B"),
        (39.99, None, "C"),
        (68.01, "A", "A"),
        (68, "A", "B"),
        (71.99, "B", "B"),
        (72, "B", "A"),
        (38.01, "B", "B"),
        (38, "B", "C"),
        (41.99, "C", "C"),
        (42, "C", "B"),
        (71, "C", "B"),
        (72, "C", "A"),
        (39, "A", "B"),
        (38, "A", "C"),
    ],
)
def test_a_kept_grade_moves_two_points_beyond_the_cut(
    score: float, kept: str | None, grade: str
) -> None:
    weights = "\n".join(f"{n} = {int(n == 'satisfaction')}" for n, _ in POLICY.grade.weights)
    policy = load(f"[grade.weights]\n{weights}")
    figures = [Figures(satisfaction=1 + score / 25)]
    (graded,) = grade_all(figures, [kept], policy, AS_OF)
    assert graded.grade == grade
    verdict = judge_grade(graded, kept, policy)
    assert verdict.value == grade
    assert verdict.reasons


@pytest.mark.parametrize(
    ("score", "kept", "grade"), [(70, "A", "A"), (69.9, "A", "B"), (70, "B", "A")]
)
def test_without_hysteresis_the_cut_alone_decides(score: float, kept: str, grade: str) -> None:
    policy = load("[grade]\nhysteresis = 0\nmin_coverage = 0")
    (graded,) = grade_all([Figures(satisfaction=1 + score / 25)], [kept], policy, AS_OF)
    assert graded.grade == grade


def test_a_held_grade_says_which_bar_it_held() -> None:
    verdict = judge_grade(Graded(69.0, 1.0, Grade.A), "A", POLICY)
    assert verdict.reasons == (Reason("score", 69.0, ">", 68.0, "kept"),)
    assert verdict.reasons[0].text() == "score 69.0 > 68 (the kept grade moves late)"


def test_a_score_shows_as_many_decimals_as_the_limit_needs() -> None:
    assert Reason("score", 69.96, "<", 70.0).text() == "score 69.96 < 70"


def test_a_reason_survives_being_kept_as_json() -> None:
    reason = Reason("annual_amount", Decimal("61200.50"), ">=", Decimal(50_000), "stated")
    kept = json.loads(json.dumps(reason.as_dict()))
    assert kept["value"] == 61200.5
    assert kept["text"] == reason.text()
    assert Reason.from_dict(kept).text() == reason.text()
