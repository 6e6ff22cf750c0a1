"""The tier of a customer: important, general or new (handbook 3.1, [Y §4])."""

from decimal import Decimal

from kam.models.enums import Tier
from kam.policy.schema import Policy
from kam.policy.schema import TierLimits as Limits
from kam.rules.figures import Figures
from kam.rules.reasons import Reason, Verdict

MEASURES = ("annual_amount", "annual_orders", "lifecycle_stage")


def _met(
    limits: Limits, amount: Decimal | None, orders: int | None, stage: str | None
) -> tuple[bool, bool, bool]:
    """Which of MEASURES reach the limits; an unknown one never does."""
    return (
        amount is not None and amount >= limits.annual_amount,
        orders is not None and orders >= limits.annual_orders,
        stage is not None and stage == limits.lifecycle_stage,
    )


def tier_of(amount: Decimal | None, orders: int | None, stage: str | None, policy: Policy) -> Tier:
    """The tier alone, for judging many; first match wins."""
    rules = policy.tier
    if True in _met(rules.important, amount, orders, stage):
        return Tier.important
    return Tier.general if True in _met(rules.general, amount, orders, stage) else Tier.new


def judge_tier(figures: Figures, lifecycle_stage: str | None, policy: Policy) -> Verdict:
    """The tier with the measures that decided; for new, the general limits that are not met."""
    said = (figures.annual_amount, figures.annual_orders, lifecycle_stage)
    tier = tier_of(*said, policy)
    limits = policy.tier.important if tier is Tier.important else policy.tier.general
    decided = tier is not Tier.new
    reasons = tuple(
        _reason(measure, value, getattr(limits, measure), decided, figures)
        for measure, value, met in zip(MEASURES, said, _met(limits, *said), strict=True)
        if met is decided and getattr(limits, measure) is not None
    )
    return Verdict(tier, reasons)


def _reason(measure: str, value: object, limit: object, met: bool, figures: Figures) -> Reason:
    equal = measure == "lifecycle_stage"
    op = ("=" if met else "!=") if equal else (">=" if met else "<")
    note = "stated" if figures.source_of(measure) == "stated" and not equal else None
    return Reason(measure, value, op, limit, note)
