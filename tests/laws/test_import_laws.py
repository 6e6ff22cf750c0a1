"""What holds for every import, whatever the workbook says.

Workbooks are generated with good rows and bad ones; see `workbooks.py`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kam.services.imports import rejected
from kam.services.imports.result import Options, SheetResult
from kam.services.imports.taking import Parsed, Wanted, parse, take
from kam.services.workspace import reading, writing
from kam.store.ledger import newest_operation
from kam.store.undo import undo
from tests.builders import a_request, state
from tests.laws.company import Quiet, write_workbook
from tests.laws.workbooks import Rows, workbooks


@contextmanager
def a_folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


def imported(
    db: Path, *files: Path, strict: bool = False, create_customers: bool = False
) -> tuple[list[Parsed], list[SheetResult]]:
    parsed, _passed_over = parse(files, Wanted(), Quiet())
    with writing(a_request(str(db))) as desk:
        options = Options(strict=strict, create_customers=create_customers)
        return parsed, take(desk, parsed, options, Quiet())


def wrote_anything(db: Path, before: int | None) -> bool:
    return newest(db) != before


def newest(db: Path) -> int | None:
    with reading(a_request(str(db))) as desk:
        return newest_operation(desk.connection)


def take_back(db: Path, operation: int | None) -> int | None:
    """Undo the operation; gives the id of the undo."""
    assert operation is not None
    with writing(a_request(str(db))) as desk:
        assert undo(desk.ledger, operation) == []
    return desk.ledger.operation


@given(workbooks())
def test_a_workbook_imported_twice_changes_nothing(rows: Rows) -> None:
    with a_folder() as folder:
        book = write_workbook(folder / "a.xlsx", rows)
        imported(folder / "kam.db", book)
        kept, operation = state(str(folder / "kam.db")), newest(folder / "kam.db")
        _parsed, again = imported(folder / "kam.db", book)
        changed = [(r.sheet, r.counts()) for r in again if set(r.counts()) and moved(r)]
        assert changed == []
        assert state(str(folder / "kam.db")) == kept
        assert not wrote_anything(folder / "kam.db", operation)


def moved(result: SheetResult) -> int:
    counts = result.counts()
    return counts["created"] + counts["updated"]


@given(workbooks(), workbooks())
def test_undo_of_an_import_restores_the_database_and_its_undo_brings_it_back(
    first: Rows, second: Rows
) -> None:
    with a_folder() as folder:
        db = folder / "kam.db"
        imported(db, write_workbook(folder / "first.xlsx", first))
        before, operation = state(str(db)), newest(db)
        imported(db, write_workbook(folder / "second.xlsx", second))
        after = state(str(db))
        if not wrote_anything(db, operation):
            assert after == before
            return
        undoing = take_back(db, newest(db))
        assert state(str(db)) == before
        take_back(db, undoing)
        assert state(str(db)) == after


@given(workbooks())
def test_every_row_is_accounted_for(rows: Rows) -> None:
    with a_folder() as folder:
        _parsed, results = imported(folder / "kam.db", write_workbook(folder / "a.xlsx", rows))
        for result in results:
            counts = result.counts()
            parts = ("created", "updated", "unchanged", "rejected")
            assert counts["rows"] == sum(counts[part] for part in parts)
            assert counts["rows"] + counts["skipped"] == len(rows[result.kind])
            assert len({row for row, _problem in result.problems}) == counts["rejected"]


@given(workbooks())
def test_strict_keeps_every_row_or_none(rows: Rows) -> None:
    with a_folder() as folder:
        db, empty = folder / "kam.db", folder / "empty.db"
        with writing(a_request(str(db))), writing(a_request(str(empty))):
            pass
        book = write_workbook(folder / "a.xlsx", rows)
        _parsed, results = imported(db, book, strict=True)
        if any(result.problems for result in results):
            assert content(db) == content(empty)
            assert newest(db) is None
        else:
            imported(empty, book)
            assert content(db) == content(empty)


def content(db: Path) -> dict[str, Any]:
    tables = state(str(db))
    del tables["policy_versions"]  # says when the database was made
    return tables


@given(workbooks(), st.randoms(use_true_random=False))
def test_the_order_of_sheets_and_files_does_not_matter(rows: Rows, random: Any) -> None:
    with a_folder() as folder:
        imported(folder / "one.db", write_workbook(folder / "one.xlsx", rows))
        files = [
            write_workbook(folder / f"{name}.xlsx", {name: records})
            for name, records in rows.items()
            if records
        ]
        random.shuffle(files)
        imported(folder / "many.db", *files)
        assert content(folder / "many.db") == content(folder / "one.db")


@given(workbooks())
def test_the_rejected_rows_come_back_whole_and_are_rejected_again(rows: Rows) -> None:
    with a_folder() as folder:
        db, bad = folder / "kam.db", folder / "bad.xlsx"
        parsed, results = imported(db, write_workbook(folder / "a.xlsx", rows))
        if not any(result.problems for result in results):
            return
        kept = state(str(db))
        rejected.write(bad, parsed, results)
        _parsed, again = imported(db, bad)
        assert state(str(db)) == kept
        assert rejections(again) == rejections(results)


def rejections(results: list[SheetResult]) -> dict[str, int]:
    """Kind of sheet -> rows rejected."""
    counts = {result.kind: result.counts()["rejected"] for result in results}
    return {kind: n for kind, n in counts.items() if n}
