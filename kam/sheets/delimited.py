"""csv and its relatives: one sheet of text cells."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from kam.errors import UnreadableFileError
from kam.i18n import _
from kam.sheets.books import Book, Content, RawSheet
from kam.sheets.columns import Cell
from kam.sheets.sniffing import damaged, encoding_of

_DELIMITERS = ",\t;|"
_SAMPLE_LINES = 200
_STATED = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)


def open_text(path: Path) -> Book:
    """The text file as a book of one sheet, named like the file."""
    encoding = encoding_of(path)
    return Book(path, [RawSheet(path.stem, lambda: _content(path, encoding))])


def _content(path: Path, encoding: str) -> Content:
    sample = list(islice(_lines(path, encoding), _SAMPLE_LINES))
    stated = _STATED.fullmatch(sample[0]) if sample else None
    delimiter = stated[1] if stated else delimiter_of(sample)

    def rows() -> Iterator[list[Cell]]:
        lines = islice(_lines(path, encoding), 1 if stated else 0, None)
        reader = csv.reader(lines, delimiter=delimiter)
        try:
            for row in reader:
                yield [*row]
        except csv.Error:
            raise UnreadableFileError(
                _(
                    "{path}: a cell near line {line} is too long: look for a quotation mark "
                    "that is not closed, or save the file as .xlsx"
                ).format(path=path, line=reader.line_num)
            ) from None

    return Content(rows, height=sum(1 for _line in _lines(path, encoding)))


def _lines(path: Path, encoding: str) -> Iterator[str]:
    with path.open(encoding=encoding, newline="") as file:
        try:
            for line in file:
                yield line.replace("\0", "") if "\0" in line else line
        except UnicodeError:
            raise damaged(path) from None


def delimiter_of(lines: Iterable[str]) -> str:
    """The separator that splits the most lines into the same number of cells; "," if none does."""
    sample = list(lines)

    def agreement(delimiter: str) -> int:
        try:
            rows = list(csv.reader(sample, delimiter=delimiter))
        except csv.Error:
            return 0
        widths = Counter(len(row) for row in rows if len(row) > 1)
        return max((count * (width - 1) for width, count in widths.items()), default=0)

    return max(_DELIMITERS, key=agreement)
