"""The demo: a folder of its own with a workbook, a database, and the commands that make it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from kam.errors import ConflictError, KamError, UsageError
from kam.i18n import _
from kam.services.workspace import Request, reading
from kam.store import history

DAY = date(2026, 11, 20)
"""The day the demo is asked for; its workbook ends there."""
_SPRING = date(2026, 5, 31)
"""Judged first on this day, so that on DAY there is something to compare with."""
ACTOR = "demo"
_BOOK, _DB = "demo.xlsx", "kam.db"


class Step(NamedTuple):
    """One command of the demo, without the leading `kam`; `done`: an earlier run did it."""

    arguments: tuple[str, ...]
    done: bool


def steps(folder: Path, request: Request) -> list[Step]:
    """The commands that build the demo in `folder` and show its agenda, in their order.

    Makes the folder with the workbook. Raises ConflictError where somebody else's files lie there.
    """
    db, book = folder / _DB, folder / _BOOK
    _claim(folder, db, book)
    done = _commands(replace(request, db=str(db), as_of=None)) if db.exists() else []
    if done and not any(actor == ACTOR for actor, _command in done):
        raise _foreign(db)
    written = [command.split() for actor, command in done if actor == ACTOR]
    target, common = ("--db", str(db)), ("--actor", ACTOR)
    take_in = ("import", str(book), "--rejected", str(_rejected(folder)))
    found = [Step((*take_in, *_as_of(DAY), *target, *common), _is_done(written, "import"))]
    for day in (_SPRING, DAY):
        judge = ("tier", "recompute", *_as_of(day))
        found.append(Step((*judge, *target, *common), _is_done(written, *judge)))
    return [*found, Step(("visits", "due", *_as_of(DAY), *target), False)]


def look_further(folder: Path) -> list[tuple[str, ...]]:
    """Commands worth trying on the demo, without the leading `kam`."""
    target = (*_as_of(DAY), "--db", str(folder / _DB))
    return [
        ("visits", "due", "--manager", "张伟", *target),
        ("tier", "explain", "永骊阀门", *target),
        ("customers", "show", "恒岳精密", *target),
        ("history", "--db", str(folder / _DB)),
    ]


def _as_of(day: date) -> tuple[str, str]:
    return ("--as-of", day.isoformat())


def _is_done(written: Sequence[Sequence[str]], *words: str) -> bool:
    """Whether one of the commands that were kept says all these words."""
    return any(set(words) <= set(command) for command in written)


def _commands(request: Request) -> list[tuple[str, str]]:
    """Who ran which command on the database; those undone are left out."""
    with reading(request) as desk:
        return [
            (operation["actor"], operation["command"])
            for operation in history.operations(desk.connection)
            if operation["undone_by_id"] is None
        ]


def _claim(folder: Path, db: Path, book: Path) -> None:
    """Make the folder and put the workbook there; ConflictError where it is not the demo's."""
    packaged = files("kam").joinpath("demo", _BOOK).read_bytes()
    if folder.exists() and not folder.is_dir():
        raise UsageError(_("{file} is no folder; name another").format(file=folder))
    if db.exists() and not book.exists():
        raise _foreign(db)
    if not db.exists() and book.exists() and book.read_bytes() != packaged:
        raise _foreign(book)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not book.exists():
            book.write_bytes(packaged)
    except OSError as error:
        message = _("{folder} cannot be written ({why}); name another: kam demo DIR")
        raise KamError(message.format(folder=folder, why=error.strerror or error)) from error


def _foreign(file: Path) -> ConflictError:
    return ConflictError(
        _("{file} is not the demo's; name another folder: kam demo DIR").format(file=file)
    )


def _rejected(folder: Path) -> Path:
    from kam.sheets.rejected import free_path

    return free_path(Path(_BOOK), folder)
