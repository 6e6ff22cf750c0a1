"""Workbooks as kam gives them out: ready to filter, to print on A4 and to hand on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from kam.sheets.spelling import FORMATS, Spell, Speller, without_forbidden
from kam.sheets.streaming import StreamedSheet

MOST_ROWS = 1_048_576
"""Rows of a sheet, Excel's own limit; a longer list goes on in a further sheet."""
_LONGEST_TITLE = 31
_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_A4 = 9
_PAGE_WIDTH = 150
"""Characters that can still be read side by side on A4 across; wider sheets take more pages."""
_MARGIN = 0.4
_SAMPLE = 200
_NARROWEST = 6
_TEXTS = ("text", "code", "any")
_CENTRED = ("date", "moment", "instant", "time", "integer")
_ARROW = 4
"""Room for the star of a header and the arrow of its filter."""
FONT: dict[str, Any] = {"name": "Calibri", "size": 11}
_EDGE = Side(style="thin", color="B8C4D0")


@dataclass(frozen=True)
class SheetColumn:
    """A column of a sheet to be written."""

    header: str
    style: str = "text"
    """One of `kam.sheets.spelling.FORMATS`; "any" spells each cell by its own type."""
    width: float = 14
    note: str = ""
    """The comment on the header."""
    tint: str = "DDE6F0"
    """The colour behind the header."""


@dataclass(frozen=True)
class Sheet:
    """What a sheet holds beside its rows."""

    title: str
    columns: tuple[SheetColumn, ...]
    frozen: int = 0
    """Columns at the left that stay when one scrolls, and are printed on each page."""
    fitted: bool = False
    """Columns are no wider than what the first rows need."""


class BookWriter:
    """A workbook that is written sheet after sheet, row after row, and ends with `save`.

    Leave it as a context manager, so that nothing stays open where it came to no end.
    """

    def __init__(self) -> None:
        self.book: Any = Workbook(write_only=True)
        self._ids: dict[str, int] = {}
        self.cut: dict[tuple[str, str], int] = {}
        """(sheet, header) -> texts that were too long for a cell, and were shortened."""

    def __enter__(self) -> "BookWriter":
        return self

    def __exit__(self, *failure: object) -> None:
        for sheet in self.book.worksheets:
            sheet.abandon()

    def add(self, sheet: Sheet, rows: Iterable[Sequence[Any]]) -> int:
        """Write the sheet, and further ones where Excel's rows do not suffice; gives its rows."""
        left, total, part = iter(rows), 0, 1
        first: list[Any] = []
        while part == 1 or first:
            some = chain(first, islice(left, MOST_ROWS - 1 - len(first)))
            total += self._part(sheet, part, some)
            first, part = list(islice(left, 1)), part + 1
        return total

    def add_plain(self, title: str, widths: Sequence[float], rows: Sequence[Sequence[str]]) -> None:
        """Write a sheet of texts without a header; what stands alone after a gap is a title."""
        made = self.open_sheet(title, [SheetColumn("", width=width) for width in widths])
        before: Sequence[str] = ()
        for row in rows:
            is_title = len(row) == 1 and not before
            made.append([_text_cell(made, text, bold=is_title) for text in row])
            before = row

    def save(self, path: Path) -> None:
        """Write the file; a workbook needs a sheet."""
        self.book.save(path)

    def open_sheet(self, title: str, columns: Sequence[SheetColumn]) -> Any:
        """A sheet with its widths and its print set-up, still without rows."""
        made: Any = StreamedSheet(self.book, self._free_title(title))
        self.book._add_sheet(made)
        for place, column in enumerate(columns, 1):
            width = max(column.width, text_width(column.header) + _ARROW)
            made.column_dimensions[get_column_letter(place)].width = width
        on_a4(made, sum(column.width for column in columns))
        return made

    def header(self, sheet: Any, columns: Sequence[SheetColumn]) -> None:
        """Write the row of headers, which stays in sight and is printed on each page."""
        sheet.row_dimensions[1].height = 22
        sheet.append([_header_cell(sheet, column) for column in columns])

    def _part(self, sheet: Sheet, part: int, rows: Iterator[Sequence[Any]]) -> int:
        """Write one sheet's worth of rows; gives how many there were."""
        sample = list(islice(rows, _SAMPLE)) if sheet.fitted else []
        columns = _fitted(sheet.columns, sample) if sheet.fitted else sheet.columns
        made = self.open_sheet(part_title(sheet.title, part), columns)
        freeze(made, sheet.frozen)
        spellers = [(column, self._speller(made)) for column in sheet.columns]
        self.header(made, sheet.columns)
        spell = [_spell(column, speller) for column, speller in spellers]
        written: int = made.extend(chain(sample, rows), spell, 2)
        made.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{written + 1}"
        for column, speller in spellers:
            if speller.cut:
                self.cut[made.title, column.header] = speller.cut
        return written

    def _speller(self, sheet: Any) -> Speller:
        if not self._ids:
            self._ids = {style: _style_id(sheet, style) for style in FORMATS}
        return Speller(self._ids)

    def _free_title(self, title: str) -> str:
        """The title as Excel allows it, unlike those of the other sheets."""
        clean = title.translate(_NOT_IN_TITLES).strip()[:_LONGEST_TITLE] or "kam"
        taken = {name.casefold() for name in self.book.sheetnames}
        free, turn = clean, 2
        while free.casefold() in taken:
            free, turn = part_title(clean, turn), turn + 1
        return free


def _fitted(
    columns: Sequence[SheetColumn], rows: Sequence[Sequence[Any]]
) -> tuple[SheetColumn, ...]:
    """The columns, none wider than its cells in these rows and its header need."""
    needed = (
        max((text_width(str(cell)) + 2 for cell in cells if cell is not None), default=_NARROWEST)
        for cells in zip(*rows, strict=True)
    )
    fitting = zip(columns, needed, strict=True) if rows else ((each, 0) for each in columns)
    return tuple(replace(each, width=min(each.width, width)) for each, width in fitting)


def text_width(text: str) -> int:
    """The columns of characters a text takes; a Chinese one takes two."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)


def part_title(title: str, part: int) -> str:
    """How the sheet that carries a long list on is called: 订单, 订单(2), 订单(3)."""
    ending = "" if part == 1 else f"({part})"
    return title[: _LONGEST_TITLE - len(ending)] + ending


def freeze(sheet: Any, columns: int) -> None:
    """Keep the header and the first columns in sight, on the screen and on paper."""
    sheet.freeze_panes = f"{get_column_letter(columns + 1)}2"
    sheet.print_title_rows = "1:1"
    if columns:
        sheet.print_title_cols = f"A:{get_column_letter(columns)}"


def on_a4(sheet: Any, width: float) -> None:
    """Print across on A4: the columns on one page, or on as many as keep them legible."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = max(1, round(width / _PAGE_WIDTH))
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for side in ("left", "right", "top"):
        setattr(sheet.page_margins, side, _MARGIN)
    sheet.page_margins.bottom = 2 * _MARGIN  # the footer stands in it
    sheet.oddFooter.center.text = "&A  &P/&N"


def _header_cell(sheet: Any, column: SheetColumn) -> Any:
    cell = _text_cell(sheet, column.header, bold=True)
    cell.fill = PatternFill("solid", fgColor=column.tint)
    cell.border = Border(bottom=_EDGE, right=_EDGE)
    side = "left" if column.style in _TEXTS else "center"
    cell.alignment = Alignment(horizontal=side, vertical="center")
    if column.note:
        cell.comment = Comment(column.note, "kam", width=240, height=30 + 18 * _lines(column.note))
    return cell


def _text_cell(sheet: Any, text: str, *, bold: bool = False) -> Any:
    """A cell of text, also where the text begins like a formula."""
    cell = WriteOnlyCell(sheet, without_forbidden(text))
    cell.data_type, cell.font = "s", Font(bold=bold, **FONT)
    return cell


def _lines(note: str) -> int:
    return sum(1 + len(line) // 22 for line in note.split("\n"))


def _spell(column: SheetColumn, speller: Speller) -> Spell:
    return speller.any if column.style == "any" else speller.styled(column.style)


def _style_id(sheet: Any, style: str) -> int:
    cell = WriteOnlyCell(sheet)
    cell.number_format = FORMATS[style]
    if style in _CENTRED:
        cell.alignment = Alignment(horizontal="center")
    return int(cell.style_id)
