"""Fetching what the rules need to judge everybody on the desk's day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from kam.models.enums import Scheme
from kam.rules.figures import Figures, annual, annual_window, quarter_bounds
from kam.rules.judging import Judged, Subject
from kam.rules.pins import holds
from kam.rules.stages import Standing, has_tier
from kam.services.workspace import Workspace
from kam.store import figures, judgements
from kam.store.among import Among
from kam.store.figures import Window

_NO_ORDERS: tuple[Any, ...] = (None, None, None, None, None, None, 0)
Kept = dict[str, dict[int, str | None]]


def window(desk: Workspace) -> Window:
    """The days the figures of the desk's day are counted over."""
    after, until = annual_window(desk.as_of, desk.policy)
    return Window(after, until, quarter_bounds(desk.as_of, desk.policy))


def subjects(desk: Workspace, wanted: Among | None = None) -> list[Subject]:
    """Customers with their standing and figures on the desk's day, by id."""
    days = window(desk)
    orders = figures.order_figures(desk.connection, days, wanted)
    satisfied = figures.satisfactions(desk.connection, days, wanted)
    found = []
    for row in figures.standings(desk.connection, wanted):
        id_, code, name, stage, potential, cooperation, lost_on, archived, archived_on = row[:9]
        first_on, stated_amount, stated_orders = row[9:]
        bought = orders.get(id_)
        _id, amount, count, profit, first, last, quarters = bought or _NO_ORDERS
        standing = Standing(
            *(cooperation, lost_on, archived, archived_on, bought is not None, first, last),
            *(first_on, stated_amount, stated_orders),
        )
        year = annual(bought is not None, amount, count, stated_amount, stated_orders)
        judged_by = Figures(
            *(year.amount, year.orders, year.source, profit, satisfied.get(id_), potential),
            *(first, last, quarters),
        )
        found.append(Subject(id_, code, name, stage, standing, judged_by))
    return found


def judge(desk: Workspace, kept: Kept) -> Judged:
    """Everybody judged on the desk's day; `kept` is what is kept on it."""
    rated: list[Subject] = []
    unrated: list[Subject] = []
    for one in subjects(desk):
        (rated if has_tier(one.standing, desk.as_of) else unrated).append(one)
    pins = judgements.pins(desk.connection)
    grades = kept.get(Scheme.grade.value, {}) | _grades_under_pins(desk, pins)
    kept_grades = [grades.get(one.id) for one in rated]
    return Judged(rated, unrated, kept_grades, _in_force(pins, desk.as_of), desk.policy, desk.as_of)


def _in_force(pins: Iterable[Any], as_of: date) -> dict[Scheme, dict[int, Any]]:
    """The pins that hold that day; of several of a customer the one set last."""
    found: dict[Scheme, dict[int, Any]] = {}
    for pin in pins:
        if holds(pin.since, pin.until, pin.ended_on, as_of):
            found.setdefault(Scheme(pin.scheme), {}).setdefault(pin.customer_id, pin)
    return found


def _grades_under_pins(desk: Workspace, pins: Iterable[Any]) -> dict[int, str | None]:
    """What the rule said of those whose kept grade is a pin's."""
    customers = {pin.customer_id for pin in pins if pin.scheme == Scheme.grade.value}
    rows = judgements.rows_of(
        desk.connection, desk.as_of, customer_ids=sorted(customers), scheme=Scheme.grade.value
    )
    reasons = {row.customer_id: row.reasons or [{}] for row in rows}
    return {
        customer: said[0]["limit"]
        for customer, said in reasons.items()
        if said[0].get("measure") == "pin"
    }
