"""A week proposed: which visit on which working day, within what one can do in a day."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from kam.agenda.facts import DueLine
from kam.models.enums import Channel, Tier, VisitState

_RANK = {tier.value: rank for rank, tier in enumerate(Tier)}


class Booked(NamedTuple):
    """An appointment that stands already."""

    on: date
    channel: str
    city: str | None


class Week(NamedTuple):
    """Each line with its day, in the order of days, and those for which no day has room."""

    proposed: list[tuple[date, DueLine]]
    left: list[DueLine]


def propose(
    lines: Iterable[tuple[DueLine, str | None]],
    booked: Iterable[Booked],
    days: Sequence[date],
    capacity: int,
) -> Week:
    """A day for each line (with its customer's city), at most `capacity` visits on any of `days`.

    Overdue ones are placed first, then important before general before new, then by due date. One
    that is overdue gets the first day with room, another the last day with room by its due date,
    else the first one after. On-site visits of one city share a day as far as it has room.
    Appointments stay where they are and take their room.
    """
    plan = _Plan(days, capacity)
    for one in booked:
        plan.book(one)
    found = Week([], [])
    for line, city in sorted(lines, key=_order):
        on = plan.place(line, city)
        if on is None:
            found.left.append(line)
        else:
            found.proposed.append((on, line))
    found.proposed.sort(key=lambda each: each[0])
    return found


def _order(each: tuple[DueLine, str | None]) -> tuple[bool, int, date, str, str]:
    line, _city = each
    late = line.state == VisitState.overdue
    return not late, _RANK[line.tier], line.due_on, line.customer, line.line


class _Plan:
    """The week while it fills."""

    def __init__(self, days: Sequence[date], capacity: int) -> None:
        self._days = days
        self._room = Counter(dict.fromkeys(days, capacity))
        self._in_city: dict[str, list[date]] = {}
        """City -> the days with an on-site visit there."""

    def book(self, one: Booked) -> None:
        self._take(one.on, one.channel, one.city)

    def place(self, line: DueLine, city: str | None) -> date | None:
        """The day the line gets; None when no day has room."""
        free = [day for day in self._days if self._room[day] > 0]
        if not free:
            return None
        on = self._day(line, city, free)
        self._take(on, line.channel, city)
        return on

    def _day(self, line: DueLine, city: str | None, free: list[date]) -> date:
        in_time = [day for day in free if day <= line.due_on]
        if line.channel == Channel.onsite and city:
            there = [day for day in self._in_city.get(city, ()) if day in free]
            if there:
                return there[0]
            return max(in_time or free, key=lambda day: self._room[day])  # room for the next ones
        if line.state == VisitState.overdue or not in_time:
            return free[0]
        return in_time[-1]

    def _take(self, on: date, channel: str, city: str | None) -> None:
        self._room[on] -= 1
        if channel == Channel.onsite and city:
            self._in_city.setdefault(city, []).append(on)
