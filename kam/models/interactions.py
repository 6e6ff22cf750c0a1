"""Contacts we had, or have agreed to have, with a customer."""

from datetime import date, time

from sqlalchemy import Index
from sqlmodel import Field

from kam.models.base import Record, primary_key, reference


class Interaction(Record, table=True):
    __tablename__ = "interactions"
    # The due list asks for the last contact of each channel: answered from the index alone.
    __table_args__ = (
        Index(
            "ix_interactions_contact",
            "customer_id",
            "outcome",
            "channel",
            "occurred_on",
            "staff_id",
        ),
    )

    id: int | None = primary_key()
    code: str | None = Field(default=None, unique=True)
    """The id column of the workbook it came from; None where there was none."""
    customer_id: int = reference("customers.id", required=True, index=False)
    occurred_on: date
    occurred_at: time | None = None
    channel: str
    purpose: str | None = None
    outcome: str
    staff_id: int | None = reference("staff.id")
    contacts_met: str | None = None
    summary: str | None = None
    product_use: str | None = None
    service_satisfaction: str | None = None
    needs: str | None = None
    opinions: str | None = None
    relationship: str | None = None
    occasion: str | None = None
    line: str | None = None
    """The line of the visit cadence it is meant to meet ("onsite", "phone-1w")."""
