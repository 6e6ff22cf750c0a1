"""`kam history`, `undo`, `policy` and `doctor` as they are typed."""

import json
from pathlib import Path

import pytest

from kam.cli.app import main
from kam.models.customers import Customer
from tests.builders import a_customer, a_staff_member, one_operation


@pytest.fixture
def typed(db: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database that KAM_DB names, with one customer by operation 1."""
    with one_operation(db) as ledger:
        a_customer(ledger, code="C1", name="华东精工", manager_id=a_staff_member(ledger))
    monkeypatch.setenv("KAM_DB", db)
    return db


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> object:
    assert main([*arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_history_alone_is_the_list(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    (entry,) = answer(capsys, "history")  # type: ignore[misc]
    assert entry["id"] == 1
    assert entry["at"] == "2026-01-05T01:00:00Z"
    assert (entry["undoes"], entry["undone_by"], entry["created"]) == (None, None, 2)


def test_a_number_of_history_is_shown(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = answer(capsys, "history", "show", "1")
    assert shown["changes"][0]["record"] == "张伟"  # type: ignore[index]
    assert main(["history", "show", "1", "--lang", "zh"]) == 0
    assert "客户 C1 华东精工" in capsys.readouterr().out


def test_undo_speaks_to_the_person_and_writes_nothing_on_stdout(
    typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["undo"]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "Operation 1 taken back" in told.err
    assert "kam undo 2" in told.err


def test_undo_keeps_the_command_and_the_reason(
    typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["undo", "1", "--reason", "too early", "--actor", "wang"]) == 0
    capsys.readouterr()
    newest, oldest = answer(capsys, "history")  # type: ignore[misc]
    assert newest["command"] == "kam undo 1 --reason 'too early' --actor wang"
    assert (newest["actor"], newest["reason"], newest["undoes"]) == ("wang", "too early", 1)
    assert oldest["undone_by"] == 2


def test_undo_that_can_do_nothing_ends_with_a_conflict(
    typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with one_operation(typed) as ledger:
        ledger.update(Customer, {1: {"phone": "1"}})
    with one_operation(typed) as ledger:
        ledger.update(Customer, {1: {"phone": "2"}})
    assert main(["undo", "2"]) == 4
    assert main(["undo", "9"]) == 3


def test_a_policy_goes_out_is_edited_and_put_in_force(
    typed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "policy.toml"
    assert main(["policy", "export", str(file)]) == 0
    assert main(["policy", "apply", str(file)]) == 4
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("annual_amount = 50000", "annual_amount = 1"), encoding="utf-8")
    assert main(["policy", "check", str(file)]) == 2
    file.write_text(text.replace("annual_amount = 50000", "annual_amount = 90000"), "utf-8")
    assert main(["policy", "check", str(file)]) == 0
    assert main(["policy", "apply", str(file), "--dry-run"]) == 0
    assert main(["policy", "apply", str(file)]) == 0
    capsys.readouterr()
    assert [row["version"] for row in answer(capsys, "policy", "history")] == [2, 1]  # type: ignore[attr-defined]
    (difference,) = answer(capsys, "policy", "diff")  # type: ignore[misc]
    assert (difference["old"], difference["new"]) == ("50000", "90000")


def test_an_export_does_not_replace_a_file_unasked(
    typed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "policy.toml"
    file.write_text("mine")
    assert main(["policy", "export", str(file)]) == 2
    assert file.read_text() == "mine"
    assert main(["policy", "export", str(file), "--yes"]) == 0


def test_the_doctor_ends_with_10_only_when_asked_to(
    typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor", "--exit-code"]) == 0
    with one_operation(typed) as ledger:
        a_customer(ledger)
    assert main(["doctor"]) == 0
    assert main(["doctor", "--exit-code"]) == 10
    capsys.readouterr()
    findings = answer(capsys, "doctor")["findings"]  # type: ignore[index]
    assert [each["check"] for each in findings if each["level"] == "warning"] == ["managers"]


def test_the_doctor_ends_with_1_when_the_database_is_damaged(
    typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = Path(typed).read_bytes()
    Path(typed).write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    assert main(["doctor"]) == 1
    assert "damaged" in capsys.readouterr().out


def test_what_may_be_left_out_stands_in_one_pair_of_brackets(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["policy", "diff", "--help"]) == 0
    assert "kam policy diff [A] [B] [OPTIONS]" in capsys.readouterr().out
