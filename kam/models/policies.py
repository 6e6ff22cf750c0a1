"""The policies this database has lived under."""

from datetime import datetime

from sqlmodel import Field

from kam.models.base import Instant, Record, primary_key


class PolicyVersion(Record, table=True):
    __tablename__ = "policy_versions"

    id: int | None = primary_key()
    version: int = Field(unique=True)
    applied_at: datetime = Field(sa_type=Instant)
    applied_by: str
    reason: str | None = None
    text: str
    """The whole policy as TOML."""
