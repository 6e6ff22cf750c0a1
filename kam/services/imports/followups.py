"""Follow-ups told one by one: each row is a new one, or the one that is edited."""

from kam.models.enums import StaffRole
from kam.models.followups import FollowUp
from kam.services.imports.rows import Intake

_FIELDS = frozenset(FollowUp.model_fields) - {"id", "customer_id", "interaction_id", "owner_id"}


def take(intake: Intake) -> None:
    """Make or update the sheet's follow-ups."""
    for row, values in intake.rows():
        customer = intake.customer(row, values)
        if customer is None:
            continue
        fields = {key: value for key, value in values.items() if key in _FIELDS}
        if "owner" in values:
            owner = values["owner"] and intake.person(
                row, "owner", values["owner"], StaffRole.account_manager
            )
            if values["owner"] and owner is None:
                continue
            fields["owner_id"] = owner
        if intake.target is None:
            fields.setdefault("opened_on", intake.desk.as_of)
        fields["customer_id"] = customer
        intake.batch.either(FollowUp, intake.target, row, fields)
