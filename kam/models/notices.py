"""Agendas that were sent: one a day to each address of a person."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from kam.models.base import Instant, Record, primary_key, reference


class Notice(Record, table=True):
    """An agenda that an address took in. Not of the ledger: what was sent cannot be taken back."""

    __tablename__ = "notices"
    __table_args__ = (UniqueConstraint("staff_id", "day", "address"),)

    id: int | None = primary_key()
    staff_id: int = reference("staff.id", required=True, index=False)
    day: date
    address: str
    """A fingerprint of the address, which may hold a secret."""
    sent_at: datetime = Field(sa_type=Instant)
