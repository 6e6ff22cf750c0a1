"""Which visits are due, whose they are, and what is left out."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from kam.agenda.counting import counting, uncounted, ways_of
from kam.agenda.facts import Agenda, Appointment, CustomerFacts, DueLine, LeftOut
from kam.agenda.owners import Person, stood_in_for, team
from kam.agenda.visits import due_visits
from kam.models.enums import CooperationStage, Tier, VisitState
from kam.policy.schema import Policy
from kam.reports.visits import Due, Reach
from kam.rules.stages import Standing, effective_stage, is_archived
from kam.services.arrangements import arrangements_of
from kam.services.finding import find_customer, find_staff
from kam.services.workspace import Workspace
from kam.store import arrangements, visits
from kam.store.among import Among, all_of, any_of, managed_by, only, served_by
from kam.workdays import WorkingDays

People = Mapping[int, Person]
FAR = 100 * 366
"""Days ahead that reach every open line."""


class Wanted(NamedTuple):
    """Which lines to list; None asks for nothing. People and customers as typed."""

    manager: str | None = None
    """Lines that lie with this person."""
    customers_of: str | None = None
    """All lines of the customers this person manages."""
    team: str | None = None
    """Lines that lie with anyone who reports to this person, directly or through others."""
    customer: str | None = None
    channel: str | None = None
    state: str | None = None
    within: int | None = None


class _Scope(NamedTuple):
    """What filters mean: the customers to look at, whose lines to list, and which of those."""

    customers: Among | None
    owners: Collection[int | None] | None
    """The owners whose lines are listed; None for all."""
    channel: str | None
    state: str | None
    manager: int | None

    def shows(self, line: DueLine) -> bool:
        """Whether the line's channel and state are wanted; snoozed ones only when asked for."""
        if self.state is None:
            wanted = line.state != VisitState.snoozed
        else:
            wanted = line.state == self.state
        return wanted and self.channel in (None, line.channel)


def due(
    desk: Workspace,
    wanted: Wanted,
    *,
    notes: bool = True,
    also: Among | None = None,
    absent_on: date | None = None,
) -> Due:
    """The visits on the desk's day; without `notes` nothing is asked for the sake of footers.

    `also` are customers whose settled lines are told too; `absent_on` asks whose the lines are on
    another day, when somebody may be absent.
    """
    people = staff_on(desk, absent_on or desk.as_of)
    scope = _scope(desk, wanted, people)
    if also is not None and scope.customers is not None:
        scope = scope._replace(customers=any_of([scope.customers, also]))
    rows = visits.facts(desk.connection, desk.as_of, _counts(desk.policy), scope.customers)
    facts = _facts(desk, rows, scope.customers)
    days = working_days(desk)
    agenda = due_visits(facts, desk.policy, people, days, desk.as_of, wanted.within)
    shown = [line for line in agenda.lines if scope.shows(line)]
    owners = scope.owners
    lines = shown if owners is None else [line for line in shown if line.owner_id in owners]
    return Due(
        lines,
        reach(desk, rows, {line.customer_id for line in lines}, scope.customers),
        _left_out(agenda, wanted),
        Counter(
            line.owner or ""
            for line in shown
            if scope.manager is not None and line.manager_id == scope.manager != line.owner_id
        ),
        _not_counted(desk, facts, lines, scope.customers) if notes else Counter(),
        sorted(days.unannounced),
        [line for line in agenda.lines if line.state in (VisitState.planned, VisitState.snoozed)],
    )


def _left_out(agenda: Agenda, wanted: Wanted) -> LeftOut:
    """What the list leaves out: snoozed lines only where it is not them that are listed."""
    asked_for = wanted.state == VisitState.snoozed
    return agenda.left_out._replace(snoozed=0) if asked_for else agenda.left_out


def open_lines(desk: Workspace, customer_id: int) -> Agenda:
    """Every line one customer has open, however far ahead it is due, snoozed ones included."""
    among = only(customer_id)
    rows = visits.facts(desk.connection, desk.as_of, _counts(desk.policy), among)
    facts = _facts(desk, rows, among)
    people, days = staff_on(desk, desk.as_of), working_days(desk)
    return due_visits(facts, desk.policy, people, days, desk.as_of, FAR)


def working_days(desk: Workspace) -> WorkingDays:
    """Working days as the calendar and the policy have them."""
    return WorkingDays(desk.policy.workdays.holidays, desk.policy.workdays.workdays)


def staff_on(desk: Workspace, day: date) -> dict[int, Person]:
    """Everybody by id, with who stands in for whom on the day (of several the newest)."""
    holding = sorted(arrangements.stand_ins(desk.connection, day), key=lambda row: row.id)
    absent = {row.staff_id: row.by_id for row in holding}
    return {
        id_: Person(name, code, role, above, absent.get(id_))
        for id_, name, code, role, above in visits.people(desk.connection)
    }


def _counts(policy: Policy) -> list[visits.Count]:
    """What counts, in the order the agenda reads it, with the tiers that ask for it."""
    rules = policy.visits
    tiers: dict[Any, set[str]] = {}
    for tier in Tier:
        for line in rules.lines_of(tier):
            tiers.setdefault(ways_of(line), set()).add(tier.value)
    first = {ways_of(line) for line in rules.first_purchase.lines}
    buyers = [tier.value for tier in rules.first_purchase.tiers]
    return [
        visits.Count(ways, sorted(tiers[ways]), buyers if ways in first else ())
        for ways in counting(policy)
    ]


def _facts(desk: Workspace, rows: Any, wanted: Among | None) -> list[CustomerFacts]:
    planned: dict[int, list[Appointment]] = {}
    for row in visits.appointments(desk.connection, desk.as_of, wanted):
        planned.setdefault(row[0], []).append(Appointment(*row[1:]))
    agreed = {customer: tuple(each) for customer, each in planned.items()}
    left = gone(desk, wanted)
    arranged = arrangements_of(desk, desk.as_of, wanted)
    width = len(counting(desk.policy))
    none: tuple[Appointment, ...] = ()
    found = []
    for row in rows:
        id_, code, name, manager, consultant, _phone, _city, tier, since, first = row[:10]
        if id_ in left:
            tier = None
        found.append(
            CustomerFacts(
                *(id_, code, name, since is not None, tier, since, first, manager, consultant),
                *(row[10 : 10 + width], row[10 + width :], agreed.get(id_, none)),
                *arranged.get(id_, ()),
            )
        )
    return found


def gone(desk: Workspace, wanted: Among | None) -> set[int]:
    """Customers lost or archived on the desk's day: they have no tier, though one may be kept."""
    left = set()
    for id_, stage, lost_on, archived, archived_on, last in visits.leaving(
        desk.connection, desk.as_of, wanted
    ):
        standing = Standing(stage, lost_on, archived, archived_on, last_order_on=last)
        is_lost = effective_stage(standing, desk.as_of) is CooperationStage.lost
        if is_lost or is_archived(standing, desk.as_of):
            left.add(id_)
    return left


def _scope(desk: Workspace, wanted: Wanted, people: People) -> _Scope:
    """What the filters mean. Raises NotFoundError and AmbiguousError for unknown names."""
    customers: list[Among] = []
    owners: set[int | None] | None = None
    manager = None
    if wanted.manager is not None:
        manager = find_staff(desk, wanted.manager).id
        owners = {manager}
        customers.append(_customers_of(people, {manager}))
    if wanted.team is not None:
        members = team(people, find_staff(desk, wanted.team).id)
        owners = {*members} if owners is None else owners & members
        customers.append(_customers_of(people, members))
    if wanted.customers_of is not None:
        customers.append(managed_by([find_staff(desk, wanted.customers_of).id]))
    if wanted.customer is not None:
        customers.append(only(find_customer(desk, wanted.customer).id))
    return _Scope(all_of(customers), owners, wanted.channel, wanted.state, manager)


def _customers_of(people: People, owners: set[int]) -> Among:
    """The customers among whose lines are all that lie with these people."""
    themselves = owners.union(*(stood_in_for(people, one) for one in owners))
    managers = themselves.union(*(team(people, one) for one in themselves))
    return served_by(managers, themselves)


def reach(
    desk: Workspace, rows: Any, listed: Collection[int], wanted: Among | None
) -> dict[int, Reach]:
    """Whom to call at the listed customers; `rows` as of `store.visits.facts`."""
    contacts = visits.contacts(desk.connection, desk.as_of, wanted) if listed else {}
    found = {}
    for row in rows:
        if row[0] in listed:
            name, number = contacts.get(row[0], (None, None))
            found[row[0]] = Reach(name, number or row[5], row[6])
    return found


def _not_counted(
    desk: Workspace, facts: list[CustomerFacts], lines: list[DueLine], wanted: Among | None
) -> Counter[str]:
    """Contacts by channels that never count, later than the listed customer's last that did."""
    listed = {line.customer_id for line in lines}
    since = {
        one.id: max((day for day in one.last if day), default=date.min)
        for one in facts
        if one.id in listed
    }
    rows = visits.completed_by(
        desk.connection, [each.value for each in uncounted(desk.policy)], desk.as_of, wanted
    )
    return Counter(channel for id_, day, channel in rows if day > since.get(id_, date.max))
