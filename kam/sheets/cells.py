"""The readers of cells, and whole columns read at once.

A blank cell is None or white text. For every reader but TEXT the marks by which people say that
there is nothing ("-", "/", "无", "N/A") read as None too; TEXT keeps them as words.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from kam.sheets.columns import Cell, Reader
from kam.sheets.dates import read_date, read_moment, read_time
from kam.sheets.numbers import (
    ONE,
    SATISFACTION_WORDS,
    read_integer,
    read_money,
    read_price,
    read_quantity,
    read_score,
)
from kam.sheets.terms import People, enum_reader, read_boolean, read_people, read_tags
from kam.sheets.texts import (
    Unreadable,
    as_written,
    is_blank,
    read_code,
    read_name,
    read_phone,
    read_text,
)

__all__ = [
    "BOOLEAN",
    "CODE",
    "DATE",
    "INTEGER",
    "MOMENT",
    "MONEY",
    "NAME",
    "PERSON",
    "PHONE",
    "PRICE",
    "QUANTITY",
    "SATISFACTION_WORDS",
    "SCORE",
    "TAGS",
    "TEXT",
    "TIME",
    "People",
    "Unreadable",
    "as_written",
    "enum_reader",
    "is_blank",
    "read_column",
]

TEXT = Reader("text", read_text)
NAME = Reader("name", read_name)
CODE = Reader("code", read_code)
PHONE = Reader("phone", read_phone)
MONEY = Reader("money", read_money, "money")
PRICE = Reader("price", read_price, "number")
QUANTITY = Reader("quantity", read_quantity, "number")
INTEGER = Reader("integer", read_integer, "integer")
SCORE = Reader("score", read_score, "number")
DATE = Reader("date", read_date, "date")
MOMENT = Reader("moment", read_moment, "date")
TIME = Reader("time", read_time, "time")
BOOLEAN = Reader("boolean", read_boolean)
TAGS = Reader("tags", read_tags)
PERSON = Reader("person", read_people)

_SCALED: dict[str, Callable[..., Any]] = {
    "money": read_money,
    "price": read_price,
    "quantity": read_quantity,
    "integer": read_integer,
}


class _Memory(dict[Any, Any]):
    """What each distinct cell of a column reads as; the keys are cells, or (type, cell)."""

    def __init__(self, reader: Reader, *, typed: bool) -> None:
        super().__init__()
        self.reader = reader
        self.typed = typed
        self.failed = False

    def __missing__(self, key: Any) -> Any:
        cell: Cell = key[1] if self.typed else key
        value: Any = None
        if not is_blank(cell):
            try:
                value = self.reader.read(cell)
            except Unreadable as bad:
                # Its traceback would keep the whole column alive.
                value, self.failed = bad.with_traceback(None), True
        self[key] = value
        return value


def read_column(
    cells: Sequence[Cell], reader: Reader, factor: Decimal = ONE
) -> tuple[list[Any], dict[int, Unreadable]]:
    """The values of a column and, by index, why a cell could not be read.

    A value is None where the cell is blank or unreadable. `factor` is the unit of the header
    (10,000 for 万); a cell that states a unit of its own keeps it. Each distinct cell is read once.
    """
    if factor != 1 and (read := _SCALED.get(reader.name)):
        reader = replace(reader, read=partial(read, factor=factor))
    # True, 1 and 1.0 are equal, yet read differently.
    typed = len({bool, int, float} & set(map(type, cells))) > 1
    memory = _Memory(reader, typed=typed)
    keys = zip(map(type, cells), cells, strict=True) if typed else cells
    values = list(map(memory.__getitem__, keys))
    if not memory.failed:
        return values, {}
    bad = {row: value for row, value in enumerate(values) if isinstance(value, Unreadable)}
    for row in bad:
        values[row] = None
    return values, bad
