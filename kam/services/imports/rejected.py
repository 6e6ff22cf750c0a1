"""The rejected rows of an import as a workbook of their own."""

import os
from collections.abc import Sequence
from itertools import compress
from pathlib import Path

from kam.errors import KamError
from kam.i18n import _
from kam.services.imports.result import REJECTED, SheetResult
from kam.services.imports.taking import Parsed
from kam.sheets.columns import Problem


def target(first: Path, wanted: Path | None) -> Path:
    """Where rejected rows will go: the path asked for, else a free name in the working folder.

    Raises ConflictError for a file that is there already, KamError for a folder kam cannot write
    to: better now than when the good rows are kept.
    """
    from kam.sheets.rejected import free_path, refuse_existing

    path = free_path(first, Path()) if wanted is None else wanted
    refuse_existing(path)
    if not os.access(path.absolute().parent, os.W_OK):
        raise KamError(
            _(
                "{folder}: rejected rows cannot be written there; name a file with --rejected"
            ).format(folder=path.absolute().parent)
        )
    return path


def write(path: Path, parsed: Sequence[Parsed], results: Sequence[SheetResult]) -> Path:
    """Write exactly the rejected rows, in their own columns with the reason; gives the path."""
    from kam.sheets.rejected import Rejected, reason, write_rejected

    parts = []
    for each, result in zip(parsed, results, strict=True):
        if not result.problems:
            continue
        table = each.sheet.table
        keep = [result.outcome.get(row) == REJECTED for row in range(each.sheet.n)]
        by_row: dict[int, list[Problem]] = {}
        for row, problem in result.problems:
            by_row.setdefault(row, []).append(problem)
        reasons = [reason(by_row[row]) for row in sorted(by_row)]
        parts.append(
            Rejected(
                each.sheet.name,
                [header.text for header in table.headers],
                [list(compress(cells, keep)) for cells in table.cells],
                reasons,
            )
        )
    write_rejected(path, parts)
    return path
