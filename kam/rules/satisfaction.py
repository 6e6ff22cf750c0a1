"""CSAT and NPS of a period (handbook 3.6 [P][L §5])."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from kam.models.enums import Dimension, SurveySource
from kam.policy.schema import SurveyRules

K = TypeVar("K", bound=Hashable)


class Answer(NamedTuple):
    """One survey; scores as answered, on `scale`, None where not answered."""

    id: int
    customer_id: int
    answered_on: date
    scale: int
    overall: Decimal | None = None
    nps: int | None = None
    source: str | None = None


class Score(NamedTuple):
    """What one survey says of one dimension."""

    survey_id: int
    dimension: str
    score: Decimal
    scale: int


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
    """What some answers say."""

    answers: int
    csat: Share
    nps: Nps
    dimensions: dict[Dimension, Share]


class Sides(NamedTuple):
    """What our own surveys say, those of unstated source among them, and what third parties'."""

    own: Summary
    third_party: Summary


def on_five(score: Decimal, scale: int) -> Decimal:
    """A score read on 5."""
    return score * 5 / scale


def csat(scores: Iterable[tuple[Decimal, int]], rules: SurveyRules) -> Share:
    """The share of (score, scale) that are satisfied, 4 of 5 by default; never the mean."""
    satisfied = [on_five(score, scale) >= rules.satisfied_from for score, scale in scores]
    return Share(sum(satisfied) / len(satisfied) if satisfied else None, len(satisfied))


def nps(answers: Iterable[Answer], rules: SurveyRules) -> Nps:
    """Share of promoters (9-10) minus share of detractors (0-6), of each customer the latest."""
    latest: dict[int, Answer] = {}
    for answer in answers:
        if answer.nps is None:
            continue
        before = latest.get(answer.customer_id)
        if before is None or (before.answered_on, before.id) < (answer.answered_on, answer.id):
            latest[answer.customer_id] = answer
    given = [answer.nps for answer in latest.values() if answer.nps is not None]
    promoters = sum(each >= rules.promoter_from for each in given)
    detractors = sum(each <= rules.detractor_to for each in given)
    score = (promoters - detractors) / len(given) if given else None
    return Nps(score, promoters, len(given) - promoters - detractors, detractors)


def summary(answers: Iterable[Answer], scores: Iterable[Score], rules: SurveyRules) -> Summary:
    """What these answers say; `scores` of other surveys are passed over."""
    answers = list(answers)
    asked = {each.id for each in answers}
    by_dimension: dict[str, list[tuple[Decimal, int]]] = {}
    for each in scores:
        if each.survey_id in asked:
            by_dimension.setdefault(each.dimension, []).append((each.score, each.scale))
    overall = [(each.overall, each.scale) for each in answers if each.overall is not None]
    return Summary(
        len(answers),
        csat(overall, rules),
        nps(answers, rules),
        {each: csat(by_dimension.get(each.value, ()), rules) for each in Dimension},
    )


def sides(answers: Iterable[Answer], scores: Iterable[Score], rules: SurveyRules) -> Sides:
    """What these answers say, ours apart from the benchmark of third parties."""
    scores = list(scores)
    parts: dict[bool, list[Answer]] = {True: [], False: []}
    for answer in answers:
        parts[answer.source == SurveySource.third_party].append(answer)
    return Sides(*(summary(parts[is_third], scores, rules) for is_third in (False, True)))


def grouped(
    answers: Iterable[Answer], key: Callable[[Answer], K], rules: SurveyRules
) -> dict[K, Sides]:
    """Group -> what its answers say, dimensions apart; NPS by each customer's latest in it."""
    groups: dict[K, list[Answer]] = {}
    for answer in answers:
        groups.setdefault(key(answer), []).append(answer)
    return {group: sides(members, (), rules) for group, members in groups.items()}


def by_dimension(found: Sides) -> dict[Dimension, Sides]:
    """Dimension -> the share satisfied with it, for those anybody answered; it knows no NPS."""
    return {
        each: Sides(_of(found.own.dimensions[each]), _of(found.third_party.dimensions[each]))
        for each in Dimension
        if found.own.dimensions[each].n or found.third_party.dimensions[each].n
    }


def _of(share: Share) -> Summary:
    return Summary(share.n, share, Nps(None, 0, 0, 0), {})
