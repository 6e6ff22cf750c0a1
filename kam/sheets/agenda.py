"""The agenda as a sheet to fill in: what kam knows is written, what happened is left blank.

Its headers are those of the interactions sheet, so that `kam import` takes it back; a row whose
outcome and summary are still blank says nothing and is passed over.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from kam.i18n import pick, word
from kam.models.enums import Outcome
from kam.sheets.kinds.interactions import INTERACTIONS
from kam.sheets.layout import COMPUTED, header, style
from kam.sheets.writing import MOST_ROWS, BookWriter, Sheet, SheetColumn

STATED = (
    *("customer", "customer_name", "channel", "occurred_on", "outcome", "summary"),
    *("staff", "line"),
)
"""The columns of the interactions sheet, in the order of a row."""
TO_FILL_IN = ("outcome", "summary")
_FILL_IN = "FFF4C2"
_DUE_ON = ("到期日(系统)", "Due on (system)")
"""The header that tells an agenda from other sheets of interactions."""
_BESIDE = (
    (_DUE_ON, "date", 12),
    (("状态(系统)", "State (system)"), "text", 10),
    (("客户类别(系统)", "Tier (system)"), "text", 10),
    (("上次(系统)", "Last (system)"), "date", 12),
    (("联系人(系统)", "Contact (system)"), "text", 12),
    (("电话(系统)", "Phone (system)"), "code", 16),
    (("城市(系统)", "City (system)"), "text", 10),
    (("客户经理(系统)", "Manager (system)"), "text", 12),
)
"""Columns that only inform, in the order of a row after STATED."""


def is_agenda(headers: Iterable[str]) -> bool:
    """Whether a sheet with these headers is an agenda of kam's."""
    return any(text.strip() in _DUE_ON for text in headers)


def write_agenda(path: Path, title: str, rows: Iterable[Sequence[Any]]) -> None:
    """Write the sheet; a row holds the values of STATED, then those of the computed columns."""
    stated = [_stated(key) for key in STATED]
    beside = [
        SheetColumn(pick(*names), look, width, tint=COMPUTED) for names, look, width in _BESIDE
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
