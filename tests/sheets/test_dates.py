"""Dates, moments and times of day in cells."""

# ruff: noqa: DTZ001, DTZ901 - cells know no zone

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam.sheets.cells import DATE, MOMENT, TIME, Unreadable
from kam.sheets.columns import Cell

DAY = date(2026, 1, 5)
MOMENTS = datetime(2026, 1, 5, 14, 30)


@pytest.mark.parametrize(
    "cell",
    [
        "2026/1/5",
        "2026.1.5",
        "2026年1月5日",
        "2026年1月5",
        "20260105",
        "2026-01-05",
        "２０２６－１－５",
        "2026-01-05 14:30",
        "2026-01-05 14:30:00",
        "2026/1/5 下午2:30",
        "20260105143000",
        "2026 年 1 月 5 日",
        "2026-1-5 星期一",
        '="2026-01-05"',
        "46027",
        DAY,
        datetime(2026, 1, 5, 23, 59),
        46027,
        46027.0,
        46027.6,
        20260105,
        20260105.0,
    ],
)
def test_dates_are_understood_as_people_write_them(cell: Cell) -> None:
    assert DATE.read(cell) == DAY


@pytest.mark.parametrize(
    ("cell", "want"),
    [
        ("26/1/5", "four-digit year"),
        ("5/1/2026", "four-digit year"),
        ("2026-02-30", "exists"),
        ("20261301", "exists"),
        ("1899-12-31", "between 1900 and 2200"),
        ("2201-01-01", "between 1900 and 2200"),
        (datetime(1899, 12, 31), "between 1900 and 2200"),
        (datetime.max, "between 1900 and 2200"),
        (date(2201, 1, 1), "between 1900 and 2200"),
        ("2026-01", "like 2026-01-05"),
        ("2026年1月", "like 2026-01-05"),
        (2026, "like 2026-01-05"),
        (202601, "like 2026-01-05"),
        (1e20, "like 2026-01-05"),
        (-5, "like 2026-01-05"),
        (float("nan"), "like 2026-01-05"),
        (float("inf"), "like 2026-01-05"),
        (True, "like 2026-01-05"),
        (time(9, 0), "like 2026-01-05"),
        ("2026-1/5", "like 2026-01-05"),
        ("长期", "like 2026-01-05"),
        ("2026-01-05 25:00", "time"),
    ],
)
def test_what_is_no_date_is_refused_with_what_is_wanted(cell: Cell, want: str) -> None:
    with pytest.raises(Unreadable, match=want):
        DATE.read(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-01-05 14:30",
        "2026-01-05T14:30:00",
        "2026年1月5日14时30分",
        "2026/1/5 2:30 PM",
        "202601051430",
        "46027.604166667",
        46027.604166666664,
        MOMENTS,
        datetime(2026, 1, 5, 14, 29, 59, 999999),
    ],
)
def test_moments_are_read_to_the_second(cell: Cell) -> None:
    assert MOMENT.read(cell) == MOMENTS


def test_a_moment_without_a_time_is_midnight() -> None:
    assert MOMENT.read(DAY) == datetime(2026, 1, 5)


@pytest.mark.parametrize(
    "cell",
    [
        "14:30",
        "14：30",
        "14:30:00",
        "下午2点30分",
        "2:30pm",
        "14时30分",
        "2026-01-05 14:30",
        time(14, 30),
        timedelta(hours=14.5),
        14.5 / 24,
        MOMENTS,
    ],
)
def test_times_are_understood_as_people_write_them(cell: Cell) -> None:
    assert TIME.read(cell) == time(14, 30)


@pytest.mark.parametrize("cell", ["25:00", "14:60", timedelta(hours=25), 1.5, DAY, True, "中午"])
def test_what_is_no_time_is_refused(cell: Cell) -> None:
    with pytest.raises(Unreadable):
        TIME.read(cell)


days = st.dates(date(1907, 1, 1), date(2200, 12, 31))
styles = st.sampled_from(
    [
        "{0.year}/{0.month}/{0.day}",
        "{0.year}.{0.month}.{0.day}",
        "{0:%Y%m%d}",
        "{0}",
        "{0.year}年{0.month}月{0.day}日",
        "{0} 00:00:00",
        "{0:%Y/%m/%d} 23:59",
    ]
)


@settings(deadline=None)
@given(days, styles)
def test_any_date_reads_back_in_any_style(day: date, style: str) -> None:
    assert DATE.read(style.format(day)) == day


@settings(deadline=None)
@given(days)
def test_any_date_reads_back_from_its_serial(day: date) -> None:
    assert DATE.read((day - date(1899, 12, 30)).days) == day


@settings(deadline=None)
@given(st.datetimes(datetime(1907, 1, 1), datetime(2200, 12, 31)))
def test_any_moment_reads_back_from_its_cell_and_its_text(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    assert MOMENT.read(moment) == MOMENT.read(str(moment)) == moment
