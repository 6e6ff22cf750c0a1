"""`kam visits coverage` as it is typed."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kam.cli.app import main
from tests.builders import (
    a_customer,
    a_skip,
    a_staff_member,
    an_interaction,
    one_operation,
)

JANUARY = ("--from", "2026-01-01", "--to", "2026-01-31", "--as-of", "2026-01-25")
KEYS = [
    *("group", "group_code", "customers", "covered", "coverage", "target", "fell_due", "in_time"),
    *("late", "missed", "skipped", "open", "needed", "reachable", "visits_left"),
]


@pytest.fixture
def filled(db: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A is covered, B overdue, C's visit skipped, D nobody's and still open, E never judged."""
    monkeypatch.setenv("KAM_DB", db)
    with one_operation(db) as ledger:
        mine = {"manager_id": a_staff_member(ledger, "张伟", code="M1"), "tier": "general"}
        for code, called in (("A", 10), ("B", 10), ("C", 12), ("D", 28)):
            who = mine if code != "D" else {"tier": "general"}
            customer = a_customer(ledger, code=code, name=f"客户{code}", **who)
            an_interaction(ledger, customer, on=date(2025, 11, called))
            an_interaction(ledger, customer, channel="onsite", on=date(2025, 12, 1))
            if code == "A":
                an_interaction(ledger, customer, on=date(2026, 1, 9))
            if code == "C":
                due = date(2026, 1, 12)
                a_skip(ledger, customer, due_on=due, on=date(2026, 1, 5))
        a_customer(ledger, code="E")
    return db


def out(capsys: pytest.CaptureFixture[str], *line: str) -> str:
    """What the command prints on stdout, having ended well."""
    assert main(["visits", "coverage", *line]) == 0
    return capsys.readouterr().out


def told(capsys: pytest.CaptureFixture[str], *line: str) -> Any:
    return json.loads(out(capsys, *line, "-f", "json"))


def test_coverage_gives_its_numbers_as_json(
    filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = told(capsys, *JANUARY)
    assert {key: said[key] for key in ("from", "to", "as_of", "by", "not_judged")} == {
        "from": "2026-01-01",
        "to": "2026-01-31",
        "as_of": "2026-01-25",
        "by": "tier",
        "not_judged": 1,
    }
    numbers = [4, 1, 0.25, 0.9, 3, 1, 0, 1, 1, 1, 3, 2, None]
    assert said["groups"][1] == dict(zip(KEYS, ["general", None, *numbers], strict=True))
    assert said["total"] == dict(zip(KEYS[2:], numbers, strict=True))
    assert [each["customers"] for each in said["groups"]] == [0, 4, 0]


def test_groups_may_be_managers_lines_and_months(
    filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    managers = told(capsys, *JANUARY, "--by", "manager")["groups"]
    assert [(each["group"], each["group_code"], each["customers"]) for each in managers] == [
        ("张伟", "M1", 3),
        (None, None, 1),
    ]
    lines = told(capsys, *JANUARY, "--by", "回访项")["groups"]
    assert [(each["group"], each["customers"]) for each in lines][:2] == [
        ("phone", 4),
        ("onsite", 0),
    ]
    months = told(capsys, "--from", "2025-12-15", *JANUARY[2:], "--by", "month")["groups"]
    assert [(each["group"], each["customers"]) for each in months] == [
        ("2025-12", 0),
        ("2026-01", 4),
    ]


def test_the_visits_behind_a_number_are_one_flag_away(
    filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = told(capsys, *JANUARY, "--list")
    assert [(row["customer"], row["due_on"], row["met_on"], row["result"]) for row in rows] == [
        ("A", "2026-01-10", "2026-01-09", "in_time"),
        ("B", "2026-01-10", None, "missed"),
        ("C", "2026-01-12", None, "skipped"),
        ("D", "2026-01-28", None, "open"),
    ]
    assert rows[2]["reason"] == "客户要求"
    assert set(rows[0]) >= {"name", "manager", "tier", "line", "channel", "ended_on"}


@pytest.mark.parametrize(
    ("wish", "customers"),
    [
        (("--result", "skipped"), ["C"]),
        (("--result", "未完成"), ["B"]),
        (("--list", "--manager", "张伟"), ["A", "B", "C"]),
        (("--list", "--customer", "客户D"), ["D"]),
    ],
)
def test_the_list_may_be_narrowed(
    filled: str,
    capsys: pytest.CaptureFixture[str],
    wish: tuple[str, ...],
    customers: list[str],
) -> None:
    assert [row["customer"] for row in told(capsys, *JANUARY, *wish)] == customers


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ((), ("2026-01-01", "2026-01-31")),
        (("--from", "2025-12-24"), ("2025-12-24", "2026-01-25")),
        (("--to", "2025-12-24"), ("2025-12-01", "2025-12-24")),
    ],
)
def test_the_period_may_be_left_out(
    filled: str,
    capsys: pytest.CaptureFixture[str],
    said: tuple[str, ...],
    meant: tuple[str, str],
) -> None:
    found = told(capsys, *said, "--as-of", "2026-01-25")
    assert (found["from"], found["to"]) == meant


def test_a_period_the_wrong_way_round_is_refused(
    filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["visits", "coverage", "--from", "2026-02-01", "--to", "2026-01-01"]) == 2
    assert "--from 2026-02-01 is after --to 2026-01-01" in capsys.readouterr().err


def test_it_reads_in_both_languages(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["visits", "coverage", *JANUARY]) == 0
    english = capsys.readouterr()
    assert "25.0 %" in english.out
    assert "out of reach: 3 more customers needed, 2 within reach" in english.out
    assert "1 customer had no tier yet on 2026-01-25 and is not counted" in english.err
    chinese = out(capsys, *JANUARY, "--lang", "zh")
    assert "覆盖率" in chinese
    assert "一般" in chinese


def test_spreadsheets_get_one_list_with_its_total(
    filled: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rows = list(csv.DictReader(out(capsys, *JANUARY, "-f", "csv").splitlines()))
    assert [row["Tier"] for row in rows] == ["important", "general", "new", "total"]
    assert rows[-1]["Coverage"] == "0.25"
    book = tmp_path / "coverage.xlsx"
    out(capsys, *JANUARY, "-o", str(book))
    assert load_workbook(book).worksheets[0].max_row == 5
