"""`kam export`: the file, the sentence about it, and what is not written over."""

from pathlib import Path

import pytest

from kam.cli.app import main
from tests.builders import a_customer, a_staff_member, one_operation


@pytest.fixture
def shop(db: str) -> str:
    with one_operation(db) as ledger:
        a_customer(ledger, name="华东精工", manager_id=a_staff_member(ledger, "张伟"))
    return db


def test_a_workbook_is_written_and_told_of(
    shop: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "all.xlsx"
    assert main(["export", str(file), "--db", shop]) == 0
    assert file.exists()
    told = capsys.readouterr()
    assert told.out == ""
    assert "all.xlsx written: Staff 1, Customers 1, Contacts 0" in told.err


def test_a_file_that_is_there_needs_a_yes(shop: str, tmp_path: Path) -> None:
    file = tmp_path / "all.xlsx"
    file.write_text("mine")
    assert main(["export", str(file), "--db", shop]) == 2
    assert file.read_text() == "mine"
    assert main(["export", str(file), "--db", shop, "--yes"]) == 0
    assert file.read_bytes().startswith(b"PK")


def test_by_manager_fills_a_folder(shop: str, tmp_path: Path) -> None:
    assert main(["export", str(tmp_path / "out"), "--by", "manager", "--db", shop]) == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["张伟.xlsx"]


def test_without_a_database_it_says_how_to_begin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(tmp_path / "a.xlsx"), "--db", str(tmp_path / "no.db")]) == 3
    assert "kam import" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
