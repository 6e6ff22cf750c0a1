"""The due list agrees with a second, naive reading of handbook 3.4, field by field."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.models.enums import Channel, VisitState
from kam.reports import visits as report
from kam.reports.visits import Due
from kam.services import visits
from kam.services.visits import Wanted
from tests.builders import TODAY, a_customer, one_operation
from tests.laws import naive_visits
from tests.laws.company import NAMES
from tests.laws.scenes import Scene, Stage, acted, played, scenes

FIELDS = (
    "customer", "name", "tier", "line", "channel", "due_on", "plan_on", "state", "days_overdue",
    "last_on", "owner", "owner_role", "manager", "city",
)  # fmt: skip

LATER = st.sampled_from([0, 1, 6, 7, 8, 24, 30, 31, 60, 183, 184])


def due_on(stage: Stage, as_of: date, **wanted: Any) -> Due:
    with stage.reading(as_of) as desk:
        return visits.due(desk, Wanted(**wanted))


def listed(due: Due) -> list[dict[str, Any]]:
    return [{field: row[field] for field in FIELDS} for row in report.for_machines(due).rows]


def questions(stage: Stage, scene: Scene, later: int) -> Iterator[date]:
    """Days to ask for: after each recompute, some days on, and one before all of them."""
    for as_of, _mine, _slow in acted(stage, scene):
        yield as_of
        yield as_of + timedelta(days=later)
    yield scene.day - timedelta(days=1)


@given(scenes(), LATER, st.sampled_from([7, 0, 31]))
def test_the_due_list_is_what_the_handbook_says(scene: Scene, later: int, within: int) -> None:
    with played(scene) as stage:
        for day in questions(stage, scene, later):
            found = due_on(stage, day, within=within)
            lines, left_out = naive_visits.due_list(stage.company, stage.kept, day, within=within)
            assert listed(found) == lines, f"asked for {day}"
            assert {k: n for k, n in found.left_out._asdict().items() if n} == left_out


@given(scenes(), LATER)
def test_filters_pick_from_the_whole_list(scene: Scene, later: int) -> None:
    with played(scene) as stage:
        day = last_day(stage, scene) + timedelta(days=later)
        everything = listed(due_on(stage, day))
        for name in NAMES:
            mine = [line for line in everything if line["owner"] == name]
            assert listed(due_on(stage, day, manager=name)) == mine
            his = [line for line in everything if line["manager"] == name]
            assert listed(due_on(stage, day, customers_of=name)) == his
            team = naive_visits.team(stage.company, name)
            theirs = [line for line in everything if line["owner"] in team]
            assert listed(due_on(stage, day, team=name)) == theirs
        for code in stage.codes():
            its = [line for line in everything if line["customer"] == code]
            assert listed(due_on(stage, day, customer=code)) == its
        for key, terms in (("channel", Channel), ("state", VisitState)):
            for term in terms:
                some = [line for line in everything if line[key] == term]
                assert listed(due_on(stage, day, **{key: term.value})) == some


def last_day(stage: Stage, scene: Scene) -> date:
    return [as_of for as_of, _mine, _slow in acted(stage, scene)][-1]


@pytest.mark.parametrize(
    "left",
    [
        {"archived": True},
        {"archived": True, "archived_on": TODAY},
        {"cooperation_stage": "lost"},
        {"cooperation_stage": "lost", "lost_on": TODAY},
    ],
)
def test_who_left_since_the_recompute_is_off_the_agenda(db: str, left: dict[str, Any]) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger, tier="important", tier_since=date(2025, 6, 1), **left)
    stage = Stage(db, {})
    assert due_on(stage, TODAY).lines == []
    assert due_on(stage, TODAY).left_out.no_tier == 1
    if set(left) & {"archived_on", "lost_on"}:
        assert due_on(stage, TODAY - timedelta(days=1)).lines
