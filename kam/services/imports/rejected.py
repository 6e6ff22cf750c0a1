"""The rejected rows of an import as a workbook of their own."""

import os
from collections.abc import Sequence
from pathlib import Path

from kam.errors import KamError
from kam.i18n import _
from kam.services.imports.result import SheetResult
from kam.services.imports.taking import Parsed


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
    from kam.sheets.rejected import rejected, write_rejected

    parts = [
        rejected(each.sheet.table, result.problems)
        for each, result in zip(parsed, results, strict=True)
        if result.problems
    ]
    return write_rejected(path, parts)
