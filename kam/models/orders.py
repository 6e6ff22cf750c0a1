"""What customers bought, and sent back."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Index
from sqlmodel import Field

from kam.models.base import Exact, Money, Record, primary_key, reference


class Order(Record, table=True):
    """One purchase, or a return with a negative amount."""

    __tablename__ = "orders"
    # Every figure of the rules comes from these three columns, in this order.
    __table_args__ = (Index("ix_orders_figures", "customer_id", "ordered_on", "amount", "profit"),)

    id: int | None = primary_key()
    number: str = Field(unique=True)
    number_stated: bool = True
    """False where the workbook had no order numbers and kam made one from the row."""
    customer_id: int = reference("customers.id", required=True, index=False)
    ordered_on: date
    delivered_on: date | None = None
    payment_method: str | None = None
    remarks: str | None = None
    amount: Decimal = Field(sa_type=Money)
    """The sum of the lines, kept beside them so that a year's figures need no lines."""
    profit: Decimal | None = Field(default=None, sa_type=Money)
    """Amount less cost over the lines that state a cost; None when none does."""


class OrderLine(Record, table=True):
    __tablename__ = "order_lines"

    id: int | None = primary_key()
    order_id: int = reference("orders.id", required=True)
    position: int
    product_code: str | None = None
    product: str | None = None
    quantity: Decimal | None = Field(default=None, sa_type=Exact)
    unit_price: Decimal | None = Field(default=None, sa_type=Exact)
    amount: Decimal = Field(sa_type=Money)
    cost: Decimal | None = Field(default=None, sa_type=Money)
