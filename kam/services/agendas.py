"""The agenda: everything a person has to do on a day, and the same as a calendar."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any

from kam.agenda.entries import (
    Appointment,
    Customer,
    Entry,
    FollowUp,
    in_order,
    of_appointment,
    of_follow_up,
    of_visit,
    plans_of,
)
from kam.agenda.facts import DueLine
from kam.agenda.owners import Memo, Owner, lies_with, stood_in_for
from kam.i18n import word
from kam.models.enums import Purpose, Scheme, VisitState
from kam.reports.agenda import Agenda, Plan
from kam.reports.visits import Due, Reach
from kam.services import visits
from kam.services.finding import find_staff
from kam.services.visits import People
from kam.services.workspace import Workspace
from kam.store import agendas, judgements
from kam.store import visits as stored
from kam.store.among import these
from kam.store.rows import CHUNK
from kam.workdays import Every, add, subtract

_AHEAD = Every(days=366)
"""How far a calendar looks for the next date of a visit that was met."""
_EPOCH = date(2000, 1, 1)
_RECENT = Every(days=31)
"""How long a calendar tells of what was met or done, so that an entry taken in before follows."""


def agenda(
    desk: Workspace, manager: str | None = None, within: int = 0, *, notes: bool = True
) -> Agenda:
    """What is to be done on the desk's day and `within` days after: the manager's own, or
    everybody's. Raises NotFoundError and AmbiguousError for an unknown manager.
    """
    source = _Source(desk, manager)
    due = source.due(within, notes=notes)
    promised = source.promised(due, add(desk.as_of, Every(days=within)))
    entries = in_order([*_visits(due.lines), *promised], desk.as_of)
    reach = {**due.reach, **source.reach}
    return Agenda(desk.as_of, entries, reach, due, source.person is not None)


def _visits(lines: Iterable[DueLine]) -> list[Entry]:
    return [of_visit(line) for line in lines if line.state != VisitState.planned]


class _Source:
    """Where the entries of one agenda come from: everybody's, or those of one person."""

    def __init__(self, desk: Workspace, manager: str | None) -> None:
        self._desk = desk
        self._said = manager
        self.person = None if manager is None else find_staff(desk, manager)
        self._people: People = visits.staff_on(desk, desk.as_of)
        self._owners = Memo(partial(lies_with, self._people))
        self.reach: dict[int, Reach] = {}
        """Of the customers met so far but for those of the due list."""
        self._tiers: dict[int, str | None] = {}
        self._contacts: dict[int, tuple[str, str | None]] = {}

    def due(self, within: int, *, notes: bool = False) -> Due:
        """The due list; with one person also what his appointments elsewhere plan."""
        if self.person is None:
            return visits.due(self._desk, visits.Wanted(within=within), notes=notes)
        own = self.person.id
        also = agendas.seen_by([own, *stood_in_for(self._people, own)], self._desk.as_of)
        wanted = visits.Wanted(manager=self._said, within=within)
        return visits.due(self._desk, wanted, notes=notes, also=also)

    def promised(self, due: Due, until: date) -> list[Entry]:
        """Appointments and promises up to a day."""
        connection, as_of = self._desk.connection, self._desk.as_of
        met = self._own_rows(agendas.appointments(connection, as_of, until))
        promises = self._own_rows(agendas.follow_ups(connection, as_of, until))
        self._know({row.customer_id for row in (*met, *promises)}, until)
        return [*self._appointments(met, due), *self._follow_ups(promises)]

    def over(self, since: date) -> list[Entry]:
        """Appointments called off, of the day and later, and promises kept since a day."""
        connection, as_of = self._desk.connection, self._desk.as_of
        cancelled = self._own_rows(agendas.cancelled(connection, as_of))
        kept = self._own_rows(agendas.done_since(connection, since, as_of))
        return [*self._appointments(cancelled), *self._follow_ups(kept)]

    def is_own(self, owner: Owner) -> bool:
        """Whether what lies with the owner is on this agenda."""
        return self.person is None or owner.id == self.person.id

    def _own_rows(self, rows: Iterable[Any]) -> list[Any]:
        owners = self._owners
        return [
            row
            for row in rows
            if self.is_own(owners[row.manager_id if row.given_to is None else row.given_to])
        ]

    def _appointments(self, rows: list[Any], due: Due | None = None) -> Iterator[Entry]:
        met = [(self._customer(row), _appointment(row)) for row in rows]
        planned = (x for x in (due.settled if due else ()) if x.state == VisitState.planned)
        ours = ((customer.id, one) for customer, one in met)
        plans = plans_of(ours, planned, self._desk.policy, self._people)
        for customer, one in met:
            plan = plans.get(one.id)
            yield of_appointment(one, customer, self._people, self._desk.as_of, plan)

    def _follow_ups(self, rows: list[Any]) -> Iterator[Entry]:
        for row in rows:
            one = FollowUp(row.id, row.what, row.due_on, row.given_to)
            yield of_follow_up(one, self._customer(row), self._people, self._desk.as_of)

    def _know(self, customers: set[int], until: date) -> None:
        """Look up tier and contact of these customers, who have something up to that day."""
        connection, as_of = self._desk.connection, self._desk.as_of
        few = len(customers) <= CHUNK
        wanted = these(customers) if few else agendas.concerned(as_of, until)
        lost = visits.gone(self._desk, wanted)
        kept = judgements.kept(connection, Scheme.tier.value, as_of, wanted)
        self._tiers = {id_: None if id_ in lost else each.value for id_, each in kept.items()}
        self._contacts = stored.contacts(connection, as_of, wanted)

    def _customer(self, row: Any) -> Customer:
        id_ = row.customer_id
        name, number = self._contacts.get(id_, (None, None))
        self.reach[id_] = Reach(name, number or row.phone, row.city)
        return Customer(id_, row.code, row.name, row.manager_id, self._tiers.get(id_))


def _appointment(row: Any) -> Appointment:
    what = row.summary or row.occasion or word(row.purpose, Purpose) or None
    return Appointment(
        row.id, row.occurred_on, row.occurred_at, row.channel, row.line, what, row.given_to
    )


def plan(desk: Workspace, manager: str | None = None, within: int | None = None) -> Plan:
    """The agenda as a calendar: visits `within` days (None: the policy's), every appointment to
    come and every open promise; beside them what is over, so that entries taken in before go.
    """
    source, as_of, rules = _Source(desk, manager), desk.as_of, desk.policy.visits
    within = rules.within if within is None else within
    horizon, recent = add(as_of, Every(days=within)), subtract(as_of, _RECENT)
    due = source.due(max(within, _AHEAD.days))
    ahead = _visits(due.lines)
    near = [entry for entry in ahead if min(entry.day, entry.due_on) <= horizon]
    met = [entry for entry in ahead if entry.last_on is not None and entry.last_on >= recent]
    settled = [entry for entry in map(of_visit, due.settled) if source.is_own(entry.owner)]
    return Plan(
        entries=in_order([*near, *source.promised(due, date.max)], as_of),
        gone=[*settled, *met, *source.over(recent)],
        reach={**due.reach, **source.reach},
        places=agendas.places(desk.connection),
        as_of=as_of,
        database=sha256(agendas.begun_at(desk.connection).isoformat().encode()).hexdigest()[:12],
        sequence=agendas.newest_change(desk.connection) + (as_of - _EPOCH).days,
        now=desk.request.now,
        zone=desk.policy.zone,
        minutes=rules.appointment_minutes,
        person=source.person.name if source.person else None,
    )
