"""Planning, logging and promises as they are typed."""

import json
import sys
from datetime import date
from typing import Any

import pytest

from kam.cli.app import main
from kam.store import engine
from tests.builders import a_contact, a_customer, a_staff_member, an_interaction, one_operation

DAY = ("--as-of", "2026-01-05")


@pytest.fixture
def filled(db: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("KAM_DB", db)
    monkeypatch.setenv("KAM_ACTOR", "tester")
    with one_operation(db) as ledger:
        manager = a_staff_member(ledger, "张伟", code="E1")
        one = a_customer(ledger, code="C1", name="华东精工", tier="general", manager_id=manager)
        a_contact(ledger, one, name="李总", is_primary=True)
        an_interaction(ledger, one, channel="phone", on=date(2025, 11, 7))
        an_interaction(ledger, one, channel="onsite", on=date(2025, 12, 1))
    return db


def said(capsys: pytest.CaptureFixture[str], *line: str, code: int = 0) -> str:
    """What the command says on stderr, having ended with `code`."""
    assert main(list(line)) == code
    return capsys.readouterr().err


def data(capsys: pytest.CaptureFixture[str], *line: str) -> Any:
    assert main([*line, "-f", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_visit_from_plan_to_done(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    plan = ("visits", "plan", "华东", "--line", "phone", "--on", "2026-01-06", "--at", "9:30", *DAY)
    assert said(capsys, *plan) == (
        "#3 C1 华东精工: phone, due 2026-01-07, planned for 2026-01-06 09:30\n"
    )
    move = ("visits", "move", "C1", "--on", "2026-01-07", *DAY, "--reason", "客户没空")
    assert "moved from 2026-01-06 09:30 to 2026-01-07 09:30" in said(capsys, *move)
    log = ("interactions", "log", "C1", "--channel", "phone", "--as-of", "2026-01-07")
    assert "appointment #3 is fulfilled\nnext phone due 2026-03-07\n" in said(capsys, *log)


def test_a_contact_tells_the_next_day_of_a_snoozed_line_too(
    filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    snooze = ("visits", "snooze", "C1", "--line", "phone", "--until", "2026-02-01", *DAY)
    said(capsys, *snooze, "--reason", "盘点")
    log = ("interactions", "log", "C1", "--channel", "phone", *DAY)
    assert "next phone due 2026-03-05\n" in said(capsys, *log)
    assert "下次电话到期日 2026-03-05\n" in said(capsys, *log, "--dry-run", "--lang", "zh")


def test_dry_run_says_what_would_be_and_keeps_nothing(
    filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    snooze = ("visits", "snooze", "C1", "--line", "phone", "--until", "2026-02-01", *DAY)
    assert said(capsys, *snooze, "--reason", "盘点", "--dry-run").startswith("would be: C1")
    assert data(capsys, "visits", "arrangements", *DAY) == []


def test_decisions_are_data_where_data_is_asked_for(
    filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    skip = ("visits", "skip", "C1", "--line", "phone", *DAY, "--reason", "停产")
    assert data(capsys, *skip) == {
        "customer": "C1",
        "name": "华东精工",
        "line": "phone",
        "due_on": "2026-01-07",
        "next_due_on": "2026-03-07",
    }
    [row] = data(capsys, "visits", "arrangements", "--customer", "C1", *DAY)
    assert (row["kind"], row["reason"], row["set_by"]) == ("skip", "停产", "tester")


def test_undo_takes_each_decision_back(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    def due() -> list[str]:
        lines = data(capsys, "visits", "due", "--within", "99", *DAY)
        return [line["due_on"] for line in lines if line["line"] == "phone"]

    before = due()
    why = (*DAY, "--line", "phone", "--reason", "x")
    for verb in (("skip",), ("cadence", "--every", "1m"), ("snooze", "--until", "2026-09-09")):
        said(capsys, "visits", verb[0], "C1", *verb[1:], *why)
        assert due() != before
        said(capsys, "undo")
        assert due() == before


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        (("visits", "plan", "C1", "--line", "phone"), 2, "--on is missing"),
        (("visits", "plan", "C1", "--on", "2026-01-06", "--at", "25:00"), 2, "write it like 14:30"),
        (("visits", "cadence", "C1"), 2, "say either --every SPAN or --off"),
        (("visits", "skip", "C1", "--line", "phone"), 2, "add --reason TEXT"),
        (("visits", "move", "C9", "--on", "2026-01-06"), 3, "no customer C9"),
        (("visits", "week"), 2, "--manager is missing"),
        (("staff", "stand-in", "张伟"), 2, "say --by NAME and --to DATE, or --off"),
        (("followups", "done", "7"), 3, "no follow-up 7"),
        (("interactions", "log", "C1", "--channel", "phone", "--follow-up", "x"), 2, "--by DATE"),
    ],
)
def test_a_slip_is_one_line_and_changes_nothing(
    filled: str, capsys: pytest.CaptureFixture[str], line: tuple[str, ...], code: int, words: str
) -> None:
    told = said(capsys, *line, *DAY, code=code)
    assert words in told
    assert told.count("\n") == 1


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "nothing was proposed, so there is nothing to agree"),
        ("zh", "没有可安排的回访，未新增预约"),
    ],
)
def test_a_week_without_proposals_offers_no_undo(
    filled: str, capsys: pytest.CaptureFixture[str], lang: str, words: str
) -> None:
    week = ("visits", "week", "--manager", "张伟", *DAY, "--keep")
    assert "kam undo" in said(capsys, *week)
    assert said(capsys, *week, "--lang", lang) == f"{words}\n"


def test_a_list_of_snoozed_visits_does_not_call_them_left_out(
    filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    snooze = ("visits", "snooze", "C1", "--line", "phone", "--until", "2026-02-01", *DAY)
    said(capsys, *snooze, "--reason", "盘点")
    assert said(capsys, "visits", "due", *DAY) == "left out: 1 visit snoozed\n"
    assert said(capsys, "visits", "due", "--state", "snoozed", *DAY) == ""


def test_a_week_kept_is_one_operation(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    week = ("visits", "week", "--manager", "张伟", *DAY)
    [proposed] = data(capsys, *week)
    assert (proposed["kind"], proposed["on"]) == ("proposed", "2026-01-07")
    assert said(capsys, *week, "--keep", "--dry-run") == "1 appointment would be made\n"
    assert "1 appointment made" in said(capsys, *week, "--keep")
    assert [row["kind"] for row in data(capsys, *week)] == ["appointment"]
    said(capsys, "undo")
    assert [row["kind"] for row in data(capsys, *week)] == ["proposed"]


def test_a_stand_in_is_set_listed_and_ended(
    filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "staff", "add", "李娜", "--code", "E2", *DAY)
    stand_in = ("staff", "stand-in", "张伟", "--by", "李娜", "--to", "2026-01-09", *DAY)
    assert said(capsys, *stand_in) == "李娜 stands in for 张伟 from 2026-01-05 to 2026-01-09\n"
    assert [row["by_code"] for row in data(capsys, "staff", "stand-ins", *DAY)] == ["E2"]
    assert (
        said(capsys, "staff", "stand-in", "张伟", "--off", *DAY) == "张伟 is back on 2026-01-05\n"
    )
    assert data(capsys, "staff", "stand-ins", *DAY) == []


def answers(monkeypatch: pytest.MonkeyPatch, *typed: str) -> None:
    """Somebody at a terminal who types these lines."""
    lines = iter(typed)
    for stream in (sys.stdin, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda *_: next(lines))


def test_at_a_terminal_the_customer_alone_is_enough(
    filled: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(
        monkeypatch,
        *("", "昨天", "2026-01-04", "", "", "交期满意"),  # phone; a slip, asked again
        *("", "", "新规格", "", ""),
        *("寄样品", "2026-01-09", ""),
    )
    told = said(capsys, "interactions", "log", "华东", *DAY)
    assert "phone: upcoming, due 2026-01-07" in told
    assert "Day: '昨天' is not a day" in told
    kept = data(capsys, "interactions", "show", "3", *DAY)
    fields = ("channel", "occurred_on", "outcome", "contacts_met", "summary", "needs")
    assert [kept[key] for key in fields] == [
        *("phone", "2026-01-04", "completed", "李总", "交期满意", "新规格")
    ]
    [promise] = data(capsys, "followups", "list", *DAY)
    assert (promise["what"], promise["due_on"], promise["interaction"]) == (
        *("寄样品", "2026-01-09"),
        3,
    )


def test_while_somebody_types_the_database_is_free(
    filled: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def typed(*_: object) -> str:
        with engine.writing(filled, lambda _connection: None):
            raise EOFError  # another kam wrote meanwhile; then the person leaves

    answers(monkeypatch)
    monkeypatch.setattr("builtins.input", typed)
    assert "kam: stopped" in said(capsys, "interactions", "log", "C1", *DAY, code=130)


def test_without_a_terminal_nothing_is_asked(
    filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(capsys, "interactions", "log", "C1", *DAY, code=2).startswith(
        "kam: --channel is missing"
    )
