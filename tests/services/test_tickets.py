"""Tickets: opened, answered, resolved, confirmed, and as each day sees them."""

from datetime import date
from typing import Any

import pytest

from kam.errors import ConflictError, UsageError
from kam.models.enums import TicketKind, TicketState
from kam.services import interactions, tickets, timeline, workspace
from kam.services.tickets import Wanted, closed_on, standing
from kam.services.visit_lines import Done
from kam.store.tickets import complaints_closed
from tests.builders import TODAY, a_customer, a_request, a_staff_member, a_ticket, one_operation

D = date.fromisoformat


@pytest.fixture
def company(db: str) -> str:
    """C1 of 张伟 with a complaint of 2025-12-20 and a suggestion of 2026-01-02."""
    with one_operation(db) as ledger:
        manager = a_staff_member(ledger, "张伟", code="E1")
        one = a_customer(ledger, code="C1", name="华东精工", tier="general", manager_id=manager)
        a_ticket(ledger, one, opened_on=D("2025-12-20"))
        a_ticket(ledger, one, kind="suggestion", what="出小包装", opened_on=D("2026-01-02"))
    return db


def listed(db: str, as_of: date = TODAY, **wanted: Any) -> list[tuple[str, str]]:
    with workspace.reading(a_request(db, as_of=as_of)) as desk:
        rows = tickets.listing(desk, Wanted(**wanted)).rows
    return [(row["what"], row["state"]) for row in rows]


def step(db: str, said: str, field: str, on: str, result: str | None = None) -> Done:
    with workspace.writing(a_request(db)) as desk:
        return tickets.step(desk, said, field, D(on), result)


@pytest.mark.parametrize(
    ("answered", "resolved", "confirmed", "state", "closed"),
    [
        (None, None, None, "open", None),
        (TODAY, None, None, "answered", None),
        (None, TODAY, None, "resolved", TODAY),
        (TODAY, TODAY, D("2026-01-09"), "confirmed", TODAY),
        (None, None, TODAY, "confirmed", TODAY),
    ],
)
def test_a_ticket_is_as_far_as_its_last_step(
    answered: date, resolved: date, confirmed: date, state: str, closed: date | None
) -> None:
    assert standing(answered, resolved, confirmed) == state
    assert closed_on(resolved, confirmed) == closed


def test_a_ticket_goes_its_way_and_is_seen_as_of_each_day(company: str) -> None:
    step(company, "1", "first_response_on", "2025-12-21")
    step(company, "1", "resolved_on", "2026-01-03", "已换包装")
    step(company, "1", "confirmed_on", "2026-01-05")
    days = ("2025-12-20", "2025-12-21", "2026-01-03", "2026-01-05")
    found = [listed(company, D(day), everything=True)[0][1] for day in days]
    assert found == ["open", "answered", "resolved", "confirmed"]
    assert listed(company) == [("出小包装", "open")]


@pytest.mark.parametrize(
    ("wanted", "what"),
    [
        ({}, ["包装破损", "出小包装"]),
        ({"kind": TicketKind.suggestion}, ["出小包装"]),
        ({"owner": "张伟"}, ["包装破损", "出小包装"]),  # of nobody: the manager's
        ({"customer": "C1", "state": TicketState.resolved}, []),
    ],
)
def test_the_list_has_what_is_asked_for(
    company: str, wanted: dict[str, Any], what: list[str]
) -> None:
    assert [name for name, _state in listed(company, **wanted)] == what


def test_a_step_is_taken_once_and_not_before_the_beginning(company: str) -> None:
    step(company, "1", "resolved_on", "2026-01-03")
    with pytest.raises(ConflictError, match="that was on 2026-01-03 already"):
        step(company, "1", "resolved_on", "2026-01-04")
    with pytest.raises(UsageError, match="before it was opened, 2026-01-02"):
        step(company, "2", "resolved_on", "2026-01-01")


def test_an_opinion_can_become_a_ticket_of_the_contact(company: str) -> None:
    said = {"customer": "C1", "channel": "phone", "opinions": "交期太长", "contacts_met": "李总"}
    with workspace.writing(a_request(company)) as desk:
        kept, told = interactions.log(desk, said, {}, {"ticket": TicketKind.complaint})
        row = tickets.listing(desk, Wanted()).rows[-1]
    assert told[-1] == "complaint #3 交期太长"
    assert (row["what"], row["owner"], row["interaction"]) == ("交期太长", "张伟", kept.id)
    with (
        pytest.raises(UsageError, match="--opinions TEXT"),
        workspace.writing(a_request(company)) as desk,
    ):
        others = {"ticket": TicketKind.complaint}
        interactions.log(desk, {"customer": "C1", "channel": "phone"}, {}, others)


def test_tickets_stand_in_the_customers_timeline(company: str) -> None:
    step(company, "1", "resolved_on", "2026-01-03", "已换包装")
    with workspace.reading(a_request(company)) as desk:
        rows = timeline.timeline(desk, "C1", None, None).rows
    assert [
        (str(row["on"]), row["what"], row["text"]) for row in rows if row["kind"] == "ticket"
    ] == [
        ("2025-12-20", "complaint", "包装破损"),
        ("2026-01-02", "suggestion", "出小包装"),
        ("2026-01-03", "complaint", "包装破损: done, 已换包装"),
    ]


def test_a_closed_complaint_is_known_from_its_day_on(company: str) -> None:
    step(company, "1", "resolved_on", "2026-01-03")
    step(company, "2", "resolved_on", "2026-01-04")  # a suggestion, no complaint
    with workspace.reading(a_request(company)) as desk:
        before, after = (
            [(row.closed_on, row.id) for row in complaints_closed(desk.connection, D(day))]
            for day in ("2026-01-02", "2026-01-05")
        )
    assert (before, after) == ([], [(D("2026-01-03"), 1)])
