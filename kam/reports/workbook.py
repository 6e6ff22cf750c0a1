"""An answer as an Excel workbook: ready to filter, to print on A4 and to hand on."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from rich.cells import cell_len

from kam.reports.page import Page, as_rows
from kam.reports.table import Field, Style, Table, plain_number, shown
from kam.sheets.spelling import FORMATS
from kam.sheets.writing import BookWriter, Sheet, SheetColumn

_SAMPLE = 200
_WIDEST = 60


def write_xlsx(answer: Table | Page, path: Path) -> None:
    """Write the answer to `path`, which must end in .xlsx."""
    with BookWriter() as book:
        if isinstance(answer, Page):
            _page(book, answer)
        else:
            _table(book, answer)
        book.save(path)


def _table(book: BookWriter, table: Table) -> None:
    columns = tuple(_column(field, table) for field in table.fields)
    values = [(field.key, _value(field)) for field in table.fields]
    rows = ([take(row[key]) for key, take in values] for row in table.rows)
    book.add(Sheet(table.title or "kam", columns), rows)


def _column(field: Field, table: Table) -> SheetColumn:
    show = shown(field)
    widest = max(
        [cell_len(field.header), *(cell_len(show(row[field.key])) for row in table.rows[:_SAMPLE])]
    )
    style = field.style.value if field.style.value in FORMATS else "text"
    return SheetColumn(field.header, style, min(_WIDEST, widest + 2))


def _value(field: Field) -> Callable[[Any], Any]:
    """How a value of the field stands in its cell; None is a blank one."""
    if field.style.value not in FORMATS:
        show = shown(field)
        return lambda value: None if value is None else show(value)
    if field.style is Style.money:
        return lambda value: None if value is None else Decimal(plain_number(value, 2))
    if field.style is Style.instant:
        return lambda value: value.replace(tzinfo=None) if isinstance(value, datetime) else value
    return lambda value: value


def _page(book: BookWriter, page: Page) -> None:
    rows = as_rows(page)
    widths = [10] * max(map(len, rows))
    for row in rows:
        for place, text in enumerate(row if len(row) > 1 else ()):
            widths[place] = max(widths[place], min(_WIDEST, cell_len(text) + 2))
    book.add_plain(page.title, widths, rows)
