"""Where answers go."""

import json
from pathlib import Path

import pytest

from kam.cli.options import Call, Format
from kam.cli.output import emit, replacing
from kam.errors import NotFoundError
from kam.reports.table import Field, Table

TABLE = Table((Field("name", "名称", "Name"),), [{"name": "甲"}])


def test_an_answer_goes_to_stdout_and_nothing_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    emit(TABLE, Call(db="", format=Format.json))
    captured = capsys.readouterr()
    assert json.loads(captured.out) == [{"name": "甲"}] and captured.err == ""


def test_a_file_is_named_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    emit(TABLE, Call(db="", format=Format.json, output=tmp_path / "a.json"))
    captured = capsys.readouterr()
    assert captured.out == "" and "a.json written, 1 row" in captured.err


@pytest.mark.parametrize(
    ("format", "content"),
    [
        (Format.csv, "\ufeffName\r\n甲\r\n"),
        (Format.tsv, "\ufeffName\r\n甲\r\n"),
        (Format.ndjson, '{"name": "甲"}\n'),
        (Format.md, "| Name |\n| --- |\n| 甲 |\n"),
        (Format.table, "Name\n甲\n"),
    ],
)
def test_a_file_is_what_its_readers_expect(format: Format, content: str, tmp_path: Path) -> None:
    emit(TABLE, Call(db="", format=format, output=tmp_path / "a"))
    assert (tmp_path / "a").read_bytes().decode() == content


def test_a_file_takes_its_place_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")
    with pytest.raises(RuntimeError), replacing(target) as part:
        part.write_text("half")
        raise RuntimeError
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("a.csv", "old")]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="there is no folder"):
        emit(TABLE, Call(db="", format=Format.csv, output=tmp_path / "none" / "a.csv"))
