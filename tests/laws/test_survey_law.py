"""Who is asked and what the answers say agree with a second, naive reading of handbook 3.6."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from kam.models.enums import SurveysBy as By
from kam.models.enums import SurveyTrigger
from kam.reports import satisfaction as summed
from kam.reports import surveys as report
from kam.services import surveys, surveys_due
from kam.services.finding import find_customer
from tests.builders import a_ticket, one_operation
from tests.laws import naive_surveys
from tests.laws.company import NAMES
from tests.laws.naive import months_from
from tests.laws.scenes import SEEDS, Scene, Stage, a_scene, acted, played

KEYS = ("customer", "tier", "trigger", "due_on", "state", "days_overdue", "last_on", "manager")


def asked_often(seed: int) -> Scene:
    """A scene in which orders are delivered and many surveys answered."""
    scene, random = a_scene(seed), Random(seed)
    company = scene.company
    for customer in company["customers"]:
        customer["industry"] = random.choice(["机械", "电子", None])
    for order in company["orders"]:
        late = random.choice([0, 1, 7, 20, 40])
        delivered = max(order["on"], scene.day - timedelta(days=15)) + timedelta(days=late)
        order["delivered_on"] = delivered if random.random() < 0.6 else None
    company["surveys"] += [
        answered(random, scene, random.choice(company["customers"])["code"]) for _turn in range(9)
    ]
    for survey in company["surveys"]:
        survey.setdefault("nps", random.choice([None, 0, 6, 7, 8, 9, 10]))
        survey["source"] = random.choice([None, "own", "third_party"])
        survey["product"] = random.choice([None, 1, 3, 4, 5])
    company["tickets"] = [
        a_complaint(random, scene, customer["code"])
        for customer in company["customers"]
        for _turn in range(2)
    ]
    return scene


def a_complaint(random: Random, scene: Scene, code: str) -> dict[str, Any]:
    """A ticket, closed or not, on or about the day."""
    opened = scene.day - timedelta(days=random.choice([3, 20, 40]))
    closed = opened + timedelta(days=random.choice([0, 2, 30]))
    return {
        "customer": code,
        "kind": random.choice(["complaint", "complaint", "inquiry"]),
        "opened_on": opened,
        "resolved_on": random.choice([None, closed, closed]),
        "confirmed_on": random.choice([None, closed + timedelta(days=1)]),
    }


@contextmanager
def with_tickets(scene: Scene) -> Iterator[Stage]:
    """The scene's company brought in, its tickets taken down."""
    with played(scene) as stage:
        with stage.reading(scene.day) as desk:
            codes = {ticket["customer"] for ticket in scene.company["tickets"]}
            ids = {code: find_customer(desk, code).id for code in codes}
        with one_operation(stage.db) as ledger:
            for ticket in scene.company["tickets"]:
                fields = {key: value for key, value in ticket.items() if key != "customer"}
                a_ticket(ledger, ids[ticket["customer"]], **fields)
        yield stage


def answered(random: Random, scene: Scene, code: str) -> dict[str, Any]:
    """An answer on or about a delivery, or a period before the day."""
    orders = [each for each in scene.company["orders"] if each["customer"] == code]
    days = [each["delivered_on"] for each in orders if each["delivered_on"]]
    if days and random.random() < 0.7:
        on = max(days) + timedelta(days=random.choice([-1, 0, 0, 1]))
    else:
        on = random.choice([months_from(scene.day, -3), months_from(scene.day, -6), scene.day])
    scale = random.choice([5, 10])
    return {"customer": code, "on": on, "overall": random.randint(1, scale), "scale": scale}


def due(stage: Stage, day: date, **wanted: Any) -> list[dict[str, Any]]:
    with stage.reading(day) as desk:
        found = surveys_due.due(desk, surveys_due.Wanted(**wanted))
    return [{key: row[key] for key in KEYS} for row in report.for_machines(found).rows]


def groups(stage: Stage, by: By, since: date, until: date) -> dict[str | None, dict[str, Any]]:
    with stage.reading(until) as desk:
        found = summed.page(surveys.summary(desk, surveys.Wanted(since, until, None, by))).data
    return {each.pop("group"): each for each in found["groups"]}


@pytest.mark.parametrize("seed", SEEDS)
def test_who_is_asked_is_what_the_handbook_says(seed: int) -> None:
    scene = asked_often(seed)
    with with_tickets(scene) as stage:
        for step in acted(stage, scene):
            for day in [scene.day - timedelta(days=1), *step.ask]:
                slow = naive_surveys.due_surveys(stage.company, stage.kept, day, scene.within)
                assert due(stage, day, within=scene.within) == slow, f"asked for {day}"


@pytest.mark.parametrize("seed", SEEDS[::4])
def test_filters_pick_from_the_whole_list(seed: int) -> None:
    scene = asked_often(seed)
    with with_tickets(scene) as stage:
        day = [step.ask[0] for step in acted(stage, scene)][-1]
        everything = due(stage, day)
        for trigger in SurveyTrigger:
            chosen = [each for each in everything if each["trigger"] == trigger]
            assert due(stage, day, trigger=trigger) == chosen
        for name in NAMES:
            his = [each for each in everything if each["manager"] == name]
            assert due(stage, day, manager=name) == his
        for code in stage.codes():
            its = [each for each in everything if each["customer"] == code]
            assert due(stage, day, customer=code) == its


@pytest.mark.parametrize("seed", SEEDS)
def test_groups_of_the_summary_are_what_the_handbook_says(seed: int) -> None:
    scene = asked_often(seed)
    with played(scene) as stage:
        day = [step.as_of for step in acted(stage, scene)][-1]
        since = months_from(day, -15)
        for by in (By.manager, By.tier, By.industry, By.quarter, By.source):
            slow = naive_surveys.groups(stage.company, stage.kept, by.value, since, day)
            found = groups(stage, by, since, day)
            assert found.keys() == slow.keys(), by
            for name, figures in slow.items():
                assert {key: found[name][key] for key in figures} == figures, (by, name)


@pytest.mark.parametrize("seed", SEEDS[::4])
def test_a_dimension_is_told_for_us_and_for_third_parties(seed: int) -> None:
    scene = asked_often(seed)
    since, day = months_from(scene.day, -15), scene.day
    with played(scene) as stage:
        found = groups(stage, By.dimension, since, day).get("product", {})
        for third, side in ((False, ""), (True, "third_party_")):
            rate, n = naive_surveys.product(stage.company, since, day, third)
            said = (found.get(f"{side}csat"), found.get(f"{side}csat_answers", 0))
            assert said == (rate, n)
