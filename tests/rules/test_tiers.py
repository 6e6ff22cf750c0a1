"""Tiers and key accounts: on the line, above it, and why."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.models.enums import LifecycleStage, Tier
from kam.policy.load import load
from kam.rules.figures import Figures
from kam.rules.key_accounts import Attendance, is_key_account, judge_key_account, missing
from kam.rules.tiers import judge_tier, tier_of

POLICY = load()
RANK = {Tier.new: 0, Tier.general: 1, Tier.important: 2}


@pytest.mark.parametrize(
    ("amount", "orders", "stage", "tier"),
    [
        ("50000", None, None, Tier.important),
        ("49999.99", None, None, Tier.general),
        ("10000", None, None, Tier.general),
        ("9999.99", None, None, Tier.new),
        (None, 10, None, Tier.important),
        (None, 9, None, Tier.general),
        (None, 3, None, Tier.general),
        (None, 2, None, Tier.new),
        ("-5", 0, "maturity", Tier.important),
        ("0", 0, "growth", Tier.general),
        ("0", 0, "decline", Tier.new),
        ("20000", 2, "maturity", Tier.important),
        (None, None, None, Tier.new),
    ],
)
def test_first_match_wins_and_a_limit_includes_its_number(
    amount: str | None, orders: int | None, stage: str | None, tier: Tier
) -> None:
    said = None if amount is None else Decimal(amount)
    assert tier_of(said, orders, stage, POLICY) is tier


def test_reasons_name_every_measure_that_decided() -> None:
    verdict = judge_tier(Figures(Decimal("61200"), 12, "orders"), "growth", POLICY)
    assert verdict.value is Tier.important
    assert [reason.text() for reason in verdict.reasons] == [
        "annual amount 61,200.00 ≥ 50,000.00",
        "annual orders 12 ≥ 10",
    ]


def test_a_new_customer_hears_which_general_limits_it_missed() -> None:
    verdict = judge_tier(Figures(Decimal("5"), None, "stated"), None, POLICY)
    assert verdict.value is Tier.new
    assert [reason.text() for reason in verdict.reasons] == [
        "annual amount 5.00 < 10,000.00 (as stated, no orders)",
        "annual orders unknown < 3",
        "lifecycle stage unknown ≠ growth",
    ]


def test_a_stage_switched_off_decides_nothing_and_is_not_mentioned() -> None:
    policy = load('[tier.general]\nlifecycle_stage = ""')
    verdict = judge_tier(Figures(Decimal(5), 0, "orders"), None, policy)
    assert verdict.value is Tier.new
    assert [reason.measure for reason in verdict.reasons] == ["annual_amount", "annual_orders"]


AMOUNTS = st.none() | st.decimals(-(10**6), 10**7, places=2)
ORDERS = st.none() | st.integers(0, 30)
STAGES = st.none() | st.sampled_from(LifecycleStage)


@given(AMOUNTS, ORDERS, STAGES, st.decimals(0, 10**6, places=2), st.integers(0, 9))
def test_more_spend_never_lowers_a_tier(
    amount: Decimal | None, orders: int | None, stage: str | None, more: Decimal, n: int
) -> None:
    before = tier_of(amount, orders, stage, POLICY)
    after = tier_of((amount or Decimal(0)) + more, (orders or 0) + n, stage, POLICY)
    assert RANK[after] >= RANK[before]


@given(AMOUNTS, ORDERS, STAGES)
def test_every_verdict_gives_reasons(
    amount: Decimal | None, orders: int | None, stage: str | None
) -> None:
    verdict = judge_tier(Figures(amount, orders, "orders"), stage, POLICY)
    assert verdict.value is tier_of(amount, orders, stage, POLICY)
    assert verdict.reasons


@pytest.mark.parametrize(
    ("amount", "tier", "key"),
    [
        ("1000000", "important", False),
        ("1000000.01", "important", True),
        ("2000000", None, False),
        (None, "important", False),
    ],
)
def test_a_key_account_lies_strictly_above_the_line(
    amount: str | None, tier: str | None, key: bool
) -> None:
    said = None if amount is None else Decimal(amount)
    assert is_key_account(said, tier, POLICY) is key
    assert judge_key_account(Figures(said), tier, POLICY).value is key


def test_a_key_account_verdict_shows_the_amount_beside_the_line() -> None:
    verdict = judge_key_account(Figures(Decimal(1_000_000), 1, "orders"), "important", POLICY)
    assert verdict.reasons[0].text() == "annual amount 1,000,000.00 ≤ 1,000,000.00"


@pytest.mark.parametrize(
    ("manager", "assessed", "contract", "lacks"),
    [
        (True, "2026-03-30", None, ()),
        (True, "2026-03-29", True, ("assessment",)),
        (False, None, False, ("manager", "assessment", "contract")),
    ],
)
def test_what_a_key_account_lacks_is_named(
    manager: bool, assessed: str | None, contract: bool | None, lacks: tuple[str, ...]
) -> None:
    last = date.fromisoformat(assessed) if assessed else None
    attendance = Attendance(manager, last, contract)
    assert missing(attendance, date(2026, 6, 30), POLICY) == lacks
