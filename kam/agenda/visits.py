"""The visits that are due: every customer's cadence lines on a day (handbook 3.4, [Y §5])."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from kam.agenda.cadence import Open, Step, TierPlan, planned, recurring, tier_plans
from kam.agenda.facts import Agenda, CustomerFacts, DueLine, LeftOut
from kam.agenda.owners import Memo, Staff
from kam.models.enums import Tier, VisitState
from kam.policy.schema import Policy
from kam.workdays import Every, WorkingDays, add, subtract

_RANK = {tier.value: rank for rank, tier in enumerate(Tier)}
_When = tuple[date, str, int]
"""(plan_on, state, days_overdue) of a line."""
_Timed = tuple[Step, date, _When | None]
"""A line, its due_on, and None where it is not listed."""


def due_visits(
    customers: Iterable[CustomerFacts],
    policy: Policy,
    staff: Staff,
    working_days: WorkingDays,
    as_of: date,
    within: int | None = None,
) -> Agenda:
    """The lines overdue, due, planned or upcoming `within` days, and those that are snoozed.

    Ordered by due_on, tier (important, general, new), code and line. `within` None is the
    policy's. Years without a published calendar stand in `working_days.unannounced`.
    """
    days = policy.visits.within if within is None else within
    desk = _Desk(policy, staff, working_days, as_of, days)
    for one in customers:
        desk.take(one)
    return desk.agenda()


class _Desk:
    """Plans one customer after the other; what many share is worked out once."""

    def __init__(
        self, policy: Policy, staff: Staff, days: WorkingDays, as_of: date, within: int
    ) -> None:
        self._plans = tier_plans(policy, staff, as_of)
        self._staff = staff
        self._days = days
        self._as_of = as_of
        self._horizon = add(as_of, Every(days=within))
        self._overdue_before = subtract(as_of, Every(days=policy.visits.grace))
        self._when: Memo[date, _When | None] = Memo(self._when_due)
        self._managers = Memo(self._manager)
        self._lines: list[DueLine] = []
        self._left_out: Counter[str] = Counter()

    def take(self, one: CustomerFacts) -> None:
        """Put the customer's lines on the agenda, or count why there are none."""
        plan = self._plans.get(one.tier or "")
        if plan is None:
            self._left_out["no_tier" if one.judged else "not_judged"] += 1
            return
        lines = self._open(plan, one)
        if not one.appointments and not one.snoozes:
            when = self._when
            self._list(one, [(step, due, when[due]) for step, due in lines])
        elif lines:
            self._list(one, self._agreed(lines, one))

    def _open(self, plan: TierPlan, one: CustomerFacts) -> list[Open]:
        lines = recurring(plan.recurring, one, self._as_of)
        why = "no_lines"
        if plan.first_purchase:
            first = plan.first_purchase.open(one)
            if not isinstance(first, str):
                return lines + first
            why = first
            if why != "no_first_purchase":
                lines += recurring(plan.afterwards, one, self._as_of)
        if not lines:
            self._left_out[why] += 1
        return lines

    def _list(self, one: CustomerFacts, lines: Iterable[_Timed]) -> None:
        manager_id, tier = one.manager_id, one.tier or ""
        for step, due, when in lines:
            if when is None:
                continue
            asked = manager_id
            if step.by_consultant and one.consultant_id in self._staff:
                asked = one.consultant_id
            owner_id, owner, owner_code, note = step.owners[asked]
            last = one.last[step.counter] if one.last else None
            row = (one.id, one.code, one.name, tier, step.name, step.channel, due, *when, last)
            who = (owner_id, owner, owner_code, step.role, note, manager_id)
            self._lines.append(DueLine._make(row + who + self._managers[manager_id]))

    def _agreed(self, lines: list[Open], one: CustomerFacts) -> Iterator[_Timed]:
        """The lines of a customer with appointments or snoozes."""
        ahead = tuple(a for a in one.appointments if a.occurred_on >= self._as_of)
        appointments = planned(lines, ahead)
        for step, due in lines:
            snoozed = one.snoozes.get(step.name)
            last = one.last[step.counter] if one.last else None
            if snoozed is not None and snoozed.holds(self._as_of, last):
                self._left_out["snoozed"] += 1
                yield step, due, (self._plan_on(due), VisitState.snoozed.value, self._late(due))
            elif step.name in appointments:
                yield step, due, self._when_planned(due, appointments[step.name])
            else:
                yield step, due, self._when[due]

    def _when_planned(self, due: date, on: date) -> _When | None:
        if due > self._horizon and on > self._horizon:
            return None
        return on, VisitState.planned.value, self._late(due)

    def _when_due(self, due: date) -> _When | None:
        """When and how a line due on that day is listed; None beyond the window."""
        if due > self._horizon and due >= self._days.next_from(add(self._horizon, Every(days=1))):
            return None  # a working day lies between: its plan_on is beyond the window too
        plan_on = self._plan_on(due)
        if due > self._as_of:
            listed = due <= self._horizon or plan_on <= self._horizon
            return (plan_on, VisitState.upcoming.value, 0) if listed else None
        late = due < self._overdue_before
        state = VisitState.overdue if late else VisitState.due
        return plan_on, state.value, self._late(due)

    def _plan_on(self, due: date) -> date:
        day = due if due < self._as_of else self._days.last_on_or_before(due)
        return day if day >= self._as_of else self._days.next_from(self._as_of)

    def _late(self, due: date) -> int:
        return max(0, (self._as_of - due).days)

    def _manager(self, manager_id: int | None) -> tuple[str | None, str | None]:
        person = self._staff.get(manager_id) if manager_id is not None else None
        return (person.name, person.code) if person else (None, None)

    def agenda(self) -> Agenda:
        """Everything taken so far, in the order of the handbook."""
        rank = _RANK
        self._lines.sort(key=lambda row: (row[6], rank[row[3]], row[1], row[4]))
        return Agenda(self._lines, LeftOut(**self._left_out))
