"""The agenda: everything a person has to do on a day, and the same as a calendar."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

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
from kam.agenda.owners import stood_in_for
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
from kam.workdays import Every, add, subtract

_AHEAD = Every(days=366)
"""How far a calendar looks for the next date of a visit that was met."""
_RECENT = Every(days=31)
"""How long a calendar tells of what was met or done, so that an entry taken in before follows."""


def agenda(
    desk: Workspace, manager: str | None = None, within: int = 0, *, notes: bool = True
) -> Agenda:
    """What is to be done on the desk's day and `within` days after: the manager's own, or
    everybody's. Raises NotFoundError and AmbiguousError for an unknown manager.
    """
    floor = _Floor(desk, manager)
    due = floor.due(within, notes=notes)
    until = add(desk.as_of, Every(days=within))
    entries = floor.own([*_visits(due.lines), *floor.promised(due, until, until)])
    reach = {**due.reach, **floor.reach}
    return Agenda(desk.as_of, in_order(entries, desk.as_of), reach, due, floor.person is not None)


def _visits(lines: Iterable[DueLine]) -> list[Entry]:
    return [of_visit(line) for line in lines if line.state != VisitState.planned]


class _Floor:
    """What the entries of one agenda share: who is there, whose agenda it is, the customers."""

    def __init__(self, desk: Workspace, manager: str | None) -> None:
        self.desk = desk
        self._said = manager
        self.person = None if manager is None else find_staff(desk, manager)
        self.people: People = visits.staff_on(desk, desk.as_of)
        self.reach: dict[int, Reach] = {}
        self._tiers: dict[int, str | None] = {}
        self._contacts: dict[int, tuple[str, str | None]] = {}

    def due(self, within: int, *, notes: bool = False) -> Due:
        """The due list; with one manager also what his appointments elsewhere plan."""
        if self.person is None:
            return visits.due(self.desk, visits.Wanted(within=within), notes=notes)
        own = self.person.id
        also = agendas.seen_by([own, *stood_in_for(self.people, own)], self.desk.as_of)
        wanted = visits.Wanted(manager=self._said, within=within)
        return visits.due(self.desk, wanted, notes=notes, also=also)

    def promised(self, due: Due, until: date, due_until: date) -> list[Entry]:
        """Appointments up to `until` and promises due by `due_until`."""
        connection, as_of = self.desk.connection, self.desk.as_of
        self._know(until, due_until)
        met = [
            (self._customer(row), _appointment(row))
            for row in agendas.appointments(connection, as_of, until)
        ]
        plans = plans_of(
            ((customer.id, one) for customer, one in met),
            (line for line in due.settled if line.state == VisitState.planned),
            self.desk.policy,
            self.people,
        )
        return [
            *(of_appointment(one, c, self.people, as_of, plans.get(one.id)) for c, one in met),
            *self.follow_ups(agendas.follow_ups(connection, as_of, due_until)),
        ]

    def follow_ups(self, rows: Iterable[Any]) -> list[Entry]:
        """Rows of the store as entries."""
        return [
            of_follow_up(
                FollowUp(row.id, row.what, row.due_on, row.owner_id),
                self._customer(row),
                self.people,
                self.desk.as_of,
            )
            for row in rows
        ]

    def cancelled(self) -> list[Entry]:
        """Appointments that were called off, of the day and later."""
        return [
            of_appointment(_appointment(row), self._customer(row), self.people, self.desk.as_of)
            for row in agendas.cancelled(self.desk.connection, self.desk.as_of)
        ]

    def own(self, entries: list[Entry]) -> list[Entry]:
        """Those of the manager asked for; everybody's without one."""
        if self.person is None:
            return entries
        return [entry for entry in entries if entry.owner.id == self.person.id]

    def _know(self, until: date, due_until: date) -> None:
        """Tier and contact of the customers with an appointment or a promise."""
        connection, as_of = self.desk.connection, self.desk.as_of
        wanted = agendas.concerned(as_of, max(until, due_until))
        lost = visits.gone(self.desk, wanted)
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
        row.id, row.occurred_on, row.occurred_at, row.channel, row.line, what, row.staff_id
    )


class _Origin(NamedTuple):
    suffix: str
    sequence: int


def plan(desk: Workspace, manager: str | None = None, within: int | None = None) -> Plan:
    """The agenda as a calendar: visits `within` days (None: the policy's), every appointment to
    come and every open promise; beside them what is over, so that entries taken in before go.
    """
    floor, as_of = _Floor(desk, manager), desk.as_of
    within = desk.policy.visits.within if within is None else within
    horizon, recent = add(as_of, Every(days=within)), subtract(as_of, _RECENT)
    due = floor.due(max(within, _AHEAD.days))
    ahead = _visits(due.lines)
    near = [entry for entry in ahead if min(entry.day, entry.due_on) <= horizon]
    entries = [*near, *floor.promised(due, date.max, date.max)]
    met = (entry for entry in ahead if entry.last_on is not None and entry.last_on >= recent)
    gone = [
        *(of_visit(line) for line in due.settled),
        *met,
        *floor.cancelled(),
        *floor.follow_ups(agendas.done_since(desk.connection, recent, as_of)),
    ]
    origin = _origin(desk)
    return Plan(
        in_order(floor.own(entries), as_of),
        floor.own(gone),
        {**due.reach, **floor.reach},
        agendas.places(desk.connection),
        as_of,
        origin.suffix,
        origin.sequence,
        desk.request.now,
        desk.policy.zone,
        desk.policy.visits.appointment_minutes,
        floor.person.name if floor.person else None,
    )


def _origin(desk: Workspace) -> _Origin:
    """What tells this database's entries from others', and this state of them from earlier ones."""
    begun = agendas.begun_at(desk.connection).isoformat()
    days = (desk.as_of - date(2000, 1, 1)).days
    return _Origin(
        sha256(begun.encode()).hexdigest()[:12], agendas.newest_change(desk.connection) + days
    )
