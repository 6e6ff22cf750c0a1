"""Snoozes, skips and own cadences as the agenda reads them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from kam.agenda.facts import NOTHING, Rhythm, Snoozed
from kam.services.workspace import Workspace
from kam.store import arrangements
from kam.store.among import Among
from kam.workdays import parse_every


class Arranged(NamedTuple):
    """What was decided about one customer's lines; the last fields of `CustomerFacts`."""

    snoozes: Mapping[str, Snoozed] = NOTHING
    skips: Mapping[str, set[date]] = NOTHING
    rhythms: Mapping[str, list[Rhythm]] = NOTHING


def arrangements_of(
    desk: Workspace, as_of: date, wanted: Among | None = None
) -> dict[int, Arranged]:
    """Customer -> what was decided on or before the day; only customers with anything."""
    snoozes: dict[int, dict[str, Snoozed]] = {}
    for customer, line, *days in arrangements.snoozes(desk.connection, as_of, wanted):
        snoozes.setdefault(customer, {})[line] = Snoozed(*days)
    skips: dict[int, dict[str, set[date]]] = {}
    for customer, line, due, _day, _reason in arrangements.skips(desk.connection, as_of, wanted):
        skips.setdefault(customer, {}).setdefault(line, set()).add(due)
    rhythms: dict[int, dict[str, list[Rhythm]]] = {}
    for row in arrangements.cadences(desk.connection, as_of, wanted):
        known = rhythms.setdefault(row.customer_id, {}).setdefault(row.line, [])
        if known and known[-1] == Rhythm(row.since, None):
            known.pop()  # one own rhythm follows another: the policy's holds on no day between
        known += rhythm(row, as_of)
    return {
        customer: Arranged(
            snoozes.get(customer, NOTHING),
            skips.get(customer, NOTHING),
            rhythms.get(customer, NOTHING),
        )
        for customer in (*snoozes, *skips, *rhythms)
    }


def rhythm(row: Any, as_of: date) -> list[Rhythm]:
    """An own cadence as it stands on the day: its beginning and, if that has come, its end.

    Nothing of one that held on no day.
    """
    end = _end(row)
    if end is not None and end <= row.since:
        return []
    ended = [Rhythm(end, None)] if end is not None and end <= as_of else []
    return [Rhythm(row.since, parse_every(row.every)), *ended]


def _end(row: Any) -> date | None:
    """The first day an own cadence no longer holds for; None: it has no end."""
    ends = [row.ended_on, row.until and row.until + timedelta(days=1)]
    return min((day for day in ends if day), default=None)
