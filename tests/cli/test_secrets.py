"""Passwords, keys and tokens of notification addresses: kept, used, shown to nobody."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kam.cli.app import main
from tests.importing import a_workbook

SECRETS = ("hushhush", "top-secret-key", "token-0123456789abc")
ADDRESSES = (
    "zhang@example.com, mailto://wang:hushhush@qq.com, wecombot://top-secret-key, "
    "json://hook.example.com/token-0123456789abc"
)
MASKED = (
    "zhang@example.com, mailto://wang:****@qq.com, wecombot://****, json://hook.example.com/****"
)
HEADERS = ["员工编号", "姓名", "通知地址", "入职日期"]


@pytest.fixture
def company(db: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """张伟 with every kind of address."""
    monkeypatch.setenv("KAM_DB", db)
    assert main(["staff", "add", "张伟", "--code", "E1", "--notify", ADDRESSES]) == 0
    return db


def kept(db: str, code: str = "E1") -> str | None:
    with closing(sqlite3.connect(db)) as connection:
        found = connection.execute("SELECT notify FROM staff WHERE code = ?", [code]).fetchone()
    address: str | None = found[0]
    return address


def a_book(path: Path, *rows: list[object]) -> str:
    return str(a_workbook(path, {"员工": [HEADERS, *rows]}))


def secrets_in(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize(
    "line",
    [
        "staff list -f json",
        "staff list -f ndjson",
        "staff list -f csv",
        "staff list -f md",
        "staff show E1",
        "staff show E1 -f json",
        "staff show E1 -f md",
        "history show 1",
        "history show 1 -f json",
        "staff edit E1 --notify wecombot://other -f json",
        "staff edit E1 --notify wecombot://other --dry-run",
        "undo 1 --dry-run",
    ],
)
def test_what_is_shown_of_a_person_is_masked(
    line: str, company: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(line.split()) == 0
    captured = capfd.readouterr()
    said = captured.out + captured.err
    assert secrets_in(said) == []
    if not line.startswith("undo"):
        assert "mailto://wang:****@qq.com" in said
    assert not {"other"} & set(said.split("wecombot://"))


@pytest.mark.parametrize("option", ["--notify", "--notify=", "--set"])
def test_the_history_keeps_the_command_without_secrets(
    option: str, company: str, capfd: pytest.CaptureFixture[str]
) -> None:
    value = "wecombot://top-secret-key"
    typed = {"--notify=": [f"--notify={value}"], "--set": ["--set", f"通知地址={value}"]}
    assert main(["staff", "edit", "E1", *typed.get(option, [option, value])]) == 0
    assert kept(company) == value
    with closing(sqlite3.connect(company)) as connection:
        commands = connection.execute("SELECT command FROM operations ORDER BY id").fetchall()
    assert secrets_in(str(commands)) == []
    assert "wecombot://****" in commands[-1][0]
    assert main(["history", "list"]) == 0
    assert secrets_in(capfd.readouterr().out) == []


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_an_export_is_masked_and_imported_again_changes_nothing(
    ending: str, company: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"staff.{ending}"
    assert main(["export", str(file), "--only", "staff"]) == 0
    if ending == "xlsx":
        cells = [cell.value for row in load_workbook(file).active.iter_rows() for cell in row]
    else:
        cells = [file.read_text("utf-8-sig")]
    assert secrets_in(str(cells)) == [] and MASKED in str(cells)
    capfd.readouterr()
    assert main(["import", str(file), "-f", "json"]) == 0
    [sheet] = json.loads(capfd.readouterr().out)["sheets"]
    assert (sheet["unchanged"], kept(company)) == (1, ADDRESSES)


def test_one_address_can_be_added_beside_masked_ones(company: str, tmp_path: Path) -> None:
    book = a_book(
        tmp_path / "staff.xlsx", ["E1", "张伟", f"{MASKED}\nfeishu://new-token-1234", None]
    )
    assert main(["import", book]) == 0
    assert kept(company) == f"{ADDRESSES}, feishu://new-token-1234"
    assert main(["staff", "edit", "E1", "--notify", "wecombot://****, li@example.com"]) == 0
    assert kept(company) == "wecombot://top-secret-key, li@example.com"


def test_a_masked_address_of_another_database_is_left_out_and_costs_nothing(
    company: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    rows = [
        ["E2", "李娜", "wecombot://****, li@example.com", None],
        ["E3", "王强", "json://h/****", None],
    ]
    book = a_book(tmp_path / "staff.xlsx", *rows)
    capfd.readouterr()
    assert main(["import", book, "-f", "json"]) == 0
    [sheet] = json.loads(capfd.readouterr().out)["sheets"]
    assert sheet["created"] == 2
    assert sheet["warnings"] == [
        "row 2: wecombot://**** left out: the hidden part is not known here",
        "row 3: json://h/**** left out: the hidden part is not known here",
    ]
    assert (kept(company, "E2"), kept(company, "E3")) == ("li@example.com", None)


def test_a_rehearsed_import_tells_differences_without_secrets(
    company: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    book = a_book(tmp_path / "staff.xlsx", ["E1", "张伟", "wecombot://token-0123456789abc", None])
    capfd.readouterr()
    assert main(["import", book, "--dry-run"]) == 0
    said = "".join(capfd.readouterr())
    assert f"Notify: {MASKED} -> wecombot://****" in said
    assert secrets_in(said) == []


def test_rejected_rows_are_told_and_given_back_without_secrets(
    company: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    rows = [["E4", "赵六", ADDRESSES, "某天"], ["E5", "钱七", "wecom://top-secret-key", None]]
    book, back = a_book(tmp_path / "staff.xlsx", *rows), tmp_path / "back.xlsx"
    assert main(["import", book, "--rejected", str(back)]) == 5
    said = "".join(capfd.readouterr())
    cells = str([c.value for row in load_workbook(back).active.iter_rows() for c in row])
    assert secrets_in(said + cells) == []
    assert MASKED in cells and "wecom://****" in cells and "wecom://****" in said


@pytest.mark.parametrize(
    "address", ["wecom://key", "微信", "13800010001", "json://", "wang@", "x://"]
)
def test_an_address_nobody_can_send_to_is_refused_with_what_is_wanted(
    address: str, company: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["staff", "edit", "E1", "--notify", f"a@b.cn, {address}"]) == 2
    said = capfd.readouterr().err
    assert "an e-mail address, or that of a service: wecombot:// and the key" in said
    assert kept(company) == ADDRESSES


@pytest.mark.parametrize(
    "address",
    [
        *("wecombot://693a91f6-7aaa-4bc4-97a0-0ec2sifa5aaa", "dingtalk://abcdef0123456789"),
        *("feishu://abcdefghijkl", "mailto://wang:pw@qq.com", "jsons://me:pw@example.com/hook"),
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7aaa-4bc4-97a0-0ec2sifa5aaa",
    ],
)
def test_addresses_of_services_are_taken(address: str, company: str) -> None:
    assert main(["staff", "edit", "E1", "--notify", address]) == 0
    assert kept(company) == address


def test_words_an_older_kam_took_for_an_address_stay(company: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(company)) as connection, connection:
        connection.execute("UPDATE staff SET notify = '企业微信 张伟'")
    file = str(tmp_path / "staff.xlsx")
    assert main(["export", file, "--only", "staff"]) == 0
    assert main(["import", file]) == 0
    assert kept(company) == "企业微信 张伟"


@pytest.mark.parametrize(
    "line",
    [
        ["staff", "edit", "E1", "mailto://wang:hushhush@qq.com"],
        ["staff", "list", "--reports-to", "json://h/token-0123456789abc"],
        ["staff", "show", "wecombot://top-secret-key"],
    ],
)
def test_errors_repeat_no_secret(
    line: list[str], company: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(line) != 0
    said = capfd.readouterr().err
    assert secrets_in(said) == [] and "****" in said
