"""Surveys: an answer taken down, and what the answers of a period say."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from kam.errors import UsageError
from kam.i18n import _
from kam.models.enums import Dimension, Scheme, SurveysBy, SurveySource, Tier
from kam.reports.satisfaction import Group, Limits, Satisfaction
from kam.rules import satisfaction
from kam.rules.figures import annual_window
from kam.rules.satisfaction import Answer, Score, Sides
from kam.services.finding import find_staff
from kam.services.workspace import Workspace
from kam.store import judgements, surveys, visits
from kam.store.among import Among, managed_by

_ANSWERS = ("overall", "nps", "comment", *(each.value for each in Dimension))
_ORDER = {
    SurveysBy.tier: tuple(each.value for each in Tier),
    SurveysBy.dimension: tuple(each.value for each in Dimension),
    SurveysBy.source: (SurveySource.own.value, None, SurveySource.third_party.value),
}
"""Groups in the order of their list; others by name, those without one last."""


def settle(
    desk: Workspace, given: dict[str, str], others: Mapping[str, Any]
) -> Sequence[dict[str, Any]]:
    """Fill in the day; UsageError where nothing was answered."""
    if not any(given.get(key) for key in _ANSWERS):
        raise UsageError(_("nothing is answered; say --overall, --nps or another score"))
    given.setdefault("answered_on", desk.as_of.isoformat())
    return ()


class Wanted(NamedTuple):
    """Which answers are summed up, and how; None asks for nothing."""

    since: date | None = None
    until: date | None = None
    manager: str | None = None
    """Only his customers, whose manager today he is."""
    by: SurveysBy | None = None


def summary(desk: Workspace, wanted: Wanted) -> Satisfaction:
    """CSAT, NPS and the dimensions over the days from `since` to `until`, both included.

    Without days: the twelve months up to the desk's day.
    """
    since, until = wanted.since, wanted.until
    if since and until and since > until:
        raise UsageError(_("--from {since} is after --to {until}").format(since=since, until=until))
    after, day = annual_window(until or desk.as_of, desk.policy)
    until = min(day, desk.as_of)
    first = since or date.fromordinal(after.toordinal() + 1)
    manager = wanted.manager
    among = None if manager is None else managed_by([find_staff(desk, manager).id])
    answers = [Answer(*row) for row in surveys.answers(desk.connection, first, until, among)]
    scores = [Score(*row) for row in surveys.scores_between(desk.connection, first, until, among)]
    rules = desk.policy.surveys
    found = satisfaction.sides(answers, scores, rules)
    limits = Limits(
        *(rules.satisfied_from, rules.promoter_from, rules.detractor_to),
        desk.policy.targets.satisfaction,
    )
    groups = _groups(desk, wanted.by, answers, found, until, among) if wanted.by else ()
    return Satisfaction(first, until, found, limits, wanted.by, groups)


def _groups(
    desk: Workspace,
    by: SurveysBy,
    answers: Sequence[Answer],
    found: Sides,
    until: date,
    among: Among | None,
) -> list[Group]:
    """The groups that have answers, in their order."""
    if by is SurveysBy.manager:
        return _managers(desk, answers, among)
    if by is SurveysBy.dimension:
        shares = satisfaction.by_dimension(found)
        return [Group(each.value, shared) for each, shared in shares.items()]
    key = _key(desk, by, until, among)
    parts = satisfaction.grouped(answers, key, desk.policy.surveys)
    order = _ORDER.get(by) or sorted(name for name in parts if name is not None)
    names = [*order, *(name for name in parts if name not in order)]
    return [Group(name, parts[name]) for name in names if name in parts]


def _key(
    desk: Workspace, by: SurveysBy, until: date, among: Among | None
) -> Callable[[Answer], str | None]:
    """What names the group of an answer."""
    if by is SurveysBy.quarter:
        return lambda each: f"{each.answered_on.year}Q{(each.answered_on.month + 2) // 3}"
    if by is SurveysBy.source:
        return lambda each: each.source
    if by is SurveysBy.tier:
        kept = judgements.kept(desk.connection, Scheme.tier.value, until, among)
        tiers = {customer: each.value for customer, each in kept.items()}
        return lambda each: tiers.get(each.customer_id)
    known = surveys.customers(desk.connection, among)
    return lambda each: known[each.customer_id].industry


def _managers(desk: Workspace, answers: Sequence[Answer], among: Among | None) -> list[Group]:
    """A group for each manager, also where two share a name; customers without one last."""
    known = surveys.customers(desk.connection, among)
    people = {row.id: row for row in visits.people(desk.connection)}
    parts = satisfaction.grouped(
        answers, lambda each: known[each.customer_id].manager_id, desk.policy.surveys
    )
    groups = [
        Group(people[manager].name, part, people[manager].code)
        for manager, part in parts.items()
        if manager is not None
    ]
    groups.sort(key=lambda group: (group.name, group.code or ""))
    return groups + ([Group(None, parts[None])] if None in parts else [])
