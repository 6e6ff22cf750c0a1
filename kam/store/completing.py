"""Records whose code or name begins as typed: for a shell, which asks at every press of a key.

So this speaks SQLite directly, which is there in a few milliseconds, only ever reads, waits for
nobody and finds nothing where the database is missing, damaged, or not one of kam.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from kam.models.names import name_key

Ask = Callable[..., list[tuple[Any, ...]]]
"""Takes a query and its values, gives the rows found."""
Found = list[tuple[str, str]]
"""What may be typed, and what it stands for."""

MOST = 50
_PATIENCE = 0.2
"""Seconds to wait for whoever is writing to a file that is not in WAL."""
_MOST_LIKE = 500
"""How many parts of names are looked at for the first by name."""
_AFTER = chr(0x10FFFF)
"""Sorts behind every other character."""

_BY_CODE = (
    "SELECT code, name FROM customers WHERE archived = ? AND code >= ? AND code < ?"
    " ORDER BY code LIMIT ?"
)
_BY_NAME = (
    "SELECT name, code FROM customers WHERE archived = ? AND name_key >= ? AND name_key < ?"
    " ORDER BY name_key, code LIMIT ?"
)
_BY_PART = (  # the inner question is answered by the index of the names alone
    "SELECT name, code FROM customers WHERE id IN"
    " (SELECT id FROM customers WHERE instr(name_key, ?) > 0 LIMIT ?)"
    " ORDER BY archived, name_key, code LIMIT ?"
)
_STAFF = "SELECT code, name FROM staff ORDER BY left_on IS NOT NULL, name, id"
_ACTORS = "SELECT DISTINCT actor FROM operations ORDER BY actor"
_POLICY = "SELECT text FROM policy_versions ORDER BY version DESC LIMIT 1"


@contextmanager
def looking(db: str) -> Iterator[Ask]:
    """A way to ask the database at this path or URL; it finds nothing where none can be read."""
    connection = _opened(db)

    def ask(query: str, *values: Any) -> list[tuple[Any, ...]]:
        with suppress(sqlite3.Error):
            return connection.execute(query, values).fetchall() if connection else []
        return []

    try:
        yield ask
    finally:
        if connection:
            connection.close()


def customers(ask: Ask, said: str) -> Found:
    """Customers whose code begins so, then whose name does, else that have it in their name.

    Of each at most MOST, archived ones last.
    """
    found = _first(ask, _BY_CODE, said) or _first(ask, _BY_CODE, said.upper())
    if not (key := name_key(said)):
        return found
    found += _first(ask, _BY_NAME, key)
    return found or ask(_BY_PART, key, _MOST_LIKE, MOST)


def staff(ask: Ask) -> list[tuple[str | None, str]]:
    """The code and name of everybody, those who left last."""
    return ask(_STAFF)


def actors(ask: Ask) -> list[str]:
    """Whoever changed anything."""
    return [actor for (actor,) in ask(_ACTORS)]


def policy(ask: Ask) -> str:
    """The text of the policy in force; "" where there is none."""
    return "".join(text for (text,) in ask(_POLICY))


def _first(ask: Ask, query: str, start: str) -> Found:
    found: Found = []
    for archived in (0, 1):
        if len(found) < MOST:
            found += ask(query, archived, start, start + _AFTER, MOST - len(found))
    return found


def _opened(db: str) -> sqlite3.Connection | None:
    """The database, to be read only; None where nothing lies there or another kind of thing."""
    path = _path(db)
    if path is None or not os.path.isfile(path):  # noqa: PTH113 - takes any text and never raises
        return None
    # Where nobody has it open nothing is locked either, and no file is laid beside it.
    manner = "mode=ro" if _companions(path) else "immutable=1"
    with suppress(sqlite3.Error, OSError, ValueError):
        name = f"{Path(path).absolute().as_uri()}?{manner}"
        return sqlite3.connect(name, timeout=_PATIENCE, uri=True)
    return None


def _path(db: str) -> str | None:
    """The path of a SQLite file, also of one written as `sqlite:///path`; None for a server."""
    scheme, url, rest = db.partition("://")
    if not url:
        return db
    return rest.removeprefix("/") if scheme.partition("+")[0] == "sqlite" else None


def _companions(path: str) -> Sequence[str]:
    beside = (f"{path}-wal", f"{path}-journal")
    return [name for name in beside if os.path.exists(name)]  # noqa: PTH110 - as above
