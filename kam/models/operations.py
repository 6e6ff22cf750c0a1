"""What each command wrote: the ground of history and undo."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, LargeBinary
from sqlmodel import Field

from kam.models.base import Instant, Json, Record, RowId, primary_key, reference


class Operation(Record, table=True):
    __tablename__ = "operations"

    id: int | None = primary_key()
    at: datetime = Field(sa_type=Instant)
    actor: str
    command: str
    reason: str | None = None
    summary: dict[str, Any] | None = Field(default=None, sa_type=Json)
    """How many records of each table were created, updated, deleted."""
    undoes_id: int | None = reference("operations.id")
    undone_by_id: int | None = reference("operations.id", index=False)


class Change(Record, table=True):
    """A run of rows of one table that one operation created, updated or deleted.

    Rows created need no copy: a run of ids says it all. Rows updated or deleted carry what they
    held, packed (see `kam.store.ledger`); an update also carries what it wrote.
    """

    __tablename__ = "changes"
    __table_args__ = (Index("ix_changes_rows", "table_name", "last_row_id", "row_id"),)

    id: int | None = primary_key()
    operation_id: int = reference("operations.id", required=True)
    table_name: str
    action: str
    row_id: int = Field(sa_type=RowId)
    last_row_id: int = Field(sa_type=RowId)
    packed: bytes | None = Field(default=None, sa_type=LargeBinary)
