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
