"""Completion as the shells ask for it: by the variables their scripts set."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kam.cli import shells
from kam.cli.app import main, top
from kam.cli.shells import SHELLS, loses, split
from tests.builders import a_customer, a_staff_member, one_operation, state

Captured = pytest.CaptureFixture[str]
Completed = Callable[..., list[str]]


@pytest.fixture
def company(db: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Some customers and staff, in the database that KAM_DB names."""
    with one_operation(db) as ledger:
        a_staff_member(ledger, "张伟", code="E1")
        a_staff_member(ledger, "Anna Li")
        a_staff_member(ledger, "张三", code="E3", left_on=date(2025, 1, 1))
        a_customer(ledger, code="C1", name="华东精工")
        a_customer(ledger, code="C2", name="华东机械 集团")
        a_customer(ledger, code="C3", name="上海精工")
        a_customer(ledger, code="C4", name="上海新精工")
        a_customer(ledger, code="X:1", name='O\'Reilly & "Sons"')
        a_customer(ledger, code="C9", name="华东旧厂", archived=True)
    monkeypatch.setenv("KAM_DB", db)
    return db


@pytest.fixture
def completed(capsys: Captured) -> Completed:
    """The lines that bash is answered when the last of the words is at the cursor."""

    def ask(*words: str) -> list[str]:
        said = {"COMP_WORDS": "\n".join(("kam", *words)), "COMP_CWORD": str(len(words))}
        assert shells.complete(top(), "complete_bash", said) == 0
        answer = capsys.readouterr()
        assert answer.err == ""
        return answer.out.splitlines()

    return ask


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("cust", ["customers"]),
        ("visits d", ["due"]),
        ("history sh", ["show"]),
        ("history --b", ["--by"]),
        ("history --limit 3 --b", ["--by"]),
        ("--lan", ["--lang"]),
        ("--vers", ["--version"]),
        ("--lang z", ["zh"]),
        ("--db x.db vis", ["visits"]),
        ("visits --lang zh d", ["due"]),
        ("visits due --st", ["--state"]),
        ("visits due --state over --st", []),
        ("visits due --state o", ["overdue"]),
        ("visits due --state = o", ["overdue"]),
        ("visits due -f j", ["json"]),
        ("staff list --role DEP", ["department_manager"]),
        ("customers list --tier 重", ["重要"]),
        ("staff add 王五 --role 企", ["企业高层"]),
        ("tier pin C1 im", ["important"]),
        ("import --as o", ["orders"]),
        ("export x.xlsx --by m", ["manager"]),
        ("completion z", ["zsh"]),
        ("customers show C1 extra words --la", ["--lang"]),
        ("nonsense sh", []),
        ("visits due --within 1", []),
        ("import --rejected x", []),
    ],
)
def test_words_that_are_always_the_same(line: str, wanted: list[str], completed: Completed) -> None:
    assert completed(*line.split(" ")) == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("customers show C", ["C1", "C2", "C3", "C4", "C9"]),
        ("customers show c1", ["C1"]),
        ("customers show 华东精", ["华东精工"]),
        ("customers show 华东", ["华东机械\\ 集团", "华东精工", "华东旧厂"]),
        ("customers edit 华东精", ["华东精工"]),
        ("customers merge C1 华东精", ["华东精工"]),
        ("tier explain 华东精", ["华东精工"]),
        ("interactions log 华东精", ["华东精工"]),
        ("contacts list --customer 华东精", ["华东精工"]),
        ("visits due --customer = 华东精", ["华东精工"]),
        ("export a.xlsx --customer 华东精", ["华东精工"]),
        ("customers show 械", ["华东机械\\ 集团"]),
        ("customers show 华东（精", ["华东精工"]),
        ("customers show 没有", []),
        ("customers show X : 1", ["1"]),
        ("customers show o'", ['O\\\'Reilly\\ \\&\\ \\"Sons\\"']),
        ("visits due --manager 张", ["张伟", "张三"]),
        ("visits due --manager E", ["E1", "E3"]),
        ("visits due --team li", ["Anna\\ Li"]),
        ("customers add 新 --manager An", ["Anna\\ Li"]),
        ("staff show 张伟", ["张伟"]),
        ("staff list --reports-to 张伟", ["张伟"]),
        ("interactions list --line ex", ["executive"]),
        ("history --by t", ["tester"]),
        ("customers add 华东", []),
        ("orders add C1 --line ph", []),
    ],
)
def test_what_the_database_knows(
    line: str, wanted: list[str], completed: Completed, company: str
) -> None:
    assert completed(*line.split(" ")) == wanted


def test_after_a_command_without_arguments_come_its_options(completed: Completed) -> None:
    offered = completed("visits", "due", "")
    assert offered[:2] == ["--manager", "--customers-of"] and offered[-1] == "--help"


def test_the_database_on_the_line_is_asked_first(
    company: str, completed: Completed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_DB", "/nowhere/kam.db")
    monkeypatch.setenv("PLACE", str(Path(company).parent))
    for said in (("--db", company), ("--db", "=", company), ("--db", "$PLACE/kam.db")):
        assert completed("visits", "due", *said, "--customer", "C1") == ["C1"]
        assert completed(*said, "visits", "due", "--customer", "C1") == ["C1"]
    assert completed("visits", "due", "--db", "sqlite", ":", f"///{company}", "--customer", "C1")
    assert completed("visits", "due", "--customer", "C1") == []


def test_no_match_may_take_away_what_was_typed(completed: Completed, company: str) -> None:
    """bash puts what all have in common in its place: "新" would become "上海"."""
    with one_operation(company) as ledger:
        a_customer(ledger, code="C5", name="上海新世纪")
    assert completed("customers", "show", "新") == ["上海新世纪", "上海新精工", "新"]


@pytest.mark.parametrize(
    ("typed", "values", "lost"),
    [
        ("新", ["上海新世纪", "上海新精工"], True),
        ("上", ["上海新世纪", "上海新精工"], False),
        ("精", ["上海精工", "华东精工"], False),
        ("精", ["上海精工"], False),
        ("acme", ["ACME Tools", "Acme Trading"], True),
        ("", ["a1", "a2"], False),
    ],
)
def test_what_the_values_have_in_common_may_lose_what_was_typed(
    typed: str, values: list[str], lost: bool
) -> None:
    assert loses(typed, values) is lost


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("华东机", "华东机械\\ 集团"),
        ("华东机械\\ ", "华东机械\\ 集团"),
        ('"华东机', "华东机械 集团"),
        ("'华东机", "华东机械 集团"),
        ("\"O'R", 'O\'Reilly & \\"Sons\\"'),
    ],
)
def test_a_name_with_spaces_comes_out_as_one_word(
    raw: str, wanted: str, completed: Completed, company: str
) -> None:
    assert completed("customers", "show", raw) == [wanted]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("kam v", ["kam", "v"]),
        ("kam visits ", ["kam", "visits", ""]),
        ('kam show "华东 精', ["kam", "show", "华东 精"]),
        ("kam show 华东\\ ", ["kam", "show", "华东 "]),
        ("kam show '' x", ["kam", "show", "", "x"]),
    ],
)
def test_a_line_is_taken_apart_as_its_shell_would(line: str, words: list[str]) -> None:
    assert split(line) == words


def in_a_process(instruction: str, said: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kam"],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"_KAM_COMPLETE": f"complete_{instruction}"} | said,
    )


MENU = "; compstate[insert]=''; compstate[list]='list force'"
ZSH = "local -a kam; kam=({}); _describe kam kam"


@pytest.mark.parametrize(
    ("shell", "line", "code", "wanted"),
    [
        ("zsh", "kam customers show 华东机", 0, ZSH.format("'华东机械 集团:C2'")),
        ("zsh", "kam customers show X", 0, ZSH.format("'X\\:1:O'\\''Reilly & \"Sons\"'")),
        ("zsh", "kam visits due --customer=华东精", 0, ZSH.format("'--customer=华东精工:C1'")),
        ("zsh", "kam visits due --manager An", 0, ZSH.format("'Anna Li'")),
        ("zsh", "kam customers show 械", 0, ZSH.format("'华东机械 集团:C2'") + " -U"),
        (
            "zsh",
            "kam customers show 精",
            0,
            ZSH.format("'上海新精工:C4' '上海精工:C3' '华东精工:C1'") + " -U" + MENU,
        ),
        ("zsh", "kam customers show 没有", 0, ""),
        ("zsh", "kam import ", 0, "compset -P '--*='; _files"),
        ("fish", "kam customers show 华东机", 0, "华东机械 集团\tC2"),
        ("fish", "kam visits due --customer=华东精", 0, "--customer=华东精工\tC1"),
        ("fish", "kam customers show 没有", 0, ""),
        ("fish", "kam import ", 1, ""),
        ("powershell", "kam customers show 华东机", 0, "'华东机械 集团':::C2"),
        ("powershell", "kam visits due --state ov", 0, "overdue::: "),
        ("pwsh", "kam history --db C:\\a\\b.db --b", 0, "--by:::Those of one actor only."),
        ("powershell", "kam customers show 没有", 0, ""),
        ("tcsh", "kam customers show 华东机", 0, ""),
    ],
)
def test_each_shell_is_answered_as_its_script_expects(
    shell: str, line: str, code: int, wanted: str, company: str
) -> None:
    word = line.rpartition(" ")[2]
    said = {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_WORD_TO_COMPLETE": word}
    done = in_a_process(shell, said)
    assert (done.returncode, done.stdout.removesuffix("\n"), done.stderr) == (code, wanted, "")


@pytest.mark.parametrize(("line", "code"), [("kam customers show 华", 0), ("kam import ", 1)])
def test_fish_is_told_whether_there_is_anything_to_complete(
    line: str, code: int, company: str
) -> None:
    said = {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "is-args"}
    done = in_a_process("fish", said)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", "")


def test_help_is_in_the_language_of_the_line_that_is_typed(company: str) -> None:
    line = "kam --lang zh visits due --state ov"
    assert in_a_process("fish", {"_TYPER_COMPLETE_ARGS": line}).stdout == "overdue\t逾期\n"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("kam customers show 华东机", "华东机械\\ 集团"),
        ("kam visits due --customer = 华东精", "华东精工"),
        ("kam --lang", "--lang"),
    ],
)
def test_bash_itself_completes(typed: str, wanted: str, company: str, tmp_path: Path) -> None:
    kam = tmp_path / "kam"
    kam.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kam "$@"\n')
    kam.chmod(0o755)
    words = typed.split()
    run = (
        f"{SHELLS['bash'].script('bash')}\nCOMP_WORDS=({typed}); COMP_CWORD={len(words) - 1}\n"
        f"_kam_completion kam {words[-1]} {words[-2]}; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    )
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--norc", "-c", run],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PATH": path, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(Path.cwd())},
    )
    assert (done.stdout.splitlines(), done.stderr) == ([wanted], "")


def test_completing_changes_nothing(company: str, completed: Completed) -> None:
    before, files = state(company), sorted(Path(company).parent.iterdir())
    assert completed("customers", "show", "C1") == ["C1"]
    assert (state(company), sorted(Path(company).parent.iterdir())) == (before, files)


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_asks_as_kam_answers(shell: str, capsys: Captured) -> None:
    assert main(["completion", shell]) == 0
    name = "powershell" if shell == "pwsh" else shell
    assert f"complete_{name}" in (said := capsys.readouterr().out)
    assert "_KAM_COMPLETE" in said


@pytest.mark.parametrize(
    ("shell", "wanted"),
    [
        ("zhs", "no completion for zhs; did you mean zsh? One of bash zsh fish powershell pwsh"),
        ("nu", "no completion for nu; one of bash zsh fish powershell pwsh"),
    ],
)
def test_an_unknown_shell_is_said_to_be_unknown(shell: str, wanted: str, capsys: Captured) -> None:
    assert main(["completion", shell, "--install"]) == 2
    assert capsys.readouterr().err == f"kam: {wanted}\n"
