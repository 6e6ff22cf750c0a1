"""A workbook as its sheets, whatever file it came from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import TracebackType

from kam.sheets.columns import Cell

Span = tuple[int, int, int, int]
"""A merged range: first row, first column, last row, last column, all from 1 as in Excel."""


@dataclass
class Content:
    """What a sheet holds; `rows` may be called more than once."""

    rows: Callable[[], Iterator[list[Cell]]]
    height: int
    first_row: int = 1
    first_column: int = 1
    merged: list[Span] = field(default_factory=list)


class RawSheet:
    """A sheet that is read when it is first asked for and let go when its rows are consumed."""

    def __init__(self, name: str, load: Callable[[], Content], *, hidden: bool = False) -> None:
        self.name = name
        self.hidden = hidden
        self._load = load
        self._content: Content | None = None
        self._shape: Content | None = None
        self.watch: Callable[[int], None] | None = None
        """Told now and then how many more rows were taken."""

    def rows(self) -> Iterator[list[Cell]]:
        """The rows from `first_row` on, each from `first_column` on; blank cells are None or "".

        Rows may differ in length. A second call after the last row reads the file again.
        """
        rows = self._loaded().rows()
        yield from rows if self.watch is None else _watched(rows, self.watch)
        self._content = None

    @property
    def first_row(self) -> int:
        """The number Excel shows beside the first row of `rows()`."""
        return self._measured().first_row

    @property
    def first_column(self) -> int:
        """The Excel column of the first cell of each row; 1 is column A."""
        return self._measured().first_column

    @property
    def height(self) -> int:
        """How many rows `rows()` gives; for text files the number of lines, which may be more."""
        return self._measured().height

    @property
    def merged(self) -> list[Span]:
        """The merged ranges, in any order; empty where the format does not tell."""
        return self._measured().merged

    def _loaded(self) -> Content:
        if self._content is None:
            content = self._content = self._load()
            self._shape = Content(
                lambda: iter(()),
                content.height,
                content.first_row,
                content.first_column,
                content.merged,
            )
        return self._content

    def _measured(self) -> Content:
        if self._shape is None:
            self._loaded()
        assert self._shape is not None
        return self._shape


def _watched(rows: Iterator[list[Cell]], watch: Callable[[int], None]) -> Iterator[list[Cell]]:
    while some := list(islice(rows, 2048)):
        yield from some
        watch(len(some))


@dataclass
class Book:
    """An open workbook; leave it, or call `close`, to let the file go."""

    path: Path
    sheets: list[RawSheet]
    close: Callable[[], None] = lambda: None

    def __enter__(self) -> "Book":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
