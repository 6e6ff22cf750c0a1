"""Calendar months, and the days on which people work in China."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from kam.i18n import _, ngettext

_DAY = timedelta(days=1)
_SPAN = re.compile(r"(\d{1,5})\s*(d|days?|天|日|w|weeks?|周|m|months?|个月|月)", re.IGNORECASE)
_UNITS = {"天": "d", "日": "d", "周": "w", "个": "m", "月": "m"}
_LONGEST = 36_500
"""Days of a span that is still one; what is longer would never come."""


class Every(NamedTuple):
    """A span of calendar months and days, as the policy writes it: "3 months", "7 days"."""

    months: int = 0
    days: int = 0

    def __str__(self) -> str:
        parts = ((self.months, "month"), (self.days, "day"))
        return " ".join(f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n) or "0 days"

    def text(self) -> str:
        """The span in the language in use: "3 months", "2 weeks", "10 days"."""
        said = ngettext("{n} month", "{n} months", self.months).format(n=self.months)
        if not self.months and self.days % 7 == 0:
            said = ngettext("{n} week", "{n} weeks", self.days // 7).format(n=self.days // 7)
        elif not self.months:
            said = ngettext("{n} day", "{n} days", self.days).format(n=self.days)
        return said

    def about_days(self) -> float:
        """Its length in days, a month taken as 30.4; to compare two spans, not to add them."""
        return self.months * 30.4 + self.days


def parse_every(text: str) -> Every:
    """The span of "1 month", "3 months", "7 days", "2 weeks", short "1m", "7d", "2w", or "3个月".

    Raises ValueError, saying what was wanted, for anything else, for a span of nothing and for one
    of more than a hundred years.
    """
    match = _SPAN.fullmatch(text.strip())
    every = _every(int(match[1]), match[2][0].lower()) if match else Every()
    if not 0 < every.about_days() <= _LONGEST:
        raise ValueError(_('a span like "1 month", "7 days" or "2w"'))
    return every


def _every(n: int, unit: str) -> Every:
    unit = _UNITS.get(unit, unit)
    return Every(months=n) if unit == "m" else Every(days=n * 7 if unit == "w" else n)


def add_months(day: date, n: int) -> date:
    """The same day `n` months on, clipped to the month's end: 31 Jan + 1 month = 28 or 29 Feb.

    Beyond the calendar's ends (year 9999 stands for "never" in many a workbook) the end itself.
    """
    month = day.year * 12 + day.month - 1 + n
    year, month = month // 12, month % 12 + 1
    if not date.min.year <= year <= date.max.year:
        return date.max if n > 0 else date.min
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))


def add(day: date, every: Every) -> date:
    """The day one span later: first its months, then its days."""
    moved = add_months(day, every.months) if every.months else day
    return _add_days(moved, every.days)


def subtract(day: date, every: Every) -> date:
    """The day one span earlier: first its months, then its days."""
    moved = add_months(day, -every.months) if every.months else day
    return _add_days(moved, -every.days)


def _add_days(day: date, n: int) -> date:
    try:
        return day + timedelta(days=n)
    except OverflowError:
        return date.max if n > 0 else date.min


class WorkingDays:
    """Chinese working days: public holidays, make-up days (调休) and the policy's own days.

    For a year whose calendar is not published, Saturdays and Sundays are off; such years, once
    asked for, stand in `unannounced`, so that the output can say so. Answers are kept per day.
    """

    def __init__(self, holidays: Iterable[date] = (), workdays: Iterable[date] = ()) -> None:
        self.unannounced: set[int] = set()
        self._known: dict[date, bool] = dict.fromkeys(workdays, True)
        self._known.update(dict.fromkeys(holidays, False))
        self._before: dict[date, date] = {}
        self._after: dict[date, date] = {}

    def is_workday(self, day: date) -> bool:
        """Whether people work on that day."""
        known = self._known.get(day)
        if known is None:
            known = self._known[day] = self._ask(day)
        return known

    def last_on_or_before(self, day: date) -> date:
        """The working day `day` itself, else the last one before it."""
        found = self._before.get(day)
        if found is None:
            found = self._before[day] = self._walk(day, -_DAY, date.min)
        return found

    def next_from(self, day: date) -> date:
        """The working day `day` itself, else the next one after it."""
        found = self._after.get(day)
        if found is None:
            found = self._after[day] = self._walk(day, _DAY, date.max)
        return found

    def _walk(self, day: date, step: timedelta, end: date) -> date:
        while day != end and not self.is_workday(day):
            day += step
        return day

    def _ask(self, day: date) -> bool:
        import chinese_calendar

        if day.year not in self.unannounced:
            try:
                return bool(chinese_calendar.is_workday(day))
            except NotImplementedError:
                self.unannounced.add(day.year)
        return day.weekday() < 5
