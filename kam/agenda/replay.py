"""What became of each due date of a visit line in a period (handbook 3.7).

The replay of the due list, day by day, told from its sentences:

- In the morning of a day the open lines of a customer and their due dates follow, as in the due
  list of that day, from the tier kept on it and the counting interactions before it.
- The day's counting interactions then meet the open cycles, each with its due date as it stood
  that morning. One day is one meeting of a recurring line; a first-purchase line is met by the
  interaction of its turn, so that two on one day meet two of them.
- A skip of the open due date ends its cycle unmet; the next is due a span later.
- A cycle falls away on the day the kept tier changes, the customer is lost or archived, or the
  first-purchase lines lapse. Where it fell due before that day it stays as missed, otherwise it
  never fell due and belongs to no period.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

from kam.agenda.cadence import Step, TierPlan, Turn, due_dates, in_turn, tier_plans
from kam.agenda.cycles import Cycle, GivenUp, History, Period, Span, spans
from kam.agenda.owners import Memo
from kam.models.enums import CycleResult
from kam.policy.schema import Policy
from kam.workdays import Every, add, subtract

_DAY = Every(days=1)
_IN_TIME, _LATE = CycleResult.in_time.value, CycleResult.late.value
_MISSED, _SKIPPED, _OPEN = (
    CycleResult.missed.value,
    CycleResult.skipped.value,
    CycleResult.open.value,
)


class Replay:
    """Finds the cycles of one customer after the other; what many share is worked out once."""

    def __init__(self, policy: Policy, period: Period) -> None:
        self._plans = tier_plans(policy, {}, period.end)
        self._period, self._first, self._last = period, period.first, period.last
        self._end = period.end
        grace = Every(days=policy.visits.grace)
        self._in_time_until: Memo[date, date] = Memo(lambda due: add(due, grace))
        lapse = policy.visits.first_purchase.lapse
        self._lapsed: Memo[date, date] = Memo(lambda bought: add(add(bought, lapse), _DAY))
        self._found: list[Cycle] = []
        self._used: set[tuple[str, date]] = set()

    def cycles(self, one: History) -> list[Cycle]:
        """The customer's cycles that belong to the period, line by line."""
        self._found, self._used = [], set()
        for span in spans(one, self._end):
            plan = self._plans.get(span.tier)
            if plan is None:
                continue
            if span.until is not None and span.until <= self._first and not one.is_arranged:
                continue  # what fell due in it did so before the period
            for step in plan.recurring:
                self._recurring(one, span, step, span.first)
            if plan.first_purchase:
                self._after_purchase(one, span, plan)
        return self._found

    def as_seen(self, cycle: Cycle) -> Cycle | None:
        """A cycle of a longer period as it stands at the end of this one, to which it belongs.

        None: it opened later. Only for customers without skips and rhythms of their own.
        """
        end, met = self._end, cycle.met_on
        if cycle.opened_on > end:
            return None
        if met is not None and met <= end:
            return cycle
        ended = cycle.ended_on if cycle.ended_on is not None and cycle.ended_on <= end else None
        result = _MISSED if self._period.is_over else cycle.result
        return cycle._replace(met_on=None, result=result, ended_on=ended)

    # Recurring lines.

    def _recurring(self, one: History, span: Span, step: Step, start: date) -> None:
        """The line's cycles from the morning of `start` on."""
        if one.is_arranged:
            self._arranged(one, span, step, start)
            return
        last, due_of, since, until = one.last[step.counter], step.due, span.since, span.until
        opened = start
        for day in one.days[step.counter]:
            if day >= start and day != last:
                if until is not None and day >= until:
                    break
                due = due_of[last or since]
                self._met(one, span, step, due if due > since else since, day, opened)
                opened = day
            last = day
        due = due_of[last or since]
        self._unmet(one, span, step, due if due > since else since, until, opened)

    def _arranged(self, one: History, span: Span, step: Step, start: date) -> None:
        """As `_recurring`, by the skips and rhythms of each morning."""
        days = sorted({day for day in one.days[step.counter] if day <= self._end})
        changes = [skip.skipped_on for skip in one.skips.get(step.name, ())]
        changes += [rhythm.since for rhythm in one.rhythms.get(step.name, ())]
        evening = add(self._end, _DAY)
        met, opened = set(days), start
        for morning in _mornings(start, span.until or evening, days, changes):
            due = self._due(one, span, step, days, morning)
            if morning in met:
                self._met(one, span, step, due, morning, opened)
                opened = morning
        if span.until is None:
            due = self._due(one, span, step, days, evening)
        elif subtract(span.until, _DAY) in met:
            return  # the next cycle has not had a morning
        self._unmet(one, span, step, due, span.until, opened)

    def _due(
        self, one: History, span: Span, step: Step, days: Sequence[date], morning: date
    ) -> date:
        """When the line is due that morning, by what was decided up to that day or the end.

        The due dates given up on the way are found skipped, each once.
        """
        on = min(morning, self._end)
        skips = {skip.due_on: skip for skip in _known(one, step, on)}
        rhythms = [each for each in one.rhythms.get(step.name, ()) if each.since <= on]
        place = bisect_left(days, morning)
        last = days[place - 1] if place else span.since
        *given_up, due = due_dates(step, last, span.since, rhythms, skips)
        for each in given_up:
            self._skipped(one, span, step, skips[each])
        return due

    # Lines counted from the first purchase, and those that follow them.

    def _after_purchase(self, one: History, span: Span, plan: TierPlan) -> None:
        bought = one.first_purchase_on
        if bought is None or plan.first_purchase is None:
            return
        start, lapsed = max(span.first, bought), self._lapsed[bought]
        if start > self._end or (span.until is not None and start >= span.until):
            return
        free: date | None = start
        if lapsed > start and (lapsed > self._first or one.is_arranged):
            stop = min(day for day in (span.until, lapsed, add(self._end, _DAY)) if day)
            free = self._first_lines(one, span, plan.first_purchase.lines(bought), start, stop)
        if free is not None and (span.until is None or free < span.until):
            for step in plan.afterwards:
                self._recurring(one, span, step, free)

    def _first_lines(
        self, one: History, span: Span, lines: Sequence[Turn], start: date, stop: date
    ) -> date | None:
        """Find the cycles of the first-purchase lines from `start` until the day `stop`.

        Gives the first morning none of them is open any more; None: some still are at the end.
        """
        bought = one.first_purchase_on or start
        days = {step.counter: _between(one, step, bought, self._end) for step, _due, _turn in lines}
        changes = [skip.skipped_on for skips in one.skips.values() for skip in skips]
        opened: dict[str, tuple[Step, date, date]] = {}
        done: set[str] = set()
        for morning in _mornings(start, stop, [d for each in days.values() for d in each], changes):
            waiting = False
            for step, due, turn in self._turns(one, span, lines, morning, done):
                met = days[step.counter]
                is_open = turn > bisect_left(met, morning)
                waiting = waiting or is_open
                if step.name in done:
                    continue
                if turn > bisect_right(met, morning):
                    opened.setdefault(step.name, (step, due, morning))
                    continue
                done.add(step.name)
                if is_open or step.name in opened:
                    since = opened.get(step.name, (step, due, morning))[2]
                    self._met(one, span, step, due, met[turn - 1], since)
            if not waiting:
                return morning
        still = [each for name, each in opened.items() if name not in done]
        ended = stop if stop <= self._end else None
        for step, due, since in still:
            self._unmet(one, span, step, due, ended, since)
        return stop if ended or not still else None

    def _turns(
        self, one: History, span: Span, lines: Sequence[Turn], morning: date, done: set[str]
    ) -> Sequence[Turn]:
        """The lines not given up by that morning: who follows a skipped one takes its turn."""
        if not one.skips:
            return lines
        left = []
        for step, due, _turn in lines:
            skips = {skip.due_on: skip for skip in _known(one, step, morning)}
            if due not in skips:
                left.append((step, due))
            elif step.name not in done:
                done.add(step.name)
                self._skipped(one, span, step, skips[due])
        return in_turn(left)

    # What became of a cycle; kept where it belongs to the period.

    def _met(
        self, one: History, span: Span, step: Step, due: date, day: date, opened: date
    ) -> None:
        if due >= self._first and day >= self._first:
            result = _IN_TIME if day <= self._in_time_until[due] else _LATE
            self._found.append(
                Cycle(one.id, span.tier, step.name, step.channel, due, day, result, opened)
            )

    def _unmet(
        self, one: History, span: Span, step: Step, due: date, ended: date | None, opened: date
    ) -> None:
        if not self._first <= due <= self._last or (ended is not None and due >= ended):
            return
        late = self._period.is_over or self._in_time_until[due] < self._period.as_of
        result = _MISSED if ended is not None or late else _OPEN
        self._found.append(
            Cycle(one.id, span.tier, step.name, step.channel, due, None, result, opened, ended)
        )

    def _skipped(self, one: History, span: Span, step: Step, skip: GivenUp) -> None:
        due, on = skip.due_on, skip.skipped_on
        if (step.name, due) in self._used:
            return
        self._used.add((step.name, due))
        if self._first <= due <= self._last:
            ended = (step.name, step.channel, due, None, _SKIPPED, on, on, skip.reason)
            self._found.append(Cycle(one.id, span.tier, *ended))


def _mornings(start: date, stop: date, days: Iterable[date], changes: Iterable[date]) -> list[date]:
    """The mornings from `start` until `stop` on which a customer's lines may stand differently."""
    told = {start, *changes}
    for day in days:
        told |= {day, add(day, _DAY)}
    return sorted(day for day in told if start <= day < stop)


def _between(one: History, step: Step, first: date, end: date) -> Sequence[date]:
    days = one.days[step.counter]
    return days[bisect_left(days, first) : bisect_right(days, end)]


def _known(one: History, step: Step, on: date) -> list[GivenUp]:
    """The skips of the line set on or before the day, the first of a due date last."""
    return [skip for skip in reversed(one.skips.get(step.name, ())) if skip.skipped_on <= on]
