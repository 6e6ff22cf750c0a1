"""The lines a customer has open on a day, and when each is due (handbook 3.4)."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from kam.agenda.counting import Ways, counting, ways_of, would_count
from kam.agenda.facts import Appointment, CustomerFacts, Rhythm
from kam.agenda.owners import Memo, Owner, Staff, owners_for
from kam.models.enums import StaffRole
from kam.policy.schema import Line, Policy
from kam.workdays import Every, add


class Step(NamedTuple):
    """A line made ready for planning many customers; `turn` k: the k-th of its channel."""

    name: str
    channel: str
    counter: int
    """Its place in `counting(policy)`."""
    ways: Ways
    due: Memo[date, date]
    """Day -> one span later."""
    role: str
    by_consultant: bool
    owners: Memo[int | None, Owner]
    first_purchase: bool
    span: Every
    """Its `every` or `after`."""


Open = tuple[Step, date]
"""An open line and the day it is due on."""
Turn = tuple[Step, date, int]
"""A first-purchase line, the day it is due on, and its turn among those of its channel."""


class FirstPurchasePlan:
    """The lines counted from the first purchase; what a day of purchase opens is kept."""

    def __init__(self, steps: tuple[Step, ...], lapse: Every, as_of: date) -> None:
        self._steps = steps
        self._lapse = lapse
        self._as_of = as_of
        self._opened: Memo[date, tuple[Turn, ...]] = Memo(self._open_from)

    def lines(self, first: date) -> tuple[Turn, ...]:
        """All the lines of a first purchase, in due order."""
        return self._opened[first]

    def _open_from(self, first: date) -> tuple[Turn, ...]:
        """The lines in due order, each with its turn among those of its channel."""
        dated = sorted(((step.due[first], n, step) for n, step in enumerate(self._steps)))
        return in_turn((step, due) for due, _n, step in dated)

    def open(self, one: CustomerFacts) -> list[Open] | str:
        """The lines not yet met in due order, or why there are none (a field of LeftOut)."""
        first, met = one.first_purchase_on, one.since_first
        if first is None:
            return "no_first_purchase"
        opened = self._opened[first]
        if one.skips:  # who follows a skipped line takes its turn
            skips = one.skips
            opened = in_turn((s, due) for s, due, _ in opened if due not in skips.get(s.name, ()))
        lines = [(step, due) for step, due, turn in opened if not met or met[step.counter] < turn]
        if not lines:
            return "onboarding_complete"
        return "onboarding_lapsed" if self._as_of > add(first, self._lapse) else lines


def in_turn(lines: Iterable[Open]) -> tuple[Turn, ...]:
    """First-purchase lines in due order, each with its turn among those of its channel."""
    turns: Counter[str] = Counter()
    found = []
    for step, due in lines:
        turns[step.channel] += 1
        found.append((step, due, turns[step.channel]))
    return tuple(found)


class TierPlan(NamedTuple):
    """The lines of one tier."""

    recurring: tuple[Step, ...]
    first_purchase: FirstPurchasePlan | None
    afterwards: tuple[Step, ...]


def tier_plans(policy: Policy, staff: Staff, as_of: date) -> dict[str, TierPlan]:
    """Tier -> its lines, sharing what is worked out once: spans added, owners found."""
    counters = {ways: n for n, ways in enumerate(counting(policy))}
    added: dict[Every, Memo[date, date]] = {}
    owners = {role.value: owners_for(staff, role.value) for role in StaffRole}
    visits = policy.visits

    def step(line: Line) -> Step:
        span = line.every or line.after or Every()
        due = added.setdefault(span, Memo(lambda day: add(day, span)))
        ways, role = ways_of(line), line.by.value
        counter, consultant = counters[ways], role == StaffRole.sales_consultant
        return Step(
            *(line.name, line.channel.value, counter, ways, due),
            *(role, consultant, owners[role], line.after is not None, span),
        )

    steps = tuple(step(line) for line in visits.first_purchase.lines)
    first = FirstPurchasePlan(steps, visits.first_purchase.lapse, as_of)
    afterwards = tuple(step(line) for line in visits.afterwards)
    plans = {}
    for tier, lines in visits.cadence:
        buys = tier in visits.first_purchase.tiers and bool(steps)
        recurring = tuple(step(line) for line in lines)
        plans[tier] = TierPlan(recurring, first if buys else None, afterwards if buys else ())
    return plans


def recurring(steps: tuple[Step, ...], one: CustomerFacts, as_of: date) -> list[Open]:
    """Recurring lines: due a span after the last counting contact, never before `tier_since`."""
    since, lasts = one.tier_since or as_of, one.last
    found = []
    if one.skips or one.rhythms:
        for step in steps:
            last = lasts[step.counter] if lasts else None
            own, given_up = one.rhythms.get(step.name, ()), one.skips.get(step.name, ())
            found.append((step, due_on(step, last or since, since, own, given_up)))
        return found
    for step in steps:
        last = lasts[step.counter] if lasts else None
        if last is None:
            found.append((step, step.due[since]))
        else:
            due = step.due[last]
            found.append((step, due if due > since else since))
    return found


def due_on(
    step: Step,
    start: date,
    since: date,
    rhythms: Sequence[Rhythm] = (),
    given_up: Collection[date] = (),
) -> date:
    """When a recurring line is due: a span after `start`, never before `since`.

    `start` is the last counting contact, else `since`. A new rhythm makes nothing overdue
    retroactively: what it brings forward is due on its first day. A due date given up is followed
    by the one a span later.
    """
    return due_dates(step, start, since, rhythms, given_up)[-1]


def due_dates(
    step: Step,
    start: date,
    since: date,
    rhythms: Sequence[Rhythm] = (),
    given_up: Collection[date] = (),
) -> list[date]:
    """As `due_on`, which is the last of them; before it the due dates given up on the way."""
    span, due = step.span, max(step.due[start], since)
    for first_day, own in rhythms:
        span = own or step.span
        due = max(add(start, span), since, min(due, first_day))
    found = [due]
    while due in given_up:
        due = add(due, span)
        found.append(due)
    return found


def planned(lines: list[Open], appointments: tuple[Appointment, ...]) -> dict[str, date]:
    """Line -> the appointment that would meet it.

    An appointment plans the open line it names and counts for; one that names none plans every
    recurring line it counts for, and of the first-purchase lines of a channel the first in due
    order that no appointment plans yet. The earliest is a recurring line's.
    """
    found: dict[str, date] = {}
    steps = {step.name: step for step, _due in lines}
    unnamed = []
    for one in sorted(appointments, key=lambda appointment: appointment.occurred_on):
        step = steps.get(one.line or "")
        if step and would_count(step.ways, one.channel, one.role):
            found.setdefault(step.name, one.occurred_on)
        else:
            unnamed.append(one)
    for one in unnamed:
        taken: set[str] = set()
        for step, _due in lines:
            known = found.get(step.name)
            if step.first_purchase:
                free = known is None and step.channel not in taken
            else:
                free = known is None or one.occurred_on < known
            if free and would_count(step.ways, one.channel, one.role):
                found[step.name] = one.occurred_on
                taken |= {step.channel} if step.first_purchase else set()
    return found
