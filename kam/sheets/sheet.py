"""A sheet read: values by field, problems by row."""

from dataclasses import dataclass, field
from typing import Any

from kam.i18n import pick
from kam.models.addresses import masked_text
from kam.sheets.cells import as_written
from kam.sheets.columns import Cell, Kind, Problem
from kam.sheets.tables import Table


@dataclass
class Sheet:
    """What a table says, row by index: `values[key][index]`."""

    table: Table
    values: dict[str, list[Any]] = field(default_factory=dict)
    """Field -> its value per row, None where blank; a field without a column is not there."""
    bad: dict[int, list[Problem]] = field(default_factory=dict)
    """Row index -> why the row cannot be kept."""
    extra: dict[str, list[str | None]] = field(default_factory=dict)
    """Columns of the user's own, as written; of customers only."""
    unknown: tuple[str, ...] = ()
    """Headers of columns left aside, of the other kinds."""
    notes: list[str] = field(default_factory=list)
    """What the user should know of columns as a whole."""
    idle: frozenset[int] = frozenset()
    """Rows of a form of kam's that nobody has filled in yet: neither kept nor rejected."""

    @property
    def name(self) -> str:
        return self.table.sheet

    @property
    def kind(self) -> Kind:
        return self.table.kind

    @property
    def n(self) -> int:
        """How many rows there are."""
        return len(self.table.row_numbers)

    def cells(self, key: str) -> list[Cell]:
        """The cells over which a field stands, as the workbook gives them; blank without one."""
        for header, cells in zip(self.table.headers, self.table.cells, strict=True):
            if header.column and header.column.key == key:
                return cells
        return [None] * self.n

    def as_told(self, key: str, cell: Cell) -> str:
        """What a cell of the field says, as messages may repeat it."""
        column, text = self.kind.by_key.get(key), as_written(cell)
        return masked_text(text) if column is not None and column.secret else text

    def header(self, key: str) -> str:
        """The header over a field as the workbook writes it; kam's own where there is none."""
        for header in self.table.headers:
            if header.column and header.column.key == key:
                return header.text
        column = self.kind.by_key[key]
        return pick(column.zh, column.en)

    def reject(self, row: int, column: str, said: str, want: str) -> None:
        """Note why the row cannot be kept."""
        problem = Problem(self.name, self.table.row_numbers[row], column, said, want)
        self.bad.setdefault(row, []).append(problem)
