"""Visits agreed for a day, moved, and called off."""

from datetime import date, time
from typing import Any

from kam.agenda.facts import DueLine
from kam.errors import AmbiguousError, ConflictError, NotFoundError, UsageError
from kam.i18n import _, pick, word
from kam.models.enums import Channel, Outcome, Purpose, VisitState
from kam.models.interactions import Interaction
from kam.services import visits
from kam.services.finding import find_customer, find_staff
from kam.services.visit_lines import Done, about, called, moment, the_line, want_reason, words
from kam.services.workspace import Workspace
from kam.store import visits as stored
from kam.store.among import only
from kam.store.finding import Found


def plan(
    desk: Workspace, said: str, line: str | None, on: date, at: time | None, whom: str | None
) -> Done:
    """Agree a visit for a day: an interaction with outcome planned that names the line.

    It is `whom`'s, else whose the line is. Raises UsageError for a day gone by, ConflictError for
    a line that has an appointment.
    """
    customer = find_customer(desk, said)
    due = the_line(desk, customer, line)
    _refuse_past(desk, on)
    if due.state == VisitState.planned:
        raise ConflictError(
            _("{line} of {customer} is planned for {day} already; kam visits move {code}").format(
                **words(customer, due), day=due.plan_on
            )
        )
    staff = due.owner_id if whom is None else find_staff(desk, whom).id
    fields = agreed(due, on, at, staff)
    [made] = desk.ledger.create(Interaction, [fields])
    told = _("#{id} {customer}: {line}, due {due}, planned for {day}")
    return Done(
        told.format(id=made, **words(customer, due), due=due.due_on, day=moment(on, at)),
        {"id": made, **about(customer, due.line), "due_on": due.due_on, "on": on, "at": at},
        _worth_knowing(desk, due, on),
    )


def agreed(due: DueLine, on: date, at: time | None, staff: int | None) -> dict[str, Any]:
    """The fields of the appointment that plans a due line."""
    return {
        "customer_id": due.customer_id,
        "occurred_on": on,
        "occurred_at": at,
        "channel": due.channel,
        "purpose": Purpose.visit.value,
        "outcome": Outcome.planned.value,
        "staff_id": staff,
        "line": due.line,
    }


def move(desk: Workspace, said: str, line: str | None, on: date | None, at: time | None) -> Done:
    """Give an appointment another day or time of day; what is None stays.

    Its history stays: `kam interactions show` tells every day it was agreed for.
    """
    if on is None and at is None:
        raise UsageError(_("--on is missing: the new day, or --at, the new time"))
    customer, row = _appointment(desk, said, line)
    on, at = on or row.occurred_on, at or row.occurred_at
    _refuse_past(desk, on)
    fields = {"occurred_on": on, "occurred_at": at}
    if not desk.ledger.update(Interaction, {row.id: fields}):
        raise ConflictError(
            _("#{id} of {customer} is on {day} already").format(
                id=row.id, customer=called(customer), day=moment(on, at)
            )
        )
    told = _("#{id} {customer}: {channel} moved from {before} to {day}").format(
        id=row.id,
        customer=called(customer),
        channel=word(row.channel, Channel),
        before=moment(row.occurred_on, row.occurred_at),
        day=moment(on, at),
    )
    data = {"id": row.id, **about(customer, row.line), "from": row.occurred_on, "on": on}
    return Done(told, data | {"at": at}, _days_off(desk, on))


def cancel(desk: Workspace, said: str, line: str | None) -> Done:
    """Call an appointment off; its line is open again. UsageError without a reason."""
    want_reason(desk, _("a visit called off"))
    customer, row = _appointment(desk, said, line)
    desk.ledger.update(Interaction, {row.id: {"outcome": Outcome.cancelled.value}})
    told = _("#{id} {customer}: {channel} on {day} called off").format(
        id=row.id,
        customer=called(customer),
        channel=word(row.channel, Channel),
        day=moment(row.occurred_on, row.occurred_at),
    )
    data = {"id": row.id, **about(customer, row.line), "on": row.occurred_on}
    return Done(told, data | {"reason": desk.request.reason}, ())


def _appointment(desk: Workspace, said: str, line: str | None) -> tuple[Found, Any]:
    """The customer and the one appointment meant: by `#id`, or by the customer and the line.

    Of those ahead, else of those gone by that nobody has settled.
    """
    number = said.removeprefix("#")
    by_id = int(number) if number != said and number.isdecimal() else None
    customer = None if by_id is not None else find_customer(desk, said)
    among = None if customer is None else only(customer.id)
    rows = stored.planned(desk.connection, among, interaction_id=by_id)
    ahead = [row for row in rows if row.occurred_on >= desk.as_of] or rows
    found = [row for row in ahead if line is None or row.line == line]
    if not found:
        raise NotFoundError(
            _(
                "nothing is planned for {customer}; see kam interactions list --outcome planned"
            ).format(customer=said if customer is None else called(customer))
        )
    if len(found) > 1:
        several = (f"#{row.id} {row.occurred_on} {row.line or row.channel}" for row in found)
        listed = pick("、", ", ").join(several)
        raise AmbiguousError(
            _("{customer} has several appointments: {listed}; say '#ID' or --line").format(
                customer=said, listed=listed
            )
        )
    row = found[0]
    return customer or Found(row.customer_id, row.code, row.name), row


def _refuse_past(desk: Workspace, on: date) -> None:
    if on < desk.as_of:
        raise UsageError(
            _("--on {day} is gone by; what was done: kam interactions log").format(day=on)
        )


def _worth_knowing(desk: Workspace, due: DueLine, on: date) -> tuple[str, ...]:
    late = (_("{day} is after it is due, {due}").format(day=on, due=due.due_on),)
    return (*(late if on > due.due_on >= desk.as_of else ()), *_days_off(desk, on))


def _days_off(desk: Workspace, on: date) -> tuple[str, ...]:
    if visits.working_days(desk).is_workday(on):
        return ()
    return (_("{day} is no working day").format(day=on),)
