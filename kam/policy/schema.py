"""The policy of one database: every threshold, cadence, weight and target of handbook 3.

Attributes are the keys of `default.toml`: `policy.tier.important.annual_amount`.
"""

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from kam.i18n import _
from kam.models.enums import Channel, LifecycleStage
from kam.policy.lines import Also, Cadence, FirstPurchase, Line, Visits
from kam.policy.parts import Amount, Count, Part, Points, Share, Span, Switch, unfit
from kam.policy.surveys import SurveyRules

__all__ = ["Also", "Cadence", "FirstPurchase", "Line", "Policy", "SurveyRules", "Visits"]


class Imports(Part):
    contact_channel: Channel


def _blank_is_none(said: Any) -> Any:
    return None if said == "" else said


class TierLimits(Part):
    """Any one measure is enough; `lifecycle_stage` None asks for no stage."""

    annual_amount: Amount
    annual_orders: Count
    lifecycle_stage: Annotated[LifecycleStage | None, BeforeValidator(_blank_is_none)]


class TierRules(Part):
    important: TierLimits
    general: TierLimits

    @field_validator("general")
    @classmethod
    def _not_above_important(cls, general: TierLimits, known: ValidationInfo) -> TierLimits:
        important = known.data.get("important", general)
        for key in ("annual_amount", "annual_orders"):
            value, limit = getattr(general, key), getattr(important, key)
            if value > limit:
                want = _("at most the {limit} of {key}").format(
                    limit=limit, key=f"tier.important.{key}"
                )
                raise unfit(key, value, want)
        return general


class KeyAccountRules(Part):
    annual_amount: Amount
    needs_manager: Switch
    needs_assessment_every: Span
    needs_contract: Switch


class Weights(Part):
    sales: Points
    profit: Points
    frequency: Points
    satisfaction: Points
    loyalty: Points
    potential: Points

    @field_validator("potential")
    @classmethod
    def _one_counts(cls, potential: float, known: ValidationInfo) -> float:
        if not potential and not any(known.data.values()):
            raise ValueError(_("at least one weight above 0"))
        return potential


class Loyalty(Part):
    quarter: Span
    quarters: Annotated[Count, Field(le=40)]


class GradeRules(Part):
    cut_a: Points
    cut_b: Points
    hysteresis: Points
    min_coverage: Share
    weights: Weights
    loyalty: Loyalty

    @field_validator("cut_b")
    @classmethod
    def _below_a(cls, cut_b: float, known: ValidationInfo) -> float:
        cut_a = known.data.get("cut_a")
        if cut_a is not None and cut_b >= cut_a:
            raise ValueError(
                _("less than {limit} of {key}").format(limit=f"{cut_a:g}", key="grade.cut_a")
            )
        return cut_b


class WorkdayRules(Part):
    """Days off and days worked that come before the published calendar."""

    holidays: tuple[date, ...]
    workdays: tuple[date, ...]

    @field_validator("workdays")
    @classmethod
    def _not_both(cls, days: tuple[date, ...], known: ValidationInfo) -> tuple[date, ...]:
        both = sorted(set(days) & set(known.data.get("holidays", ())))
        if both:
            raise unfit("", both[0], _("a day that is not among workdays.holidays too"))
        return days


class VisitCoverage(Part):
    important: Share
    general: Share
    new: Share


Growth = Annotated[float, Field(strict=True, ge=0, le=100, allow_inf_nan=False)]


class Targets(Part):
    renewal_rate: Share
    satisfaction: Share
    key_account_revenue_growth: Growth
    satisfaction_gain: Share
    repeat_purchase_gain: Share
    churn_drop: Share
    service_participation: Share
    max_customer_share: Share
    key_account_share_from: Share
    key_account_share_to: Share
    max_key_account_churn: Share
    visit_coverage: VisitCoverage

    @field_validator("key_account_share_to")
    @classmethod
    def _not_below_from(cls, until: float, known: ValidationInfo) -> float:
        limit = known.data.get("key_account_share_from")
        if limit is not None and until < limit:
            want = _("at least the {limit} of {key}")
            raise ValueError(want.format(limit=limit, key="targets.key_account_share_from"))
        return until


def _is_zone(name: str) -> bool:
    """Whether the machine knows the time zone; any is taken where it knows none at all."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return name != "UTC" and not _is_zone("UTC") and "/" in name
    return True


class Policy(Part):
    """All of it. Two policies are equal when every value is."""

    zone: str
    currency: str
    annual_window: Span
    imports: Imports
    tier: TierRules
    key_account: KeyAccountRules
    grade: GradeRules
    visits: Visits
    workdays: WorkdayRules
    surveys: SurveyRules
    targets: Targets

    @field_validator("currency")
    @classmethod
    def _three_letters(cls, currency: str) -> str:
        if not (len(currency) == 3 and currency.isascii() and currency.isupper()):
            raise ValueError(_("three capital letters like CNY"))
        return currency

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        if not _is_zone(zone):
            raise ValueError(_("a time zone like Asia/Shanghai"))
        return zone
