"""How customers were judged, day by day, and where a person overruled the rule."""

from datetime import date
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field

from kam.models.base import Json, Record, primary_key, reference


class Judgement(Record, table=True):
    """One change of a customer's tier, grade or key-account mark."""

    __tablename__ = "judgements"
    # What is kept on a day is read from this index alone; the latest of a day has the largest id.
    __table_args__ = (Index("ix_judgements_kept", "customer_id", "scheme", "as_of", "id", "value"),)

    id: int | None = primary_key()
    customer_id: int = reference("customers.id", required=True, index=False)
    scheme: str
    as_of: date
    previous: str | None = None
    value: str | None = None
    """None: the customer has no tier, no grade, or is no key account from this day on."""
    policy_version: int
    reasons: list[dict[str, Any]] | None = Field(default=None, sa_type=Json)


class Pin(Record, table=True):
    """A person's word over the rule, for a tier or a grade."""

    __tablename__ = "pins"

    id: int | None = primary_key()
    customer_id: int = reference("customers.id", required=True)
    scheme: str
    value: str
    reason: str
    pinned_by: str
    since: date
    until: date | None = None
    """The last day it holds; None: until it is taken off."""
    ended_on: date | None = None
    """The day it was taken off, which it no longer holds for."""
