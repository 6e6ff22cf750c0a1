"""How far a long command is, on a terminal; silent where nobody watches."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kam.cli.options import Call, Format
from kam.i18n import _


class Silent:
    """Nobody watches."""

    def stage(self, name: str, total: int | None = None) -> None:
        """A further step begins: a message, and how many rows it has where that is known."""

    def advance(self, rows: int) -> None:
        """So many more rows are done."""


class Bar(Silent):
    """A bar of Rich's on stderr."""

    def __init__(self, progress: Any) -> None:
        self._progress = progress
        self._task: Any = None

    def stage(self, name: str, total: int | None = None) -> None:
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._task = self._progress.add_task(_(name), total=total)

    def advance(self, rows: int) -> None:
        if self._task is not None:
            self._progress.advance(self._task, rows)


@contextmanager
def watched(call: Call) -> Iterator[Silent]:
    """A progress bar that goes when the block ends; nothing off a terminal."""
    if not sys.stderr.isatty() or call.format is not Format.table:
        yield Silent()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield Bar(progress)
