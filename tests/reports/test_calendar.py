"""The calendar file: taken in again and again, it moves what has moved."""

import io
import re
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import vobject
from dateutil.tz import tzical

from kam import i18n
from kam.models.followups import FollowUp
from kam.models.interactions import Interaction
from kam.reports.calendar import calendar
from kam.services import agendas
from kam.services.workspace import reading
from kam.store.ledger import Ledger
from tests.builders import (
    NOW,
    a_customer,
    a_follow_up,
    a_request,
    a_snooze,
    a_staff_member,
    an_interaction,
    one_operation,
)
from tests.calendars import Calendar

DAY = date(2026, 1, 5)
TEN = time(10)


def day(n: int) -> date:
    return DAY + timedelta(days=n)


@pytest.fixture
def company(db: str) -> str:
    """张伟's customer 甲 is called on the 5th; everything else is far off."""
    i18n.use("zh")
    with one_operation(db) as ledger:
        zhang = a_staff_member(ledger, "张伟")
        a_customer(
            ledger,
            code="A",
            name="甲",
            tier="general",
            manager_id=zhang,
            city="苏州",
            address="工业园区星湖街 1 号",
            phone="0512",
        )
        an_interaction(ledger, 1, channel="phone", on=date(2025, 11, 5))
        an_interaction(ledger, 1, channel="onsite", on=day(-1))
    return db


def ics(db: str, *, on: date = DAY, within: int | None = None) -> bytes:
    with reading(a_request(db, as_of=on)) as desk:
        return calendar(agendas.plan(desk, "张伟", within))


def events(db: str, **wanted: Any) -> list[Any]:
    """The entries of the file that were not called off."""
    parsed = vobject.readOne(ics(db, **wanted).decode())
    found = getattr(parsed, "vevent_list", [])
    return [each for each in found if each.status.value == "CONFIRMED"]


def add(db: str, kind: Any, **fields: Any) -> int:
    with one_operation(db) as ledger:
        made: int = kind(ledger, 1, **fields)
    return made


def change(db: str, model: Any, record: int, **fields: Any) -> None:
    with one_operation(db) as ledger:
        assert isinstance(ledger, Ledger)
        ledger.update(model, {record: fields})


def an_appointment(db: str, *, on: int = 2, at: time | None = TEN) -> int:
    fields = {"channel": "phone", "on": day(on), "occurred_at": at, "outcome": "planned"}
    return add(db, an_interaction, **fields)


def test_a_timed_appointment_stands_in_the_zone_of_the_policy(company: str) -> None:
    an_appointment(company)
    text = ics(company).decode()
    assert "DTSTART;TZID=Asia/Shanghai:20260107T100000" in text
    assert "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai" in text
    [event] = events(company)
    start = event.dtstart.value
    assert start.isoformat() == "2026-01-07T10:00:00+08:00"
    assert event.duration.value == timedelta(minutes=60)
    assert (event.summary.value, event.location.value) == (
        "电话 甲 (一般)",
        "苏州工业园区星湖街 1 号",
    )
    assert event.dtstamp.value == NOW


def test_a_visit_and_a_promise_are_for_the_whole_day(company: str) -> None:
    add(company, a_follow_up, due_on=day(-3))
    found = {each.uid.value.partition("@")[0]: each for each in events(company)}
    assert set(found) == {"visit-A-phone", "follow-up-1"}
    for event in found.values():
        assert (event.dtstart.value, event.dtend.value) == (DAY, day(1))
    assert found["follow-up-1"].summary.value == "甲 (一般)：寄报价单"
    told = found["visit-A-phone"].description.value.splitlines()
    assert told == [
        "电话：0512",
        "回访项：phone",
        "到期日：2026-01-05",
        "上次：2025-11-05",
        "客户编号：A",
    ]


def test_taken_in_twice_there_is_one_entry_each(company: str) -> None:
    an_appointment(company, on=3)
    add(company, a_follow_up, due_on=day(1))
    mine = Calendar()
    mine.take_in(ics(company))
    once = mine.shown()
    mine.take_in(ics(company))
    mine.take_in(ics(company, on=day(1)))
    assert list(once) == list(mine.shown()) and len(once) == 2


def test_a_moved_appointment_moves_however_far(company: str) -> None:
    appointment = an_appointment(company)
    mine = Calendar()
    mine.take_in(ics(company))
    change(company, Interaction, appointment, occurred_on=day(40), occurred_at=time(15, 30))
    mine.take_in(ics(company))
    [start] = mine.shown().values()
    assert start.isoformat() == "2026-02-14T15:30:00+08:00"


def test_a_cancelled_appointment_goes_and_the_visit_is_back(company: str) -> None:
    mine = Calendar()
    mine.take_in(ics(company))
    assert mine.shown() == {"电话 甲 (一般)": DAY}
    appointment = an_appointment(company)
    mine.take_in(ics(company))
    [start] = mine.shown().values()
    assert start.date() == day(2)
    change(company, Interaction, appointment, outcome="cancelled")
    mine.take_in(ics(company))
    assert mine.shown() == {"电话 甲 (一般)": DAY}


def test_a_visit_that_was_made_goes_and_comes_back_with_its_next_date(company: str) -> None:
    mine = Calendar()
    mine.take_in(ics(company))
    add(company, an_interaction, channel="phone", on=DAY)
    mine.take_in(ics(company))
    assert mine.shown() == {}
    mine.take_in(ics(company, on=date(2026, 3, 2)))
    assert mine.shown() == {"电话 甲 (一般)": date(2026, 3, 5)}


def test_a_snoozed_visit_goes(company: str) -> None:
    mine = Calendar()
    mine.take_in(ics(company))
    add(company, a_snooze, until=day(20))
    mine.take_in(ics(company))
    assert mine.shown() == {}


def test_a_promise_moves_with_its_date_and_goes_when_it_is_kept(company: str) -> None:
    promise = add(company, a_follow_up, due_on=day(2))
    mine = Calendar()
    mine.take_in(ics(company))
    change(company, FollowUp, promise, due_on=day(30))
    mine.take_in(ics(company))
    assert mine.shown()["甲 (一般)：寄报价单"] == day(30)
    change(company, FollowUp, promise, done_on=DAY)
    mine.take_in(ics(company))
    assert list(mine.shown()) == ["电话 甲 (一般)"]


def test_the_sequence_rises_with_every_change_and_every_day(company: str) -> None:
    def sequence(on: date = DAY) -> int:
        [event] = events(company, on=on)
        return int(event.sequence.value)

    first = sequence()
    assert sequence() == first
    assert sequence(day(1)) == first + 1
    add(company, an_interaction, channel="message", on=DAY)
    assert sequence() == first + 1


def test_entries_of_two_databases_are_never_the_same(company: str, tmp_path: Any) -> None:
    other = str(tmp_path / "other.db")
    with one_operation(other) as ledger:
        zhang = a_staff_member(ledger, "张伟")
        a_customer(ledger, code="A", tier="general", manager_id=zhang, tier_since=DAY)
        a_follow_up(ledger, 1)
    add(company, a_follow_up)
    with one_operation(company) as ledger:
        ledger.connection.exec_driver_sql("UPDATE policy_versions SET applied_at = '2020-01-01'")
    mine, theirs = ({each.uid.value for each in events(db)} for db in (company, other))
    assert mine and theirs and not mine & theirs


def test_the_window_is_the_policys_or_the_one_asked_for(company: str) -> None:
    with one_operation(company) as ledger:
        a_customer(ledger, code="B", tier="general", manager_id=1, tier_since=date(2025, 11, 15))
    assert {each.uid.value[:9] for each in events(company)} == {"visit-A-p"}
    assert len(events(company, within=10)) == 2


def test_no_line_is_longer_than_75_octets_and_chinese_survives(company: str) -> None:
    long = "报价单、样品、合同草案和物流方案" * 12
    add(company, a_follow_up, what=long)
    content = ics(company)
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert f"甲 (一般)：{long}" in {each.summary.value for each in events(company)}


def test_a_zone_with_summer_time_keeps_the_clock_of_the_appointment(company: str) -> None:
    an_appointment(company, on=177)
    with one_operation(company) as ledger:
        ledger.connection.exec_driver_sql(
            "UPDATE policy_versions SET text = replace(text, 'Asia/Shanghai', 'Europe/Berlin')"
        )
    text = ics(company).decode()
    [zone] = re.findall(r"BEGIN:VTIMEZONE.*END:VTIMEZONE\r\n", text, re.DOTALL)
    [start] = re.findall(r"DTSTART;TZID=Europe/Berlin:(\w+)", text)
    clock = tzical(io.StringIO(zone)).get()  # a third parser: vobject knows no list of changes
    moment = datetime.strptime(start, "%Y%m%dT%H%M%S").replace(tzinfo=clock)
    assert moment.isoformat() == "2026-07-01T10:00:00+02:00"


def test_a_day_with_nothing_to_do_is_an_empty_calendar(company: str) -> None:
    assert events(company, on=day(1)) != []
    add(company, an_interaction, channel="phone", on=DAY)
    assert events(company, on=day(1)) == []
