"""Scores and grades of all customers with a tier at once (handbook 3.3, [M §3.2][T §1]).

Points and scores are floats; a score and its coverage are rounded to six places before they are
compared with a cut, so that the same figures give the same grade on every machine.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from itertools import repeat
from operator import add, mul
from typing import Any, NamedTuple

from kam.models.enums import Grade
from kam.policy.schema import GradeRules as Rules
from kam.policy.schema import Policy
from kam.rules.figures import Figures, quarter_bounds, quarters_counted
from kam.rules.reasons import Reason, Verdict

DIMENSIONS = ("sales", "profit", "frequency", "satisfaction", "loyalty", "potential")
Points = list[float | None]


class Graded(NamedTuple):
    """Score 0-100 or None without any data, coverage 0-1, grade or None for too little data."""

    score: float | None
    coverage: float
    grade: Grade | None


class DimensionScore(NamedTuple):
    """One dimension of one customer; value and points are None where there is no data."""

    name: str
    value: Any
    points: float | None
    weight: float


def percentile_ranks(values: Sequence[Any]) -> Points:
    """(number below + half the number equal, itself included) / n x 100; None stays None.

    Numbers are compared as floats, which tells every cent apart up to 90 trillion.
    """
    keys = [None if value is None else float(value) for value in values]
    counts = Counter(keys)
    n = len(keys) - counts.pop(None, 0)
    points: dict[float | None, float | None] = {None: None}
    below = 0
    for key, equal in sorted(counts.items()):
        points[key] = (2 * below + equal) * 50 / n
        below += equal
    return [points[key] for key in keys]


def _share_points(values: Iterable[Any]) -> Points:
    """1-5 read as 0-100: (x - 1) / 4 x 100."""
    return [None if value is None else (float(value) - 1) * 25 for value in values]


def _loyalty_points(figures: Sequence[Figures], as_of: date, policy: Policy) -> Points:
    bounds = quarter_bounds(as_of, policy)
    counted: dict[date | None, int] = {}
    points: Points = []
    for one in figures:
        first = one.first_order_on
        if first is None:
            points.append(None)
            continue
        if first not in counted:
            counted[first] = quarters_counted(first, bounds)
        points.append(one.active_quarters / counted[first] * 100)
    return points


class Scores:
    """The points of every customer in every dimension, columns in the order of `figures`."""

    def __init__(self, figures: Sequence[Figures], policy: Policy, as_of: date) -> None:
        self._figures = figures
        self._rules = policy.grade
        self._weights = tuple(float(getattr(policy.grade.weights, name)) for name in DIMENSIONS)
        self.points: tuple[Points, ...] = (
            percentile_ranks([one.annual_amount for one in figures]),
            percentile_ranks([one.profit for one in figures]),
            percentile_ranks([one.annual_orders for one in figures]),
            _share_points(one.satisfaction for one in figures),
            _loyalty_points(figures, as_of, policy),
            _share_points(one.potential for one in figures),
        )

    def graded(self, kept: Sequence[str | None]) -> list[Graded]:
        """Score, coverage and grade of each; `kept` is the grade the rule last gave, or None."""
        least = self._rules.min_coverage
        bars = {grade: _bars(grade, self._rules) for grade in (None, *Grade)}
        return [
            Graded(score, coverage, None)
            if score is None or coverage < least
            else Graded(score, coverage, _grade_of(score, bars[before]))
            for score, coverage, before in zip(*self._scored, kept, strict=True)
        ]

    def dimensions(self, position: int) -> tuple[DimensionScore, ...]:
        """The dimensions of the customer at that position of `figures`."""
        one = self._figures[position]
        loyalty = self._loyalty_value(position)
        values = (
            *(one.annual_amount, one.profit, one.annual_orders),
            *(one.satisfaction, loyalty, one.potential),
        )
        points = (column[position] for column in self.points)
        rows = zip(DIMENSIONS, values, points, self._weights, strict=True)
        return tuple(DimensionScore(*row) for row in rows)

    def _loyalty_value(self, position: int) -> float | None:
        points = self.points[DIMENSIONS.index("loyalty")][position]
        return None if points is None else points / 100

    @cached_property
    def _scored(self) -> tuple[list[float | None], list[float]]:
        """Scores and coverages; whole columns at a time, which is what makes it quick."""
        reached = present = [0.0] * len(self._figures)
        for weight, column in zip(self._weights, self.points, strict=True):
            known = [0.0 if points is None else points for points in column]
            weights = [0.0 if points is None else weight for points in column]
            reached = list(map(add, reached, map(mul, known, repeat(weight))))
            present = list(map(add, present, weights))
        total = sum(self._weights)
        coverage = {weight: round(weight / total, 6) for weight in set(present)}
        scores = [round(a / b, 6) if b else None for a, b in zip(reached, present, strict=True)]
        return scores, [coverage[weight] for weight in present]


class Bar(NamedTuple):
    """What a score must reach for a grade: `score op limit`."""

    op: str
    limit: float


Bars = tuple[tuple[Grade, Bar], tuple[Grade, Bar]]


def _bars(kept: str | None, rules: Rules) -> Bars:
    """The bars for A and B; a kept grade moves only `hysteresis` points beyond the cut."""
    held = {"A": (True, True), "B": (False, True)}.get(kept or "", (False, False))
    moves = rules.hysteresis if kept else 0.0

    def bar(cut: float, stands_above: bool) -> Bar:
        return Bar(">", cut - moves) if stands_above and moves else Bar(">=", cut + moves)

    return (Grade.A, bar(rules.cut_a, held[0])), (Grade.B, bar(rules.cut_b, held[1]))


def _grade_of(score: float, bars: Bars) -> Grade:
    for grade, (op, limit) in bars:
        if score > limit or (score == limit and op == ">="):
            return grade
    return Grade.C


def grade_all(
    figures: Sequence[Figures], kept: Sequence[str | None], policy: Policy, as_of: date
) -> list[Graded]:
    """Every customer with a tier graded among the others, in the order of `figures`."""
    return Scores(figures, policy, as_of).graded(kept)


def judge_grade(graded: Graded, kept: str | None, policy: Policy) -> Verdict:
    """The grade with its reasons: the bars the score reached or missed, or too little data."""
    rules = policy.grade
    if graded.score is None or graded.grade is None:
        return Verdict(None, (Reason("coverage", graded.coverage, "<", rules.min_coverage),))
    (_a, bar_a), (_b, bar_b) = _bars(kept, rules)
    shown = {
        Grade.A: ((bar_a, True),),
        Grade.B: ((bar_b, True), (bar_a, False)),
        Grade.C: ((bar_b, False),),
    }[graded.grade]
    return Verdict(
        graded.grade, tuple(_reason(graded.score, bar, reached, rules) for bar, reached in shown)
    )


def _reason(score: float, bar: Bar, reached: bool, rules: Rules) -> Reason:
    op = bar.op if reached else {">=": "<", ">": "<="}[bar.op]
    moved = bar.limit not in (rules.cut_a, rules.cut_b)
    return Reason("score", score, op, bar.limit, "kept" if moved else None)
