"""The front door: language, help, errors, exit codes."""

import subprocess
import sys
from dataclasses import replace

import pytest

from kam.cli.app import main
from kam.cli.groups import Top

HEAVY = ("pandas", "sqlmodel", "openpyxl", "sqlalchemy", "pydantic", "alembic", "rich.table")


def test_kam_alone_prints_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "Usage: kam COMMAND" in capsys.readouterr().out


def test_a_noun_alone_prints_its_verbs(calls: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calls"]) == 0
    out = capsys.readouterr().out
    assert "due" in out and "log" in out and "kam calls due" in out


@pytest.mark.parametrize("line", ["calls", "calls --within 3", "calls -f json", "calls due"])
def test_a_noun_with_a_default_verb_runs_it(
    line: str, calls: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = Top.entries
    told = replace(entries["calls"], default="due")
    monkeypatch.setattr(Top, "entries", {**entries, "calls": told})
    assert main(line.split()) == 0
    assert len(calls) == 1


def test_help_of_a_command_has_its_options_apart_from_the_common_ones(
    calls: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["calls", "due", "--help"]) == 0
    own, common = capsys.readouterr().out.split("Common options")
    assert "--manager" in own and "--db" in common and "kam calls due" in common


def test_help_fits_eighty_columns(calls: object, capsys: pytest.CaptureFixture[str]) -> None:
    main(["calls", "log", "--help"])
    assert max(len(line) for line in capsys.readouterr().out.splitlines()) <= 80


@pytest.mark.parametrize("where", [["--lang", "zh", "calls"], ["calls", "--lang=zh"]])
def test_help_exists_in_chinese(
    where: list[str], calls: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*where, "--help"]) == 0
    assert "用法" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("variable", "value", "word"),
    [
        ("KAM_LANG", "zh", "用法"),
        ("LANG", "zh_CN.UTF-8", "用法"),
        ("LC_ALL", "zh_TW", "用法"),
        ("LANG", "de_DE.UTF-8", "Usage"),
        ("LC_ALL", "C", "Usage"),
    ],
)
def test_the_language_comes_from_the_surroundings(
    variable: str,
    value: str,
    word: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(variable, value)
    main(["--help"])
    assert word in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("visit", 2, "No such command kam visit; did you mean visits? See kam --help"),
        ("calls deu", 2, "did you mean due? See kam calls --help"),
        ("calls qqqq", 2, "No such command kam calls qqqq; see kam calls --help"),
        ("calls due --managr x", 2, "No such option --managr; did you mean --manager? See kam c"),
        ("calls log --customer x", 2, "No option --customer here: CUSTOMER is typed by itself"),
        ("calls due --manager", 2, "--manager needs a value"),
        ("calls due --within x", 2, "--within takes a whole number of at least 0"),
        ("calls due --as-of 2026-02-30", 2, "'2026-02-30' is not a day; write it like 2026-01-05"),
        ("calls due --channel fone", 2, "'fone' is not known; did you mean phone? One of phone"),
        ("calls due extra", 2, "'extra' is one word too many"),
        ("calls due -f xlsx", 2, "needs a file"),
        ("calls due -o a.pdf", 2, "no format ends in '.pdf'"),
        ("calls due --lang fr", 2, "no words in 'fr'; use zh or en"),
        ("calls log", 2, "CUSTOMER is missing; see kam calls log --help"),
        ("calls log nobody", 3, "kam: no customer nobody"),
        ("calls log mistake", 1, "internal error, please report it (ZeroDivisionError: secret)"),
        ("calls log stop", 130, "stopped"),
    ],
)
def test_an_error_is_one_line_with_its_exit_code(
    line: str, code: int, message: str, calls: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(line.split()) == code
    captured = capsys.readouterr()
    assert message in captured.err
    assert captured.err.count("\n") == 1 and captured.out == ""


def test_a_usage_error_is_told_in_chinese(
    calls: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["calls", "due", "--managr", "x", "--lang", "zh"]) == 2
    assert "没有选项 --managr，是不是 --manager？" in capsys.readouterr().err


def test_a_traceback_is_shown_only_for_debugging(
    calls: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAM_DEBUG", "1")
    assert main(["calls", "log", "mistake"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_command_may_say_its_exit_code(calls: object) -> None:
    assert main(["calls", "due", "--manager", "attention"]) == 10


def test_kam_help_loads_no_heavy_library() -> None:
    code = (
        "import sys; from kam.cli.app import main; main(['--help']);"
        f"sys.exit(' '.join(name for name in {HEAVY} if name in sys.modules) or 0)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_chinese_goes_through_a_pipe_of_another_code_page() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "kam", "--lang", "zh"],
        capture_output=True,
        check=True,
        env={"PYTHONIOENCODING": "cp1252", "PATH": "", "SYSTEMROOT": "C:\\Windows"},
    )
    assert "用法" in ended.stdout.decode("utf-8")
