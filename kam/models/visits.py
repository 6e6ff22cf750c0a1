"""What people decide about a customer's visits, over what the policy says."""

from datetime import date

from sqlalchemy import Index

from kam.models.base import Record, primary_key, reference


class Snooze(Record, table=True):
    """A line put off: from `since` on it is not listed until the day `until`, when it is back.

    The newest of a line is the one that holds; a visit made after `since` ends it.
    """

    __tablename__ = "snoozes"
    __table_args__ = (Index("ix_snoozes_line", "customer_id", "line"),)

    id: int | None = primary_key()
    customer_id: int = reference("customers.id", required=True, index=False)
    line: str
    since: date
    until: date
    reason: str
    set_by: str


class Skip(Record, table=True):
    """One due date of a line given up: its cycle ends unmet on `skipped_on`."""

    __tablename__ = "skips"
    __table_args__ = (Index("ix_skips_line", "customer_id", "line"),)

    id: int | None = primary_key()
    customer_id: int = reference("customers.id", required=True, index=False)
    line: str
    due_on: date
    """The due date given up; where the line is due on another day, the skip says nothing."""
    skipped_on: date
    reason: str
    set_by: str


class OwnCadence(Record, table=True):
    """A customer's own rhythm of a recurring line, in place of the policy's `every`."""

    __tablename__ = "cadences"
    __table_args__ = (Index("ix_cadences_line", "customer_id", "line"),)

    id: int | None = primary_key()
    customer_id: int = reference("customers.id", required=True, index=False)
    line: str
    every: str
    """A span as the policy writes it: "14 days", "2 months"."""
    since: date
    until: date | None = None
    """The last day it holds; None: until it is taken off."""
    ended_on: date | None = None
    """The day it was taken off or replaced, which it no longer holds for."""
    reason: str
    set_by: str
