"""The due list agrees with a second, naive reading of handbook 3.4, field by field."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from kam.models.enums import Channel, VisitState
from kam.reports import visits as report
from kam.reports.visits import Due
from kam.services import visits
from kam.services.visits import Wanted
from tests.builders import TODAY, a_customer, one_operation
from tests.laws import naive_visits
from tests.laws.company import NAMES
from tests.laws.scenes import SEEDS, Stage, a_scene, acted, played

FIELDS = (
    "customer", "name", "tier", "line", "channel", "due_on", "plan_on", "state", "days_overdue",
    "last_on", "owner", "owner_role", "manager", "city",
)  # fmt: skip


def due_on(stage: Stage, as_of: date, **wanted: Any) -> Due:
    with stage.reading(as_of) as desk:
        return visits.due(desk, Wanted(**wanted))


def listed(due: Due) -> list[dict[str, Any]]:
    return [{field: row[field] for field in FIELDS} for row in report.for_machines(due).rows]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_due_list_is_what_the_handbook_says(seed: int) -> None:
    scene = a_scene(seed)
    with played(scene) as stage:
        for step in acted(stage, scene):
            for day in [scene.day - timedelta(days=1), *step.ask]:
                found = due_on(stage, day, within=scene.within)
                lines, left_out = naive_visits.due_list(
                    stage.company, stage.kept, day, within=scene.within
                )
                assert listed(found) == seen(lines), f"asked for {day}"
                hidden = due_on(stage, day, within=scene.within, state=VisitState.snoozed)
                assert listed(hidden) == seen(lines, snoozed=True), f"asked for {day}"
                assert {k: n for k, n in found.left_out._asdict().items() if n} == left_out


def seen(lines: list[dict[str, Any]], *, snoozed: bool = False) -> list[dict[str, Any]]:
    """The lines as they are listed: those put off only when asked for."""
    return [line for line in lines if (line["state"] == "snoozed") is snoozed]


@pytest.mark.parametrize("seed", SEEDS[::4])
def test_filters_pick_from_the_whole_list(seed: int) -> None:
    scene = a_scene(seed)
    with played(scene) as stage:
        day = [step.ask[-1] for step in acted(stage, scene)][-1]
        everything = listed(due_on(stage, day))
        for wanted, fits in filters(stage):
            assert listed(due_on(stage, day, **wanted)) == [x for x in everything if fits(x)]


def filters(stage: Stage) -> Iterator[tuple[dict[str, str], Callable[[dict], bool]]]:
    for name in NAMES:
        team = naive_visits.team(stage.company, name)
        yield {"manager": name}, lambda line, name=name: line["owner"] == name
        yield {"customers_of": name}, lambda line, name=name: line["manager"] == name
        yield {"team": name}, lambda line, team=team: line["owner"] in team
    for code in stage.codes():
        yield {"customer": code}, lambda line, code=code: line["customer"] == code
    for key, terms in (("channel", Channel), ("state", VisitState)):
        for term in set(terms) - {VisitState.snoozed}:
            yield {key: term.value}, lambda line, key=key, term=term: line[key] == term.value


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
