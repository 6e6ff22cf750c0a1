"""The agenda of a day: what is on it, whose it is, and in which order."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from kam.agenda.entries import Entry
from kam.errors import NotFoundError
from kam.reports.agenda import counted, for_machines, for_people
from kam.services import agendas
from kam.services.workspace import reading
from tests.builders import (
    a_contact,
    a_customer,
    a_follow_up,
    a_request,
    a_snooze,
    a_staff_member,
    a_stand_in,
    an_interaction,
    an_order,
    one_operation,
)

DAY = date(2026, 1, 5)


def day(n: int) -> date:
    return DAY + timedelta(days=n)


@pytest.fixture
def company(db: str) -> str:
    """张伟 has A (important, phone due today) and B (general, 3 days overdue); 李娜 nothing."""
    with one_operation(db) as ledger:
        head = a_staff_member(ledger, "王芳", role="department_manager", code="H")
        zhang = a_staff_member(ledger, "张伟", code="M1", reports_to_id=head)
        a_staff_member(ledger, "李娜", code="M2")
        a = a_customer(ledger, code="A", name="甲", tier="important", manager_id=zhang, city="苏州")
        b = a_customer(ledger, code="B", name="乙", tier="general", manager_id=zhang, phone="0512")
        a_contact(ledger, a, name="李总", mobile="138", is_primary=True)
        an_interaction(ledger, a, channel="phone", on=date(2025, 12, 5))
        an_interaction(ledger, b, channel="phone", on=date(2025, 11, 2))
        for customer, channel in ((a, "onsite"), (a, "executive"), (b, "onsite")):
            an_interaction(ledger, customer, channel=channel, on=day(-1))
    return db


def add(db: str, kind: Any, customer: int = 1, **fields: Any) -> int:
    with one_operation(db) as ledger:
        made: int = kind(ledger, customer, **fields)
    return made


def planned(db: str, customer: int = 1, *, on: date = DAY, **fields: Any) -> int:
    return add(db, an_interaction, customer, on=on, outcome="planned", **fields)


def entries(db: str, *, on: date = DAY, **wanted: Any) -> list[Entry]:
    with reading(a_request(db, as_of=on)) as desk:
        return agendas.agenda(desk, **wanted).entries


def told(found: list[Entry]) -> list[tuple[str, str, str, str]]:
    return [(each.kind, each.state, each.customer, each.owner.name or "") for each in found]


VISITS = [("visit", "overdue", "B", "张伟"), ("visit", "due", "A", "张伟")]


def test_overdue_and_due_visits_are_on_it(company: str) -> None:
    assert told(entries(company)) == VISITS


def test_a_visit_due_on_a_day_off_is_on_the_list_of_the_working_day_before(company: str) -> None:
    add(company, an_interaction, 1, on=date(2025, 12, 25))  # due on Sunday, 2026-01-25
    assert told(entries(company, on=date(2026, 1, 22))) == VISITS[:1]
    assert told(entries(company, on=date(2026, 1, 23)))[1] == ("visit", "upcoming", "A", "张伟")


@pytest.mark.parametrize(
    ("on", "within", "state"),
    [
        (0, 0, "planned"),
        (1, 0, None),
        (1, 1, "planned"),
        (2, 1, None),
        (-1, 0, "overdue"),
        (-40, 0, "overdue"),
    ],
)
def test_appointments_of_the_day_and_the_window_and_those_nobody_reported_on(
    on: int, within: int, state: str | None, company: str
) -> None:
    planned(company, channel="video", on=day(on))
    found = [each for each in entries(company, within=within) if each.kind == "appointment"]
    assert [each.state for each in found] == ([state] if state else [])


@pytest.mark.parametrize(
    ("contact", "listed"),
    [
        ({"channel": "video", "on": day(-1)}, False),
        ({"channel": "video", "on": day(-3)}, False),
        ({"channel": "video", "on": day(-4)}, True),
        ({"channel": "video", "on": day(1)}, True),
        ({"channel": "meeting", "on": day(-1)}, True),
        ({"channel": "video", "on": day(-1), "outcome": "no_answer"}, True),
    ],
)
def test_a_later_contact_by_the_same_channel_says_what_came_of_an_appointment(
    contact: dict[str, Any], listed: bool, company: str
) -> None:
    planned(company, channel="video", on=day(-3))
    add(company, an_interaction, **contact)
    assert (("appointment", "overdue", "A", "张伟") in told(entries(company))) is listed


def test_an_appointment_stands_for_the_visit_it_plans(company: str) -> None:
    planned(company, 2, channel="phone", occurred_at=time(10), summary="报价")
    [entry] = [each for each in entries(company) if each.customer == "B"]
    assert (entry.kind, entry.state, entry.line, entry.what) == (
        "appointment",
        "planned",
        "phone",
        "报价",
    )
    assert (entry.day, entry.due_on, entry.days_overdue) == (DAY, day(-3), 3)


def test_an_appointment_next_week_takes_its_visit_off_today(company: str) -> None:
    planned(company, 2, on=day(7))
    assert told(entries(company)) == VISITS[1:]
    assert ("appointment", "planned", "B", "张伟") in told(entries(company, within=7))


def test_an_appointment_of_somebody_else_stands_for_the_visit_on_his_own_page(company: str) -> None:
    planned(company, 2, staff_id=3)
    assert told(entries(company, manager="张伟")) == VISITS[1:]
    [entry] = entries(company, manager="李娜")
    assert (entry.kind, entry.customer, entry.line, entry.due_on) == (
        "appointment",
        "B",
        "phone",
        day(-3),
    )


@pytest.mark.parametrize(
    ("fields", "within", "state"),
    [
        ({"due_on": day(0)}, 0, "due"),
        ({"due_on": day(-1)}, 0, "overdue"),
        ({"due_on": day(1)}, 0, None),
        ({"due_on": day(1)}, 1, "upcoming"),
        ({"due_on": day(-1), "done_on": day(0)}, 0, None),
        ({"due_on": day(-1), "done_on": day(1)}, 0, "overdue"),
        ({"due_on": day(0), "opened_on": day(1)}, 0, None),
    ],
)
def test_promises_open_on_the_day_and_due_in_the_window(
    fields: dict[str, Any], within: int, state: str | None, company: str
) -> None:
    add(company, a_follow_up, **fields)
    found = [each for each in entries(company, within=within) if each.kind == "follow_up"]
    assert [(each.state, each.what) for each in found] == ([(state, "寄报价单")] if state else [])


@pytest.mark.parametrize(("given", "owner"), [({}, "张伟"), ({"owner_id": 3}, "李娜")])
def test_a_promise_lies_with_its_owner_else_the_customers_manager(
    given: dict[str, Any], owner: str, company: str
) -> None:
    add(company, a_follow_up, **given)
    assert ("follow_up", "due", "A", owner) in told(entries(company))


def test_a_stand_in_receives_everything_of_the_absent_colleague(company: str) -> None:
    add(company, a_follow_up)
    planned(company, channel="video", staff_id=2)
    with one_operation(company) as ledger:
        a_stand_in(ledger, 2, 3, since=DAY, until=DAY)
    found = entries(company, manager="M2")
    assert {each.kind for each in found} == {"visit", "appointment", "follow_up"}
    assert {(each.owner.name, each.owner.note) for each in found} == {
        ("李娜", "stands in for 张伟")
    }
    assert entries(company, manager="张伟") == []
    assert len(entries(company)) == len(found)


def test_the_order_is_overdue_then_the_days_times_then_day_tier_and_code(company: str) -> None:
    with one_operation(company) as ledger:
        new = a_customer(ledger, code="0", name="新", tier="new", manager_id=2)
        an_order(ledger, new, on=day(-7))
        a_follow_up(ledger, new, what="过期的", due_on=day(-9))
        a_follow_up(ledger, 1, what="明天的", due_on=day(1))
    planned(company, 1, channel="video", occurred_at=time(14), summary="下午")
    planned(company, 2, channel="video", occurred_at=time(9, 30), summary="上午")
    planned(company, 2, channel="event", on=day(1), occurred_at=time(8), summary="明早")
    found = entries(company, within=1)
    assert [each.what or f"{each.customer} {each.line}" for each in found] == [
        *("过期的", "B phone", "上午", "下午", "A phone", "0 phone-1w", "明早", "明天的")
    ]


def test_everybodys_is_ordered_person_by_person_and_nobodys_last(company: str) -> None:
    with one_operation(company) as ledger:
        lonely = a_customer(ledger, code="Z")
        a_follow_up(ledger, lonely, due_on=day(-90))
        a_follow_up(ledger, 1, owner_id=3)
    assert [each.owner.name for each in entries(company)] == ["张伟", "张伟", "李娜", None]


def test_a_snoozed_visit_is_not_on_it(company: str) -> None:
    add(company, a_snooze, 2, until=day(3))
    assert told(entries(company)) == VISITS[1:]


def test_a_lost_customers_promise_is_kept_without_a_tier(company: str) -> None:
    with one_operation(company) as ledger:
        gone = a_customer(ledger, code="L", tier="general", cooperation_stage="lost", manager_id=3)
        a_follow_up(ledger, gone)
    assert [(each.kind, each.tier) for each in entries(company, manager="李娜")] == [
        ("follow_up", None)
    ]


def test_a_name_nobody_has_is_refused(company: str) -> None:
    with pytest.raises(NotFoundError, match="nobody is called 张维; did you mean 张伟"):
        entries(company, manager="张维")


def test_a_row_has_the_keys_that_are_promised(company: str) -> None:
    with reading(a_request(company, as_of=DAY)) as desk:
        [_overdue, row] = for_machines(agendas.agenda(desk)).rows
    keys = "kind state day time due_on customer name tier line channel what contact phone city "
    assert set((keys + "owner owner_code days_overdue").split()) <= set(row)
    assert (row["customer"], row["contact"], row["phone"], row["city"]) == (
        "A",
        "李总",
        "138",
        "苏州",
    )
    assert (row["owner"], row["owner_code"]) == ("张伟", "M1")


def test_two_people_of_one_name_keep_their_own_groups(company: str) -> None:
    with one_operation(company) as ledger:
        other = a_staff_member(ledger, "张伟", code="M9")
        a_follow_up(ledger, 1, owner_id=other)
    with reading(a_request(company, as_of=DAY)) as desk:
        rows = for_people(agendas.agenda(desk)).rows
    assert [row["owner"] for row in rows] == ["张伟 M1", "张伟 M1", "张伟 M9"]


def test_what_there_is_in_a_few_words(company: str) -> None:
    planned(company, channel="video", on=day(1))
    found = entries(company, within=1)
    assert counted(found, DAY) == "1 overdue, 1 today, 1 later"
