"""`kam notify` against real servers: one message each, whatever happens on the way."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest

from kam.cli.app import main
from kam.store import engine
from tests.builders import (
    a_customer,
    a_follow_up,
    a_staff_member,
    a_stand_in,
    one_operation,
)
from tests.servers import Server, free_port, mail_server, web_server

DAY = date(2026, 1, 5)
NOTIFY = ("notify", "--as-of", DAY.isoformat())
NAMES = ("张伟", "李娜", "王强")


@pytest.fixture
def mail(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with mail_server() as server:
        monkeypatch.setenv("KAM_MAIL", server.account)
        yield server


@pytest.fixture
def web() -> Iterator[Server]:
    with web_server() as server:
        yield server


@pytest.fixture
def company(db: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Three people with a promise each, reached at m0@, m1@ and m2@example.com."""
    monkeypatch.setenv("KAM_DB", db)
    with one_operation(db) as ledger:
        for n, name in enumerate(NAMES):
            person = a_staff_member(ledger, name, code=f"M{n}", email=f"m{n}@example.com")
            customer = a_customer(ledger, code=f"C{n}", name=f"客户甲{n}", manager_id=person)
            a_follow_up(ledger, customer, what=f"寄报价单{n}", due_on=DAY)
    return db


def address(n: int) -> str:
    return f"m{n}@example.com"


def set_notify(code: str, addresses: str) -> None:
    assert main(["staff", "edit", code, "--notify", addresses]) == 0


def counts(server: Server) -> list[int]:
    return [len(server.to(address(n))) for n in range(3)]


def states(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, list[tuple[str, str]]]:
    """The exit code, and each address with what became of it."""
    capsys.readouterr()
    code = main([*NOTIFY, "-f", "json", *more])
    rows = json.loads(capsys.readouterr().out)
    return code, [(row["address"], row["state"]) for row in rows]


def started(db: str) -> "subprocess.Popen[str]":
    """A real process at work."""
    return subprocess.Popen(
        [sys.executable, "-m", "kam", *NOTIFY, "--db", db],
        env={**os.environ, "KAM_LANG": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def test_everybody_gets_their_own_agenda_once(company: str, mail: Server) -> None:
    assert main([*NOTIFY, "--lang", "zh"]) == 0
    assert counts(mail) == [1, 1, 1]
    [message] = mail.to(address(1))
    assert message.title == "李娜 2026-01-05 日程：今天 1"
    assert "客户甲1：寄报价单1" in message.text and "客户甲0" not in message.text


def test_a_second_run_sends_nothing(
    company: str, mail: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(list(NOTIFY)) == 0
    code, rows = states(capsys)
    assert (code, {state for _address, state in rows}) == (0, {"already_sent"})
    assert counts(mail) == [1, 1, 1]


def test_a_web_hook_gets_it_in_chinese(company: str, mail: Server, web: Server) -> None:
    set_notify("M0", web.hook("key-1"))
    assert main([*NOTIFY, "--manager", "张伟", "--lang", "zh"]) == 0
    [message] = web.taken
    assert (message.to, message.title) == ("key-1", "张伟 2026-01-05 日程：今天 1")
    assert message.text == "**今天**\n\n- 跟进 客户甲0：寄报价单0"
    assert mail.taken == []


def test_each_address_of_a_person_gets_it(company: str, mail: Server, web: Server) -> None:
    set_notify("M0", f"{web.hook('one')}；{web.hook('two')}\nzw@example.com, lao@example.com")
    assert main(list(NOTIFY)) == 0
    assert sorted(each.to for each in web.taken) == ["one", "two"]
    assert [len(mail.to(f"{name}@example.com")) for name in ("zw", "lao", "m0")] == [1, 1, 0]


def test_one_mailbox_under_two_passwords_gets_it_once(
    company: str, mail: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    box = "example.com?smtp=127.0.0.1&from=a@b.cn&to=one@example.com"
    set_notify("M0", f"mailto://wang:old@{box} mailto://wang:new@{box}")
    _code, rows = states(capsys, "--manager", "M0", "--dry-run")
    assert rows == [(f"mailto://wang:****@{box}", "to_send")]


def test_an_empty_agenda_sends_nothing(
    company: str, mail: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    with one_operation(company) as ledger:
        a_staff_member(ledger, "孙丽", email="sun@example.com")
    code, rows = states(capsys)
    assert code == 0
    assert ("sun@example.com", "nothing_due") in rows
    assert mail.to("sun@example.com") == []


def test_a_server_that_is_down_blocks_nobody_and_is_tried_again(
    company: str, mail: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    port = free_port()
    set_notify("M0", f"json://127.0.0.1:{port}/key")
    code, rows = states(capsys)
    hidden = f"json://127.0.0.1:{port}/****"
    assert (code, dict(rows)[hidden], counts(mail)) == (1, "failed", [0, 1, 1])
    with web_server(port) as up:
        code, rows = states(capsys)
    assert (code, dict(rows)[hidden], len(up.taken)) == (0, "sent", 1)
    assert counts(mail) == [0, 1, 1]


def test_an_address_that_is_refused_is_named_with_the_reason(
    company: str, mail: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    mail.refuses = address(0)
    assert main([*NOTIFY, "--manager", "M0", "-f", "json"]) == 1
    captured = capsys.readouterr()
    [row] = json.loads(captured.out)
    assert (row["state"], "nobody here" in row["reason"]) == ("failed", True)
    assert "1 address failed" in captured.err


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("kind", ["mail", "web"])
def test_killed_half_way_and_run_again_each_has_one_message(
    kind: str, number: int, company: str, mail: Server, web: Server
) -> None:
    if kind == "web":
        for n in range(3):
            set_notify(f"M{n}", web.hook(address(n)))
    server = mail if kind == "mail" else web
    server.hold(number)
    process = started(company)
    server.arrived.wait()
    process.kill()
    process.communicate()
    server.let_go(drop=True)
    assert sum(counts(server)) == number - 1
    assert main(list(NOTIFY)) == 0
    assert counts(server) == [1, 1, 1]


@pytest.mark.parametrize("wish", [signal.SIGTERM, signal.SIGINT])
def test_a_polite_end_waits_until_the_message_is_noted(
    wish: signal.Signals, company: str, web: Server, mail: Server
) -> None:
    for n in range(3):
        set_notify(f"M{n}", web.hook(address(n)))
    web.hold(2)
    process = started(company)
    web.arrived.wait()
    process.send_signal(wish)
    web.let_go()
    process.communicate()
    assert process.returncode != 0
    assert sum(counts(web)) == 2
    assert main(list(NOTIFY)) == 0
    assert counts(web) == [1, 1, 1]


def test_of_two_at_once_one_sends(company: str, mail: Server) -> None:
    mail.hold(1)
    first = started(company)
    mail.arrived.wait()
    second = started(company)
    out, err = second.communicate()
    assert (second.returncode, out) == (0, "")
    assert err == "another kam notify is at work on this database; it sends what is to be sent\n"
    mail.let_go()
    first.communicate()
    assert (first.returncode, counts(mail)) == (0, [1, 1, 1])


def test_the_database_is_free_while_a_message_is_on_its_way(company: str, mail: Server) -> None:
    mail.hold(1)
    process = started(company)
    mail.arrived.wait()
    set_notify("M2", "other@example.com")
    mail.let_go()
    process.communicate()
    assert process.returncode == 0


def test_what_was_sent_is_no_operation_and_undo_leaves_it(company: str, mail: Server) -> None:
    set_notify("M0", address(0))
    with closing(sqlite3.connect(company)) as connection:
        before = connection.execute("SELECT count(*) FROM operations").fetchone()
        assert main(list(NOTIFY)) == 0
        assert connection.execute("SELECT count(*) FROM operations").fetchone() == before
    assert main(["undo"]) == 0
    assert main(list(NOTIFY)) == 0
    assert counts(mail) == [1, 1, 1]


def test_notices_go_with_the_people_an_undo_takes_away(company: str, mail: Server) -> None:
    assert main(["staff", "add", "赵六", "--email", "zhao@example.com"]) == 0
    with closing(sqlite3.connect(company)) as connection, connection:
        connection.execute("UPDATE followups SET owner_id = (SELECT max(id) FROM staff)")
    assert main([*NOTIFY, "--manager", "赵六"]) == 0
    with closing(sqlite3.connect(company)) as connection, connection:
        connection.execute("UPDATE followups SET owner_id = NULL")
    assert main(["undo"]) == 0
    with closing(sqlite3.connect(company)) as connection:
        assert connection.execute("SELECT count(*) FROM notices").fetchone() == (0,)


def test_a_rehearsal_sends_and_keeps_nothing(
    company: str, mail: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    code, rows = states(capsys, "--dry-run")
    assert (code, rows) == (0, [(address(n), "to_send") for n in range(3)])
    assert mail.taken == []
    assert main(list(NOTIFY)) == 0
    assert counts(mail) == [1, 1, 1]


def test_without_a_mail_account_plain_addresses_fail_and_say_so(
    company: str, web: Server, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KAM_MAIL", raising=False)
    set_notify("M0", web.hook("key"))
    capsys.readouterr()
    assert main(list(NOTIFY)) == 1
    captured = capsys.readouterr()
    assert captured.out.count("KAM_MAIL names no mail account to send from") == 2
    assert len(web.taken) == 1


def test_a_mail_account_that_is_none_is_refused_without_its_password(
    company: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_MAIL", "smtp://kam:hush-hush@example.com")
    assert main(list(NOTIFY)) == 2
    said = capsys.readouterr().err
    assert said.startswith("kam: KAM_MAIL smtp://****: wanted is an account like mailtos://kam:")
    assert "hush" not in said


def test_a_mail_account_without_its_scheme_is_refused_without_its_password(
    company: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_MAIL", "kam:hush-hush@example.com")
    assert main([*NOTIFY, "--lang", "zh"]) == 2
    assert capsys.readouterr().err.startswith("kam: KAM_MAIL ****：应是像 mailtos://kam:")


def test_who_has_left_or_has_no_address_is_told_of(
    company: str, mail: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["staff", "edit", "M0", "--email", ""]) == 0
    assert main(["staff", "edit", "M1", "--set", "离职日期=2026-01-05"]) == 0
    code, rows = states(capsys)
    assert (code, rows) == (0, [(None, "no_address"), (address(2), "sent")])
    assert main(list(NOTIFY)) == 0
    assert "李娜 left on 2026-01-05, and 1 entry still lies with them" in capsys.readouterr().err


def test_a_stand_in_gets_what_is_the_absent_colleagues(company: str, mail: Server) -> None:
    with one_operation(company) as ledger:
        a_stand_in(ledger, 1, 2, since=DAY, until=DAY)
    assert main(list(NOTIFY)) == 0
    assert counts(mail) == [0, 1, 1]
    assert "stands in for 张伟" in mail.to(address(1))[0].text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_secret_reaches_the_screen_whatever_fails(
    language: str, company: str, mail: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    down = free_port()
    secrets = ("topsecret-token", "hushhush-word")
    set_notify(
        "M0",
        f"json://127.0.0.1:{down}/topsecret-token, "
        f"mailto://wang:hushhush-word@127.0.0.1:{mail.port}?from=a@b.cn&to=c@d.cn&mode=insecure",
    )
    assert main([*NOTIFY, "--lang", language]) == 1
    assert main([*NOTIFY, "-f", "json", "--lang", language]) == 1
    said = "".join(capsys.readouterr())
    assert [secret for secret in secrets if secret in said] == []
    assert f"mailto://wang:****@127.0.0.1:{mail.port}" in said


def test_where_nothing_can_be_kept_nothing_is_sent(
    company: str,
    mail: Server,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0)
    with closing(sqlite3.connect(company, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert main(list(NOTIFY)) == 1
    assert mail.taken == []
    assert "another kam has been writing" in capsys.readouterr().err
