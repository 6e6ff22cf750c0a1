"""Writing the agenda's sheet."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from kam.i18n import pick, word
from kam.models.enums import Outcome
from kam.sheets.agenda import BESIDE, STATED, TO_FILL_IN
from kam.sheets.kinds.interactions import INTERACTIONS
from kam.sheets.layout import COMPUTED, header, style
from kam.sheets.writing import MOST_ROWS, BookWriter, Sheet, SheetColumn

_FILL_IN = "FFF4C2"
"""Behind the headers of the columns to fill in."""


def write_agenda(path: Path, title: str, rows: Iterable[Sequence[Any]]) -> None:
    """Write the sheet; a row holds the values of STATED, then those of the computed columns."""
    stated = [_stated(key) for key in STATED]
    beside = [
        SheetColumn(pick(*names), look, width, tint=COMPUTED) for names, look, width in BESIDE
    ]
    with BookWriter() as book:
        book.add(Sheet(title, (*stated, *beside), frozen=2), rows)
        for sheet in book.book.worksheets:
            sheet.data_validations.append(_outcomes())
        book.save(path)


def _stated(key: str) -> SheetColumn:
    column = INTERACTIONS.by_key[key]
    tint = {"tint": _FILL_IN} if key in TO_FILL_IN else {}
    return SheetColumn(header(column), style(column), column.width, **tint)


def _outcomes() -> DataValidation:
    """The drop-down of the outcome column."""
    words = ",".join(word(outcome) for outcome in Outcome)
    rule = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
    letter = get_column_letter(STATED.index("outcome") + 1)
    rule.add(f"{letter}2:{letter}{MOST_ROWS}")
    return rule
