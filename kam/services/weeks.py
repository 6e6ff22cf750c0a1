"""The week of one manager: appointments as they stand, and a day proposed for what is due."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any, NamedTuple

from kam.agenda.facts import DueLine
from kam.agenda.owners import receiver
from kam.agenda.week import Booked, propose
from kam.errors import UsageError
from kam.i18n import _
from kam.models.enums import VisitState, WeekKind
from kam.models.interactions import Interaction
from kam.reports.visits import Reach
from kam.reports.weeks import Entry, WeekPlan
from kam.services import visits
from kam.services.appointments import agreed
from kam.services.finding import find_staff
from kam.services.workspace import Workspace
from kam.store import arrangements
from kam.store import visits as stored
from kam.store.among import these
from kam.workdays import Every, add

_OPEN = frozenset((VisitState.overdue, VisitState.due, VisitState.upcoming))


class Wanted(NamedTuple):
    """Whose week, from which day (the desk's), how many visits a working day (the policy's)."""

    manager: str
    since: date | None = None
    capacity: int | None = None


def week(desk: Workspace, wanted: Wanted) -> WeekPlan:
    """Seven days from the first: appointments, proposals, and what does not fit.

    Who is absent on the first day has no lines then: they are the stand-in's. Who is absent later
    gets no proposals for those days.
    """
    first = wanted.since or desk.as_of
    if first < desk.as_of:
        raise UsageError(_("--from {day} is gone by").format(day=first))
    last = add(first, Every(days=6))
    manager = find_staff(desk, wanted.manager)
    asked = visits.Wanted(manager=wanted.manager, within=(last - desk.as_of).days)
    due = visits.due(desk, asked, notes=False, absent_on=first)
    booked = _booked(desk, manager.id, first, last)
    calendar = visits.working_days(desk)
    absences = arrangements.stand_ins(desk.connection, staff_id=manager.id)
    days = [
        day
        for day in (add(first, Every(days=n)) for n in range((last - first).days + 1))
        if calendar.is_workday(day) and not any(row.since <= day <= row.until for row in absences)
    ]
    capacity = wanted.capacity or desk.policy.visits.capacity
    open_lines = [line for line in due.lines if line.state in _OPEN]
    found = propose(
        [(line, due.reach[line.customer_id].city) for line in open_lines],
        [Booked(row.occurred_on, row.channel, row.city) for row in booked],
        days,
        capacity,
    )
    reach = {**due.reach, **_reach(desk, booked)}
    met = {(line.customer_id, line.line): line for line in due.lines}
    entries = [
        *(_appointment(row, met.get((row.customer_id, row.line)), reach) for row in booked),
        *(_entry(WeekKind.proposed, on, line, reach) for on, line in found.proposed),
    ]
    entries.sort(key=lambda each: (each.on or last, each.at or time.max, each.customer))
    left = [_entry(WeekKind.left, None, line, reach) for line in found.left]
    return WeekPlan(manager.name, first, last, capacity, len(days), [*entries, *left], found)


def keep(desk: Workspace, plan: WeekPlan) -> int:
    """Make the proposals appointments; gives how many."""
    made = [agreed(line, on, None, line.owner_id) for on, line in plan.week.proposed]
    return len(desk.ledger.create(Interaction, made))


def _booked(desk: Workspace, manager: int, first: date, last: date) -> list[Any]:
    """The manager's appointments of these days: his own, and those of whom he stands in for."""
    people = visits.staff_on(desk, first)
    rows: Iterable[Any] = stored.planned(desk.connection, since=first, until=last)
    return [
        row
        for row in rows
        if (whose := row.staff_id or row.manager_id) is not None
        and receiver(people, whose) == manager
    ]


def _reach(desk: Workspace, booked: list[Any]) -> dict[int, Reach]:
    """Whom to call at the customers of these appointments."""
    among = these({row.customer_id for row in booked})
    contacts = stored.contacts(desk.connection, desk.as_of, among) if booked else {}
    found = {}
    for row in booked:
        name, number = contacts.get(row.customer_id, (None, None))
        found[row.customer_id] = Reach(name, number or row.phone, row.city)
    return found


def _appointment(row: Any, line: DueLine | None, reach: Mapping[int, Reach]) -> Entry:
    """An appointment, with what is known of the line it names."""
    tier, due, state = (line.tier, line.due_on, line.state) if line else (None, None, None)
    return Entry(
        *(WeekKind.appointment, row.occurred_on, row.occurred_at, row.code, row.name),
        *(tier, row.line, row.channel, due, state),
        *reach[row.customer_id],
    )


def _entry(kind: WeekKind, on: date | None, line: DueLine, reach: Mapping[int, Reach]) -> Entry:
    whom = reach[line.customer_id]
    return Entry(
        *(kind, on, None, line.customer, line.name, line.tier, line.line, line.channel),
        *(line.due_on, line.state, *whom),
    )
