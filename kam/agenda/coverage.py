"""How far visits covered the customers of a period, group by group (handbook 3.7)."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from kam.agenda.cycles import Cycle, History, Period
from kam.agenda.replay import Replay
from kam.models.enums import CoverageBy, CycleResult, Tier
from kam.policy.schema import Policy

_DAY = timedelta(days=1)
_MET = frozenset((CycleResult.in_time.value, CycleResult.late.value))

Key = Hashable
"""What a group is known by: a tier, a line, a manager's id or None, a month as `2026-01`."""


class Covered(NamedTuple):
    """A group's coverage; customers are those with a cycle of the period in the group."""

    key: Key
    customers: int
    covered: int
    """Customers whose cycles were all met by the period's end."""
    target: Fraction | None
    """That of the tier; elsewhere the tiers' mean, weighted by the group's customers of each."""
    results: Mapping[str, int]
    """CycleResult -> cycles."""
    needed: int
    """Further customers needed to reach the target."""
    reachable: int
    """Customers not covered whose unmet cycles can all still be met."""
    visits_left: int | None
    """The fewest of their open visits that cover `needed` of them; None: it cannot be done."""
    is_over: bool

    @property
    def coverage(self) -> Fraction | None:
        """Covered by all customers; None without any."""
        return Fraction(self.covered, self.customers) if self.customers else None

    @property
    def fell_due(self) -> int:
        """The cycles that count by now: all but those still open."""
        return sum(self.results.values()) - self.results.get(CycleResult.open.value, 0)


class Coverage:
    """Takes one customer after the other and counts their cycles in groups.

    `manager_of` gives a customer's manager, where the groups are managers. With `lists` the cycles
    themselves stand in `listed`. By month, each month of the period is a period of its own.
    """

    def __init__(
        self,
        policy: Policy,
        period: Period,
        by: CoverageBy,
        manager_of: Callable[[int], Key] = lambda _id: None,
        *,
        lists: bool = False,
    ) -> None:
        self.period, self.by, self.listed = period, by, list[Cycle]()
        self._targets = {
            tier: Fraction(str(share)) for tier, share in policy.targets.visit_coverage
        }
        self._manager_of, self._lists = manager_of, lists
        self._replay = Replay(policy, period)
        self._total = _Tally(period)
        self._tallies: dict[Key, _Tally] = {}
        monthly = months(period) if by is CoverageBy.month else {}
        self._months = {key: Replay(policy, month) for key, month in monthly.items()}
        known = {
            CoverageBy.tier: tuple(each.value for each in Tier),
            CoverageBy.line: tuple(line.name for line in policy.visits.lines()),
        }.get(by, ())
        self._tallies.update((key, _Tally(period)) for key in known)
        self._tallies.update((key, _Tally(month)) for key, month in monthly.items())

    def take(self, one: History) -> None:
        """Count the customer's cycles."""
        cycles = self._replay.cycles(one)
        if cycles:
            self._total.take(cycles)
        for key, mine in self._grouped(one, cycles):
            tally = self._tallies.get(key)
            if tally is None:
                tally = self._tallies[key] = _Tally(self.period)
            tally.take(mine)
            if self._lists:
                self.listed += mine

    def _grouped(self, one: History, cycles: list[Cycle]) -> Iterable[tuple[Key, list[Cycle]]]:
        if self._months:
            return self._monthly(one, cycles)
        if not cycles:
            return ()
        if self.by is CoverageBy.manager:
            return ((self._manager_of(one.id), cycles),)
        place = Cycle._fields.index(self.by.value)
        first = cycles[0][place]
        if all(cycle[place] == first for cycle in cycles):
            return ((first, cycles),)
        groups: dict[Key, list[Cycle]] = {}
        for cycle in cycles:
            groups.setdefault(cycle[place], []).append(cycle)
        return groups.items()

    def _monthly(self, one: History, cycles: list[Cycle]) -> Iterable[tuple[Key, list[Cycle]]]:
        """Each month's cycles as they stood at its end."""
        groups: dict[Key, list[Cycle]] = {}
        if one.is_arranged:  # what was decided later had moved no due date yet
            groups = {key: replay.cycles(one) for key, replay in self._months.items()}
        else:
            for cycle in cycles:
                key = month_of(cycle.belongs_on)
                if (seen := self._months[key].as_seen(cycle)) is not None:
                    groups.setdefault(key, []).append(seen)
        return ((key, mine) for key, mine in groups.items() if mine)

    def groups(self) -> list[Covered]:
        """The groups; tiers, lines and months are all there and in order, managers as met."""
        return [self._covered(key, tally) for key, tally in self._tallies.items()]

    def total(self) -> Covered:
        """All customers, over the whole period."""
        return self._covered(None, self._total)

    def _covered(self, key: Key, tally: "_Tally") -> Covered:
        target = self._target(key, tally)
        aim = 0 if target is None else ceil(target * tally.customers)
        needed = max(0, aim - tally.covered)
        return Covered(
            *(key, tally.customers, tally.covered, target, tally.results, needed),
            *(tally.reachable(), tally.visits_left(needed), tally.period.is_over),
        )

    def _target(self, key: Key, tally: "_Tally") -> Fraction | None:
        weight = sum(tally.tiers.values())
        if not weight:
            return self._targets.get(key) if isinstance(key, str) else None
        return sum(self._targets[tier] * n for tier, n in tally.tiers.items()) / Fraction(weight)


class _Tally:
    """What is counted of one group."""

    def __init__(self, period: Period) -> None:
        self.period = period
        self.customers = self.covered = 0
        self.results: Counter[str] = Counter()
        self.tiers: Counter[str] = Counter()
        self._left: Counter[int] = Counter()
        """Open visits of a customer -> reachable customers with so many."""

    def take(self, cycles: list[Cycle]) -> None:
        """Count the cycles of one customer, of which there is at least one."""
        results, unmet, lost, tiers = self.results, 0, self.period.is_over, {cycles[0].tier}
        for _id, tier, _line, _channel, _due, _met, result, _opened, ended, _why in cycles:
            results[result] += 1
            tiers.add(tier)
            if result not in _MET:
                unmet += 1
                lost = lost or ended is not None
        self.customers += 1
        for tier in tiers:
            self.tiers[tier] += 1
        if not unmet:
            self.covered += 1
        elif not lost:
            self._left[unmet] += 1

    def reachable(self) -> int:
        """Customers not covered that still can be."""
        return self._left.total()

    def visits_left(self, needed: int) -> int | None:
        """The visits that cover so many more, customers with fewest first; None: too few can be."""
        if needed > self.reachable():
            return None
        visits = 0
        for each, customers in sorted(self._left.items()):
            taken = min(customers, needed)
            visits += taken * each
            needed -= taken
        return visits


def months(period: Period) -> dict[str, Period]:
    """The calendar months of a period, cut to it, each a period of its own."""
    found = {}
    first = period.first
    while first <= period.last:
        last = min(month_end(first), period.last)
        found[month_of(first)] = Period(first, last, period.as_of)
        if last == period.last:
            break
        first = last + _DAY
    return found


def month_end(day: date) -> date:
    """The last day of the day's month."""
    if (day.year, day.month) == (date.max.year, date.max.month):
        return date.max
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - _DAY


def month_of(day: date) -> str:
    """The day's month, as 2026-01."""
    return day.isoformat()[:7]
