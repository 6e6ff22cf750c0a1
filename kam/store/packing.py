"""Rows as history keeps them: JSON of plain values, compressed."""

import json
import zlib
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import Date, DateTime, Table, Time

from kam.models.base import Exact, Instant, Money

Fields = dict[str, Any]


def pack(rows: Mapping[int, Any]) -> bytes:
    """Id -> fields (or id -> [before, after]) as bytes; dates and decimals become text."""
    text = json.dumps(rows, default=str, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), 1)


def unpack(table: Table, packed: bytes) -> dict[int, Any]:
    """What was packed for `table`, with dates and decimals as the program knows them."""
    loaded = json.loads(zlib.decompress(packed))
    return {int(row_id): _revived(table, row) for row_id, row in loaded.items()}


def _revived(table: Table, row: Fields | list[Fields]) -> Fields | list[Fields]:
    if isinstance(row, list):
        return [_fields(table, fields) for fields in row]
    return _fields(table, row)


def _fields(table: Table, fields: Fields) -> Fields:
    # A field that a later schema dropped is left behind.
    return {name: _value(table, name, value) for name, value in fields.items() if name in table.c}


def _value(table: Table, name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    revive = _REVIVE.get(type(table.c[name].type))
    return value if revive is None else revive(value)


_REVIVE: dict[type, Callable[[str], Any]] = {
    Date: date.fromisoformat,
    DateTime: datetime.fromisoformat,
    Time: time.fromisoformat,
    Instant: datetime.fromisoformat,
    Money: Decimal,
    Exact: Decimal,
}
