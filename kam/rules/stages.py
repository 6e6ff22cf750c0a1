"""The cooperation stage a customer is in on a day, whatever was once stated (handbook 3)."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kam.models.enums import CooperationStage
from kam.rules.reasons import Reason, Verdict


class Standing(NamedTuple):
    """What the stage of one customer hangs on; order facts are those on or before the day."""

    cooperation_stage: str | None = None
    lost_on: date | None = None
    archived: bool = False
    archived_on: date | None = None
    any_order: bool = False
    """Any order at all, returns included."""
    first_order_on: date | None = None
    """The first positive order."""
    last_order_on: date | None = None
    """The last positive order."""
    first_purchase_on: date | None = None
    """As imported."""
    stated_annual_amount: Decimal | None = None
    stated_annual_orders: int | None = None


def effective_stage(standing: Standing, as_of: date) -> CooperationStage:
    """The stage on that day. Before a known `lost_on` a lost customer is read as if unstated."""
    stated, lost_on = standing.cooperation_stage, standing.lost_on
    if stated == "active":
        return CooperationStage.active
    if stated == "lost" and (lost_on is None or lost_on <= as_of):
        return _since_lost(lost_on, standing.last_order_on)
    if standing.first_order_on is not None:
        return CooperationStage.active
    if stated == "potential":
        return CooperationStage.potential
    if stated == "prospect":
        return CooperationStage.prospect
    return CooperationStage.active if _has_bought(standing) else CooperationStage.potential


def _since_lost(lost_on: date | None, last_order_on: date | None) -> CooperationStage:
    if lost_on is not None and last_order_on is not None and last_order_on > lost_on:
        return CooperationStage.active
    return CooperationStage.lost


def _has_bought(standing: Standing) -> bool:
    return (
        standing.any_order
        or standing.first_purchase_on is not None
        or standing.stated_annual_amount is not None
        or standing.stated_annual_orders is not None
    )


def is_archived(standing: Standing, as_of: date) -> bool:
    """Whether the customer is archived on that day; an archiving without a date always holds."""
    on = standing.archived_on
    return standing.archived and (on is None or on <= as_of)


class Away(NamedTuple):
    """Days on which a customer is lost or archived."""

    since: date
    until: date | None
    """The day he is back; None: never."""


def absences(standing: Standing, back_on: date | None) -> tuple[Away, ...]:
    """When the customer is lost or archived, day by day what the stage says of each.

    `back_on`: the first positive order after a known `lost_on`, if there was one.
    """
    found = []
    if standing.cooperation_stage == CooperationStage.lost:
        found.append(Away(standing.lost_on or date.min, standing.lost_on and back_on))
    if standing.archived:
        found.append(Away(standing.archived_on or date.min, None))
    return tuple(found)


def has_tier(standing: Standing, as_of: date) -> bool:
    """Whether the customer is judged at all: active on that day, and not archived."""
    return not is_archived(standing, as_of) and (
        effective_stage(standing, as_of) is CooperationStage.active
    )


def no_tier(standing: Standing, as_of: date) -> Verdict:
    """The verdict on a customer without a tier: None, and what stands in the way."""
    reasons: tuple[Reason, ...] = ()
    if is_archived(standing, as_of):
        reasons = (Reason("archived", standing.archived_on or True, "=", True),)
    stage = effective_stage(standing, as_of)
    if stage is not CooperationStage.active:
        reasons += (Reason("cooperation_stage", stage, "!=", CooperationStage.active),)
    return Verdict(None, reasons)
