"""Imports in tests: sheets as lists of rows go in, records as dicts are looked at."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from kam.cli.progress import Silent
from kam.services import workspace
from kam.services.imports.result import Options, SheetResult
from kam.services.imports.taking import Wanted, parse, take
from tests.builders import TODAY, a_request

Rows = Sequence[Sequence[Any]]
CUSTOMERS = ("客户编号", "客户名称")
ORDERS = ("订单编号", "客户编号", "下单日期", "金额")


def a_workbook(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """A workbook of these sheets."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def taken(
    db: str,
    sheets: Mapping[str, Rows],
    *,
    as_of: date = TODAY,
    wanted: Wanted | None = None,
    keep: bool = True,
    **options: Any,
) -> list[SheetResult]:
    """Import the sheets into `db`; `options` as in Options."""
    path = a_workbook(Path(db).with_suffix(".xlsx"), sheets)
    parsed, _passed_over = parse([path], wanted or Wanted(), Silent())
    with workspace.writing(a_request(db, as_of=as_of, keep=keep)) as desk:
        return take(desk, parsed, Options(**options), Silent())


def outcome(results: Sequence[SheetResult]) -> list[tuple[str, int, int, int, int]]:
    """Per sheet: kind, created, updated, unchanged, rejected."""
    names = ("created", "updated", "unchanged", "rejected")
    return [(each.kind, *(each.counts()[name] for name in names)) for each in results]


def wants(results: Sequence[SheetResult]) -> list[tuple[int, str, str]]:
    """Every problem: the row in Excel, the column, what was wanted."""
    return [
        (problem.row, problem.column, problem.want)
        for each in results
        for _row, problem in each.problems
    ]


def kept(db: str, table: str, *fields: str) -> list[Any]:
    """The rows of a table as they lie in the file: values of one field, or tuples of several."""
    with sqlite3.connect(db) as connection:
        rows = connection.execute(f"SELECT {', '.join(fields)} FROM {table} ORDER BY id").fetchall()
    connection.close()
    return [row[0] for row in rows] if len(fields) == 1 else rows
