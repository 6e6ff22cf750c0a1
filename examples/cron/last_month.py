"""Prints the first and the last day of the month before this one: `2026-10-01 2026-10-31`."""

from datetime import date, timedelta

last = date.today().replace(day=1) - timedelta(days=1)  # noqa: DTZ011 - the machine's own day
print(last.replace(day=1), last)  # noqa: T201
