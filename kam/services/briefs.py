"""Briefs before visits: of one customer, or of everybody one is to visit in the days ahead."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from kam.agenda.facts import DueLine
from kam.errors import NotFoundError
from kam.i18n import _, pick
from kam.models.enums import VisitState
from kam.reports.page import Page
from kam.reports.visits import Due
from kam.services import visits
from kam.services.brief_pages import brief_page
from kam.services.dossiers import dossiers
from kam.services.explain import everybody
from kam.services.finding import find_customer, find_staff
from kam.services.visits import Wanted
from kam.services.workspace import Workspace
from kam.store.finding import Found
from kam.store.rows import chunks
from kam.workdays import Every, add

_EVER = 3660
"""Days ahead in which a customer's open lines lie."""
_NO_FILE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_LONGEST_NAME = 180
"""Bytes of a file's name before its ending; systems allow 255."""


def brief(desk: Workspace, said: str, line: str | None = None) -> Page:
    """The brief of one customer for the line, else for his most urgent one.

    Raises NotFoundError and AmbiguousError for an unknown customer or line.
    """
    customer = find_customer(desk, said)
    asked = _line(desk, customer, line)
    [one] = dossiers(desk, everybody(desk), {customer.id: asked})
    return brief_page(desk, one)


def _line(desk: Workspace, customer: Found, name: str | None) -> list[DueLine]:
    """The line asked for, else the first that is to be done; nothing where none is open."""
    wanted = Wanted(customer=customer.code, within=_EVER)
    lines = sorted(visits.due(desk, wanted, notes=False).lines, key=_urgency)
    if name is None:
        return lines[:1]
    put_off = wanted._replace(state=VisitState.snoozed)
    lines += visits.due(desk, put_off, notes=False).lines
    found = [each for each in lines if each.line == name]
    if not found:
        raise NotFoundError(_unknown_line(customer, name, [each.line for each in lines]))
    return found


def _urgency(line: DueLine) -> tuple[object, ...]:
    return line.plan_on, line.due_on, line.line


def _unknown_line(customer: Found, name: str, lines: Sequence[str]) -> str:
    words = {
        "customer": f"{customer.code} {customer.name}",
        "line": name,
        "lines": pick("、", ", ").join(lines),
    }
    if not lines:
        return _("{customer} has no visit line {line}: nothing is due or planned").format(**words)
    if near := get_close_matches(name, lines, 1, 0.4):
        message = _("{customer} has no visit line {line}; did you mean {near}? There are {lines}")
        return message.format(near=near[0], **words)
    return _("{customer} has no visit line {line}; there are {lines}").format(**words)


class Visit(NamedTuple):
    """What one customer of the week is to be visited for, and the brief's file, without ending."""

    lines: list[DueLine]
    file: str


class Week(NamedTuple):
    """The visits that lie with one person in the days ahead, in the order of their days."""

    manager: str
    until: date
    """The last day looked at."""
    found: Due
    visits: list[Visit]


def week(desk: Workspace, manager: str, within: int | None = None) -> Week:
    """Whom to prepare for: the customers of `kam visits due --manager M --within DAYS`."""
    name = find_staff(desk, manager).name
    found = visits.due(desk, Wanted(manager=manager, within=within), notes=False)
    by_customer: dict[int, list[DueLine]] = {}
    for line in sorted(found.lines, key=_urgency):
        by_customer.setdefault(line.customer_id, []).append(line)
    planned = sorted(by_customer.values(), key=lambda lines: (lines[0].plan_on, lines[0].customer))
    ahead = desk.policy.visits.within if within is None else within
    return Week(name, add(desk.as_of, Every(days=ahead)), found, _with_files(planned))


def _with_files(planned: Sequence[list[DueLine]]) -> list[Visit]:
    taken: set[str] = set()
    found = []
    for lines in planned:
        first = lines[0]
        stem = file_name(f"{first.plan_on} {first.customer} {first.name}")
        file, turn = stem, 2
        while file.casefold() in taken:
            file, turn = f"{stem} ({turn})", turn + 1
        taken.add(file.casefold())
        found.append(Visit(lines, file))
    return found


def file_name(text: str) -> str:
    """The text as a file may be called anywhere, Windows too."""
    clean = " ".join(_NO_FILE.sub(" ", text).split())
    short = clean.encode()[:_LONGEST_NAME].decode(errors="ignore")
    return short.rstrip(" .")


def briefs(desk: Workspace, planned: Week) -> Iterator[tuple[Visit, Page]]:
    """The brief of each visit, in their order; everybody is judged once."""
    judged = everybody(desk)
    for some in chunks(planned.visits):
        lines = {each.lines[0].customer_id: each.lines for each in some}
        for visit, one in zip(some, dossiers(desk, judged, lines), strict=True):
            yield visit, brief_page(desk, one)
