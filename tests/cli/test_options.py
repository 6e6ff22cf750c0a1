"""What a command gets from the shared options."""

from datetime import date
from pathlib import Path

import pytest

from kam.cli.app import main
from kam.cli.asking import confirmed
from kam.cli.options import Call, Format
from kam.errors import UsageError
from kam.models.enums import Channel

Seen = list[tuple[Call, object]]


@pytest.mark.parametrize(
    "said", ["2026-01-05", "2026/1/5", "2026.1.5", "20260105", "2026年1月5日", "2026-1-05"]
)
def test_a_day_is_read_as_people_write_it(said: str, calls: Seen) -> None:
    assert main(["calls", "due", "--as-of", said]) == 0
    assert calls[0][0].as_of == date(2026, 1, 5)


@pytest.mark.parametrize("said", ["today", "今天"])
def test_today_is_left_to_the_policys_time_zone(said: str, calls: Seen) -> None:
    main(["calls", "due", "--as-of", said])
    assert calls[0][0].as_of is None


@pytest.mark.parametrize("said", ["onsite", "上门", "拜访", "ONSITE"])
def test_a_term_is_read_in_both_languages(said: str, calls: Seen) -> None:
    main(["calls", "due", "--channel", said])
    assert calls[0][1] is Channel.onsite


@pytest.mark.parametrize(
    "line",
    [
        "calls due --db my.db -f json",
        "--db my.db -f json calls due",
        "--db=my.db calls -f json due",
        "--db other.db calls due --db my.db --format JSON",
    ],
)
def test_shared_options_may_stand_anywhere(line: str, calls: Seen) -> None:
    assert main(line.split()) == 0
    assert (calls[0][0].db, calls[0][0].format) == ("my.db", Format.json)


@pytest.mark.parametrize(
    ("file", "format"),
    [
        ("a.csv", Format.csv),
        ("a.XLSX", Format.xlsx),
        ("a.txt", Format.table),
        ("a.html", Format.html),
        ("a.HTM", Format.html),
    ],
)
def test_a_files_ending_names_its_format(file: str, format: Format, calls: Seen) -> None:
    main(["calls", "due", "-o", file])
    assert (calls[0][0].output, calls[0][0].format) == (Path(file), format)


def test_a_page_without_a_title_is_headed_by_what_the_command_is_for(calls: Seen) -> None:
    main(["calls", "due", "--lang", "zh"])
    assert calls[0][0].about == "显示本帮助"


def test_the_surroundings_say_what_the_line_does_not(
    calls: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_DB", "cron.db")
    monkeypatch.setenv("KAM_ACTOR", "夜班")
    main(["calls", "log", "C1"])
    assert (calls[0][0].db, calls[0][0].actor) == ("cron.db", "夜班")


def test_without_a_wish_the_database_lies_in_the_user_data_folder(calls: Seen) -> None:
    main(["calls", "due"])
    assert Path(calls[0][0].db).name == "kam.db"


def test_a_change_knows_its_line_and_its_reason(calls: Seen) -> None:
    main(["calls", "log", "张 伟", "--reason", "r", "--dry-run"])
    call = calls[0][0]
    assert call.line == "kam calls log '张 伟' --reason r --dry-run"
    assert (call.reason, call.dry_run, call.may_ask) == ("r", True, False)


def test_a_question_nobody_can_answer_fails_instead_of_hanging() -> None:
    with pytest.raises(UsageError, match="Archive C1\\? Add --yes"):
        confirmed(Call(db=""), "Archive C1?")


@pytest.mark.parametrize("call", [Call(db="", yes=True), Call(db="", dry_run=True)])
def test_yes_and_a_rehearsal_ask_nothing(call: Call) -> None:
    assert confirmed(call, "Archive C1?")
