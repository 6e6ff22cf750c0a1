"""Key accounts, and what one must have (handbook 3.2, [P §1.2])."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kam.policy.schema import Policy
from kam.rules.figures import Figures
from kam.rules.reasons import Reason, Verdict
from kam.workdays import add


def is_key_account(amount: Decimal | None, tier: str | None, policy: Policy) -> bool:
    """Whether a customer with a tier buys for strictly more than the line in the year."""
    return tier is not None and amount is not None and amount > policy.key_account.annual_amount


def judge_key_account(figures: Figures, tier: str | None, policy: Policy) -> Verdict:
    """True or False, with the amount beside the line; no reasons for a customer without tier."""
    amount, limit = figures.annual_amount, policy.key_account.annual_amount
    verdict = is_key_account(amount, tier, policy)
    if tier is None:
        return Verdict(False, ())
    note = "stated" if figures.source_of("annual_amount") == "stated" else None
    return Verdict(
        verdict, (Reason("annual_amount", amount, ">" if verdict else "<=", limit, note),)
    )


class Attendance(NamedTuple):
    """What is recorded about looking after one key account."""

    has_manager: bool
    last_assessment_on: date | None
    """The last completed interaction with purpose assessment on or before the day."""
    contract_in_force: bool | None
    """None as long as no contracts are recorded at all."""


def missing(attendance: Attendance, as_of: date, policy: Policy) -> tuple[str, ...]:
    """Which of "manager", "assessment", "contract" a key account lacks on that day."""
    rules, last = policy.key_account, attendance.last_assessment_on
    assessed = last is not None and add(last, rules.needs_assessment_every) >= as_of
    lacks = {
        "manager": rules.needs_manager and not attendance.has_manager,
        "assessment": not assessed,
        "contract": rules.needs_contract and attendance.contract_in_force is False,
    }
    return tuple(name for name, lacking in lacks.items() if lacking)
