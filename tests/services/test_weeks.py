"""A manager's week in the database: proposed, kept, and left alone where it is full."""

from datetime import date
from typing import Any

import pytest

from kam.errors import UsageError
from kam.reports import weeks as report
from kam.reports.weeks import WeekPlan
from kam.services import weeks, workspace
from kam.services.weeks import Wanted
from tests.builders import (
    a_contact,
    a_customer,
    a_request,
    a_staff_member,
    a_stand_in,
    an_interaction,
    one_operation,
)

D = date.fromisoformat
MONDAY = D("2026-01-05")


@pytest.fixture
def company(db: str) -> str:
    """张伟 with two general customers overdue, one due on Friday; 李娜 with none."""
    with one_operation(db) as ledger:
        manager = a_staff_member(ledger, "张伟", code="E1")
        a_staff_member(ledger, "李娜", code="E2")
        for code, called in (("C1", "2025-10-01"), ("C2", "2025-10-02"), ("C3", "2025-11-09")):
            one = a_customer(ledger, code=code, tier="general", manager_id=manager, city="苏州")
            an_interaction(ledger, one, channel="phone", on=D(called))
            an_interaction(ledger, one, channel="onsite", on=D("2025-12-01"))
        a_contact(ledger, one, name="李总", mobile="139")
    return db


def week(db: str, manager: str = "张伟", *, keep: bool = False, **wanted: Any) -> WeekPlan:
    with workspace.writing(a_request(db, as_of=MONDAY)) as desk:
        found = weeks.week(desk, Wanted(manager, **wanted))
        if keep:
            weeks.keep(desk, found)
    return found


def entries(plan: WeekPlan) -> list[tuple[str, str | None, str]]:
    return [(each.kind, each.on and str(each.on), each.customer) for each in plan.entries]


def test_a_week_has_a_day_for_all_that_is_due(company: str) -> None:
    assert entries(week(company)) == [
        ("proposed", "2026-01-05", "C1"),
        ("proposed", "2026-01-05", "C2"),
        ("proposed", "2026-01-09", "C3"),
    ]


def test_what_does_not_fit_is_listed_with_its_due_date(company: str) -> None:
    with one_operation(company) as ledger:
        for day in range(6, 10):
            on = D(f"2026-01-{day:02}")
            an_interaction(ledger, 1, channel="email", on=on, outcome="planned")
    plan = week(company, capacity=1)
    assert entries(plan)[-2:] == [("left", None, "C2"), ("left", None, "C3")]
    assert [each.due_on for each in plan.entries[-2:]] == [D("2025-12-02"), D("2026-01-09")]


def test_a_week_kept_is_a_week_of_appointments(company: str) -> None:
    proposed = week(company, keep=True)
    again = week(company, keep=True)
    assert [each.kind for each in again.entries] == ["appointment"] * 3
    assert [(e.on, e.customer, e.line) for e in again.entries] == [
        (e.on, e.customer, e.line) for e in proposed.entries
    ]
    assert again.entries[-1].due_on == D("2026-01-09")


def test_holidays_and_weekends_stay_free(company: str) -> None:
    plan = week(company, since=D("2026-02-13"))  # the Spring Festival: 2026-02-15 to 23
    assert plan.working_days == 2  # Friday, and the Saturday that is worked
    assert {str(each.on) for each in plan.entries} <= {"2026-02-13", "2026-02-14"}


def test_the_week_of_who_is_absent_is_the_stand_ins(company: str) -> None:
    with one_operation(company) as ledger:
        a_stand_in(ledger, 1, 2, since=D("2026-01-12"), until=D("2026-01-16"))
    assert week(company, "李娜").entries == []
    assert len(week(company, "李娜", since=D("2026-01-12")).entries) == 3
    assert week(company, "张伟", since=D("2026-01-12")).entries == []


def test_nothing_is_proposed_for_days_on_which_one_is_absent(company: str) -> None:
    with one_operation(company) as ledger:
        a_stand_in(ledger, 1, 2, since=D("2026-01-06"), until=D("2026-01-09"))
    plan = week(company, capacity=2)
    assert plan.working_days == 1
    assert entries(plan) == [
        ("proposed", "2026-01-05", "C1"),
        ("proposed", "2026-01-05", "C2"),
        ("left", None, "C3"),
    ]


def test_a_week_gone_by_is_refused(company: str) -> None:
    with pytest.raises(UsageError, match="--from 2026-01-04 is gone by"):
        week(company, since=D("2026-01-04"))


def test_people_read_a_week_day_by_day(company: str) -> None:
    table = report.for_people(week(company, capacity=2))
    assert table.title == "Week of 张伟, 2026-01-05 to 2026-01-11"
    assert [row["day"] for row in table.rows] == ["2026-01-05 Monday"] * 2 + ["2026-01-09 Friday"]
    assert table.footer == ("5 working days, at most 2 visits a day",)
    assert table.rows[-1]["contact"] == "李总"
