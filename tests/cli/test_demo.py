"""`kam demo`: what it builds, where, and that its day is worth reading."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kam.cli.app import main
from kam.services.demo import DAY
from tests.demo_workbook import EXAMPLE, PACKAGED, write

AS_OF = ("--as-of", DAY.isoformat())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a demo, not to be changed."""
    folder = tmp_path_factory.mktemp("demo") / "kam-demo"
    assert main(["demo", str(folder)]) == 0
    yield folder


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> object:
    capsys.readouterr()
    assert main([*arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_it_says_each_command_and_ends_well_although_rows_are_bad(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["demo"]) == 0
    told = capsys.readouterr()
    said = [line for line in told.err.splitlines() if line.startswith("$ kam")]
    assert [line.split()[2] for line in said] == ["import", "tier", "tier", "visits"]
    assert "Rejected" in told.err and "overdue" in told.out
    assert [path.name for path in tmp_path.iterdir()] == ["kam-demo"]


def test_its_folder_holds_all_it_wrote(built: Path) -> None:
    names = {path.name for path in built.iterdir()}
    assert names >= {"demo.xlsx", "kam.db", "demo-rejected.xlsx"}


def test_run_again_it_only_shows_the_agenda(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (built / "kam.db").read_bytes()
    assert main(["demo", str(built)]) == 0
    assert capsys.readouterr().err.count("# was done before") == 3
    assert (built / "kam.db").read_bytes() == before


def test_a_database_of_somebody_else_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "kam.db").write_bytes(b"mine")
    assert main(["demo", str(tmp_path)]) == 4
    assert "not the demo's" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["kam.db"]


def test_a_database_with_records_of_ones_own_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "demo.xlsx").write_bytes(PACKAGED.read_bytes())
    assert main(["import", str(PACKAGED), "--db", str(tmp_path / "kam.db"), *AS_OF]) == 5
    assert main(["demo", str(tmp_path)]) == 4


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "here").touch()
    assert main(["demo", str(tmp_path / "here")]) == 2


def test_the_packaged_workbook_is_what_the_script_makes(tmp_path: Path) -> None:
    write(tmp_path / "demo.xlsx")
    made, packaged = load_workbook(tmp_path / "demo.xlsx"), load_workbook(PACKAGED)
    assert made.sheetnames == packaged.sheetnames
    for name in made.sheetnames:
        assert list(made[name].values) == list(packaged[name].values), (
            "bring it up to date: python -m tests.demo_workbook"
        )
    assert EXAMPLE.read_bytes() == PACKAGED.read_bytes()


def test_two_key_accounts_and_every_tier_and_grade(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = str(built / "kam.db")
    listed = answer(capsys, "tier", "list", "--db", db, *AS_OF)
    assert isinstance(listed, list)
    assert sum(row["key_account"] for row in listed) == 2
    assert {row["tier"] for row in listed} == {"important", "general", "new"}
    assert {row["grade"] for row in listed} >= {"A", "B", "C"}


def test_the_agenda_has_something_of_everything(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = answer(capsys, "visits", "due", "--db", str(built / "kam.db"), *AS_OF)
    assert isinstance(lines, list)
    assert {line["state"] for line in lines} == {"overdue", "due", "upcoming", "planned"}
    owners = {line["owner"] for line in lines}
    assert owners >= {"张伟", "李娜", "王强", "周敏", "陈静", "赵建国"}
    assert {line["tier"] for line in lines} == {"important", "general", "new"}
    assert any(line["manager"] is None for line in lines)


def test_the_bad_rows_are_in_the_rejected_workbook_with_their_reasons(built: Path) -> None:
    book = load_workbook(built / "demo-rejected.xlsx")
    reasons = [row[-1] for sheet in book for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert len(reasons) == 5
    assert any("12,5o" in reason for reason in reasons)
    assert any("2026/2/30" in reason for reason in reasons)


def test_its_export_builds_the_same_company_elsewhere(built: Path, tmp_path: Path) -> None:
    first, second, other = tmp_path / "1.xlsx", tmp_path / "2.xlsx", str(tmp_path / "other.db")
    assert main(["export", str(first), "--db", str(built / "kam.db"), *AS_OF]) == 0
    assert main(["import", str(first), "--db", other, *AS_OF]) == 0
    assert main(["export", str(second), "--db", other, *AS_OF]) == 0
    assert stated(second) == stated(first)


def stated(path: Path) -> dict[str, list[list[object]]]:
    """Sheet -> its rows, without what kam works out."""
    found = {}
    for sheet in load_workbook(path):
        columns = [each for each in sheet.iter_cols(values_only=True) if "(system)" not in each[0]]
        found[sheet.title] = [list(row) for row in zip(*columns, strict=True)]
    return found
