"""What was promised to a customer, by when, and who sees to it."""

from datetime import date

from sqlmodel import Field

from kam.models.base import Record, primary_key, reference


class FollowUp(Record, table=True):
    __tablename__ = "followups"

    id: int | None = primary_key()
    code: str | None = Field(default=None, unique=True)
    """An id of the user's own; None where there is none."""
    customer_id: int = reference("customers.id", required=True)
    interaction_id: int | None = reference("interactions.id")
    """The contact in which it was promised."""
    what: str
    opened_on: date
    due_on: date = Field(index=True)
    owner_id: int | None = reference("staff.id")
    done_on: date | None = None
    result: str | None = None
