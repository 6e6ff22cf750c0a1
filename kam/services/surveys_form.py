"""Questionnaires to fill in: a row for each customer, which `kam import` takes back."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kam.agenda.surveys import DueSurvey
from kam.errors import UsageError
from kam.i18n import _, word
from kam.models.enums import SurveyTrigger, Tier
from kam.reports.surveys import DueSurveys
from kam.reports.visits import Reach
from kam.services import surveys_due
from kam.services.finding import find_customer
from kam.services.visits import reach
from kam.services.workspace import Workspace
from kam.sheets.survey_form import TO_FILL_IN
from kam.store.among import these

Row = tuple[Any, ...]
_BLANK = (None,) * len(TO_FILL_IN)


class Asked(NamedTuple):
    """One customer of the questionnaire, and why it is asked; None where it is not due."""

    code: str
    name: str
    tier: str | None
    last_on: Any
    manager: str | None
    reach: Reach
    due: DueSurvey | None
    order: str | None


def rows(
    desk: Workspace, customers: Sequence[str], *, due: bool = False, manager: str | None = None
) -> list[Row]:
    """The questionnaire's rows: the customers as typed, or everybody who is `due`.

    Raises UsageError unless one of the two is asked for, else as `find_customer`.
    """
    if due == bool(customers):
        raise UsageError(_("name the customers to ask, or say --due for everybody who is due"))
    if manager is not None and not due:
        raise UsageError(_("--manager goes with --due: it says whose customers"))
    if due:
        found = surveys_due.due(desk, surveys_due.Wanted(manager=manager))
        return [_row(_due(each, found)) for each in _first(found.entries).values()]
    ids = dict.fromkeys(find_customer(desk, said).id for said in customers)
    return [_row(each) for each in _named(desk, list(ids))]


def _first(entries: Iterable[DueSurvey]) -> dict[int, DueSurvey]:
    """Customer -> what it is due for first."""
    first: dict[int, DueSurvey] = {}
    for each in entries:
        first.setdefault(each.customer_id, each)
    return first


def _due(each: DueSurvey, found: DueSurveys) -> Asked:
    known = (each.customer, each.name, each.tier, each.last_on, each.manager)
    return Asked(*known, found.reach[each.customer_id], each, _order(each, found.orders))


def _named(desk: Workspace, ids: list[int]) -> list[Asked]:
    """These customers in this order, each with what it is due for first."""
    among = these(ids)
    known = surveys_due.known(desk, among)
    found = surveys_due.due_of(desk, known, among)
    first, reached = _first(found.entries), reach(desk, known.rows, ids, among)
    asked = {
        one.id: Asked(
            *(one.code, one.name, one.tier, one.last_on, one.manager, reached[one.id]),
            *(first.get(one.id), _order(first.get(one.id), found.orders)),
        )
        for one in known.facts
    }
    return [asked[each] for each in ids]


def _order(due: DueSurvey | None, orders: Mapping[int, str | None]) -> str | None:
    after_delivery = due is not None and due.trigger == SurveyTrigger.after_delivery
    return orders.get(due.customer_id) if due is not None and after_delivery else None


def _row(one: Asked) -> Row:
    """The values of STATED, then of BESIDE (`kam.sheets.survey_form`)."""
    trigger = one.due.trigger if one.due else SurveyTrigger.periodic.value
    return (
        *(one.code, one.name, one.reach.contact, word(trigger, SurveyTrigger), None),
        *_BLANK,
        None,
        *(one.due and one.due.due_on, one.last_on, one.order, word(one.tier, Tier) or None),
        *(one.reach.phone, one.manager),
    )


def write(path: Path, found: Sequence[Row]) -> None:
    """Write the questionnaire, in the language in use."""
    from kam.sheets.survey_form_writing import write_form

    write_form(path, found)
