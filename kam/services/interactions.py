"""A contact with a customer taken down: what need not be typed is filled in."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from enum import Enum
from typing import Any, NamedTuple

from kam.agenda.facts import DueLine
from kam.agenda.owners import receiver
from kam.errors import NotFoundError, UsageError
from kam.i18n import _, word
from kam.models.enums import Channel, Outcome, TicketKind, VisitState
from kam.models.followups import FollowUp
from kam.models.tickets import Ticket
from kam.services import keeping, visits
from kam.services.finding import find_customer
from kam.services.keeping import Kept, Told
from kam.services.nouns import CUSTOMERS, INTERACTIONS
from kam.services.records import Row, one
from kam.services.workspace import Workspace
from kam.sheets.cells import DATE, Unreadable, enum_reader
from kam.store import visits as stored
from kam.store.among import only
from kam.store.conversations import interactions_by_key
from kam.store.finding import staff_called


class Hints(NamedTuple):
    """What is known before anybody asks what came of a contact."""

    lines: list[str]
    """Sentences: what is due, what was agreed."""
    channel: str | None
    """How the most pressing visit is to be made."""
    day: date
    contact: str | None


def hints(desk: Workspace, said: str) -> Hints:
    """The customer, his visits within the agenda's window, whom one talks to."""
    customer = find_customer(desk, said)
    due = visits.due(desk, visits.Wanted(customer=str(customer.code)), notes=False)
    lines = [f"{customer.code} {customer.name}", *map(_told, due.lines)]
    planned = stored.planned(desk.connection, only(customer.id))
    today = [row.channel for row in planned if row.occurred_on == desk.as_of]
    channel = next(iter([*today, *(line.channel for line in due.lines)]), None)
    contact = stored.contacts(desk.connection, desk.as_of, only(customer.id)).get(customer.id)
    return Hints(lines, channel, desk.as_of, contact and contact[0])


def _told(line: DueLine) -> str:
    return _("  {line}: {state}, due {due}").format(
        line=line.line, state=word(line.state, VisitState), due=line.due_on
    )


def log(
    desk: Workspace, given: dict[str, str], own: dict[str, str], others: Mapping[str, Any]
) -> tuple[Kept, list[str]]:
    """Take a contact down, or the appointment it fulfils as done; keep what was promised.

    The day is the desk's, the person whoever acts, else the manager, where nothing is said.
    Gives the record and what to say next.
    """
    customer = find_customer(desk, given["customer"])
    given.setdefault("occurred_on", desk.as_of.isoformat())
    if given.get("line"):
        _check_line(desk, given["line"])
    promises = _promises(others, _day(given["occurred_on"]) or desk.as_of)
    if others.get("ticket") and not given.get("opinions"):
        raise UsageError(_("--ticket makes a ticket of --opinions TEXT, which is missing"))
    agreed = _fulfilled(desk, customer.id, given, others.get("appointment"))
    if agreed is None:
        if "staff" not in given and (person := _person(desk, customer.id)):
            given["staff"] = person
        kept = keeping.add(desk, INTERACTIONS, Told(given, own))
    else:
        given.setdefault("outcome", Outcome.completed.value)
        del given["customer"]
        kept = keeping.edit(desk, INTERACTIONS, agreed, Told(given, own))
    row = one(desk, INTERACTIONS, kept.id)
    told = [*_next_due(desk, row), *_told_twice(desk, row), *_still_planned(desk, row)]
    if agreed is not None:
        told.insert(0, _("appointment #{id} is fulfilled").format(id=agreed))
    return kept, [
        *told,
        *_keep_ticket(desk, row, others.get("ticket")),
        *_keep_promises(desk, row, promises),
    ]


def _promises(others: Mapping[str, Any], day: date) -> list[tuple[str, date]]:
    """Each follow-up with its day; UsageError where the days do not fit them."""
    what, by = others.get("follow_up") or [], others.get("by") or []
    if what and not by:
        raise UsageError(_("--follow-up needs a day: add --by DATE"))
    if len(by) not in (len(what), 1) or (by and not what):
        raise UsageError(_("--by: one day for each --follow-up, or one for all"))
    if by and min(by) < day:
        raise UsageError(
            _("--by {by} is before the contact itself, {day}").format(by=min(by), day=day)
        )
    return list(zip(what, by * len(what) if len(by) == 1 else by, strict=True))


def _keep_promises(
    desk: Workspace, row: Row, promises: Sequence[tuple[str, date]]
) -> Iterator[str]:
    """Keep the follow-ups of a contact, each whoever's the contact was; a sentence for each."""
    said = _said_in(desk, row)
    made = [said | {"what": what, "due_on": by} for what, by in promises]
    for number, each in zip(desk.ledger.create(FollowUp, made), made, strict=True):
        yield _("follow-up #{id} {what}, due {due}").format(
            id=number, what=each["what"], due=each["due_on"]
        )


def _keep_ticket(desk: Workspace, row: Row, kind: TicketKind | None) -> Iterator[str]:
    """Make a ticket of the opinions of a contact; a sentence about it."""
    if kind is None:
        return
    fields = {"kind": kind.value, "what": row["opinions"], "contact": row["contacts_met"]}
    [number] = desk.ledger.create(Ticket, [_said_in(desk, row) | fields])
    yield _("{kind} #{id} {what}").format(kind=word(kind), id=number, what=row["opinions"])


def _said_in(desk: Workspace, row: Row) -> Row:
    """What every promise and ticket of a contact has: where and when it was said, whose it is."""
    owner = row["staff_id"] or one(desk, CUSTOMERS, row["customer_id"])["manager_id"]
    whose = {"customer_id": row["customer_id"], "interaction_id": row["id"], "owner_id": owner}
    return whose | {"opened_on": min(row["occurred_on"], desk.as_of)}


def _fulfilled(
    desk: Workspace, customer_id: int, given: Mapping[str, str], said: int | None
) -> int | None:
    """The appointment that the contact fulfils: the one said, else the only one of that day
    and channel. NotFoundError for one that is none of the customer's.
    """
    planned = stored.planned(desk.connection, only(customer_id))
    if said is not None:
        if said not in (row.id for row in planned):
            message = _("--appointment {id}: none of {customer}'s; see kam interactions list")
            raise NotFoundError(message.format(id=said, customer=given["customer"]))
        return said
    if _meant(Outcome, given.get("outcome")) not in (None, Outcome.completed):
        return None
    channel, day = _meant(Channel, given.get("channel")), given["occurred_on"]
    same = [
        row.id
        for row in planned
        if row.channel == channel and row.occurred_on == _day(day) and row.occurred_on <= desk.as_of
    ]
    return same[0] if len(same) == 1 else None


def _meant(words: type[Enum], said: str | None) -> str | None:
    """The term a text means as a cell would; the text itself where it means none."""
    try:
        return said and enum_reader(words).read(said)
    except Unreadable:
        return said


def _day(said: str) -> date | None:
    """The day a text means as a cell would; None for one that the record will be refused for."""
    try:
        found: date | None = DATE.read(said)
    except Unreadable:
        return None
    return found


def _still_planned(desk: Workspace, row: Row) -> Iterator[str]:
    """A sentence for each appointment by that channel that nobody settled."""
    if row["outcome"] != Outcome.completed:
        return
    for other in stored.planned(desk.connection, only(row["customer_id"])):
        if other.channel == row["channel"] and other.occurred_on <= row["occurred_on"]:
            yield _("#{id} of {day} is still planned: kam visits cancel '#{id}', or move").format(
                id=other.id, day=other.occurred_on
            )


def _person(desk: Workspace, customer_id: int) -> str | None:
    """Who it was: the one who acts, where he is one of us, else the manager or his stand-in."""
    acting = [
        found
        for found in staff_called(desk.connection, desk.actor)
        if desk.actor in (found.code, found.name)
    ]
    if len(acting) == 1:
        return acting[0].code or acting[0].name
    manager = one(desk, CUSTOMERS, customer_id)["manager_id"]
    if manager is None:
        return None
    people = visits.staff_on(desk, desk.as_of)
    present = people[receiver(people, manager)]
    return present.code or present.name


def _check_line(desk: Workspace, said: str) -> None:
    """UsageError for a line of no cadence."""
    known = list(dict.fromkeys(line.name for line in desk.policy.visits.lines()))
    if said in known:
        return
    near = get_close_matches(said, known, 1, 0.5)
    message = _("--line: no visit line {said}; one of {known}")
    if near:
        message = _("--line: no visit line {said}; did you mean {near}? One of {known}")
    raise UsageError(message.format(said=said, near="".join(near), known=" ".join(known)))


def _next_due(desk: Workspace, row: Row) -> Iterator[str]:
    """A sentence for each line that the contact, done or agreed, was the last to count for."""
    for line in visits.open_lines(desk, row["customer_id"]).lines:
        if not _may_count(desk, row["channel"], line.tier, line.line):
            continue
        names = {"line": word(line.channel, Channel), "due": line.due_on, "day": line.plan_on}
        agreed = row["outcome"] == Outcome.planned and line.plan_on == row["occurred_on"]
        if row["outcome"] == Outcome.completed and line.last_on == row["occurred_on"]:
            yield _("next {line} due {due}").format(**names)
        elif agreed and line.state == VisitState.planned:
            yield _("{line}, due {due}, is planned for {day}").format(**names)


def _may_count(desk: Workspace, channel: str, tier: str, name: str) -> bool:
    """Whether a contact by the channel counts for the line, by whomever it was."""
    [line] = [line for line in desk.policy.visits.lines_of(tier) if line.name == name]
    return channel in line.counts or any(channel in also.channels for also in line.also)


def _told_twice(desk: Workspace, row: Row) -> Iterator[str]:
    """A sentence where the same was taken down before: two calls, or one told twice?"""
    key = (row["customer_id"], row["occurred_on"], row["channel"], row["staff_id"])
    same = interactions_by_key(desk.connection, [row["customer_id"]])[key]
    if others := ", ".join(f"#{each}" for each in same if each != row["id"]):
        text = _("the same day has {others} of that channel and person too; if it is one: {undo}")
        yield text.format(others=others, undo="kam undo")
