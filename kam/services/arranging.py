"""A visit line put off, given up, or given a rhythm of its own."""

from datetime import date
from typing import Any

from kam.agenda.facts import DueLine
from kam.errors import ConflictError, NotFoundError, UsageError
from kam.i18n import _
from kam.models.enums import VisitState
from kam.models.visits import OwnCadence, Skip, Snooze
from kam.services.finding import find_customer
from kam.services.visit_lines import (
    Done,
    about,
    lines,
    the_line,
    want_reason,
    words,
)
from kam.services.workspace import Workspace
from kam.store import arrangements
from kam.store.among import only
from kam.store.finding import Found
from kam.workdays import Every, parse_every


def snooze(desk: Workspace, said: str, line: str | None, until: date) -> Done:
    """Leave a line out of the list until a day; `until` the desk's day takes a snooze back."""
    want_reason(desk, _("a snooze"))
    if until < desk.as_of:
        raise UsageError(
            _("--until {until} comes before {day}").format(until=until, day=desk.as_of)
        )
    customer = find_customer(desk, said)
    due = the_line(desk, customer, line)
    _refuse_planned(due, customer)
    desk.ledger.create(
        Snooze,
        [_decided(desk, customer, due.line) | {"since": desk.as_of, "until": until}],
    )
    told = _("{customer}: {line}, due {due}, is off the list until {until}")
    if until == desk.as_of:
        told = _("{customer}: {line}, due {due}, is on the list again")
    data = {**about(customer, due.line), "due_on": due.due_on, "until": until}
    return Done(told.format(**words(customer, due), due=due.due_on, until=until), data, ())


def skip(desk: Workspace, said: str, line: str | None) -> Done:
    """Give up a due date: the cycle ends unmet, the next is due a span later."""
    want_reason(desk, _("a visit given up"))
    customer = find_customer(desk, said)
    due = the_line(desk, customer, line)
    _refuse_planned(due, customer)
    given_up = {"due_on": due.due_on, "skipped_on": desk.as_of}
    desk.ledger.create(Skip, [_decided(desk, customer, due.line) | given_up])
    then = [each for each in lines(desk, customer) if each.line == due.line]
    after = then[0].due_on if then else None
    told = _("{customer}: {line}, due {due}, is skipped and counts as not met; next due {after}")
    if after is None:
        told = _("{customer}: {line}, due {due}, is skipped and counts as not met")
    data = {**about(customer, due.line), "due_on": due.due_on, "next_due_on": after}
    return Done(told.format(**words(customer, due), due=due.due_on, after=after), data, ())


def set_cadence(
    desk: Workspace, said: str, line: str | None, every: str, until: date | None
) -> Done:
    """Give a recurring line of a customer its own span, from the desk's day on."""
    want_reason(desk, _("an own cadence"))
    if until is not None and until < desk.as_of:
        raise UsageError(
            _("--until {until} comes before {day}").format(until=until, day=desk.as_of)
        )
    span = _span(every)
    customer = find_customer(desk, said)
    due = the_line(desk, customer, line)
    _refuse_first_purchase(desk, due)
    _end_cadences(desk, customer, due.line)
    held = {"every": str(span), "since": desk.as_of, "until": until}
    desk.ledger.create(OwnCadence, [_decided(desk, customer, due.line) | held])
    [after] = [each for each in lines(desk, customer) if each.line == due.line]
    told = _("{customer}: {line} every {every} from now on; due {after}")
    if until is not None:
        told = _("{customer}: {line} every {every} until {until}; due {after}")
    days = {"every": span.text(), "until": until, "after": after.due_on}
    data = {**about(customer, due.line), "every": str(span), "until": until}
    return Done(told.format(**words(customer, due), **days), data | {"due_on": after.due_on}, ())


def end_cadence(desk: Workspace, said: str, line: str | None) -> Done:
    """Take an own cadence off: the policy's holds again. NotFoundError where there is none."""
    customer = find_customer(desk, said)
    due = the_line(desk, customer, line)
    if not _end_cadences(desk, customer, due.line):
        raise NotFoundError(
            _("{line} of {customer} has no cadence of its own; see kam visits arrangements").format(
                **words(customer, due)
            )
        )
    [after] = [each for each in lines(desk, customer) if each.line == due.line]
    told = _("{customer}: {line} as the policy says again; due {after}")
    data = {**about(customer, due.line), "every": None, "due_on": after.due_on}
    return Done(told.format(**words(customer, due), after=after.due_on), data, ())


def _end_cadences(desk: Workspace, customer: Found, line: str) -> bool:
    """End the own cadences of the line that hold on the desk's day; whether there were any."""
    day = desk.as_of
    holding = {
        row.id: {"ended_on": day}
        for row in arrangements.cadences(desk.connection, day, only(customer.id))
        if row.line == line
        and (row.until is None or row.until >= day)
        and (row.ended_on is None or row.ended_on > day)
    }
    return bool(desk.ledger.update(OwnCadence, holding))


def _refuse_first_purchase(desk: Workspace, due: DueLine) -> None:
    [line] = [each for each in desk.policy.visits.lines_of(due.tier) if each.name == due.line]
    if line.every is None:
        raise UsageError(
            _("{line} is counted from the first purchase and has no cadence").format(line=line.name)
        )


def _refuse_planned(due: DueLine, customer: Found) -> None:
    if due.state == VisitState.planned:
        raise ConflictError(
            _("{line} of {customer} is planned for {day}; first: kam visits cancel {code}").format(
                **words(customer, due), day=due.plan_on
            )
        )


def _span(said: str) -> Every:
    try:
        return parse_every(said)
    except ValueError as error:
        message = _("--every {said}: wanted is {want}").format(said=said, want=error)
        raise UsageError(message) from None


def _decided(desk: Workspace, customer: Found, line: str) -> dict[str, Any]:
    who = {"reason": desk.request.reason, "set_by": desk.actor}
    return {"customer_id": customer.id, "line": line} | who
