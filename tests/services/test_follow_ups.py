"""Promises: kept with the contact they were made in, listed as they stand, done, moved."""

from datetime import date
from typing import Any

import pytest

from kam.errors import ConflictError, NotFoundError, UsageError
from kam.models.enums import FollowUpState
from kam.services import followups, interactions, records, timeline, workspace
from kam.services.followups import Wanted, standing
from kam.services.nouns import INTERACTIONS
from kam.services.visit_lines import Done
from tests.builders import (
    TODAY,
    a_customer,
    a_follow_up,
    a_request,
    a_staff_member,
    a_stand_in,
    an_interaction,
    one_operation,
)

D = date.fromisoformat


@pytest.fixture
def company(db: str) -> str:
    """C1 of 张伟, who promised a quotation by 2026-01-03 and a sample by 2026-01-08."""
    with one_operation(db) as ledger:
        manager = a_staff_member(ledger, "张伟", code="E1")
        a_staff_member(ledger, "李娜", code="E2")
        one = a_customer(ledger, code="C1", name="华东精工", tier="general", manager_id=manager)
        a_follow_up(ledger, one, what="报价", due_on=D("2026-01-03"), opened_on=D("2025-12-20"))
        a_follow_up(ledger, one, what="样品", due_on=D("2026-01-08"), owner_id=manager + 1)
    return db


def listed(db: str, as_of: date = TODAY, **wanted: Any) -> list[tuple[str, str]]:
    with workspace.reading(a_request(db, as_of=as_of)) as desk:
        rows = followups.listing(desk, Wanted(**wanted)).rows
    return [(row["what"], row["state"]) for row in rows]


def did(db: str, recipe: Any, *said: Any, as_of: date = TODAY) -> Done:
    with workspace.writing(a_request(db, as_of=as_of)) as desk:
        done: Done = recipe(desk, *said)
    return done


def logged(db: str, as_of: date = TODAY, **said: Any) -> tuple[dict[str, Any], list[str]]:
    others = {key: said.pop(key, None) for key in ("appointment", "follow_up", "by")}
    with workspace.writing(a_request(db, as_of=as_of)) as desk:
        kept, told = interactions.log(desk, {"customer": "C1"} | said, {}, others)
        return records.one(desk, INTERACTIONS, kept.id), told


@pytest.mark.parametrize(
    ("due_on", "done_on", "state"),
    [
        ("2026-01-05", None, "open"),
        ("2026-01-04", None, "overdue"),
        ("2026-01-04", "2026-01-05", "done"),
        ("2026-01-04", "2026-01-06", "overdue"),  # done later: not yet on the day asked for
    ],
)
def test_a_promise_stands_as_the_day_sees_it(due_on: str, done_on: str | None, state: str) -> None:
    assert standing(D(due_on), D(done_on) if done_on else None, TODAY) == state


@pytest.mark.parametrize(
    ("wanted", "what"),
    [
        ({}, ["报价", "样品"]),
        ({"owner": "张伟"}, ["报价"]),  # of nobody: the manager's
        ({"owner": "E2"}, ["样品"]),
        ({"within": 2}, ["报价"]),
        ({"state": FollowUpState.open}, ["样品"]),
        ({"customer": "华东", "state": FollowUpState.done}, []),
    ],
)
def test_the_list_has_what_is_asked_for(
    company: str, wanted: dict[str, Any], what: list[str]
) -> None:
    assert [name for name, _state in listed(company, **wanted)] == what


def test_what_was_not_promised_yet_is_not_seen(company: str) -> None:
    assert listed(company, D("2025-12-31")) == [("报价", "open")]


def test_a_promise_kept_is_listed_only_when_asked_for(company: str) -> None:
    assert did(company, followups.done, "1", None, "已寄").data["result"] == "已寄"
    assert listed(company) == [("样品", "open")]
    assert listed(company, everything=True) == [("报价", "done"), ("样品", "open")]
    assert listed(company, D("2026-01-04"), everything=True)[0] == ("报价", "overdue")
    with pytest.raises(ConflictError, match="was done on 2026-01-05 already"):
        did(company, followups.done, "1", None, None)


def test_a_promise_moves_to_a_day_to_come(company: str) -> None:
    assert did(company, followups.move, "1", D("2026-01-09")).data["due_on"] == D("2026-01-09")
    assert listed(company) == [("样品", "open"), ("报价", "open")]
    with pytest.raises(UsageError, match="gone by"):
        did(company, followups.move, "1", D("2026-01-04"))
    with pytest.raises(NotFoundError, match="no follow-up 9"):
        did(company, followups.move, "9", D("2026-01-09"))


def test_a_contact_keeps_what_was_promised_in_it(company: str) -> None:
    days = [D("2026-01-12"), D("2026-01-20")]
    row, told = logged(company, channel="phone", follow_up=["寄合同", "回访"], by=days)
    assert told[-2:] == [
        "follow-up #3 寄合同, due 2026-01-12",
        "follow-up #4 回访, due 2026-01-20",
    ]
    with workspace.reading(a_request(company)) as desk:
        rows = followups.listing(desk, Wanted()).rows
    assert {each["interaction"] for each in rows if each["what"] in ("寄合同", "回访")} == {
        row["id"]
    }
    assert {each["owner"] for each in rows if each["what"] == "寄合同"} == {"张伟"}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"follow_up": ["寄合同"]}, "add --by DATE"),
        ({"by": [TODAY]}, "one day for each"),
        ({"follow_up": ["a", "b", "c"], "by": [TODAY, TODAY]}, "one day for each"),
        ({"follow_up": ["a"], "by": [D("2026-01-04")]}, "before the contact itself, 2026-01-05"),
    ],
)
def test_a_promise_needs_its_day(company: str, said: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        logged(company, channel="phone", **said)
    assert len(listed(company)) == 2


def test_a_contact_while_the_manager_is_absent_is_the_stand_ins(company: str) -> None:
    with one_operation(company) as ledger:
        a_stand_in(ledger, 1, 2, since=TODAY, until=TODAY)
    assert logged(company, channel="phone")[0]["staff"] == "李娜"
    assert logged(company, D("2026-01-06"), channel="phone")[0]["staff"] == "张伟"


# the appointment a contact fulfils


def planned(db: str, on: str, channel: str = "phone", **fields: Any) -> int:
    with one_operation(db) as ledger:
        return an_interaction(ledger, 1, channel=channel, on=D(on), outcome="planned", **fields)


def test_a_contact_completes_the_appointment_of_its_day_and_channel(company: str) -> None:
    agreed = planned(company, "2026-01-05", line="phone", staff_id=2)
    row, told = logged(company, channel="电话", summary="交期满意")
    assert (row["id"], row["outcome"], row["line"], row["staff"]) == (
        agreed,
        "completed",
        "phone",
        "李娜",
    )
    assert told[0] == f"appointment #{agreed} is fulfilled"


@pytest.mark.parametrize(
    ("on", "channel", "said"),
    [
        ("2026-01-04", "phone", {}),  # of another day
        ("2026-01-05", "onsite", {}),  # by another channel
        ("2026-01-05", "phone", {"outcome": "no_answer"}),  # nobody answered: still to be done
    ],
)
def test_another_contact_leaves_the_appointment_as_it_is(
    company: str, on: str, channel: str, said: dict[str, str]
) -> None:
    agreed = planned(company, on, channel)
    row, _told = logged(company, channel="phone", **said)
    assert row["id"] != agreed


def test_an_appointment_named_is_fulfilled_on_whatever_day(company: str) -> None:
    agreed = planned(company, "2026-01-02", staff_id=2)
    row, _told = logged(company, channel="video", appointment=agreed)
    assert (row["id"], row["occurred_on"], row["channel"]) == (agreed, TODAY, "video")
    with pytest.raises(NotFoundError, match="none of C1's"):
        logged(company, channel="phone", appointment=agreed)


def test_an_appointment_nobody_settled_is_told_of(company: str) -> None:
    agreed = planned(company, "2026-01-02")
    _row, told = logged(company, channel="phone")
    wanted = f"#{agreed} of 2026-01-02 is still planned: kam visits cancel '#{agreed}', or move"
    assert wanted in told


def test_promises_stand_in_the_customers_timeline(company: str) -> None:
    did(company, followups.done, "1", None, "已寄")
    with workspace.reading(a_request(company)) as desk:
        rows = timeline.timeline(desk, "C1", None, None).rows
    told = [(str(row["on"]), row["text"]) for row in rows if row["kind"] == "follow_up"]
    assert told == [
        ("2025-12-20", "报价, by 2026-01-03, 张伟"),
        ("2026-01-05", "报价: done, 已寄"),
        ("2026-01-05", "样品, by 2026-01-08, 李娜"),
    ]
