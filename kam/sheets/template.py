"""The collection form (客户信息收集表): empty sheets that say what belongs into them."""

from collections.abc import Sequence
from datetime import date, time
from enum import Enum
from pathlib import Path
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from kam.i18n import _, pick, word
from kam.sheets.columns import Column, Kind
from kam.sheets.kinds import KINDS, written
from kam.sheets.layout import frozen, header, style
from kam.sheets.spelling import FORMATS
from kam.sheets.writing import FONT, MOST_ROWS, BookWriter, SheetColumn, freeze

_REQUIRED = "F9E3C8"
_EXAMPLE_FONT = Font(italic=True, color="8A8F98", **FONT)

Words = tuple[str | int, ...]
"""What a drop-down offers."""


def write_template(path: Path) -> None:
    """Write the form in the language in use: a sheet per kind, and one for the drop-downs."""
    lists: list[Words] = []
    with BookWriter() as book:
        for kind in KINDS:
            _form(book, kind, lists)
        dictionary(book, lists)
        book.save(path)


def _form(book: BookWriter, kind: Kind, lists: list[Words]) -> None:
    """One kind's sheet: starred headers with notes, drop-downs, formats and an example row."""
    columns = [column for column in written(kind) if not column.computed]
    heads = [head(column, choices(column)) for column in columns]
    sheet = book.open_sheet(pick(kind.zh, kind.en), heads)
    freeze(sheet, frozen(columns))
    for place, column in enumerate(columns, 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].number_format = FORMATS[style(column)]
        if words := choices(column):
            sheet.data_validations.append(drop_down(letter, words, lists))
    book.header(sheet, heads)
    sheet.append([_example(sheet, column) for column in columns])


def head(column: Column, offered: Words) -> SheetColumn:
    """The header of a column to be filled in, its note naming what its drop-down offers."""
    star = "*" if column.required else ""
    tint = {"tint": _REQUIRED} if column.required else {}
    return SheetColumn(
        star + header(column),
        style(column),
        column.width,
        "\n".join(_notes(column, offered)),
        **tint,
    )


def _notes(column: Column, offered: Words) -> list[str]:
    """What the comment on a header says, line by line."""
    notes = [_("Required.") if column.required else _("Optional.")]
    if column.note:
        notes.append(_(column.note))
    if offered:
        listed = pick("、", ", ").join(map(str, offered))
        notes.append(_("One of: {choices}").format(choices=listed))
    if column.reader.style == "date":
        notes.append(_("A date like 2026-01-05."))
    return notes


def choices(column: Column) -> Words:
    """The words of the column's drop-down; empty where anything may be written."""
    if column.words is not None and issubclass(column.words, Enum):
        return tuple(word(member) for member in column.words)
    return (_("yes"), _("no")) if column.reader.name == "boolean" else ()


def drop_down(letter: str, words: Words, lists: list[Words]) -> DataValidation:
    """A list to choose from, kept in the dictionary; other words are warned of, not refused."""
    if words not in lists:
        lists.append(words)
    at = get_column_letter(lists.index(words) + 1)
    source = f"'{_dictionary_title()}'!${at}$1:${at}${len(words)}"
    rule = DataValidation(type="list", formula1=source, allow_blank=True, errorStyle="warning")
    rule.errorTitle, rule.error = "kam", _("This is not one of the words in the list. Keep it?")
    rule.add(f"{letter}2:{letter}{MOST_ROWS}")
    return rule


def _dictionary_title() -> str:
    return pick("字典", "Lists")


def dictionary(book: BookWriter, lists: Sequence[Words]) -> None:
    """The hidden sheet behind the drop-downs, a column for each list."""
    sheet = book.open_sheet(_dictionary_title(), [SheetColumn("") for _list in lists])
    sheet.sheet_state = "hidden"
    for row in range(max(map(len, lists))):
        sheet.append([words[row] if row < len(words) else None for words in lists])


def _example(sheet: Any, column: Column) -> Any:
    """The cell of the example row, grey: import passes the row over as long as it is left so."""
    said = column.example
    value: Any = pick(*said) if isinstance(said, tuple) else said
    if value == "":
        return None
    if column.reader.style == "date":
        value = date.fromisoformat(value)
    elif column.reader.style == "time":
        value = time.fromisoformat(value)
    cell = WriteOnlyCell(sheet, value)
    cell.font, cell.number_format = _EXAMPLE_FONT, FORMATS[style(column)]
    return cell
