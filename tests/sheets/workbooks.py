"""Small workbooks for tests: a list of rows becomes a sheet of a real file."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import Workbook

from kam.sheets.opening import open_book
from kam.sheets.reading import Sheet, read
from kam.sheets.tables import NoTable, Table, find

Rows = Sequence[Sequence[Any]]


def found(
    rows: Rows, name: str = "Sheet1", merged: Sequence[str] = (), **wishes: Any
) -> Table | NoTable:
    """What `find` sees in a workbook of one sheet with these rows."""
    book = Workbook()
    sheet = book.create_sheet(name, 0)
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    with TemporaryDirectory() as folder:
        path = Path(folder, "rows.xlsx")
        book.save(path)
        with open_book(path) as opened:
            return find(opened.sheets[0], **wishes)


def a_table(rows: Rows, name: str = "Sheet1", merged: Sequence[str] = (), **wishes: Any) -> Table:
    """The table in such a workbook."""
    table = found(rows, name, merged, **wishes)
    assert isinstance(table, Table), table
    return table


def a_sheet(
    rows: Rows, name: str = "Sheet1", *, fixed: Mapping[str, str] | None = None, **wishes: Any
) -> Sheet:
    """The values of such a workbook."""
    return read(a_table(rows, name, fixed=fixed or {}, **wishes), fixed=fixed)


def keys(table: Table) -> dict[str, str]:
    """Header -> field, for the headers that have one."""
    return {each.text: each.column.key for each in table.headers if each.column}


def records(table: Table) -> list[tuple[Any, ...]]:
    """The rows of the table, blanks as None."""
    return [
        tuple(None if cell == "" else cell for cell in row)
        for row in zip(*table.cells, strict=True)
    ]
