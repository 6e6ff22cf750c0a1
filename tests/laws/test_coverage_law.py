"""Coverage agrees with a second, naive day-by-day replay of handbook 3.7, cycle by cycle."""

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from kam.models.enums import CoverageBy, CycleResult, Tier
from kam.policy.load import load
from kam.policy.schema import Policy
from kam.reports import coverage as reports
from kam.reports.coverage import Report
from kam.services import coverage
from kam.services.coverage import Wanted
from tests.laws import naive, naive_coverage
from tests.laws.scenes import SEEDS, Stage, a_busy_scene, acted, played

FIELDS = (
    "customer", "tier", "line", "channel", "due_on", "met_on", "result", "reason", "ended_on",
)  # fmt: skip
COUNTS = (
    "customers", "covered", "coverage", "target", "fell_due", "in_time", "late", "missed",
    "skipped", "open", "needed", "reachable", "visits_left",
)  # fmt: skip
OTHER = """
[visits]
grace = 3

[[visits.afterwards]]
name = "news"
channel = "phone"
every = "1 month"
counts = ["phone", "video"]
by = "account_manager"
"""
AFTERWARDS = [("news", "phone", 1, ["phone", "video"], "account_manager")]
POLICIES = {"default": load(), "other": load(OTHER)}


def periods(seed: int, days: list[date]) -> list[tuple[date, date, date]]:
    """(first, last, as_of): over, running and still to come, months, years and single days."""
    random = Random(f"periods {seed}")
    begin, end = days[0], days[-1]
    first = begin - timedelta(days=random.randint(-40, 60))
    lasting = [random.choice([0, 27, 30, 91, 365, 500]) for _turn in range(4)]
    middle = random.choice(days)
    return [
        (first, first + timedelta(days=lasting[0]), end),
        (middle, middle + timedelta(days=lasting[1]), middle + timedelta(days=lasting[1])),
        (begin, begin + timedelta(days=lasting[2]), middle),
        (end - timedelta(days=lasting[3]), end + timedelta(days=40), end),
    ]


def reported(
    stage: Stage, period: tuple[date, date, date], by: CoverageBy, policy: Policy
) -> Report:
    since, until, as_of = period
    with stage.reading(as_of) as desk:
        desk.policy = policy
        return coverage.report(desk, Wanted(since, until, by, lists=True))


def in_order(cycles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    told = [{field: each[field] for field in FIELDS} for each in cycles]
    return sorted(told, key=lambda each: [str(each[field]) for field in FIELDS])


def expected(stage: Stage, period: tuple[date, date, date]) -> list[dict[str, Any]]:
    found = []
    for code in stage.codes():
        for each in naive_coverage.cycles(stage.company, stage.kept, code, *period):
            ended_on = None if each["ended"] == "met" else each["ended_on"]
            found.append({**each, "ended_on": ended_on})
    return found


def counted(report: Report) -> dict[Any, dict[str, Any]]:
    data = reports.page(report).data
    rows = {row["group"]: row for row in data["groups"] if row["customers"]}
    return {
        key: {name: row[name] for name in COUNTS}
        for key, row in {**rows, "all": data["total"]}.items()
    }


def numbers(cycles: list[dict[str, Any]], period: tuple[date, date, date]) -> dict[str, Any]:
    _first, last, as_of = period
    found = naive_coverage.counted(cycles, last, as_of)
    for rate in ("coverage", "target"):
        if found[rate] is not None:
            found[rate] = pytest.approx(float(found[rate]), abs=1e-6)
    return found


def group_of(stage: Stage, by: CoverageBy, cycle: dict[str, Any]) -> Any:
    if by is CoverageBy.manager:
        return naive.customer_of(stage.company, cycle["customer"])["manager"]
    return cycle[by.value]


@pytest.mark.parametrize(
    ("seed", "name"),
    [*((seed, "default") for seed in SEEDS), *((seed, "other") for seed in SEEDS[::3])],
)
def test_coverage_is_what_a_day_by_day_replay_finds(seed: int, name: str) -> None:
    scene = a_busy_scene(seed)
    with played(scene) as stage:
        if name == "other":
            stage.company |= {"grace": 3, "afterwards": AFTERWARDS}
        days = [scene.day, *(day for step in acted(stage, scene) for day in step.ask)]
        for period in periods(seed, sorted(days)):
            cycles = expected(stage, period)
            for by in (CoverageBy.tier, CoverageBy.line, CoverageBy.manager):
                report = reported(stage, period, by, POLICIES[name])
                rows = [dict(row) for row in reports.cycles_for_machines(report).rows]
                assert in_order(rows) == in_order(cycles), f"{period}"
                groups: dict[Any, list] = {}
                for cycle in cycles:
                    groups.setdefault(group_of(stage, by, cycle), []).append(cycle)
                wanted = {key: numbers(mine, period) for key, mine in groups.items()}
                assert counted(report) == {**wanted, "all": numbers(cycles, period)}


@pytest.mark.parametrize("seed", SEEDS[::3])
def test_a_month_is_a_period_of_its_own(seed: int) -> None:
    scene = a_busy_scene(seed)
    with played(scene) as stage:
        days = sorted(day for step in acted(stage, scene) for day in step.ask)
        first, last, as_of = scene.day + timedelta(days=9), days[-1] + timedelta(days=20), days[-1]
        first = max(first, as_of - timedelta(days=150))
        report = reported(stage, (first, last, as_of), CoverageBy.month, POLICIES["default"])
        cycles, wanted = [], {}
        for begin, end in naive_coverage.months_of(first, last):
            month = (begin, end, as_of)
            mine = expected(stage, month)
            cycles += mine
            if mine:
                wanted[f"{begin:%Y-%m}"] = numbers(mine, month)
        rows = [dict(row) for row in reports.cycles_for_machines(report).rows]
        assert in_order(rows) == in_order(cycles)
        whole = numbers(expected(stage, (first, last, as_of)), (first, last, as_of))
        assert counted(report) == {**wanted, "all": whole}


def test_the_scenes_hold_every_tier_and_result() -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for seed in range(24):
        scene = a_busy_scene(seed)
        with played(scene) as stage:
            days = sorted(day for step in acted(stage, scene) for day in step.ask)
            period = (scene.day - timedelta(days=30), days[-1] + timedelta(days=60), days[-1])
            report = reported(stage, period, CoverageBy.tier, POLICIES["default"])
            seen.update((each.tier, each.result) for each in report.listed or ())
    assert set(seen) == {(tier.value, result.value) for tier in Tier for result in CycleResult}
