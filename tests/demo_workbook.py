"""The workbook of `kam demo`: `python -m tests.demo_workbook` writes it, always the same.

It is what a sales team has, not what a program would make: a title above the header, stars, a
column of their own, a total, days written in several ways, and a few rows that are wrong.
"""

import re
import shutil
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

from tests.demo_rows import Demo, Row

TOP = Path(__file__).parent.parent
PACKAGED = TOP / "kam" / "demo" / "demo.xlsx"
EXAMPLE = TOP / "examples" / "demo.xlsx"
_CLOCK = re.compile(rb'(W3CDTF">)[^<]+<')


def sheets() -> dict[str, list[Row]]:
    """The workbook as values."""
    return Demo().build()


def write(path: Path) -> None:
    """Write the workbook, byte for byte the same each time."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets().items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
        _dress(sheet, next(n for n, line in enumerate(lines, 1) if len(line) > 3))
    rough = path.with_suffix(".part")
    book.save(rough)
    _without_clock(rough, path)
    rough.unlink()


def _dress(sheet: Any, header: int) -> None:
    for cell in sheet[header]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFF2CC")
    sheet.freeze_panes = f"A{header + 1}"
    for column in sheet.columns:
        texts = [str(cell.value) for cell in column[header - 1 : 40] if cell.value is not None]
        width = max((sum(2 if ord(c) > 255 else 1 for c in text) for text in texts), default=8)
        sheet.column_dimensions[column[header - 1].column_letter].width = min(40, width + 2)
        for cell in column:
            if isinstance(cell.value, date):
                cell.number_format = "yyyy-mm-dd"
    if header > 1:
        sheet["A1"].font = Font(bold=True, size=14)


def _without_clock(source: Path, target: Path) -> None:
    """Copy a workbook with all its parts dated alike."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = _CLOCK.sub(rb"\g<1>2026-11-20T00:00:00Z<", old.read(name))
            new.writestr(zipfile.ZipInfo(name, (2026, 11, 20, 0, 0, 0)), content, 8)


def main() -> Iterator[str]:
    """Write the packaged workbook and the example; gives the lines to say."""
    PACKAGED.parent.mkdir(exist_ok=True)
    write(PACKAGED)
    shutil.copyfile(PACKAGED, EXAMPLE)
    yield from (f"{path.relative_to(TOP)} written" for path in (PACKAGED, EXAMPLE))


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in main())
