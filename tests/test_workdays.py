"""Months clip to their end; working days follow the published calendar."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.workdays import Every, WorkingDays, add, add_months, parse_every, subtract

D = date.fromisoformat


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-08-31", 0, "2026-08-31"),
        ("9999-12-31", 1, "9999-12-31"),
        ("0001-01-01", -1, "0001-01-01"),
    ],
)
def test_months_clip_to_the_months_end(day: str, months: int, then: str) -> None:
    assert add_months(D(day), months) == D(then)


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("1 month", Every(months=1)),
        ("3 months", Every(months=3)),
        ("7 days", Every(days=7)),
        ("2 weeks", Every(days=14)),
        ("1m", Every(months=1)),
        ("7d", Every(days=7)),
        (" 2 W ", Every(days=14)),
        ("2周", Every(days=14)),
        ("10 天", Every(days=10)),
        ("3个月", Every(months=3)),
        ("1月", Every(months=1)),
        ("1200 months", Every(months=1200)),
    ],
)
def test_a_span_is_read_as_people_write_it(text: str, every: Every) -> None:
    assert parse_every(text) == every
    assert parse_every(str(every)) == every


@pytest.mark.parametrize(
    "text", ["", "0 days", "month", "-1 month", "1 year", "1.5 months", "99999m"]
)
def test_what_is_no_span_says_what_is_wanted(text: str) -> None:
    with pytest.raises(ValueError, match="1 month"):
        parse_every(text)


def test_a_span_never_leaves_the_calendar() -> None:
    assert add(D("9999-12-30"), Every(days=7)) == date.max
    assert subtract(D("0001-01-03"), Every(days=7)) == date.min


@given(st.dates(D("1990-01-01"), D("2090-01-01")), st.integers(0, 60))
def test_a_later_day_never_comes_back_earlier(day: date, months: int) -> None:
    assert add_months(day, months) <= add_months(day.replace(day=28), months + 1)
    assert subtract(add(day, Every(days=months)), Every(days=months)) == day


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-10-01", False),  # National Day
        ("2026-10-10", True),  # a Saturday made up for it
        ("2026-10-11", False),  # a common Sunday
        ("2026-10-12", True),
    ],
)
def test_public_holidays_and_make_up_days_count(day: str, works: bool) -> None:
    assert WorkingDays().is_workday(D(day)) is works


def test_before_and_after_the_national_holiday() -> None:
    days = WorkingDays()
    assert days.last_on_or_before(D("2026-10-05")) == D("2026-09-30")
    assert days.next_from(D("2026-10-05")) == D("2026-10-08")
    assert days.next_from(D("2026-10-10")) == D("2026-10-10")


def test_the_policys_own_days_come_first() -> None:
    days = WorkingDays(holidays=[D("2026-11-23")], workdays=[D("2026-11-22")])
    assert days.last_on_or_before(D("2026-11-23")) == D("2026-11-22")
    assert days.next_from(D("2026-11-23")) == D("2026-11-24")


def test_an_unpublished_year_has_weekends_and_is_named() -> None:
    days = WorkingDays(holidays=[D("2099-01-01")])
    assert days.unannounced == set()
    assert days.last_on_or_before(D("2099-01-04")) == D("2099-01-02")
    assert not days.is_workday(D("2099-01-01"))
    assert days.unannounced == {2099}


def test_a_published_year_is_not_named() -> None:
    days = WorkingDays()
    days.next_from(D("2025-05-01"))
    assert days.unannounced == set()


def test_the_calendars_ends_end_the_search() -> None:
    assert WorkingDays(holidays=[date.max]).next_from(date.max) == date.max
