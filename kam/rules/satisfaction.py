"""CSAT and NPS of a period (handbook 3.6 [P][L §5])."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kam.models.enums import Dimension

_SATISFIED = 4
_PROMOTER, _DETRACTOR = 9, 6


class Answer(NamedTuple):
    """One survey; scores as answered, on `scale`, None where not answered."""

    id: int
    customer_id: int
    answered_on: date
    scale: int
    overall: Decimal | None = None
    nps: int | None = None


class Share(NamedTuple):
    """The fraction of `n` answers that are satisfied; None without answers."""

    rate: float | None
    n: int


class Nps(NamedTuple):
    """The net promoter score, -1 to 1, None without answers, and who stands behind it."""

    score: float | None
    promoters: int
    passives: int
    detractors: int

    @property
    def n(self) -> int:
        """How many customers answered."""
        return self.promoters + self.passives + self.detractors


class Summary(NamedTuple):
    """What the answers of a period say."""

    answers: int
    csat: Share
    nps: Nps
    dimensions: dict[Dimension, Share]


def on_five(score: Decimal, scale: int) -> Decimal:
    """A score read on 5."""
    return score * 5 / scale


def csat(scores: Iterable[tuple[Decimal, int]]) -> Share:
    """The share of (score, scale) of at least 4 of 5, never the mean."""
    satisfied = [on_five(score, scale) >= _SATISFIED for score, scale in scores]
    return Share(sum(satisfied) / len(satisfied) if satisfied else None, len(satisfied))


def nps(answers: Iterable[Answer]) -> Nps:
    """Share of 9-10 minus share of 0-6, of each customer the latest answer."""
    latest: dict[int, Answer] = {}
    for answer in answers:
        if answer.nps is None:
            continue
        before = latest.get(answer.customer_id)
        if before is None or (before.answered_on, before.id) < (answer.answered_on, answer.id):
            latest[answer.customer_id] = answer
    given = [answer.nps for answer in latest.values() if answer.nps is not None]
    promoters = sum(each >= _PROMOTER for each in given)
    detractors = sum(each <= _DETRACTOR for each in given)
    score = (promoters - detractors) / len(given) if given else None
    return Nps(score, promoters, len(given) - promoters - detractors, detractors)


def summary(answers: Iterable[Answer], scores: Iterable[tuple[str, Decimal, int]]) -> Summary:
    """What these answers say; `scores` are (dimension, score, scale) of them."""
    answers = list(answers)
    by_dimension: dict[str, list[tuple[Decimal, int]]] = {}
    for dimension, score, scale in scores:
        by_dimension.setdefault(dimension, []).append((score, scale))
    overall = [(each.overall, each.scale) for each in answers if each.overall is not None]
    return Summary(
        len(answers),
        csat(overall),
        nps(answers),
        {each: csat(by_dimension.get(each.value, ())) for each in Dimension},
    )
