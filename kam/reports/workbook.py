"""An answer as an Excel workbook: ready to filter, to print on A4 and to hand on."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from rich.cells import cell_len

from kam.reports.page import Page, as_rows
from kam.reports.table import Field, Style, Table, plain_number, shown

MOST_ROWS = 1_048_576
"""Excel's own limit; a longer list goes on in a further sheet."""
_SAMPLE = 200
_WIDEST = 60
_A4 = 9
_FORMATS = {
    Style.date: "yyyy-mm-dd",
    Style.time: "hh:mm",
    Style.instant: "yyyy-mm-dd hh:mm",
    Style.money: "#,##0.00",
    Style.score: "0.0",
    Style.rate: "0.0%",
    Style.integer: "0",
    Style.number: "General",
}
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HEADER_FILL = PatternFill("solid", fgColor="DDE6F0")


def write_xlsx(answer: Table | Page, path: Path) -> None:
    """Write the answer to `path`, which must end in .xlsx."""
    book = Workbook(write_only=True)
    if isinstance(answer, Page):
        _page(book, answer)
    else:
        _table(book, answer)
    book.save(path)


def _table(book: Any, table: Table) -> None:
    rows = iter(table.rows)
    title = _sheet_name(table.title or "kam")
    part = 1
    while True:
        sheet = book.create_sheet(title if part == 1 else f"{title[:27]} {part}")
        written = _fill(sheet, table, islice(rows, MOST_ROWS - 1))
        if written < MOST_ROWS - 1:
            return
        part += 1


def _fill(sheet: Any, table: Table, rows: Iterator[Any]) -> int:
    """Fill one sheet and say how many rows went into it."""
    _set_up(sheet, table)
    sheet.append([_header(sheet, field) for field in table.fields])
    writers = [(field.key, _writer(sheet, field)) for field in table.fields]
    count = 0
    for row in rows:
        sheet.append([write(row[key]) for key, write in writers])
        count += 1
    last = get_column_letter(max(1, len(table.fields)))
    sheet.auto_filter.ref = f"A1:{last}{count + 1}"
    return count


def _set_up(sheet: Any, table: Table) -> None:
    _on_a4(sheet)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sample = table.rows[:_SAMPLE]
    for place, field in enumerate(table.fields, 1):
        show = shown(field)
        widest = max(
            [cell_len(field.header) + 3, *(cell_len(show(row[field.key])) for row in sample)]
        )
        sheet.column_dimensions[get_column_letter(place)].width = min(_WIDEST, widest + 2)


def _on_a4(sheet: Any) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _header(sheet: Any, field: Field) -> Any:
    header = _text(sheet, field.header)
    header.font, header.fill = Font(bold=True), _HEADER_FILL
    header.alignment = Alignment(horizontal="right" if field.numeric else "left")
    return header


def _writer(sheet: Any, field: Field) -> Callable[[Any], Any]:
    """How a value of the field becomes a cell."""
    if field.style not in _FORMATS:
        show = shown(field)
        return lambda value: None if value is None else _text(sheet, show(value))

    def write(value: Any) -> Any:
        if value is None:
            return None
        made = WriteOnlyCell(sheet, _excel_value(value, field.style))
        made.number_format = _FORMATS[field.style]
        return made

    return write


def _excel_value(value: Any, style: Style) -> Any:
    if style is Style.instant and isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if style is Style.money:
        return Decimal(plain_number(value, 2))
    return value


def _text(sheet: Any, text: str) -> Any:
    """A cell of text, also where the text begins like a formula."""
    made = WriteOnlyCell(sheet, _FORBIDDEN.sub("", text))
    made.data_type = "s"
    return made


def _page(book: Any, page: Page) -> None:
    sheet = book.create_sheet(_sheet_name(page.title))
    _on_a4(sheet)
    rows = as_rows(page)
    for place in range(max(map(len, rows))):
        cells = [row[place] for row in rows if len(row) > max(place, 1)]
        widest = max(map(cell_len, cells), default=10)
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(_WIDEST, widest + 2)
    for row in rows:
        sheet.append([_text(sheet, text) for text in row])


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:31] or "kam"
