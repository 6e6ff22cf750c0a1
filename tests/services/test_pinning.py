"""A person's word over the rule: from the day it is set until the recompute after its end."""

from datetime import date
from typing import Any

import pytest

from kam.errors import ConflictError, NotFoundError, UsageError
from kam.models.enums import Grade, Scheme, Tier
from kam.reports.page import Page
from kam.services import pins, tiers
from kam.services.explain import explain
from kam.services.tiers import Wanted
from kam.services.workspace import reading, writing
from tests.builders import a_customer, a_request, an_order, one_operation


def day(n: int) -> date:
    return date(2026, 1, n)


@pytest.fixture
def judged(db: str) -> str:
    """A database with a general customer MID, and POT who has no tier, judged on 5 January."""
    with one_operation(db) as ledger:
        an_order(ledger, a_customer(ledger, code="MID"), amount=20_000)
        a_customer(ledger, code="POT", cooperation_stage="potential")
    recompute(db, day(5))
    return db


def recompute(db: str, on: date) -> None:
    with writing(a_request(db, as_of=on)) as desk:
        tiers.recompute(desk)


def pin(db: str, value: Tier | Grade, on: date, until: date | None = None, **fields: Any) -> Page:
    request = {"as_of": on, "reason": "战略客户"} | fields
    with writing(a_request(db, **request)) as desk:
        return pins.pin(desk, "MID", value, until)


def tier(db: str, on: date) -> str | None:
    with reading(a_request(db, as_of=on)) as desk:
        rows = tiers.listed(desk, Wanted())
    return next((row["tier"] for row in rows if row["customer"] == "MID"), None)


def test_a_pin_is_kept_as_a_change_from_its_day(judged: str) -> None:
    page = pin(judged, Tier.important, day(6))
    assert (tier(judged, day(5)), tier(judged, day(6))) == ("general", "important")
    assert (page.data["from"], page.data["to"]) == ("general", "important")


def test_a_pin_holds_through_recomputes_and_falls_with_the_one_after_its_last_day(
    judged: str,
) -> None:
    pin(judged, Tier.important, day(6), until=day(8))
    recompute(judged, day(8))
    assert tier(judged, day(8)) == "important"
    assert tier(judged, day(9)) == "important"
    recompute(judged, day(9))
    assert tier(judged, day(9)) == "general"


def test_explain_shows_the_pin_and_what_the_rule_would_say(judged: str) -> None:
    pin(judged, Tier.new, day(6))
    with reading(a_request(judged, as_of=day(6))) as desk:
        one = explain(desk, "MID")
    assert one.rules[Scheme.tier] == "general"
    assert one.pins[Scheme.tier].reason == "战略客户"
    assert "pinned to new (tester: 战略客户); the rule says general" in (
        one.verdicts[Scheme.tier].reasons[0].text()
    )


def test_a_pin_gives_no_tier_to_a_customer_without_one(judged: str) -> None:
    with writing(a_request(judged, as_of=day(6), reason="?")) as desk:
        page = pins.pin(desk, "POT", Tier.important, None)
    assert page.data["to"] is None
    recompute(judged, day(7))
    with reading(a_request(judged, as_of=day(7))) as desk:
        assert [row["customer"] for row in tiers.listed(desk, Wanted())] == ["MID"]


def test_a_new_pin_ends_the_one_before(judged: str) -> None:
    pin(judged, Tier.important, day(6))
    pin(judged, Tier.new, day(7), until=day(7))
    recompute(judged, day(8))
    assert tier(judged, day(8)) == "general"


def test_unpin_leaves_the_change_back_to_the_next_recompute(judged: str) -> None:
    pin(judged, Tier.important, day(6))
    with writing(a_request(judged, as_of=day(7))) as desk:
        assert pins.unpin(desk, "MID", None).data["pins"] == [
            {"scheme": "tier", "value": "important"}
        ]
    assert tier(judged, day(7)) == "important"
    recompute(judged, day(7))
    assert tier(judged, day(7)) == "general"


def test_what_is_not_pinned_cannot_be_taken_off(judged: str) -> None:
    with (
        writing(a_request(judged, as_of=day(7))) as desk,
        pytest.raises(NotFoundError, match="nothing is pinned"),
    ):
        pins.unpin(desk, "MID", Scheme.grade)


def test_a_pinned_grade_gives_way_to_the_grade_the_rule_last_gave(judged: str) -> None:
    """Alone among its kind MID scores 50 and more: B, kept down to 38 and up to 72."""
    pin(judged, Grade.A, day(6))
    with writing(a_request(judged, as_of=day(7))) as desk:
        pins.unpin(desk, "MID", Scheme.grade)
    recompute(judged, day(7))
    with reading(a_request(judged, as_of=day(7))) as desk:
        one = explain(desk, "MID")
    assert one.kept[Scheme.grade].value == one.rules[Scheme.grade] == "B"
    assert one.history[-1].previous == "A"


@pytest.mark.parametrize(
    ("fields", "error", "message"),
    [
        ({"reason": None}, UsageError, "add --reason TEXT"),
        ({"on": day(4)}, ConflictError, "2026-01-05 are kept, 2026-01-04 comes before"),
        ({"until": day(5)}, UsageError, "--until 2026-01-05 comes before 2026-01-06"),
    ],
)
def test_a_pin_that_cannot_be(
    judged: str, fields: dict[str, Any], error: type[Exception], message: str
) -> None:
    wish = {"on": day(6)} | fields
    with pytest.raises(error, match=message):
        pin(judged, Tier.new, **wish)


@pytest.mark.parametrize(
    ("said", "meant"),
    [("important", Tier.important), ("重要", Tier.important), ("a", Grade.A), ("B级", Grade.B)],
)
def test_tiers_and_grades_are_understood_in_both_languages(said: str, meant: Tier | Grade) -> None:
    assert pins.meant(said) is meant


def test_another_word_is_refused_with_what_there_is() -> None:
    with pytest.raises(UsageError, match="'gold' is no tier or grade; one of important general"):
        pins.meant("gold")
