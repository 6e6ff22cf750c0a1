"""Column types and the base class every table shares."""

from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Integer
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

# SQLite numbers rows only in a column declared INTEGER; elsewhere a row id is 64 bits wide.
RowId = BigInteger().with_variant(Integer, "sqlite")

# None is NULL in the database, not the JSON text "null".
Json = JSON(none_as_null=True)


class Scaled(TypeDecorator[Decimal]):
    """An exact decimal kept as a whole number of its smallest unit, so that SQL sums are exact."""

    impl = BigInteger
    cache_ok = True
    places = 0

    def process_bind_param(self, value: Decimal | int | None, dialect: Any) -> int | None:
        if value is None:
            return None
        return int(Decimal(value).scaleb(self.places).to_integral_value(ROUND_HALF_UP))

    def process_result_value(self, value: int | None, dialect: Any) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-self.places)


class Money(Scaled):
    """An amount in the database's currency, kept in whole cents (分)."""

    cache_ok = True
    places = 2


class Exact(Scaled):
    """A quantity, unit price or score with up to six decimal places."""

    cache_ok = True
    places = 6


class Instant(TypeDecorator[datetime]):
    """A moment in UTC: aware in the program, without a zone in the database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def primary_key() -> Any:
    """The `id` of a table; numbers are given by `kam.store.ledger` and never used twice."""
    return Field(default=None, primary_key=True, sa_type=RowId)


def reference(target: str, *, index: bool = True, required: bool = False) -> Any:
    """A foreign key to `target` ("customers.id"); None where nothing is referred to."""
    options: dict[str, Any] = {"foreign_key": target, "index": index, "sa_type": RowId}
    return Field(nullable=False, **options) if required else Field(default=None, **options)


class Record(SQLModel):
    """Base of every table."""
