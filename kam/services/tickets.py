"""Tickets: listed as they stand on a day, answered, resolved, confirmed."""

from datetime import date
from typing import Any, NamedTuple

from kam.errors import ConflictError, UsageError
from kam.i18n import _
from kam.models.enums import TicketKind, TicketState
from kam.models.tickets import Ticket
from kam.reports.table import Field, Style, Table
from kam.services import records
from kam.services.finding import find_customer, find_staff
from kam.services.nouns import TICKETS
from kam.services.visit_lines import Done
from kam.services.workspace import Workspace
from kam.store import tickets

FIELDS = (
    Field("id", "序号", "Id", Style.integer),
    Field("state", "状态", "State", Style.words, TicketState),
    Field("kind", "工单类型", "Kind", Style.words, TicketKind),
    Field("opened_on", "提出日", "Opened on", Style.date),
    Field("days_open", "已开天数", "Days open", Style.integer),
    Field("customer", "客户编号", "Customer code"),
    Field("name", "客户名称", "Customer name"),
    Field("what", "事项", "What"),
    Field("owner", "负责人", "Owner"),
    Field("owner_code", "负责人编号", "Owner code", screen=False),
    Field("first_response_on", "首次响应日", "First response on", Style.date, screen=False),
    Field("resolved_on", "解决日", "Resolved on", Style.date),
    Field("confirmed_on", "确认日", "Confirmed on", Style.date, screen=False),
    Field("result", "处理结果", "Result"),
    Field("interaction", "互动", "Interaction", Style.integer, screen=False),
)
_STEPS = ("first_response_on", "resolved_on", "confirmed_on")


class Wanted(NamedTuple):
    """Which tickets to list; None asks for nothing. People and customers as typed."""

    owner: str | None = None
    customer: str | None = None
    kind: TicketKind | None = None
    state: TicketState | None = None
    """None: those not resolved."""
    everything: bool = False


def listing(desk: Workspace, wanted: Wanted) -> Table:
    """The tickets opened by the desk's day, as they stand on it, the oldest first."""
    owner = None if wanted.owner is None else find_staff(desk, wanted.owner).id
    customer = None if wanted.customer is None else find_customer(desk, wanted.customer).id
    rows = []
    for row in tickets.opened(desk.connection, desk.as_of, owner=owner, customer=customer):
        seen = as_seen(row._asdict(), desk.as_of)
        kinds = wanted.kind in (None, row.kind)
        if kinds and _is_wanted(wanted, seen["state"]):
            rows.append(seen)
    return Table(FIELDS, rows)


def as_seen(row: dict[str, Any], as_of: date) -> dict[str, Any]:
    """The ticket as it stood on the day: what came later has not happened yet."""
    steps = {key: row[key] if row[key] and row[key] <= as_of else None for key in _STEPS}
    state = standing(*steps.values())
    closed = closed_on(steps["resolved_on"], steps["confirmed_on"])
    told = {"state": state, "days_open": ((closed or as_of) - row["opened_on"]).days}
    return {**row, **steps, **told, "result": row["result"] if closed else None}


def standing(answered: date | None, resolved: date | None, confirmed: date | None) -> TicketState:
    """How far a ticket is."""
    if confirmed:
        return TicketState.confirmed
    if resolved:
        return TicketState.resolved
    return TicketState.answered if answered else TicketState.open


def closed_on(resolved: date | None, confirmed: date | None) -> date | None:
    """The day a ticket was closed: resolved, or confirmed without having been said resolved."""
    return resolved or confirmed


def _is_wanted(wanted: Wanted, state: TicketState) -> bool:
    if wanted.state is not None:
        return state is wanted.state
    return wanted.everything or state in (TicketState.open, TicketState.answered)


def step(desk: Workspace, said: str, field: str, on: date | None, result: str | None) -> Done:
    """A ticket is one step further: `field` is first_response_on, resolved_on or confirmed_on.

    Raises ConflictError where that was said before, UsageError for a day before it was opened.
    """
    row = records.one(desk, TICKETS, records.find(desk, TICKETS, said))
    day, called = on or desk.as_of, records.called(TICKETS, row)
    if row[field] is not None:
        raise ConflictError(
            _("{what}: that was on {day} already; kam tickets edit changes it").format(
                what=called, day=row[field]
            )
        )
    if day < row["opened_on"]:
        raise UsageError(
            _("--on {day} is before it was opened, {opened}").format(
                day=day, opened=row["opened_on"]
            )
        )
    desk.ledger.update(Ticket, {row["id"]: {field: day} | ({"result": result} if result else {})})
    told = {
        "first_response_on": _("{what}: first response on {day}"),
        "resolved_on": _("{what}: resolved on {day}"),
        "confirmed_on": _("{what}: confirmed on {day}"),
    }[field]
    data = {"id": row["id"], "customer": row["customer"], "name": row["customer_name"]}
    return Done(
        told.format(what=called, day=day),
        data | {"kind": row["kind"], "what": row["what"], field: day, "result": result},
    )
