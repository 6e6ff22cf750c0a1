"""Who is to be asked how satisfied he is, and who is left out."""

from collections.abc import Collection
from typing import Any, NamedTuple

from kam.agenda.surveys import SurveyFacts, due_surveys
from kam.models.enums import SurveyTrigger
from kam.reports.surveys import DueSurveys
from kam.services.finding import find_customer, find_staff
from kam.services.visits import gone, reach, staff_on
from kam.services.workspace import Workspace
from kam.store import surveys, tickets, visits
from kam.store.among import Among, all_of, managed_by, these


class Wanted(NamedTuple):
    """Whom to list; None asks for nothing. People and customers as typed."""

    manager: str | None = None
    """The customers this person manages."""
    customer: str | None = None
    trigger: SurveyTrigger | None = None
    within: int | None = None


def due(desk: Workspace, wanted: Wanted) -> DueSurveys:
    """The surveys due on the desk's day.

    Raises NotFoundError and AmbiguousError for names that mean nobody or several.
    """
    among: list[Among] = []
    if wanted.manager is not None:
        among.append(managed_by([find_staff(desk, wanted.manager).id]))
    if wanted.customer is not None:
        among.append(these([find_customer(desk, wanted.customer).id]))
    triggers = tuple(SurveyTrigger) if wanted.trigger is None else (wanted.trigger,)
    asked = all_of(among)
    return due_of(desk, known(desk, asked), asked, triggers, wanted.within)


class Known(NamedTuple):
    """Customers as the store gives them (`store.visits.facts`) and as the agenda wants them."""

    rows: Any
    facts: list[SurveyFacts]


def known(desk: Workspace, among: Among | None) -> Known:
    """What the desk's day knows of these customers' surveys."""
    rows = visits.facts(desk.connection, desk.as_of, (), among)
    last = surveys.last_answers(desk.connection, desk.as_of, among)
    delivered = surveys.last_deliveries(desk.connection, desk.as_of, among)
    complaints = {
        row.customer_id: row.closed_on
        for row in tickets.complaints_closed(desk.connection, desk.as_of, among)
    }
    people, left = staff_on(desk, desk.as_of), gone(desk, among)
    facts = [
        SurveyFacts(
            *(id_, code, name, since is not None, None if id_ in left else tier, since),
            *(last.get(id_), delivered.get(id_), complaints.get(id_)),
            people[manager].name if manager in people else None,
        )
        for id_, code, name, manager, _consultant, _phone, _city, tier, since, _first in rows
    ]
    return Known(rows, facts)


def due_of(
    desk: Workspace,
    known: Known,
    among: Among | None,
    triggers: Collection[SurveyTrigger] = tuple(SurveyTrigger),
    within: int | None = None,
) -> DueSurveys:
    """The surveys of these triggers that are due among the customers known."""
    found = due_surveys(known.facts, desk.policy, desk.as_of, within, triggers)
    asked = {
        each.customer_id: each.about_on
        for each in found.entries
        if each.about_on and each.trigger == SurveyTrigger.after_delivery
    }
    return DueSurveys(
        found.entries,
        reach(desk, known.rows, {each.customer_id for each in found.entries}, among),
        surveys.delivered_numbers(desk.connection, asked, desk.as_of),
        found.left_out,
    )
