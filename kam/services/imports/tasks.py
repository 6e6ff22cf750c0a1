"""Follow-ups and tickets told one by one: a row is a new one, or the one that is edited."""

from kam.models.base import Record
from kam.models.enums import StaffRole
from kam.models.followups import FollowUp
from kam.models.tickets import Ticket
from kam.services.imports.rows import Intake

_LINKS = frozenset(("id", "customer_id", "interaction_id", "owner_id"))


def take_follow_ups(intake: Intake) -> None:
    """Make or update the sheet's follow-ups."""
    _take(intake, FollowUp)


def take_tickets(intake: Intake) -> None:
    """Make or update the sheet's tickets."""
    _take(intake, Ticket)


def _take(intake: Intake, model: type[Record]) -> None:
    own = model.model_fields.keys() - _LINKS
    for row, values in intake.rows():
        customer = intake.customer(row, values)
        if customer is None:
            continue
        fields = {key: value for key, value in values.items() if key in own}
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
        intake.batch.either(model, intake.target, row, fields)
