"""Opening the database: one connection, one transaction, kept whole or not at all.

Readers begin plainly and see one state throughout. Writers begin immediately, so that they wait
for each other (30 s at most) instead of failing half-way. A kill leaves the old state or the new.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, exc
from sqlalchemy.engine import Connection
from sqlalchemy.pool import NullPool

from kam.errors import ConflictError, NotFoundError, StoreError
from kam.i18n import _
from kam.store import schema

BUSY_SECONDS = 30

Seed = Callable[[Connection], None]
"""Writes what every new database begins with."""


def is_url(db: str) -> bool:
    """Whether `db` is a database URL and not the path of a SQLite file."""
    return "://" in db


def exists(db: str) -> bool:
    """Whether there is a database at `db`; a URL is taken to be there."""
    return is_url(db) or (Path(db).is_file() and Path(db).stat().st_size > 0)


@contextmanager
def reading(db: str, seed: Seed) -> Iterator[Connection]:
    """A connection that sees one unchanging state of `db`.

    Raises NotFoundError, with how to begin, where there is no database.
    """
    if not exists(db):
        raise NotFoundError(
            _(
                "there is no database at {db}; begin with: kam import FILE, "
                "or try: kam demo (--db names another place)"
            ).format(db=db)
        )
    with _connected(db) as connection:
        _bring_up(connection, db, seed)
        _begin(connection, writes=False)
        yield connection


@contextmanager
def writing(db: str, seed: Seed, *, keep: bool = True) -> Iterator[Connection]:
    """A connection whose changes are kept when the block ends well, all or none.

    With `keep` false nothing is kept, and a database that is not there yet is not made.
    """
    if not exists(db) and not keep:
        with _connected("") as connection:
            _begin(connection, writes=True)
            schema.upgrade(connection)
            seed(connection)
            yield connection
        return
    if not exists(db):
        _create(Path(db), seed)
    with _connected(db) as connection:
        _bring_up(connection, db, seed)
        _begin(connection, writes=True)
        yield connection
        if keep:
            connection.commit()
        else:
            connection.rollback()


def _create(path: Path, seed: Seed) -> None:
    """Make a new database beside its place and move it there whole; losing the race is fine."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_CREAT | os.O_WRONLY, 0o600))
    try:
        with _connected(str(draft)) as connection:
            _begin(connection, writes=True)
            schema.upgrade(connection)
            seed(connection)
            connection.commit()
        if path.exists() and path.stat().st_size == 0:
            path.unlink()
        try:
            os.link(draft, path)
        except FileExistsError:
            return  # another kam was quicker; its database is as good
        except OSError:  # a file system without links
            if not path.exists():
                draft.rename(path)
    finally:
        for leftover in (draft, Path(f"{draft}-wal"), Path(f"{draft}-shm")):
            leftover.unlink(missing_ok=True)


def _bring_up(connection: Connection, db: str, seed: Seed) -> None:
    """Check the schema of `db` and upgrade it, after a backup, when it is older than kam."""
    found = schema.version(connection, db)
    if found == schema.HEAD:
        return
    if found is not None and not is_url(db):
        _backup(connection, Path(db), schema.HEAD)
    _begin(connection, writes=True)
    if schema.version(connection, db) != schema.HEAD:
        schema.upgrade(connection)
        if found is None:
            seed(connection)
    connection.commit()


def _backup(connection: Connection, path: Path, revision: str) -> None:
    target = path.with_name(f"{path.name}.before-{revision}")
    if target.exists():
        return  # an earlier try at this upgrade already kept the old state
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    copy_to(connection, draft)
    draft.replace(target)


def copy_to(connection: Connection, target: Path) -> None:
    """Copy the whole SQLite database, as it stands, into the file `target` (mode 0600)."""
    os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o600))
    source = connection.connection.dbapi_connection
    copy = sqlite3.connect(target)
    try:
        source.backup(copy)  # type: ignore[union-attr]
    finally:
        copy.close()


def _begin(connection: Connection, *, writes: bool) -> None:
    if connection.in_transaction():
        connection.rollback()
    connection.execution_options(kam_writes=writes)
    connection.begin()


@contextmanager
def _connected(db: str) -> Iterator[Connection]:
    """A connection to `db` ("" is a database in memory) whose failures speak to the user."""
    engine = _engine(db)
    try:
        with engine.connect() as connection:
            yield connection
    except exc.DBAPIError as error:
        raise _explained(error, db) from error
    finally:
        engine.dispose()


def _engine(db: str) -> Engine:
    if db and is_url(db):
        return create_engine(db, poolclass=NullPool)
    engine = create_engine(
        f"sqlite:///{db}" if db else "sqlite://",
        connect_args={"timeout": BUSY_SECONDS},
        poolclass=NullPool,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _say_begin)
    return engine


def _prepare(dbapi_connection: Any, record: Any) -> None:
    dbapi_connection.isolation_level = None  # transactions begin where `_say_begin` says so
    cursor = dbapi_connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA foreign_keys = ON")
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] == "delete":
        cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA cache_size = -65536")
    cursor.close()


def _say_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("kam_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _explained(error: exc.DBAPIError, db: str) -> Exception:
    said = str(error.orig)
    if "locked" in said or "busy" in said:
        return StoreError(
            _(
                "another kam has been writing to {db} for over {seconds} s; "
                "nothing was changed, try again when it is done"
            ).format(db=db, seconds=BUSY_SECONDS)
        )
    if isinstance(error, exc.IntegrityError):
        return ConflictError(
            _("the change contradicts what is stored ({said}); nothing was changed").format(
                said=said
            )
        )
    if "readonly" in said or "unable to open" in said:
        return StoreError(
            _("{db} cannot be opened for this ({said}); check the folder and its rights").format(
                db=db, said=said
            )
        )
    return StoreError(
        _("the database {db} failed: {said}; see: kam doctor").format(db=db, said=said)
    )
