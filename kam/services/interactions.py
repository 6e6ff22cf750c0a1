"""A contact with a customer taken down: what need not be typed is filled in."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from kam.errors import UsageError
from kam.i18n import _, word
from kam.models.enums import Channel, Outcome, VisitState
from kam.services import visits
from kam.services.finding import find_customer
from kam.services.keeping import Kept
from kam.services.nouns import CUSTOMERS, INTERACTIONS
from kam.services.records import Row, one
from kam.services.workspace import Workspace
from kam.store.conversations import interactions_by_key
from kam.store.finding import staff_called

_AHEAD = 3 * 366
"""Days ahead that are looked at for the next visit."""


def settle(
    desk: Workspace, given: dict[str, str], others: Mapping[str, Any]
) -> Sequence[dict[str, Any]]:
    """Fill in the day (the desk's) and the person (whoever acts, else the manager)."""
    customer = find_customer(desk, given["customer"])
    given.setdefault("occurred_on", desk.as_of.isoformat())
    if "staff" not in given and (person := _person(desk, customer.id)):
        given["staff"] = person
    if given.get("line"):
        _check_line(desk, given["line"])
    return ()


def _person(desk: Workspace, customer_id: int) -> str | None:
    """Who it was: the one who acts, where he is one of us, else the customer's manager."""
    acting = [
        found
        for found in staff_called(desk.connection, desk.actor)
        if desk.actor in (found.code, found.name)
    ]
    if len(acting) == 1:
        return acting[0].code or acting[0].name
    customer = one(desk, CUSTOMERS, customer_id)
    named: str | None = customer["manager_code"] or customer["manager"]
    return named


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


def afterwards(desk: Workspace, kept: Kept) -> list[str]:
    """What to say next: when the line it met is due again, and whether it was told twice."""
    row = one(desk, INTERACTIONS, kept.id)
    return [*_next_due(desk, row), *_told_twice(desk, row)]


def _next_due(desk: Workspace, row: Row) -> Iterator[str]:
    """A sentence for each line that the contact, done or agreed, was the last to count for."""
    wanted = visits.Wanted(customer=row["customer"], within=_AHEAD)
    for line in visits.due(desk, wanted, notes=False).lines:
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
