"""Sending through apprise: what is taken, what is not and why, and nothing secret in it."""

import logging
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from kam.errors import KamError, StoreError
from kam.notify import sending
from kam.notify.lock import alone, undisturbed
from tests.servers import free_port, mail_server, web_server


def nothing() -> None:
    """Nobody wants to know that it was taken."""


def test_a_message_arrives_in_the_form_of_its_service() -> None:
    taken: list[str] = []
    with web_server() as web, mail_server() as mail:
        urls = [web.hook("key"), sending.through(mail.account, "wang@example.com")]
        for url in urls:
            noted = partial(taken.append, url)
            assert sending.send(url, "标题", lambda room: "- **华东** 精工", noted) is None
    assert taken == urls
    assert [each.text for each in web.taken] == ["- **华东** 精工"]
    assert [(each.to, each.title) for each in mail.taken] == [("wang@example.com", "标题")]
    assert mail.taken[0].text.strip() == "- 华东 精工"


def test_a_mail_is_noted_before_the_server_is_taken_leave_of() -> None:
    with mail_server() as mail:
        url = sending.through(mail.account, "wang@example.com")
        sending.send(url, "t", lambda room: "b", partial(mail.events.append, "noted"))
    assert mail.events == ["noted", "left"]


def test_of_several_receivers_all_must_have_it() -> None:
    noted: list[str] = []
    with mail_server() as mail:
        mail.refuses = "two@"
        url = f"{mail.account}&to=one@example.com,two@example.com"
        why = sending.send(url, "t", lambda room: "b", partial(noted.append, "noted"))
    assert (len(mail.taken), noted) == (1, [])
    assert why is not None and "two@example.com" in why


def test_what_cannot_be_noted_is_an_error_not_a_reason() -> None:
    def full() -> None:
        raise StoreError("the disk is full")

    with mail_server() as mail, pytest.raises(StoreError, match="the disk is full"):
        sending.send(sending.through(mail.account, "a@b.cn"), "t", lambda room: "b", full)
    assert mail.events == ["left"]


def test_a_text_is_cut_to_what_the_service_takes() -> None:
    rooms = []
    with web_server() as web:
        for url in (web.hook("key"), "wecombot://"):
            sending.send(url, "标题", lambda room: rooms.append(room) or "x", nothing)
    assert rooms == [(32_768 - 6) * 3 // 4]


@pytest.mark.parametrize("kind", ["down", "refuses"])
def test_a_failure_says_why_without_the_secret(kind: str) -> None:
    with web_server() as web:
        web.refuses = "key"
        port = web.port if kind == "refuses" else free_port()
        why = sending.send(
            f"json://me:hushhush@127.0.0.1:{port}/top-key", "t", lambda room: "b", nothing
        )
    assert why is not None and "hushhush" not in why and "top-key" not in why
    assert (
        why
        == {
            "refuses": "the server answered 500",
            "down": "the server cannot be reached",
        }[kind]
    )


def test_whatever_a_service_stumbles_over_is_a_reason() -> None:
    def body(room: int) -> str:
        raise ValueError("no text for json://me:hushhush@127.0.0.1")

    why = sending.send("json://me:hushhush@127.0.0.1", "t", body, nothing)
    assert why == "ValueError: no text for json://me:****@127.0.0.1"


def test_nothing_the_libraries_say_reaches_anybody(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    sending.send(f"json://127.0.0.1:{free_port()}/top-key", "t", lambda room: "b", nothing)
    assert caplog.records == []
    logging.getLogger("apprise").warning("afterwards as before")
    assert [record.message for record in caplog.records] == ["afterwards as before"]


@pytest.mark.parametrize(
    ("account", "url"),
    [
        (
            "mailtos://me:p%40ss@smtp.cn:465?from=kam@x.cn&to=old@x.cn",
            "mailtos://me:p%40ss@smtp.cn:465?from=kam%40x.cn&to=wang%40x.cn",
        ),
        ("mailto://me:pw@qq.com/boss@x.cn", "mailto://me:pw@qq.com?to=wang%40x.cn"),
    ],
)
def test_an_account_sends_to_the_address_alone(account: str, url: str) -> None:
    assert sending.through(account, "wang@x.cn") == url


@pytest.mark.parametrize("address", ["wecombot://", "wecom://key", "微信", "json://", "a@b.cn"])
def test_what_no_service_understands_is_refused(address: str) -> None:
    assert "an e-mail address, or that of a service" in (sending.refusal(address) or "")


def test_of_two_only_one_is_alone(tmp_path: Path) -> None:
    place = tmp_path / "kam.lock"
    with alone(place) as mine, alone(place) as other:
        assert (mine, other) == (True, False)
    with alone(place) as again:
        assert again


HOLD = """
import sys, pathlib
from kam.notify.lock import alone
with alone(pathlib.Path(sys.argv[1])) as mine:
    print(mine, flush=True)
    sys.stdin.read()
"""


def test_the_lock_dies_with_its_process(tmp_path: Path) -> None:
    place, pipe = tmp_path / "kam.lock", subprocess.PIPE
    command = [sys.executable, "-c", HOLD, str(place)]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, encoding="utf-8") as process:
        assert process.stdout is not None and process.stdout.readline() == "True\n"
        with alone(place) as mine:
            assert not mine
        process.kill()
        process.wait()
    with alone(place) as mine:
        assert mine


def test_where_no_lock_can_be_made_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(KamError, match="cannot be made"), alone(tmp_path / "file" / "kam.lock"):
        pass


@pytest.mark.parametrize("wish", [signal.SIGINT, signal.SIGTERM])
def test_an_end_that_is_asked_for_waits_until_the_block_is_over(wish: signal.Signals) -> None:
    done, heard = [], []
    before = signal.signal(wish, lambda number, frame: heard.append(list(done)))
    try:
        with undisturbed():
            signal.raise_signal(wish)
            done.append("noted")
        assert heard == [["noted"]]
    finally:
        signal.signal(wish, before)
