"""The rows of a parsed sheet as fields, and the problems and people found on the way."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from kam.i18n import _
from kam.models.enums import StaffRole
from kam.services.imports.batch import Batch, Ref, settled
from kam.services.imports.book import CustomerBook
from kam.services.imports.people import Ambiguous, StaffBook
from kam.services.imports.result import Options, SheetResult
from kam.services.workspace import Workspace
from kam.sheets.columns import Cell, Problem
from kam.sheets.reading import Sheet


@dataclass
class Intake:
    """Everything an importer needs: the desk, the sheet, who is known, and where results go."""

    desk: Workspace
    sheet: Sheet
    options: Options
    result: SheetResult
    batch: Batch
    customers: CustomerBook
    staff: StaffBook
    target: int | None = None
    """The stored record that the sheet's row is, whatever else it may look like (`edit`)."""
    adds: bool = False
    """Rows are new where nothing but a code or a number tells records apart (`add`)."""
    kept: dict[int, int] = field(default_factory=dict)
    """With `adds`: row -> the order it became or met; other records are the batch's drafts."""

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Index and values (key -> value, blanks left out) of every row not rejected yet.

        With `--blank clear` a blank cell of a column the sheet has is a None.
        """
        columns = [(key, values) for key, values in self.sheet.values.items()]
        clear = self.options.clear_blanks
        for row in range(self.sheet.n):
            if row in self.sheet.idle or self.result.is_rejected(row):
                continue
            yield (
                row,
                {key: values[row] for key, values in columns if clear or values[row] is not None},
            )

    def reject(self, row: int, key: str, want: str) -> None:
        """Keep nothing of the row because of what it says in the column `key`."""
        self.reject_all((row,), key, want)

    def reject_all(self, rows: Iterable[int], key: str, want: str) -> None:
        """Keep nothing of these rows, all for the same want; `key` "" means the row as a whole."""
        table = self.sheet.table
        column = self.sheet.header(key) if key else ""
        said = self.column(key)
        for row in rows:
            cell = self.sheet.as_told(key, said[row]) if said else ""
            self.result.reject(
                row, Problem(table.sheet, table.row_numbers[row], column, cell, want)
            )

    def column(self, key: str) -> Sequence[Cell]:
        """The cells of the sheet's column for `key`; empty when the sheet has none."""
        table = self.sheet.table
        for header, cells in zip(table.headers, table.cells, strict=True):
            if header.column is not None and header.column.key == key:
                return cells
        return ()

    def customer(self, row: int, values: dict[str, Any]) -> Ref | None:
        """The customer a row names by `customer` or `customer_name`; rejects the row otherwise."""
        code, name = values.pop("customer", None), values.pop("customer_name", None)
        try:
            found = self.customers.find(code, name) or self.customers.find(None, code)
        except Ambiguous as several:
            self.reject(row, "customer_name", str(several))
            return None
        if found is None:
            key = "customer" if code else "customer_name"
            self.reject(row, key, _unknown_customer() if code or name else _no_customer())
            return None
        return settled(found)

    def person(self, row: int, key: str, said: Any, role: StaffRole) -> Ref | None:
        """Whoever the row names in the column `key`; rejects the row when several may be meant."""
        try:
            return settled(self.staff.named(self.batch, said, role, self.result))
        except Ambiguous as several:
            self.reject(row, key, str(several))
            return None


def _no_customer() -> str:
    return _("the customer's code or name")


def _unknown_customer() -> str:
    return _("a customer that is known here; import the customers first, or add it")
