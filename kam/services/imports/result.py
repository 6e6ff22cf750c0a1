"""What an import did, row by row and in sum: values, so that screen and tests read the same."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kam.sheets.columns import Problem

CREATED, UPDATED, UNCHANGED, REJECTED = "created", "updated", "unchanged", "rejected"
_RANK = {UNCHANGED: 0, UPDATED: 1, CREATED: 2, REJECTED: 3}

Difference = tuple[str, str, str]
"""What a field is called, its old and its new value as people read them."""


@dataclass(frozen=True)
class Options:
    """How the user wants the rows taken."""

    create_customers: bool = False
    clear_blanks: bool = False
    strict: bool = False
    details: bool = False
    """Keep old and new values per row, for --dry-run."""


@dataclass
class SheetResult:
    """One sheet: what became of each of its `n` rows.

    records: things made or changed (541,909 lines may be 22,190 orders); skipped: blank rows,
    totals and notes, outside the rows; warnings: sentences for the user.
    """

    file: Path
    sheet: str
    kind: str
    n: int
    skipped: int = 0
    outcome: dict[int, str] = field(default_factory=dict)
    """Row index -> CREATED, UPDATED or REJECTED; a row not listed is unchanged."""
    problems: list[tuple[int, Problem]] = field(default_factory=list)
    differences: dict[int, list[Difference]] = field(default_factory=dict)
    records: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)
    unknown: tuple[str, ...] = ()
    """Columns left aside."""
    own: tuple[str, ...] = ()
    """Columns kept as the user's own."""

    def mark(self, rows: Sequence[int], outcome: str) -> None:
        """Note what became of rows; the stronger word stays (created over updated)."""
        rank = _RANK[outcome]
        for row in rows:
            if _RANK[self.outcome.get(row, UNCHANGED)] < rank:
                self.outcome[row] = outcome

    def reject(self, row: int, problem: Problem) -> None:
        """Keep nothing of this row, and say why."""
        self.outcome[row] = REJECTED
        self.problems.append((row, problem))

    def is_rejected(self, row: int) -> bool:
        return self.outcome.get(row) == REJECTED

    def counts(self) -> dict[str, int]:
        """rows, created, updated, unchanged, rejected, skipped."""
        seen = Counter(self.outcome.values())
        counts = {name: seen[name] for name in (CREATED, UPDATED, REJECTED)}
        counts[UNCHANGED] = self.n - sum(counts.values())
        return {"rows": self.n, **counts, "skipped": self.skipped}


def grouped(results: Sequence[SheetResult]) -> list[dict[str, Any]]:
    """The problems, one entry for the same problem over many rows, most rows first."""
    groups: dict[tuple[Path, str, str, str], list[tuple[int, Problem]]] = {}
    for result in results:
        for row, problem in result.problems:
            key = (result.file, problem.sheet, problem.column, problem.want)
            groups.setdefault(key, []).append((row, problem))
    entries = [
        {
            "file": str(file),
            "sheet": sheet,
            "column": column,
            "problem": want,
            "rows": len({row for row, _problem in found}),
            "first_row": found[0][1].row,
            "example": found[0][1].said,
        }
        for (file, sheet, column, want), found in groups.items()
    ]
    return sorted(entries, key=lambda entry: -int(entry["rows"]))
