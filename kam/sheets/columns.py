"""What a workbook's columns mean: the one description every noun is read, written and edited by.

A `Kind` describes a sheet ("customers"), a `Column` one of its columns. Import, template, export,
the options of `add` and `edit`, lists and pages all read these descriptions; a further noun is a
further `Kind`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""A cell as the workbook gives it. Blank is None or an empty text."""


@dataclass(frozen=True)
class Reader:
    """How the text or value of a cell becomes a value of the program.

    `read` takes a non-blank cell and returns the value, or raises `kam.sheets.cells.Unreadable`
    with what was wanted. `style` is how Excel shows it: text, date, time, money, number, integer.
    """

    name: str
    read: Callable[[Cell], Any]
    style: str = "text"


@dataclass(frozen=True)
class Column:
    """One column: the field it fills, its headers, how its cells are read."""

    key: str
    """The field of the record, and the key in JSON."""
    zh: str
    """The header as kam writes it in a Chinese workbook."""
    en: str
    """The header as kam writes it in an English workbook."""
    reader: Reader
    also: tuple[str, ...] = ()
    """Other headers that mean the same, in any language; compared by `header_texts.key`."""
    note: str = ""
    """What to fill in (a message of the catalogue); the template's comment on the header."""
    example: str | int | float | tuple[str, str] = ""
    """The cell of the template's example row; a pair is (Chinese, English)."""
    required: bool = False
    """The template marks it with a star; a row without it is rejected."""
    computed: bool = False
    """Written as `客户类别(系统)` / `Tier (system)`, ignored on import."""
    words: type | None = None
    """The enum of `kam.models.enums` whose words the column holds; gives the drop-down."""
    width: int = 14
    """Excel column width in characters."""
    free: bool = False
    """Free text: takes any words, never costs the row."""
    secret: bool = False
    """Holds addresses with passwords and keys in them: nobody is shown these."""


@dataclass(frozen=True)
class Kind:
    """One kind of sheet: the noun it holds and its columns in the order written."""

    name: str
    """The noun in the plural, as in `kam customers list`: customers, order_lines never alone."""
    zh: str
    en: str
    columns: tuple[Column, ...]
    sheet_words: tuple[str, ...] = ()
    """Words in a sheet's name that speak for this kind."""
    refuse_words: tuple[str, ...] = ()
    """Words in a sheet's name or headers that speak against it (供应商 is not customers)."""
    by_key: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {column.key: column for column in self.columns})


@dataclass(frozen=True)
class Problem:
    """Why a row was not kept, or what was left out of it: a value, never an exception."""

    sheet: str
    row: int
    """The row's number as Excel shows it."""
    column: str
    """The header as the workbook writes it; empty where the row as a whole is meant."""
    said: str
    """What the cell held."""
    want: str
    """What was wanted, in the user's language."""
