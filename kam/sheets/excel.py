"""Workbooks of Excel, WPS and LibreOffice, through python-calamine."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any

from python_calamine import (
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from kam.errors import UnreadableFileError
from kam.i18n import _
from kam.sheets.archives import Failed, look_over
from kam.sheets.books import Book, Content, RawSheet
from kam.sheets.columns import Cell
from kam.sheets.sniffing import Format, damaged, locked


def open_workbook(path: Path, form: Format) -> Book:
    """The workbook's worksheets; charts, macros and dialogs are passed over."""
    failed = {} if form is Format.xls else look_over(path)
    file = path.open("rb")
    try:
        book = _opened(path, file)
    except BaseException:
        file.close()
        raise
    sheets = [
        _sheet(path, book, about, failed.get(about.name, {}))
        for about in book.sheets_metadata
        if about.typ == SheetTypeEnum.WorkSheet
    ]

    def close() -> None:
        book.close()
        file.close()

    return Book(path, sheets, close)


def _opened(path: Path, file: IO[bytes]) -> CalamineWorkbook:
    # By content: from_path would go by the ending.
    try:
        return CalamineWorkbook.from_filelike(file)
    except PasswordError:
        raise locked(path) from None
    except BaseException as error:
        if _is_ours(error):
            raise
    try:
        # Only this way does the reader say that an .xls wants a password.
        return CalamineWorkbook.from_path(path)
    except PasswordError:
        raise locked(path) from None
    except BaseException as error:
        if _is_ours(error):
            raise
        raise _refusal(path, error) from None


def _refusal(path: Path, error: BaseException, sheet: str = "") -> UnreadableFileError:
    if "limit exceeded" not in str(error):
        return damaged(path)
    return UnreadableFileError(
        _(
            "{path}: {sheet} has cells far outside its table: "
            "delete them, or copy the table into a new workbook"
        ).format(path=path, sheet=sheet or _("a sheet"))
    )


def _is_ours(error: BaseException) -> bool:
    """False for what the reader raises, a Rust panic included, which is no Exception."""
    return isinstance(error, KeyboardInterrupt | SystemExit | MemoryError)


def _sheet(path: Path, book: CalamineWorkbook, about: SheetMetadata, failed: Failed) -> RawSheet:
    hidden = about.visible != SheetVisibleEnum.Visible
    return RawSheet(about.name, lambda: _content(path, book, about.name, failed), hidden=hidden)


def _content(path: Path, book: CalamineWorkbook, name: str, failed: Failed) -> Content:
    try:
        sheet = book.get_sheet_by_name(name)
        merged = sheet.merged_cell_ranges or []
    except BaseException as error:
        if _is_ours(error):
            raise
        raise _refusal(path, error, name) from None
    row, column = sheet.start or (0, 0)
    lines = {line for line, _column in failed}

    def rows() -> Iterator[list[Cell]]:
        # The reader begins with row 1 and column `start[1]`.
        found: Any = sheet.iter_rows()
        filled: Iterator[list[Cell]] = islice(found, row, None)
        if not lines:
            yield from filled
            return
        for number, cells in enumerate(filled, row + 1):
            if number in lines:
                _note_failures(cells, number, column, failed)
            yield cells

    spans = [(top + 1, left + 1, low + 1, right + 1) for (top, left), (low, right) in merged]
    return Content(rows, sheet.height, row + 1, column + 1, spans)


def _note_failures(cells: list[Cell], number: int, skipped: int, failed: Failed) -> None:
    """Puts what a failed formula says where the reader gives a blank."""
    for index, cell in enumerate(cells):
        if cell == "" and (said := failed.get((number, skipped + index + 1))):
            cells[index] = said
