"""Our own people."""

from datetime import date

from sqlmodel import Field

from kam.models.base import Record, primary_key, reference


class Staff(Record, table=True):
    __tablename__ = "staff"

    id: int | None = primary_key()
    code: str | None = Field(default=None, unique=True)
    name: str = Field(index=True)
    role: str | None = None
    department: str | None = None
    reports_to_id: int | None = reference("staff.id")
    mobile: str | None = None
    email: str | None = None
    notify: str | None = None
    city: str | None = None
    joined_on: date | None = None
    left_on: date | None = None
    remarks: str | None = None


class StandIn(Record, table=True):
    """Somebody who receives the lines of an absent colleague, both days included."""

    __tablename__ = "stand_ins"

    id: int | None = primary_key()
    staff_id: int = reference("staff.id", required=True)
    by_id: int = reference("staff.id", required=True, index=False)
    since: date
    until: date
    reason: str | None = None
