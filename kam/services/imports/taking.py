"""The recipe of an import: files read before the database is locked, rows kept, the rest told.

Sheets are taken in the order staff, customers, contacts, orders, interactions, surveys, whatever
their order in the files.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Protocol

from kam.errors import UnreadableFileError, UsageError
from kam.i18n import N_, _
from kam.services.imports import (
    contacts,
    customers,
    interactions,
    orders,
    staff,
    surveys,
    tasks,
)
from kam.services.imports.batch import Batch
from kam.services.imports.book import CustomerBook
from kam.services.imports.people import StaffBook
from kam.services.imports.result import Options, SheetResult, grouped
from kam.services.imports.rows import Intake
from kam.services.workspace import Workspace
from kam.sheets import tables
from kam.sheets.columns import Kind
from kam.sheets.header_texts import key
from kam.sheets.kinds import KINDS
from kam.sheets.opening import open_book
from kam.sheets.questionnaires import Wording
from kam.sheets.reading import Sheet, read

TAKERS: Mapping[str, Callable[[Intake], None]] = {
    "staff": staff.take,
    "customers": customers.take,
    "contacts": contacts.take,
    "orders": orders.take,
    "interactions": interactions.take,
    "surveys": surveys.take,
    "followups": tasks.take_follow_ups,
    "tickets": tasks.take_tickets,
}


@dataclass(frozen=True)
class Wanted:
    """What is known of the files: their kind, names of columns, values for all rows, wording."""

    kind: Kind | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    wording: Wording = field(default_factory=Wording)
    """What the policy says of the questions of exported questionnaires."""


@dataclass
class Parsed:
    """A sheet read and checked as far as that goes without the database."""

    file: Path
    sheet: Sheet


@dataclass
class Report:
    """An import's outcome; `operation` is None when nothing was kept."""

    files: tuple[Path, ...]
    results: list[SheetResult]
    operation: int | None = None
    rejected_file: Path | None = None
    passed_over: list[str] = field(default_factory=list)
    strict: bool = False

    @property
    def rejected(self) -> int:
        return sum(result.counts()["rejected"] for result in self.results)

    def data(self) -> dict[str, Any]:
        """The JSON of `kam import` (handbook 5)."""
        return {
            "operation": self.operation,
            "file": str(self.files[0]) if len(self.files) == 1 else None,
            "files": [str(file) for file in self.files],
            "sheets": [
                {
                    "file": str(result.file),
                    "sheet": result.sheet,
                    "kind": result.kind,
                    **result.counts(),
                    "records": dict(result.records),
                    "unknown_columns": list(result.unknown),
                    "own_columns": list(result.own),
                    "warnings": result.warnings,
                }
                for result in self.results
            ],
            "problems": grouped(self.results),
            "rejected_file": str(self.rejected_file) if self.rejected_file else None,
        }


class Progress(Protocol):
    """Who is told how far the import is."""

    def stage(self, name: str, total: int | None = None) -> None:
        """A step begins; `name` is a message of the catalogue."""

    def advance(self, rows: int) -> None:
        """So many more rows are done."""


def parse(
    files: Sequence[Path], wanted: Wanted, progress: Progress
) -> tuple[list[Parsed], list[str]]:
    """The sheets of the files in the order they are taken, and why others were passed over.

    Needs no database. Raises UnreadableFileError for a file of which no sheet can be taken.
    """
    parsed: list[Parsed] = []
    passed_over: list[str] = []
    for file in files:
        found, reasons = _parse_file(file, wanted, progress)
        if not found:
            raise UnreadableFileError(
                _("{file}: nothing to take: {reasons}").format(
                    file=file, reasons="; ".join(reasons) or _("every sheet is empty")
                )
            )
        parsed += found
        passed_over += reasons
    _refuse_unmet(wanted, parsed)
    parsed.sort(key=lambda each: KINDS.index(each.sheet.kind))
    return parsed, passed_over


def _refuse_unmet(wanted: Wanted, parsed: Sequence[Parsed]) -> None:
    """UsageError for a header named by --map that no sheet has."""
    headers = {key(h.text): h.text for each in parsed for h in each.sheet.table.headers}
    for name, header in wanted.mapping.items():
        if key(header) not in headers:
            near = get_close_matches(header, headers.values(), 1, 0.5)
            said = _("--map {name}={header}: no sheet has this header").format(
                name=name, header=header
            )
            raise UsageError(
                _("{said}; did you mean {near}?").format(said=said, near=near[0]) if near else said
            )


def _parse_file(file: Path, wanted: Wanted, progress: Progress) -> tuple[list[Parsed], list[str]]:
    found: list[Parsed] = []
    reasons: list[str] = []
    with open_book(file) as book:
        for raw in book.sheets:
            if raw.hidden:
                continue
            progress.stage(N_("reading"), raw.height)
            raw.watch = progress.advance
            table = tables.find(
                raw,
                kind=wanted.kind,
                mapping=wanted.mapping,
                fixed=wanted.fixed,
                wording=wanted.wording,
            )
            if isinstance(table, tables.NoTable):
                reasons += [table.reason] if table.reason else []
            else:
                found.append(Parsed(file, read(table, fixed=wanted.fixed)))
    return found, reasons


def take(
    desk: Workspace, parsed: Sequence[Parsed], options: Options, progress: Progress
) -> list[SheetResult]:
    """Keep the good rows of the sheets; gives what became of every row.

    With `--strict` one bad row and nothing is kept.
    """
    known = CustomerBook(desk.ledger)
    people = StaffBook(desk.ledger)
    results = []
    for each in parsed:
        sheet = each.sheet
        progress.stage(N_("keeping"))
        result = SheetResult(
            each.file,
            sheet.name,
            sheet.kind.name,
            sheet.n - len(sheet.idle),
            skipped=sheet.table.skipped + len(sheet.idle),
            warnings=list(sheet.notes),
            unknown=tuple(sheet.unknown),
            own=tuple(sheet.extra),
        )
        for row, problems in sheet.bad.items():
            for problem in problems:
                result.reject(row, problem)
        batch = Batch()
        intake = Intake(desk, sheet, options, result, batch, known, people)
        TAKERS[sheet.kind.name](intake)
        batch.keep(desk.ledger, result, details=options.details)
        results.append(result)
    if options.strict and any(result.problems for result in results):
        desk.keep = False
    return results
