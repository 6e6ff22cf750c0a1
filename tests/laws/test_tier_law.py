"""Tiers, grades and key accounts agree with a second, naive reading of handbook 3.1-3.3."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from kam.models.enums import Scheme
from kam.services.explain import Explained, explain
from tests.laws import naive
from tests.laws.scenes import SEEDS, Stage, a_scene, acted, played


@pytest.mark.parametrize("seed", SEEDS)
def test_a_recompute_changes_what_the_handbook_says(seed: int) -> None:
    scene = a_scene(seed)
    with played(scene) as stage:
        for step in acted(stage, scene):
            assert step.mine == step.slow, f"recomputed for {step.as_of}"


@pytest.mark.parametrize("seed", SEEDS)
def test_an_explanation_tells_the_figures_and_points_of_the_handbook(seed: int) -> None:
    scene = a_scene(seed)
    with played(scene) as stage:
        days = [step.as_of for step in acted(stage, scene)]
        for day in {scene.day, *days, days[-1] + timedelta(days=40)}:
            for code in stage.codes():
                with stage.reading(day) as desk:
                    mine = explain(desk, code)
                assert told(mine) == expected(stage, code, day), f"{code} on {day}"


def told(mine: Explained) -> dict[str, Any]:
    figures, graded = mine.subject.figures, mine.graded
    tier, grade = mine.kept.get(Scheme.tier), mine.kept.get(Scheme.grade)
    return {
        "tier": tier and tier.value,
        "tier_since": tier.since if tier and tier.value else None,
        "grade": grade and grade.value,
        "rule_tier": mine.rules[Scheme.tier],
        "annual_amount": figures.annual_amount,
        "annual_orders": figures.annual_orders,
        "score": graded and graded.score,
        "coverage": graded and graded.coverage,
        "points": {each.name: each.points for each in mine.dimensions},
    }


def expected(stage: Stage, code: str, day: date) -> dict[str, Any]:
    company, kept = stage.company, stage.kept
    rated = naive.has_tier(company, code, day)
    score, coverage = naive.score_and_coverage(company, code, day) if rated else (None, None)
    points = naive.dimensions(company, code, day) if rated else {}
    return {
        "tier": naive.kept_value(kept, code, "tier", day),
        "tier_since": naive.tier_since(kept, code, day),
        "grade": naive.kept_value(kept, code, "grade", day),
        "rule_tier": naive.rule_tier(company, code, day),
        "annual_amount": naive.annual_amount(company, code, day),
        "annual_orders": naive.annual_orders(company, code, day),
        "score": close(score),
        "coverage": close(coverage),
        "points": {name: close(value) for name, value in points.items()},
    }


def close(value: Fraction | None) -> Any:
    return None if value is None else pytest.approx(float(value), abs=1e-6)
