"""Promises to customers: listed with how they stand, done, moved."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from kam.errors import ConflictError, UsageError
from kam.i18n import _
from kam.models.enums import FollowUpState
from kam.models.followups import FollowUp
from kam.reports.table import Field, Style, Table
from kam.services import records
from kam.services.finding import find_customer, find_staff
from kam.services.nouns import CUSTOMERS, FOLLOW_UPS
from kam.services.records import Row
from kam.services.visit_lines import Done
from kam.services.workspace import Workspace
from kam.store import followups

FIELDS = (
    Field("id", "序号", "Id", Style.integer),
    Field("state", "状态", "State", Style.words, FollowUpState),
    Field("due_on", "到期日", "Due on", Style.date),
    Field("days_overdue", "逾期天数", "Days overdue", Style.integer),
    Field("customer", "客户编号", "Customer code"),
    Field("name", "客户名称", "Customer name"),
    Field("what", "事项", "What"),
    Field("owner", "负责人", "Owner"),
    Field("owner_code", "负责人编号", "Owner code", screen=False),
    Field("opened_on", "提出日", "Opened on", Style.date),
    Field("done_on", "完成日", "Done on", Style.date),
    Field("result", "结果", "Result"),
    Field("interaction", "互动", "Interaction", Style.integer, screen=False),
)


class Wanted(NamedTuple):
    """Which follow-ups to list; None asks for nothing. People and customers as typed."""

    owner: str | None = None
    customer: str | None = None
    state: FollowUpState | None = None
    """None: whatever is not done."""
    within: int | None = None
    """Only those due up to so many days ahead."""
    everything: bool = False
    """Those done too."""


def listing(desk: Workspace, wanted: Wanted) -> Table:
    """The follow-ups promised by the desk's day, as they stand on it, by due day."""
    owner = None if wanted.owner is None else find_staff(desk, wanted.owner).id
    customer = None if wanted.customer is None else find_customer(desk, wanted.customer).id
    rows = []
    for row in followups.promised(desk.connection, desk.as_of, owner=owner, customer=customer):
        seen = as_seen(row._asdict(), desk.as_of)
        if _is_wanted(wanted, seen["state"], (row.due_on - desk.as_of).days):
            rows.append(seen)
    return Table(FIELDS, rows)


def of_customer(desk: Workspace, code: str) -> Table:
    """What was promised to one customer and is not done on the day."""
    return listing(desk, Wanted(customer=code))


def as_seen(row: Row, as_of: date) -> Row:
    """The follow-up as it stood on the day: what was done later was not done yet."""
    state = standing(row["due_on"], row["done_on"], as_of)
    if state is FollowUpState.done:
        return {**row, "state": state, "days_overdue": 0}
    late = max(0, (as_of - row["due_on"]).days)
    return {**row, "state": state, "days_overdue": late, "done_on": None, "result": None}


def standing(due_on: date, done_on: date | None, as_of: date) -> FollowUpState:
    """How a promise stands on the day."""
    if done_on is not None and done_on <= as_of:
        return FollowUpState.done
    return FollowUpState.overdue if due_on < as_of else FollowUpState.open


def _is_wanted(wanted: Wanted, state: FollowUpState, days_ahead: int) -> bool:
    if wanted.within is not None and days_ahead > wanted.within:
        return False
    if wanted.state is not None:
        return state is wanted.state
    return wanted.everything or state is not FollowUpState.done


def settle(
    desk: Workspace, given: dict[str, str], others: Mapping[str, Any]
) -> Sequence[dict[str, Any]]:
    """Fill in the day it was promised (the desk's) and whose it is (the customer's manager)."""
    given.setdefault("opened_on", desk.as_of.isoformat())
    if "owner" not in given:
        customer = records.one(desk, CUSTOMERS, find_customer(desk, given["customer"]).id)
        if owner := customer["manager_code"] or customer["manager"]:
            given["owner"] = owner
    return ()


def done(desk: Workspace, said: str, on: date | None, result: str | None) -> Done:
    """The promise is kept, on the desk's day or on another, with what came of it."""
    row = _one(desk, said)
    day = on or desk.as_of
    if row["done_on"] is not None:
        raise ConflictError(
            _("{what} was done on {day} already").format(what=_called(row), day=row["done_on"])
        )
    fields: dict[str, Any] = {"done_on": day} | ({"result": result} if result else {})
    desk.ledger.update(FollowUp, {row["id"]: fields})
    return Done(
        _("{what} done on {day}").format(what=_called(row), day=day),
        _data(row) | {"done_on": day, "result": result},
    )


def move(desk: Workspace, said: str, to: date) -> Done:
    """Another day to do it by. UsageError for a day gone by."""
    row = _one(desk, said)
    if row["done_on"] is not None:
        raise ConflictError(
            _("{what} was done on {day} already").format(what=_called(row), day=row["done_on"])
        )
    if to < desk.as_of:
        raise UsageError(_("--to {day} is gone by").format(day=to))
    desk.ledger.update(FollowUp, {row["id"]: {"due_on": to}})
    told = _("{what} moved from {before} to {day}")
    return Done(
        told.format(what=_called(row), before=row["due_on"], day=to),
        _data(row) | {"from": row["due_on"], "due_on": to},
    )


def _one(desk: Workspace, said: str) -> Row:
    return records.one(desk, FOLLOW_UPS, records.find(desk, FOLLOW_UPS, said))


def _called(row: Row) -> str:
    return records.called(FOLLOW_UPS, row)


def _data(row: Row) -> dict[str, Any]:
    named = {"id": row["id"], "customer": row["customer"], "name": row["customer_name"]}
    return named | {"what": row["what"]}
