"""Cells as dates, moments and times of day. Nothing ambiguous is guessed at."""

import re
from datetime import date, datetime, time, timedelta

from kam.i18n import N_
from kam.sheets.columns import Cell
from kam.sheets.texts import Unreadable, is_mark, narrow

WANT_DATE = N_("a date like 2026-01-05")
WANT_FOUR_DIGITS = N_("a date with a four-digit year first, like 2026-01-05")
WANT_REAL_DATE = N_("a date that exists, like 2026-01-05")
WANT_YEAR = N_("a date between 1900 and 2200")
WANT_TIME = N_("a time like 14:30")

_CLOCK = (
    r"(?P<half>上午|下午|中午|晚上|凌晨|早上|am|pm)? ?(?P<hour>\d{1,2})[:时点](?P<minute>\d{1,2})?"
    r"(?:[:分](?P<second>\d{1,2})?秒?(?:\.\d+)?)? ?(?P<noon>am|pm)?"
)
_WEEKDAY = r"(?: ?\(?(?:星期|周)[一二三四五六日天]\)?)?"
_DATE = re.compile(
    r"(?P<year>\d{4}) ?(?:(?P<mark>[-/.]) ?(?P<month>\d{1,2}) ?(?P=mark) ?(?P<day>\d{1,2})"
    r"|年 ?(?P<zh_month>\d{1,2}) ?月 ?(?P<zh_day>\d{1,2}) ?[日号]?)"
    rf"{_WEEKDAY}(?:[ t]?{_CLOCK})?"
)
_DIGITS = re.compile(
    r"(?P<year>(?:19|20|21|22)\d\d)(?P<month>\d\d)(?P<day>\d\d)"
    rf"(?:(?P<hhmmss>\d{{6}}|\d{{4}})| {_CLOCK})?"
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_TIME = re.compile(_CLOCK)
_SHORT_YEAR = re.compile(r"\d{1,2}[-/.年]\d{1,2}[-/.月]\d{1,4}日?(?:[ t].*)?")
_LOOKALIKES = str.maketrans({"−": "-", "–": "-", "—": "-", "。": ".", "/": "/", "‐": "-", "‑": "-"})

_DAY_0 = datetime(1899, 12, 30)  # noqa: DTZ001 - cells know no zone
_FIRST_SERIAL = 2300  # below it a number is a year or a count, not a day (2300 is in 1906)
_LAST_SERIAL = 109_939.0  # the first day of 2201


def read_moment(cell: Cell) -> datetime | None:
    """The date and time of day, to the second, without a zone; midnight where none is stated."""
    match cell:
        case str():
            text = narrow(cell).translate(_LOOKALIKES).lower()
            return None if not text or is_mark(text) else _in_range(_from_text(text))
        case datetime():
            return _in_range(_whole_seconds(cell.replace(tzinfo=None)))
        case date():
            return _in_range(datetime.combine(cell, time()))
        case int() | float() if not isinstance(cell, bool):
            return _in_range(_from_number(cell))
    raise Unreadable(WANT_DATE)


def read_date(cell: Cell) -> date | None:
    """The day; a time of day behind it is left out."""
    moment = read_moment(cell)
    return None if moment is None else moment.date()


def read_time(cell: Cell) -> time | None:
    """The time of day to the second; a date before it is left out."""
    match cell:
        case str():
            text = narrow(cell).lower()
            if not text or is_mark(text):
                return None
            found = _TIME.fullmatch(text)
            return _clock(found) if found else _from_text(text.translate(_LOOKALIKES)).time()
        case datetime():
            return _whole_seconds(cell).time().replace(tzinfo=None)
        case time():
            return _whole_seconds(datetime.combine(_DAY_0, cell)).time().replace(tzinfo=None)
        case timedelta() if timedelta() <= cell < timedelta(days=1):
            return _whole_seconds(_DAY_0 + cell).time()
        case int() | float() if not isinstance(cell, bool) and 0 <= cell < 1:
            return _whole_seconds(_DAY_0 + timedelta(days=cell)).time()
    raise Unreadable(WANT_TIME)


def _whole_seconds(moment: datetime) -> datetime:
    """Excel counts in fractions of a day: the nearest second is what it shows."""
    try:
        return (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    except OverflowError:
        raise Unreadable(WANT_YEAR) from None


def _in_range(moment: datetime) -> datetime:
    if not 1900 <= moment.year <= 2200:
        raise Unreadable(WANT_YEAR)
    return moment


def _from_number(number: float) -> datetime:
    """The day of an Excel serial, or of a number written 20260105."""
    if _FIRST_SERIAL <= number < _LAST_SERIAL:
        return _whole_seconds(_DAY_0 + timedelta(days=number))
    if number == number and abs(number) < 1e15 and number == int(number):
        text = str(int(number))
        if found := _DIGITS.fullmatch(text):
            return _moment(found)
    raise Unreadable(WANT_DATE)


def _from_text(text: str) -> datetime:
    if found := _DATE.fullmatch(text) or _DIGITS.fullmatch(text):
        return _moment(found)
    if _SERIAL.fullmatch(text):
        return _from_number(float(text))
    raise Unreadable(WANT_FOUR_DIGITS if _SHORT_YEAR.fullmatch(text) else WANT_DATE)


def _moment(found: re.Match[str]) -> datetime:
    parts = found.groupdict()
    month, day = parts["month"] or parts["zh_month"], parts["day"] or parts["zh_day"]
    try:
        on = date(int(parts["year"]), int(month), int(day))
        packed = parts.get("hhmmss")
        if packed:
            at = time(int(packed[:2]), int(packed[2:4]), int(packed[4:] or 0))
            return datetime.combine(on, at)
    except ValueError:
        raise Unreadable(WANT_REAL_DATE) from None
    return datetime.combine(on, _clock(found) if parts["hour"] else time())


def _clock(found: re.Match[str]) -> time:
    """The time of day in a match of `_CLOCK`; 下午2:30 and 2:30 pm are 14:30."""
    hour, half = int(found["hour"]), found["half"] or found["noon"] or ""
    if half in {"下午", "晚上", "中午", "pm"} and hour < 12 and (half != "中午" or hour < 3):
        hour += 12
    elif half in {"am", "凌晨", "上午"} and hour == 12:
        hour = 0
    try:
        return time(hour, int(found["minute"] or 0), int(found["second"] or 0))
    except ValueError:
        raise Unreadable(WANT_TIME) from None
