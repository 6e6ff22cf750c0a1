"""One ordered list of what a person has to do: visits, appointments, follow-ups.

A visit that an appointment plans is not listed: the appointment stands for it, with its line.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import NamedTuple

from kam.agenda.counting import Ways, ways_of, would_count
from kam.agenda.facts import DueLine
from kam.agenda.owners import Owner, Staff, lies_with
from kam.models.enums import AgendaKind, Tier, VisitState
from kam.policy.schema import Policy


class Customer(NamedTuple):
    """Whom an entry concerns; `tier` is None for a customer without one."""

    id: int
    code: str
    name: str
    manager_id: int | None = None
    tier: str | None = None


class Appointment(NamedTuple):
    """An interaction with outcome planned, and what is known of it."""

    id: int
    day: date
    at: time | None
    channel: str
    line: str | None = None
    """The line it names."""
    what: str | None = None
    staff_id: int | None = None


class FollowUp(NamedTuple):
    """A promise that is not kept yet."""

    id: int
    what: str
    due_on: date
    owner_id: int | None = None


class Entry(NamedTuple):
    """One thing to do; `kind`, `state`, `tier` and `channel` are terms."""

    kind: str
    state: str
    """overdue, due (today), upcoming; planned for an appointment that is still to come."""
    day: date
    """When to do it: the day planned, agreed, or promised."""
    time: time | None
    due_on: date
    """Of a visit its due date, also where an appointment plans it; else `day`."""
    days_overdue: int
    customer_id: int
    customer: str
    name: str
    tier: str | None
    line: str | None
    channel: str | None
    what: str | None
    owner: Owner
    id: int | None = None
    """The interaction's or the follow-up's."""
    last_on: date | None = None
    """Of a visit the last that counted."""


def of_visit(line: DueLine) -> Entry:
    """A line of the due list as an entry."""
    return Entry(
        kind=AgendaKind.visit.value,
        state=line.state,
        day=line.plan_on,
        time=None,
        due_on=line.due_on,
        days_overdue=line.days_overdue,
        customer_id=line.customer_id,
        customer=line.customer,
        name=line.name,
        tier=line.tier,
        line=line.line,
        channel=line.channel,
        what=None,
        owner=Owner(line.owner_id, line.owner, line.owner_code, line.owner_note),
        last_on=line.last_on,
    )


def of_appointment(
    one: Appointment, customer: Customer, staff: Staff, as_of: date, plans: DueLine | None = None
) -> Entry:
    """An appointment as an entry, overdue where its day has passed and nobody said what came
    of it; `plans` is the line it plans.
    """
    state = VisitState.overdue if one.day < as_of else VisitState.planned
    due_on = plans.due_on if plans else one.day
    owner = customer.manager_id if one.staff_id is None else one.staff_id
    return Entry(
        kind=AgendaKind.appointment.value,
        state=state.value,
        day=one.day,
        time=one.at,
        due_on=due_on,
        days_overdue=max(0, (as_of - due_on).days),
        customer_id=customer.id,
        customer=customer.code,
        name=customer.name,
        tier=customer.tier,
        line=plans.line if plans else one.line,
        channel=one.channel,
        what=one.what,
        owner=lies_with(staff, owner),
        id=one.id,
    )


def of_follow_up(one: FollowUp, customer: Customer, staff: Staff, as_of: date) -> Entry:
    """A promise as an entry."""
    late = (as_of - one.due_on).days
    state = VisitState.upcoming if late < 0 else VisitState.overdue if late else VisitState.due
    owner = customer.manager_id if one.owner_id is None else one.owner_id
    return Entry(
        kind=AgendaKind.follow_up.value,
        state=state.value,
        day=one.due_on,
        time=None,
        due_on=one.due_on,
        days_overdue=max(0, late),
        customer_id=customer.id,
        customer=customer.code,
        name=customer.name,
        tier=customer.tier,
        line=None,
        channel=None,
        what=one.what,
        owner=lies_with(staff, owner),
        id=one.id,
    )


def plans_of(
    appointments: Iterable[tuple[int, Appointment]],
    planned: Iterable[DueLine],
    policy: Policy,
    staff: Staff,
) -> dict[int, DueLine]:
    """Appointment -> the line it plans, the first due of several.

    `appointments` come with their customer; `planned` are the lines in that state, whose plan_on
    is the day of the appointment that plans them.
    """
    agreed: dict[tuple[int, date], list[Appointment]] = {}
    for customer, one in appointments:
        agreed.setdefault((customer, one.day), []).append(one)
    rules = policy.visits
    ways = {(tier, line.name): ways_of(line) for tier in Tier for line in rules.lines_of(tier)}
    found: dict[int, DueLine] = {}
    for line in planned:
        meant = agreed.get((line.customer_id, line.plan_on), ())
        counts = ways.get((Tier(line.tier), line.line), ())
        if (chosen := _planning(meant, line, counts, staff)) is not None:
            known = found.get(chosen.id)
            if known is None or (line.due_on, line.line) < (known.due_on, known.line):
                found[chosen.id] = line
    return found


def _planning(
    meant: Sequence[Appointment], line: DueLine, counts: Ways, staff: Staff
) -> Appointment | None:
    """Which of a customer's appointments of the day plans the line: the one that names it first."""
    named = (one for one in meant if one.line == line.line)
    fitting = (one for one in meant if would_count(counts, one.channel, _role(one, staff)))
    return next(named, None) or next(fitting, None)


def _role(one: Appointment, staff: Staff) -> str | None:
    person = staff.get(one.staff_id) if one.staff_id is not None else None
    return person.role if person else None


_RANK: Mapping[str | None, int] = {tier.value: rank for rank, tier in enumerate(Tier)}
_LAST = len(_RANK)


def in_order(entries: Iterable[Entry], as_of: date) -> list[Entry]:
    """Person by person, those of nobody last: what is overdue by due date, the day's timed
    appointments by time, the rest by day, tier and code.
    """
    return sorted(entries, key=lambda entry: (*_person(entry.owner), *_turn(entry, as_of)))


def _person(owner: Owner) -> tuple[bool, str, int]:
    return owner.id is None, owner.name or "", owner.id or 0


def _turn(entry: Entry, as_of: date) -> tuple[int, date, bool, time, int, str, str, str]:
    overdue = entry.state == VisitState.overdue
    timed = entry.time is not None and not overdue
    section = 0 if overdue else 1 if timed and entry.day == as_of else 2
    return (
        *(section, entry.due_on if overdue else entry.day),
        *(not timed, entry.time if entry.time and timed else time.min),
        *(_RANK.get(entry.tier, _LAST), entry.customer, entry.kind, entry.line or entry.what or ""),
    )
