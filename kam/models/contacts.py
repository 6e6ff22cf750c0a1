"""A person at a customer."""

from datetime import date

from sqlmodel import Field

from kam.models.base import Record, primary_key, reference


class Contact(Record, table=True):
    __tablename__ = "contacts"

    id: int | None = primary_key()
    customer_id: int = reference("customers.id", required=True)
    name: str
    gender: str | None = None
    birthday: date | None = None
    birthday_calendar: str | None = None
    title: str | None = None
    department: str | None = None
    decision_role: str | None = None
    attitude: str | None = None
    mobile: str | None = None
    phone: str | None = None
    email: str | None = None
    wechat: str | None = None
    is_primary: bool = Field(default=False)
    left_on: date | None = None
    remarks: str | None = None
