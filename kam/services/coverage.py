"""How far visits covered the customers of a period, and the cycles behind each number.

Lines, grace and targets are those of the policy in force today, and a manager's customers those he
has today, whatever the period.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from kam.agenda.counting import counting, would_count
from kam.agenda.coverage import Coverage, month_end
from kam.agenda.cycles import GivenUp, History, Period
from kam.agenda.facts import NOTHING, Rhythm
from kam.agenda.owners import Memo
from kam.errors import UsageError
from kam.i18n import _
from kam.models.enums import CoverageBy, CycleResult
from kam.reports.coverage import Report
from kam.rules.stages import Away, Standing, absences
from kam.services.arrangements import arrangements_of
from kam.services.finding import find_customer, find_staff
from kam.services.workspace import Workspace
from kam.store import arrangements, coverage, visits
from kam.store.among import Among, all_of, managed_by, only
from kam.workdays import Every, add, subtract

_DAY = Every(days=1)
_CLIPPED = Every(days=3)
"""Going back by months may end so many days later than going forward began."""


class Wanted(NamedTuple):
    """What to report on; None asks for nothing. People and customers as typed."""

    since: date | None = None
    until: date | None = None
    by: CoverageBy = CoverageBy.tier
    manager: str | None = None
    """Customers whose manager this person is today."""
    customer: str | None = None
    lists: bool = False
    """The cycles, not only how many."""
    result: CycleResult | None = None
    """Of the cycles listed, those with this result."""


def report(desk: Workspace, wanted: Wanted) -> Report:
    """Coverage over the days asked for, as it stands on the desk's day.

    Without days: the calendar month of the desk's day; with a first day only: up to the desk's
    day; with a last day only: its month up to it. Raises UsageError where they are the wrong way
    round, NotFoundError and AmbiguousError for unknown names.
    """
    period = _period(desk, wanted)
    among = _among(desk, wanted)
    lists = wanted.lists or wanted.result is not None
    customers, managers = {}, {}
    if lists or wanted.by is CoverageBy.manager:
        for row in coverage.customers(desk.connection, among):
            customers[row.id], managers[row.id] = (row.code, row.name), row.manager_id
    counted = Coverage(desk.policy, period, wanted.by, managers.get, lists=lists)
    for one in _histories(desk, period, among):
        counted.take(one)
    kept = wanted.result
    people = visits.people(desk.connection) if customers else ()
    return Report(
        *(period, wanted.by, counted.groups(), counted.total()),
        {row.id: (row.name, row.code) for row in people},
        coverage.never_judged(desk.connection, period.end, among),
        [one for one in counted.listed if kept in (None, one.result)] if lists else None,
        *(customers, managers),
    )


def _period(desk: Workspace, wanted: Wanted) -> Period:
    since, until, as_of = wanted.since, wanted.until, desk.as_of
    if until is None:
        until = month_end(as_of) if since is None else as_of
    if since is None:
        since = until.replace(day=1)
    if since > until:
        raise UsageError(_("--from {since} is after --to {until}").format(since=since, until=until))
    return Period(since, until, as_of)


def _among(desk: Workspace, wanted: Wanted) -> Among | None:
    wishes = []
    if wanted.manager is not None:
        wishes.append(managed_by([find_staff(desk, wanted.manager).id]))
    if wanted.customer is not None:
        wishes.append(only(find_customer(desk, wanted.customer).id))
    return all_of(wishes)


def _histories(desk: Workspace, period: Period, among: Among | None) -> Iterator[History]:
    """What the replay needs to know of everybody who ever had a tier."""
    end = period.end
    begin = min(period.first, add(end, _DAY))
    bought = _purchases(desk, end, among)
    old = subtract(subtract(begin, desk.policy.visits.first_purchase.lapse), _CLIPPED)
    arranged, away = _arranged(desk, end, among), _away(desk, end, among)
    days = _days(desk, (begin, end), old, among)
    lasts = {
        row[0]: row[1:]
        for row in coverage.lasts(desk.connection, counting(desk.policy), begin, among)
    }
    never = (None,) * len(counting(desk.policy))
    no_days: Sequence[Sequence[date]] = ((),) * len(never)
    tiers = coverage.tiers(desk.connection, end, among)
    for id_, kept in groupby(tiers, itemgetter(0)):
        first = bought.get(id_)
        skips, rhythms = arranged.get(id_, (NOTHING, NOTHING))
        whole = id_ in arranged or (first is not None and first >= old)
        last = never if whole else lasts.get(id_, never)
        mine, gone = days.get(id_, no_days), away.get(id_, ())
        judged = [(day, tier) for _id, day, tier in kept]
        yield History(id_, judged, mine, last, gone, first, skips, rhythms)


def _days(
    desk: Workspace, within: tuple[date, date], old: date, among: Among | None
) -> dict[int, Sequence[Sequence[date]]]:
    """Customer -> the days of counting contacts within the days, or all up to their end.

    All where skips or own cadences were set, or a first purchase on or after `old`.
    """
    ways = counting(desk.policy)
    roles = {row.id: row.role for row in visits.people(desk.connection)}
    begin, end = within
    counts: Memo[tuple[str, int | None], list[int]] = Memo(
        lambda key: [
            place
            for place, each in enumerate(ways)
            if would_count(each, key[0], None if key[1] is None else roles.get(key[1]))
        ]
    )
    channels = sorted({channel for each in ways for channel, _role in each})
    whole = coverage.to_replay(_buyers(desk), old, end, among)
    found: dict[int, Sequence[list[date]]] = {}
    for first, last, whose in ((date.min, subtract(begin, _DAY), whole), (begin, end, among)):
        for id_, channel, who, day in coverage.contacts(
            desk.connection, channels, first, last, whose
        ):
            mine = found.get(id_)
            if mine is None:
                mine = found[id_] = [[] for _way in ways]
            for place in counts[channel, who]:
                mine[place].append(day)
    return dict(found)


def _buyers(desk: Workspace) -> list[str]:
    """The tiers whose customers have first-purchase lines."""
    rules = desk.policy.visits.first_purchase
    return [tier.value for tier in rules.tiers] if rules.lines else []


def _purchases(desk: Workspace, end: date, among: Among | None) -> Mapping[int, date]:
    rows = coverage.first_purchases(desk.connection, _buyers(desk), end, among)
    return {id_: first for id_, first in rows if first is not None}


def _arranged(
    desk: Workspace, end: date, among: Among | None
) -> dict[int, tuple[Mapping[str, Sequence[GivenUp]], Mapping[str, Sequence[Rhythm]]]]:
    """Customer -> the skips and rhythms of his lines; only customers with any."""
    skips: dict[int, dict[str, list[GivenUp]]] = {}
    for id_, line, *given_up in arrangements.skips(desk.connection, end, among):
        skips.setdefault(id_, {}).setdefault(line, []).append(GivenUp(*given_up))
    return {
        id_: (skips.get(id_, NOTHING), each.rhythms)
        for id_, each in arrangements_of(desk, end, among).items()
        if each.skips or each.rhythms
    }


def _away(desk: Workspace, end: date, among: Among | None) -> dict[int, tuple[Away, ...]]:
    return {
        id_: absences(Standing(stage, lost_on, archived, archived_on), back_on)
        for id_, stage, lost_on, archived, archived_on, back_on in coverage.leaving(
            desk.connection, end, among
        )
    }
