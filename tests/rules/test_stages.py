"""The cooperation stage on a day, derived from what was stated and what was bought."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kam.models.enums import CooperationStage
from kam.rules.stages import Standing, effective_stage, has_tier, no_tier

AS_OF = date(2026, 6, 30)
BEFORE, AFTER = date(2026, 6, 1), date(2026, 7, 1)


def a_buyer(on: date, **more: Any) -> Standing:
    return Standing(any_order=True, first_order_on=on, last_order_on=on, **more)


@pytest.mark.parametrize(
    ("standing", "stage"),
    [
        (Standing(), "potential"),
        (Standing(any_order=True), "active"),  # a return is an order too
        (Standing(first_purchase_on=BEFORE), "active"),
        (Standing(stated_annual_amount=Decimal(0)), "active"),
        (Standing(stated_annual_orders=0), "active"),
        (Standing("potential", first_purchase_on=BEFORE), "potential"),
        (Standing("potential", any_order=True), "potential"),
        (Standing("prospect", stated_annual_orders=3), "prospect"),
        (a_buyer(BEFORE, cooperation_stage="potential"), "active"),
        (a_buyer(BEFORE, cooperation_stage="prospect"), "active"),
        (Standing("active"), "active"),
        (Standing("lost"), "lost"),
        (a_buyer(BEFORE, cooperation_stage="lost"), "lost"),
        (a_buyer(BEFORE, cooperation_stage="lost", lost_on=BEFORE), "lost"),
        (a_buyer(AS_OF, cooperation_stage="lost", lost_on=BEFORE), "active"),
        (a_buyer(BEFORE, cooperation_stage="lost", lost_on=AS_OF), "lost"),
        (a_buyer(BEFORE, cooperation_stage="lost", lost_on=AFTER), "active"),
    ],
)
def test_the_stage_follows_from_statements_and_orders(standing: Standing, stage: str) -> None:
    assert effective_stage(standing, AS_OF) is CooperationStage(stage)


@pytest.mark.parametrize(
    ("archived", "on", "tier"),
    [(False, None, True), (True, None, False), (True, AS_OF, False), (True, AFTER, True)],
)
def test_an_archived_customer_has_no_tier(archived: bool, on: date | None, tier: bool) -> None:
    assert has_tier(Standing("active", archived=archived, archived_on=on), AS_OF) is tier


def test_a_customer_without_a_tier_hears_why() -> None:
    verdict = no_tier(Standing("lost", archived=True), AS_OF)
    assert verdict.value is None
    assert [reason.measure for reason in verdict.reasons] == ["archived", "cooperation_stage"]
    assert verdict.reasons[1].text() == "cooperation stage lost ≠ active"
