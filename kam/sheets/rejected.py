"""The workbook of rejected rows: as they came, with the reason beside, to repair and import."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from kam.errors import ConflictError
from kam.i18n import _, pick
from kam.models.addresses import masked_text
from kam.sheets.cells import as_written
from kam.sheets.columns import Cell, Problem
from kam.sheets.headers import Header
from kam.sheets.tables import Table
from kam.sheets.writing import BookWriter, Sheet, SheetColumn, text_width

_SAMPLE = 200
_NARROWEST, _WIDEST, _REASON_WIDTH = 10, 40, 60


@dataclass(frozen=True)
class Rejected:
    """The rejected rows of one sheet, column by column, all of one length."""

    sheet: str
    headers: Sequence[str]
    """As the sheet writes them."""
    columns: Sequence[Sequence[Cell]]
    """Parallel to `headers`."""
    reasons: Sequence[str]


_HEADERS = ("退回原因(系统)", "Reason (system)")
"""The header of the last column; like every (系统) column it is passed over on import."""


def rejected(table: Table, problems: Iterable[tuple[int, Problem]]) -> Rejected:
    """The rows of the table that have problems (row index, problem), in the order of the sheet."""
    why: dict[int, list[Problem]] = {}
    for row, problem in problems:
        why.setdefault(row, []).append(problem)
    rows = sorted(why)
    kept = [
        (header.text, [_shown(header, cells[row]) for row in rows])
        for header, cells in zip(table.headers, table.cells, strict=True)
        if header.text not in _HEADERS  # a row that was rejected before
    ]
    reasons = [_("; ").join(map(_reason, why[row])) for row in rows]
    return Rejected(table.sheet, [text for text, _cells in kept], [c for _text, c in kept], reasons)


def _shown(header: Header, cell: Cell) -> Cell:
    """The cell as it came, but for passwords and keys in addresses."""
    secret = header.column is not None and header.column.secret
    return masked_text(as_written(cell)) if secret and cell is not None else cell


def _reason(problem: Problem) -> str:
    """Why a row was not kept: the column, what it said and what was wanted."""
    if not problem.column:
        return problem.want
    if not problem.said:
        return _("{column}: blank; wanted {want}").format(column=problem.column, want=problem.want)
    return _("{column}: {said}; wanted {want}").format(
        column=problem.column, said=problem.said, want=problem.want
    )


def free_path(source: Path, folder: Path) -> Path:
    """The first of `name-rejected.xlsx`, `name-rejected-2.xlsx` ... in `folder` not yet there."""
    return next(
        path for path in _names(folder / f"{source.stem}-rejected.xlsx") if not path.exists()
    )


def _names(path: Path) -> Iterator[Path]:
    """The path itself, then name-2, name-3 ..."""
    yield path
    for turn in count(2):
        yield path.with_stem(f"{path.stem}-{turn}")


def refuse_existing(path: Path) -> None:
    """Raise ConflictError where `path` is there already: repaired rows are never overwritten."""
    if path.exists():
        raise ConflictError(
            _("{file} is there already; name another file with --rejected").format(file=path)
        )


def write_rejected(path: Path, parts: Sequence[Rejected]) -> Path:
    """Write the rejected rows to a new workbook, one sheet per source sheet; gives its path.

    That is `path`, or one numbered like `free_path` where somebody took the name in the meantime.
    """
    part = path.with_name(f".{path.stem}.{os.getpid()}.part{path.suffix}")
    try:
        with BookWriter() as book:
            for rows in parts:
                book.add(_sheet(rows), zip(*rows.columns, rows.reasons, strict=True))
            book.save(part)
        taken = next(name for name in _names(path) if _claimed(name))
        part.replace(taken)
    finally:
        part.unlink(missing_ok=True)
    return taken


def _claimed(path: Path) -> bool:
    """Whether the name was free and is now ours."""
    try:
        path.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _sheet(rows: Rejected) -> Sheet:
    columns = [
        SheetColumn(header, "any", _width(header, cells))
        for header, cells in zip(rows.headers, rows.columns, strict=True)
    ]
    columns.append(SheetColumn(pick(*_HEADERS), "text", _REASON_WIDTH, tint="F6D9D5"))
    return Sheet(rows.sheet, tuple(columns))


def _width(header: str, cells: Sequence[Cell]) -> int:
    texts = [header, *(str(cell)[:_WIDEST] for cell in cells[:_SAMPLE] if cell is not None)]
    return max(_NARROWEST, min(_WIDEST, 2 + max(map(text_width, texts))))
