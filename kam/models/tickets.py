"""What customers asked, complained of or suggested, and what became of it."""

from datetime import date

from sqlmodel import Field

from kam.models.base import Record, primary_key, reference


class Ticket(Record, table=True):
    __tablename__ = "tickets"

    id: int | None = primary_key()
    code: str | None = Field(default=None, unique=True)
    """An id of the user's own; None where there is none."""
    customer_id: int = reference("customers.id", required=True)
    interaction_id: int | None = reference("interactions.id")
    """The contact in which it was said."""
    kind: str
    what: str
    contact: str | None = None
    owner_id: int | None = reference("staff.id")
    opened_on: date
    first_response_on: date | None = None
    resolved_on: date | None = None
    confirmed_on: date | None = None
    """The day the customer agreed that it is resolved."""
    result: str | None = None
