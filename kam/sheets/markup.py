"""Tables in HTML and in XML of Excel 2003, which many systems export under the name .xls."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from kam.errors import UnreadableFileError
from kam.i18n import N_, _
from kam.sheets.books import Book, Content, RawSheet, Span
from kam.sheets.columns import Cell
from kam.sheets.sniffing import damaged, encoding_of, refused

_LARGEST = 40_000_000
_WIDEST = 16_384
_CELLS = 10_000_000
_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"


@dataclass
class _Grid:
    """Rows being filled cell by cell; cells that a span covers stay None."""

    rows: list[list[Cell]] = field(default_factory=list)
    merged: list[Span] = field(default_factory=list)
    covered: set[tuple[int, int]] = field(default_factory=set)
    size: int = 0

    def put(self, row: int, column: int, cell: Cell, down: int = 0, across: int = 0) -> None:
        """`cell` at `row` and `column`, counted from 0, covering so many more cells.

        ValueError where gaps and spans make more cells than anybody fills.
        """
        line = self.rows[row]
        self.size += max(column + 1 - len(line), 0) + (down + 1) * (across + 1)
        if self.size > _CELLS:
            raise ValueError(self.size)
        line.extend([None] * (column + 1 - len(line)))
        line[column] = cell
        if down or across:
            self.merged.append((row + 1, column + 1, row + down + 1, column + across + 1))
            self.covered.update((row + d, column) for d in range(1, down + 1))
            self.covered.update(
                (row + d, column + a) for d in range(down + 1) for a in range(1, across + 1)
            )

    def content(self) -> Content:
        def rows() -> Iterator[list[Cell]]:
            return iter(self.rows)

        return Content(rows, len(self.rows), merged=self.merged)


def _small_enough(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST:
        raise UnreadableFileError(
            _("{path} is too large for this format: save it as .xlsx in Excel").format(path=path)
        )
    return path.read_bytes()


def open_html(path: Path) -> Book:
    """The tables of a web page; of nested tables the innermost."""
    from lxml import html

    text = _small_enough(path).decode(encoding_of(path), errors="replace")
    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    page = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    tables = [table for table in page.iter("table") if table.find(".//table") is None]
    if not tables:
        raise refused(path, N_("a web page without a table"), convertible=True)
    for line_break in page.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    return Book(path, [_html_sheet(path, n, table) for n, table in enumerate(tables, 1)])


def _html_sheet(path: Path, number: int, table: Any) -> RawSheet:
    name = path.stem if number == 1 else f"{path.stem} {number}"
    return RawSheet(name, lambda: _html_content(path, table))


def _html_content(path: Path, table: Any) -> Content:
    grid = _Grid()
    try:
        _fill_from_html(grid, table)
    except ValueError:
        raise damaged(path) from None
    return grid.content()


def _fill_from_html(grid: _Grid, table: Any) -> None:
    for row, line in enumerate(table.iter("tr")):
        grid.rows.append([])
        column = 0
        for cell in line.iterchildren("td", "th"):
            while (row, column) in grid.covered:
                column += 1
            down, across = (_span(cell.get(side)) for side in ("rowspan", "colspan"))
            grid.put(row, column, _html_text(cell), down, across)
            column += across + 1


def _span(said: str | None) -> int:
    """How many more cells a span covers; an absurd one covers none."""
    return int(said) - 1 if said and said.isdecimal() and 1 <= int(said) <= 1000 else 0


def _html_text(cell: Any) -> str:
    return "\n".join(" ".join(part.split()) for part in cell.text_content().split("\n")).strip()


def open_xml(path: Path) -> Book:
    """The worksheets of an XML spreadsheet of Excel 2003. No entity and no link is followed."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(_small_enough(path), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise damaged(path) from None
    sheets = root.findall(f"{_SS}Worksheet")
    if not sheets:
        raise damaged(path)
    return Book(path, [_xml_sheet(path, n, sheet) for n, sheet in enumerate(sheets, 1)])


def _xml_sheet(path: Path, number: int, sheet: Any) -> RawSheet:
    hidden = sheet.find(f"{_X}WorksheetOptions/{_X}Visible") is not None
    name = sheet.get(f"{_SS}Name") or f"Sheet{number}"
    return RawSheet(name, lambda: _xml_content(path, sheet), hidden=hidden)


def _xml_content(path: Path, sheet: Any) -> Content:
    grid = _Grid()
    try:
        for line in sheet.iterfind(f"{_SS}Table/{_SS}Row"):
            row = _position(line, len(grid.rows), 1_048_576)
            grid.rows.extend([] for _row in range(row + 1 - len(grid.rows)))
            _xml_row(grid, row, line)
    except (ValueError, IndexError):
        raise damaged(path) from None
    return grid.content()


def _xml_row(grid: _Grid, row: int, line: Any) -> None:
    column = 0
    for cell in line.iterfind(f"{_SS}Cell"):
        while (row, column) in grid.covered:
            column += 1
        column = _position(cell, column, _WIDEST)
        down, across = (
            min(int(cell.get(f"{_SS}Merge{way}", 0)), 1000) for way in ("Down", "Across")
        )
        grid.put(row, column, _xml_value(cell.find(f"{_SS}Data")), down, across)
        column += across + 1


def _position(element: Any, following: int, limit: int) -> int:
    """Where a row or cell stands, from 0: its ss:Index, else after the one before."""
    index = int(element.get(f"{_SS}Index", following + 1)) - 1
    if not following <= index < limit:
        raise ValueError(index)
    return index


def _xml_value(data: Any) -> Cell:
    if data is None:
        return None
    text = "".join(data.itertext())
    match data.get(f"{_SS}Type"):
        case "Number":
            return float(text)
        case "Boolean":
            return text.strip() == "1"
        case "DateTime":
            return datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    return text
