"""The visit line a person means, and how planning speaks of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from difflib import get_close_matches
from typing import Any

from kam.agenda.facts import DueLine
from kam.errors import NotFoundError, UsageError
from kam.i18n import _, pick
from kam.reports.page import Page
from kam.services import visits
from kam.services.workspace import Workspace
from kam.store.finding import Found


@dataclass(frozen=True)
class Done:
    """What a command did: a sentence for people, data for machines, and what is to be minded."""

    text: str
    data: Mapping[str, Any]
    warnings: tuple[str, ...] = ()

    def page(self) -> Page:
        """The same as an answer that any format can be written of."""
        return Page(self.text, (), self.data)


def the_line(desk: Workspace, customer: Found, said: str | None) -> DueLine:
    """The open line of the customer that is meant; the only one where none is named.

    Raises UsageError with the lines there are, NotFoundError where the customer has none.
    """
    found = lines(desk, customer)
    if not found:
        why = visits.open_lines(desk, customer.id).left_out.texts()
        raise NotFoundError(
            _("{customer} has no open visit line: {why}").format(
                customer=called(customer), why=pick("；", "; ").join(why)
            )
        )
    if said is None and len(found) == 1:
        return found[0]
    known = {each.line: each for each in found}
    if said in known:
        return known[said]
    names = " ".join(known)
    if said is None:
        raise UsageError(
            _("--line is missing; {customer} has {lines}").format(
                customer=called(customer), lines=names
            )
        )
    near = get_close_matches(said, known, 1, 0.5)
    message = _("--line: {customer} has no open line {said}; one of {lines}")
    if near:
        message = _("--line: {customer} has no open line {said}; did you mean {near}? {lines}")
    raise UsageError(
        message.format(customer=called(customer), said=said, near="".join(near), lines=names)
    )


def lines(desk: Workspace, customer: Found) -> list[DueLine]:
    """Every line the customer has open, snoozed ones included."""
    return visits.open_lines(desk, customer.id).lines


def want_reason(desk: Workspace, what: str) -> None:
    """UsageError where nobody said why."""
    if not desk.request.reason:
        raise UsageError(_("{what} needs a reason: add --reason TEXT").format(what=what))


def about(customer: Found, line: str | None) -> dict[str, Any]:
    """The keys every answer begins with."""
    return {"customer": customer.code, "name": customer.name, "line": line}


def words(customer: Found, due: DueLine) -> dict[str, Any]:
    """What the sentences about a line are filled in with."""
    return {"customer": called(customer), "line": due.line, "code": customer.code}


def called(customer: Found) -> str:
    """The customer in a sentence."""
    return f"{customer.code} {customer.name}"


def moment(on: date, at: time | None) -> str:
    """A day, with the time of day where there is one."""
    return f"{on} {at:%H:%M}" if at else str(on)
