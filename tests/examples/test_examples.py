"""The examples do what they say: the policy is valid, the scripts run."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kam.cli.app import main
from kam.cli.commands import ENTRIES
from kam.cli.groups import Group, load
from kam.policy.load import flat
from kam.policy.load import load as load_policy
from tests.servers import mail_server

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
CRON = EXAMPLES / "cron" / "kam-cron.sh"
SCRIPTS = (
    CRON,
    EXAMPLES / "cron" / "crontab",
    EXAMPLES / "windows" / "kam-task.cmd",
    EXAMPLES / "policy.toml",
)
TASKS = ("nightly", "notify", "agenda", "backup", "scorecard")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example workbook imported."""
    folder = tmp_path_factory.mktemp("shop")
    book, db = str(EXAMPLES / "demo.xlsx"), str(folder / "kam.db")
    assert main(["import", book, "--db", db, "--rejected", str(folder / "r.xlsx")]) == 5
    return folder


def db_of(folder: Path) -> str:
    return str(folder / "kam.db")


def run_cron(task: str, folder: Path) -> subprocess.CompletedProcess[str]:
    commands = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    settings = {"KAM_DB": str(folder / "kam.db"), "PATH": commands, "KAM_LANG": "en"}
    shell = shutil.which("sh")
    assert shell is not None
    return subprocess.run(
        [shell, str(CRON), task],
        env=os.environ | settings,
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
    )


def test_the_distributors_policy_is_valid_and_says_only_what_differs() -> None:
    text = (EXAMPLES / "policy.toml").read_text(encoding="utf-8")
    default, own = flat(load_policy("")), flat(load_policy(text))
    named = re.findall(r"^(\w+) = [^\[]", text, re.MULTILINE)
    changed = {key.split(".")[-1] for key in own if own[key] != default.get(key)}
    assert set(named) <= changed


def test_the_night_judges_everybody(shop: Path) -> None:
    done = run_cron("nightly", shop)
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(shop / "kam.db")) as db:
        assert db.execute("SELECT actor FROM operations ORDER BY id DESC").fetchone() == ("cron",)


def test_everybody_gets_their_agenda_in_the_morning_and_once(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server() as mail:
        monkeypatch.setenv("KAM_MAIL", mail.account)
        runs = [run_cron("notify", shop) for _ in range(2)]
    assert [(done.returncode, done.stderr) for done in runs] == [(0, "")] * 2
    receivers = [each.to for each in mail.taken]
    assert "zhangwei@example.com" in receivers
    assert len(receivers) == len(set(receivers))


def test_a_morning_without_a_mail_account_is_told_of(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KAM_MAIL", raising=False)
    assert main(["staff", "edit", "E003", "--notify", "new@example.com", "--db", db_of(shop)]) == 0
    done = run_cron("notify", shop)
    assert done.returncode == 1
    assert "KAM_MAIL names no mail account to send from" in done.stderr


def test_every_manager_gets_a_text_and_a_workbook_in_the_morning(shop: Path) -> None:
    done = run_cron("agenda", shop)
    assert (done.returncode, done.stderr) == (0, "")
    names = {path.name[11:] for path in (shop / "out" / "agenda").iterdir()}
    assert names == {
        f"{name}.{end}" for name in ("张伟", "李娜", "王强") for end in ("txt", "xlsx")
    }


def test_the_weekly_copy_is_whole(shop: Path) -> None:
    done = run_cron("backup", shop)
    assert done.returncode == 0, done.stderr
    (copy,) = (shop / "out" / "backup").glob("kam-*.db")
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("SELECT count(*) FROM customers").fetchone() == (41,)


def test_only_the_latest_copies_are_kept(shop: Path, tmp_path: Path) -> None:
    for day in range(1, 11):
        (tmp_path / f"kam-202601{day:02}-030000.db").touch()
    script = EXAMPLES / "cron" / "backup.py"
    subprocess.run(
        [sys.executable, str(script), str(shop / "kam.db"), str(tmp_path), "8"],
        check=True,
        capture_output=True,
    )
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == 8
    assert names[0] == "kam-20260104-030000.db"


def test_the_first_of_the_month_brings_the_scorecard(shop: Path) -> None:
    done = run_cron("scorecard", shop)
    assert done.returncode == 0, done.stderr
    (folder,) = (shop / "out" / "scorecard").iterdir()
    names = {path.name for path in folder.iterdir()}
    assert names == {"satisfaction.xlsx", "tiers.xlsx", "moves.xlsx", "doctor.txt"}


def test_an_unknown_task_is_refused(shop: Path) -> None:
    done = run_cron("yearly", shop)
    assert done.returncode == 2
    assert "|".join(TASKS) in done.stderr


@pytest.mark.parametrize("task", TASKS)
def test_every_task_is_planned_on_both_systems(task: str) -> None:
    assert f"kam-cron.sh {task}" in (EXAMPLES / "cron" / "crontab").read_text(encoding="utf-8")
    assert f"goto {task}" in (EXAMPLES / "windows" / "kam-task.cmd").read_text(encoding="ascii")
    tasks = (EXAMPLES / "windows" / "register-tasks.ps1").read_text(encoding="ascii")
    assert re.search(rf"'{task}'|kam\\{task}'", tasks)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_every_command_and_option_in_a_script_is_one_of_kam(script: Path) -> None:
    lines = script.read_text(encoding="utf-8").splitlines()
    said = [found[1] for line in lines if (found := re.search(r"(?:^|[\s`{])kam ([a-z].*)", line))]
    entries = {entry.name: entry for entry in ENTRIES}
    for line in said:
        words = line.split("`")[0].split()
        if words[0] not in entries:
            continue
        command = load(entries[words[0]])
        if isinstance(command, Group):
            assert words[1] in command.commands, line
            command = command.commands[words[1]]
        known = {name for each in command.params for name in each.opts}
        assert set(re.findall(r"(?<!\S)--[a-z-]+", line)) <= known, line


def test_windows_scripts_are_what_old_consoles_read() -> None:
    for script in (EXAMPLES / "windows").iterdir():
        assert script.read_bytes().isascii(), script
