"""What a visit is for, in words; and which birthdays are near."""

from datetime import date
from typing import Any

import pytest

from kam import i18n
from kam.agenda.birthdays import is_near, next_on
from kam.agenda.facts import DueLine
from kam.agenda.purpose import OwnRhythm, Purpose
from kam.policy.load import load

D = date.fromisoformat
DEFAULT = load()


def a_purpose(tier: str, line: str, own: OwnRhythm | None = None, **more: Any) -> Purpose:
    [asked] = [each for each in DEFAULT.visits.lines_of(tier) if each.name == line]
    day = D("2026-12-01")
    line_of = DueLine(
        *(1, "C1", "宏达", tier, line, asked.channel.value, day, day, "due", 0, None),
        *(1, "陈静", None, asked.by.value, None, 1, "陈静", None),
    )
    return Purpose(line_of._replace(**more), asked, D("2026-05-31"), own)


def own(every: str, until: str | None = None) -> OwnRhythm:
    return OwnRhythm(every, D("2026-06-01"), D(until) if until else None, "客户要求")


@pytest.mark.parametrize(
    ("tier", "line", "own", "english", "chinese"),
    [
        ("important", "onsite", None, "quarterly on-site visit", "每季度上门回访"),
        ("important", "phone", None, "monthly phone call", "每月电话回访"),
        ("important", "executive", None, "half-yearly executive visit", "每半年高层回访"),
        ("general", "phone", None, "phone call every 2 months", "每 2 个月电话回访"),
        ("important", "phone", own("14 days"), "phone call every 2 weeks", "每 2 周电话回访"),
        ("important", "phone", own("10 days"), "phone call every 10 days", "每 10 天电话回访"),
        (
            *("new", "phone-1w", None),
            *("phone call within 1 week of the first purchase", "首次购买后 1 周内电话回访"),
        ),
    ],
)
def test_a_line_is_named_as_people_do(
    tier: str, line: str, own: OwnRhythm | None, english: str, chinese: str
) -> None:
    purpose = a_purpose(tier, line, own)
    assert purpose.visit() == english
    i18n.use("zh")
    assert purpose.visit() == chinese


def test_a_purpose_says_when_and_by_whom() -> None:
    assert a_purpose("important", "onsite").text() == (
        "quarterly on-site visit, due 2026-12-01, owner 陈静"
    )
    assert a_purpose("important", "onsite", owner=None).text().endswith("owner unassigned")


def test_a_line_exists_because_of_the_tier() -> None:
    assert a_purpose("important", "onsite").why() == (
        "important customer since 2026-05-31; the policy asks: quarterly on-site visit"
    )


def test_an_own_rhythm_gives_its_reason_beside_what_the_policy_asks() -> None:
    asked, why = a_purpose("important", "phone", own("14 days", "2026-12-31")).why().split("\n")
    assert asked.endswith("the policy asks: monthly phone call")
    assert why == "own rhythm since 2026-06-01 until 2026-12-31: 客户要求"


@pytest.mark.parametrize(
    ("birthday", "calendar", "as_of", "near"),
    [
        ("1980-06-10", None, "2026-06-10", True),
        ("1980-07-10", "solar", "2026-06-10", True),
        ("1980-07-11", "solar", "2026-06-10", False),
        ("1980-06-09", None, "2026-06-10", False),
        ("1980-01-05", None, "2026-12-20", True),
        ("1980-02-29", None, "2026-02-27", True),
        # 8-15 by the lunar calendar was 2026-09-25: seen from a month before, not in October
        ("1980-08-15", "lunar", "2026-08-26", True),
        ("1980-08-15", "lunar", "2026-09-25", True),
        ("1980-08-15", "lunar", "2026-08-01", False),
        ("1980-08-15", "lunar", "2026-10-20", False),
        # 12-23 by the lunar calendar of 2026 was 2027-01-30
        ("1980-12-23", "lunar", "2027-01-05", True),
    ],
)
def test_a_birthday_is_near_within_thirty_days(
    birthday: str, calendar: str | None, as_of: str, near: bool
) -> None:
    assert is_near(D(birthday), calendar, D(as_of), 30) is near


def test_a_birthday_on_a_leap_day_is_kept_on_the_28th() -> None:
    assert next_on(D("1980-02-29"), D("2026-02-01")) == D("2026-02-28")
    assert next_on(D("1980-02-29"), D("2028-02-01")) == D("2028-02-29")
