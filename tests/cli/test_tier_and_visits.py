"""`kam tier` and `kam visits` as they are typed."""

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kam.cli.app import main
from kam.sheets.agenda import is_agenda
from kam.sheets.headers import match
from kam.sheets.kinds.interactions import INTERACTIONS
from tests.builders import a_contact, a_customer, a_staff_member, an_order, one_operation

DAY = ("--as-of", "2026-01-05")


@pytest.fixture
def filled(db: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("KAM_DB", db)
    with one_operation(db) as ledger:
        manager = a_staff_member(ledger, "张伟")
        big = a_customer(ledger, code="00A", name="华东精工", manager_id=manager)
        a_contact(ledger, big, name="李总", mobile="013800001111", is_primary=True)
        an_order(ledger, big, amount="60000.50", on=date(2025, 7, 1))
        an_order(ledger, a_customer(ledger, code="B", manager_id=manager), amount=20_000)
    return db


def out(capsys: pytest.CaptureFixture[str], *line: str) -> str:
    """What the command prints on stdout, having ended well."""
    assert main(list(line)) == 0
    return capsys.readouterr().out


def test_recompute_gives_the_json_of_the_handbook(
    filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = json.loads(out(capsys, "tier", "recompute", *DAY, "-f", "json"))
    assert {key: said[key] for key in ("as_of", "policy_version", "evaluated")} == {
        "as_of": "2026-01-05",
        "policy_version": 1,
        "evaluated": 2,
    }
    assert said["counts"]["tier"] == {"important": 1, "general": 1, "new": 0, "none": 0}
    [first] = [c for c in said["changes"] if (c["customer"], c["scheme"]) == ("00A", "tier")]
    assert (first["from"], first["to"], first["name"]) == (None, "important", "华东精工")
    assert first["reasons"][0] == {
        "measure": "annual_amount",
        "value": 60000.50,
        "op": ">=",
        "limit": 50000.0,
        "text": "annual amount 60,000.50 ≥ 50,000.00",
    }


def test_recompute_tells_who_moved_and_why_on_stderr(
    filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tier", "recompute", *DAY]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "— → important (1)" in captured.err
    assert "annual amount 60,000.50 ≥ 50,000.00" in captured.err


def test_an_earlier_day_ends_with_conflict(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["tier", "recompute", *DAY])
    assert main(["tier", "recompute", "--as-of", "2026-01-04"]) == 4
    assert main(["tier", "recompute", "--as-of", "2026-01-04", "--dry-run"]) == 0
    assert "nothing was kept: --dry-run" in capsys.readouterr().err


def test_explain_gives_the_json_of_the_handbook(
    filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["tier", "recompute", *DAY])
    said = json.loads(out(capsys, "tier", "explain", "华东", *DAY, "-f", "json"))
    keys = (
        "customer name as_of tier tier_since rule_tier pin figures reasons grade grade_score "
        "grade_coverage dimensions key_account history"
    )
    assert set(keys.split()) <= set(said)
    assert said["figures"] == {
        "annual_amount": 60000.50,
        "annual_orders": 1,
        "lifecycle_stage": None,
        "source": "orders",
    }
    assert [each["name"] for each in said["dimensions"]][:3] == ["sales", "profit", "frequency"]


def test_explain_reads_in_both_languages(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["tier", "recompute", *DAY])
    assert "important since 2026-01-05" in out(capsys, "tier", "explain", "00A", *DAY)
    assert "重要" in out(capsys, "tier", "explain", "00A", *DAY, "--lang", "zh")


def test_pin_unpin_and_history(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["tier", "recompute", *DAY])
    assert main(["tier", "pin", "B", "重要", "--reason", "战略客户", *DAY]) == 0
    assert main(["tier", "unpin", "B", *DAY]) == 0
    assert main(["tier", "unpin", "B", *DAY]) == 3
    rows = json.loads(out(capsys, "tier", "history", "B", "--scheme", "tier", *DAY, "-f", "json"))
    assert [(row["from"], row["to"]) for row in rows] == [
        ("general", "important"),
        (None, "general"),
    ]


def test_the_list_is_flat(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["tier", "recompute", *DAY])
    [row] = json.loads(out(capsys, "tier", "list", "--tier", "重要", *DAY, "-f", "json"))
    assert (row["customer"], row["tier"], row["manager"]) == ("00A", "important", "张伟")


def test_due_gives_json_and_says_beside_it_what_is_left_out(
    filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["tier", "recompute", *DAY])
    with one_operation(filled) as ledger:
        a_customer(ledger)
    capsys.readouterr()
    assert main(["visits", "due", "--as-of", "2026-02-05", "-f", "json"]) == 0
    captured = capsys.readouterr()
    [row] = json.loads(captured.out)
    assert (row["customer"], row["line"], row["due_on"]) == ("00A", "phone", "2026-02-05")
    assert "left out: 1 customer not judged yet" in captured.err


@pytest.mark.parametrize(("day", "code"), [("2026-02-04", 0), ("2026-02-05", 10)])
def test_exit_code_says_that_something_is_due(
    day: str, code: int, filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["tier", "recompute", *DAY])
    assert main(["visits", "due", "--as-of", day, "--exit-code"]) == code


def test_everybodys_list_is_grouped_by_owner(
    filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["tier", "recompute", *DAY])
    assert "张伟 (1)" in out(capsys, "visits", "due", "--as-of", "2026-02-05")
    mine = out(capsys, "visits", "due", "--as-of", "2026-02-05", "--manager", "张伟")
    assert "张伟 (1)" not in mine and "华东精工" in mine


def test_the_due_list_is_a_page_for_people(
    filled: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["tier", "recompute", *DAY])
    line = ["visits", "due", "--as-of", "2026-02-05", "--lang", "zh"]
    page = out(capsys, *line, "-f", "html")
    assert "<h1>2026-02-05 的到期回访</h1>" in page and "张伟 <span>(1)</span>" in page
    assert main([*line, "-o", str(tmp_path / "a.htm")]) == 0
    assert (tmp_path / "a.htm").read_text(encoding="utf-8") == page


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_agenda_workbook_is_an_interactions_sheet_with_blanks_to_fill_in(
    language: str, filled: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["tier", "recompute", *DAY])
    file = tmp_path / "agenda.xlsx"
    line = ["visits", "due", "--as-of", "2026-02-05", "-o", str(file), "--lang", language]
    assert main(line) == 0
    sheet = load_workbook(file).active
    assert sheet is not None
    headers, row = ([cell.value for cell in cells] for cells in sheet.iter_rows(max_row=2))
    found = match([str(each) for each in headers], INTERACTIONS)
    values = {h.column.key: v for h, v in zip(found.headers, row, strict=True) if h.column}
    assert found.score > 1 and is_agenda(str(each) for each in headers)
    assert (values["customer"], values["line"], values["staff"]) == ("00A", "phone", "张伟")
    assert values["outcome"] is values["summary"] is None
    [drop_down] = sheet.data_validations.dataValidation
    assert ("已完成" in drop_down.formula1) is (language == "zh")
