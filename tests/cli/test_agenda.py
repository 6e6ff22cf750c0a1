"""`kam agenda` as it is typed."""

import json
from datetime import date, time
from pathlib import Path

import pytest
import vobject
from openpyxl import load_workbook

from kam.cli.app import main
from tests.builders import (
    a_customer,
    a_follow_up,
    a_staff_member,
    an_interaction,
    one_operation,
)

DAY = date(2026, 1, 5)
AGENDA = ("agenda", "--as-of", DAY.isoformat())


@pytest.fixture
def company(db: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """张伟 has an overdue visit and an appointment at ten; a promise lies with nobody."""
    monkeypatch.setenv("KAM_DB", db)
    with one_operation(db) as ledger:
        zhang = a_staff_member(ledger, "张伟", code="M1")
        a = a_customer(ledger, code="A", name="华东精工", tier="general", manager_id=zhang)
        an_interaction(ledger, a, channel="phone", on=date(2025, 11, 1))
        an_interaction(ledger, a, channel="onsite", on=date(2026, 1, 2))
        planned = {"outcome": "planned", "on": DAY, "summary": "报价"}
        an_interaction(ledger, a, channel="video", occurred_at=time(10), **planned)
        a_follow_up(ledger, a_customer(ledger, code="Z", name="无主"), due_on=DAY)
    return db


def test_json_is_a_flat_array_in_the_order_of_the_day(
    company: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main([*AGENDA, "-f", "json"]) == 0
    captured = capfd.readouterr()
    visit, appointment, promise = json.loads(captured.out)
    assert (visit["kind"], visit["state"], visit["due_on"]) == ("visit", "overdue", "2026-01-01")
    assert (appointment["time"], appointment["what"], appointment["line"]) == (
        "10:00",
        "报价",
        None,
    )
    assert (promise["kind"], promise["owner"], promise["tier"]) == ("follow_up", None, None)
    assert "left out: 1 customer not judged yet" in captured.err


def test_everybodys_page_is_grouped_and_ones_own_is_not(
    company: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main([*AGENDA, "--lang", "zh"]) == 0
    page = capfd.readouterr().out
    assert "张伟 (2)" in page and "未分配 (1)" in page and "跟进事项" in page
    assert main([*AGENDA, "--manager", "张伟"]) == 0
    page = capfd.readouterr().out
    assert "张伟 (2)" not in page and "无主" not in page and "appointment" in page


@pytest.mark.parametrize("ending", ["xlsx", "csv", "md", "json", "txt"])
def test_it_is_written_to_a_file_of_any_kind(ending: str, company: str, tmp_path: Path) -> None:
    file = tmp_path / f"agenda.{ending}"
    assert main([*AGENDA, "-o", str(file)]) == 0
    if ending == "xlsx":
        rows = list(load_workbook(file).active.iter_rows(values_only=True))
        assert len(rows) == 4 and "华东精工" in rows[1]
    else:
        assert "华东精工" in file.read_text("utf-8-sig")


@pytest.mark.parametrize("way", [["-o", "FILE"], ["-f", "ics", "-o", "FILE"], ["-f", "ics"]])
def test_a_calendar_file_is_made_of_it(
    way: list[str], company: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "week.ics"
    assert main([*AGENDA, *(str(file) if word == "FILE" else word for word in way)]) == 0
    said = capfd.readouterr().out
    content = file.read_bytes().decode() if "-o" in way else said
    summaries = {event.summary.value for event in vobject.readOne(content).vevent_list}
    assert {"video 华东精工 (general)", "phone 华东精工 (general)"} <= summaries


@pytest.mark.parametrize("way", [["-f", "ics"], ["-o", "x.ics"]])
@pytest.mark.parametrize("command", [["visits", "due"], ["staff", "list"], ["history"], ["notify"]])
def test_no_other_command_makes_one(
    command: list[str], way: list[str], company: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, *way]) == 2
    said = capfd.readouterr().err
    assert "this answer is no calendar; kam agenda -o" in said
    assert not Path("x.ics").exists()


def test_only_agenda_offers_calendars_in_its_help(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["agenda", "--help"]) == 0
    assert "|ics" in capfd.readouterr().out
    assert main(["staff", "list", "--help"]) == 0
    assert "ics" not in capfd.readouterr().out


def test_the_days_ahead_are_asked_for(company: str, capfd: pytest.CaptureFixture[str]) -> None:
    with one_operation(company) as ledger:
        a_follow_up(ledger, 1, due_on=date(2026, 1, 8), what="回访报价")
    assert main([*AGENDA, "--within", "2"]) == 0
    assert "回访报价" not in capfd.readouterr().out
    assert main([*AGENDA, "--within", "3"]) == 0
    assert "回访报价" in capfd.readouterr().out
