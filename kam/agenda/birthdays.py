"""Birthdays ahead, as they are written down: by the solar calendar or the lunar one."""

from datetime import date, timedelta

from kam.models.enums import Calendar
from kam.workdays import add_months

_LUNAR_FIRST, _LUNAR_LAST = 19, 54
"""A lunar day and month come so many days after the solar day of the same numbers."""


def is_near(birthday: date, calendar: str | None, as_of: date, within: int) -> bool:
    """Whether the birthday is, or for a lunar one may be, on the day or so many days after it."""
    last = as_of + timedelta(days=within)
    if calendar != Calendar.lunar:
        return next_on(birthday, as_of) <= last
    first = as_of - timedelta(days=_LUNAR_LAST)
    return next_on(birthday, first) <= last - timedelta(days=_LUNAR_FIRST)


def next_on(birthday: date, day: date) -> date:
    """The birthday of that year, or of the next one; 29 February is 28 in other years."""
    this_year = add_months(birthday, 12 * (day.year - birthday.year))
    return (
        this_year if this_year >= day else add_months(birthday, 12 * (day.year + 1 - birthday.year))
    )
