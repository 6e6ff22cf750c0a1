"""A company (or person) we sell to."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import Field

from kam.models.base import Json, Money, Record, primary_key, reference


class Customer(Record, table=True):
    __tablename__ = "customers"

    id: int | None = primary_key()
    code: str = Field(unique=True)
    code_stated: bool = True
    """False for a code kam made up because the workbook had none."""
    name: str
    name_key: str = Field(index=True)
    """The name without differences of width, spaces and brackets."""
    short_name: str | None = None
    tax_id: str | None = Field(default=None, index=True)
    industry: str | None = None
    size: str | None = None
    region: str | None = None
    city: str | None = None
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    website: str | None = None
    source: str | None = None
    referrer: str | None = None
    business_scope: str | None = None
    product_needs: str | None = None
    purchasing_budget: str | None = None
    decision_process: str | None = None
    payment_method: str | None = None
    payment_terms: str | None = None
    credit_limit: Decimal | None = Field(default=None, sa_type=Money)
    special_needs: str | None = None
    preferences: str | None = None
    concerns: str | None = None
    lifecycle_stage: str | None = None
    cooperation_stage: str | None = None
    """As stated; the effective stage is derived for a day (handbook 3)."""
    potential: int | None = None
    manager_id: int | None = reference("staff.id")
    consultant_id: int | None = reference("staff.id")
    first_purchase_on: date | None = None
    stated_annual_amount: Decimal | None = Field(default=None, sa_type=Money)
    stated_annual_orders: int | None = None
    lost_on: date | None = None
    lost_reason: str | None = None
    archived: bool = False
    archived_on: date | None = None
    """None on an archived customer: archived on every day."""
    tags: str | None = None
    remarks: str | None = None
    extra: dict[str, Any] | None = Field(default=None, sa_type=Json)
    """Columns of the user's own, header -> text as written."""
