"""A pin overrides from its first day through its last, and never hides the rule."""

from dataclasses import dataclass
from datetime import date

import pytest

from kam.models.enums import Tier
from kam.rules.pins import holds, in_force, overridden
from kam.rules.reasons import Verdict

D = date.fromisoformat
SINCE = D("2026-03-10")


@dataclass
class APin:
    value: str = "important"
    reason: str = "big prospect"
    pinned_by: str = "李娜"
    since: date = SINCE
    until: date | None = None
    ended_on: date | None = None


@pytest.mark.parametrize(
    ("as_of", "until", "ended_on", "held"),
    [
        ("2026-03-09", None, None, False),
        ("2026-03-10", None, None, True),
        ("2026-03-20", "2026-03-20", None, True),
        ("2026-03-21", "2026-03-20", None, False),
        ("2026-03-14", None, "2026-03-15", True),
        ("2026-03-15", None, "2026-03-15", False),
    ],
)
def test_a_pin_holds_from_its_first_day_through_its_last(
    as_of: str, until: str | None, ended_on: str | None, held: bool
) -> None:
    days = [D(day) if day else None for day in (until, ended_on)]
    assert holds(SINCE, *days, D(as_of)) is held


def test_of_two_pins_the_later_counts() -> None:
    early, late = APin(), APin(value="new", since=D("2026-04-01"))
    assert in_force([early, late], D("2026-05-01")) is late
    assert in_force([early, late], D("2026-03-15")) is early
    assert in_force([early, late], D("2026-01-01")) is None


def test_a_pinned_verdict_shows_what_the_rule_would_say() -> None:
    verdict = overridden(Verdict(Tier.new, ()), APin(), Tier.new)
    assert verdict.value == "important"
    assert verdict.reasons[0].text() == (
        "pinned to important (李娜: big prospect); the rule says new"
    )


def test_a_pin_gives_no_tier_to_a_customer_without_one() -> None:
    rule = Verdict(None, ())
    assert overridden(rule, APin(), None) is rule
