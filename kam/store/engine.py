"""Opening the database: one connection, one transaction, kept whole or not at all.

Readers begin plainly and see one state throughout. Writers begin immediately, so that they wait
for each other (30 s at most) instead of failing half-way. A kill leaves the old state or the new.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, exc
from sqlalchemy.engine import Connection
from sqlalchemy.pool import NullPool

from kam.errors import NotFoundError, StoreError, UsageError
from kam.i18n import _
from kam.store import schema
from kam.store.failures import BUSY_SECONDS, explained
from kam.store.place import is_there, is_url, place, shown

READ_ONLY, IMMUTABLE = "mode=ro", "immutable=1"
"""How SQLite opens a file it is not to change; immutable: where it cannot even make a lock."""

UPGRADED = "kam_upgraded"
"""Set in `Connection.info` once the schema was brought up: the path of the backup, "" for none."""

Seed = Callable[[Connection], None]
"""Writes what every new database begins with."""


@contextmanager
def reading(db: str) -> Iterator[Connection]:
    """A connection that sees one unchanging state of `db`.

    Raises NotFoundError, with how to begin, where there is no database.
    """
    db = place(db)
    if not is_there(db):
        raise _absent(db)
    with _connected(db, IMMUTABLE if _is_sealed(db) else "") as connection:
        if schema.version(connection, db) is None:
            raise _absent(db)
        _bring_up(connection, db)
        _begin(connection, writes=False)
        yield connection


@contextmanager
def writing(db: str, seed: Seed, *, keep: bool = True) -> Iterator[Connection]:
    """A connection whose changes are kept when the block ends well, all or none.

    With `keep` false nothing is kept, and a database that is not there yet is not made.
    """
    db = place(db)
    if not is_there(db):
        if keep:
            _claim(Path(db))
        else:
            db = ""
    with _connected(db) as connection:
        _bring_up(connection, db)
        _begin(connection, writes=True)
        if schema.version(connection, db) is None:  # kept with the first command, or not at all
            schema.upgrade(connection)
            seed(connection)
        yield connection
        if keep:
            connection.commit()
        else:
            connection.rollback()


@contextmanager
def short_writes(db: str) -> Iterator[Callable[[], AbstractContextManager[Connection]]]:
    """Transactions one after the other on one connection, each kept when its block ends well.

    Between them nothing is locked. Raises NotFoundError where there is no database.
    """
    db = place(db)
    if not is_there(db):
        raise _absent(db)
    with _connected(db) as connection:
        _bring_up(connection, db)
        connection.rollback()

        @contextmanager
        def one() -> Iterator[Connection]:
            _begin(connection, writes=True)
            yield connection
            connection.commit()

        yield one


@contextmanager
def inspecting(db: str) -> Iterator[Connection]:
    """A connection that changes and expects nothing, for a database that may be damaged."""
    db = place(db)
    if not is_there(db):
        raise _absent(db)
    with _connected(db, IMMUTABLE if _is_sealed(db) else READ_ONLY) as connection:
        yield connection


def copy(path: Path, target: Path) -> None:
    """Copy the whole SQLite database at `path`, as last kept, into the file `target` (mode 0600).

    Others may be reading and writing meanwhile.
    """
    os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o600))
    # A connection of its own: SQLite copies nothing by a connection that is writing.
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as made:
        source.backup(made)


def _absent(db: str) -> NotFoundError:
    return NotFoundError(
        _(
            "there is no database at {db}; begin with: kam import FILE, "
            "or try: kam demo (--db names another place)"
        ).format(db=shown(db))
    )


def _claim(path: Path) -> None:
    """Make the empty file the database will fill, for its owner only; it may be there already."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise StoreError(
            _("no database can be made at {db} ({said}); name another place with --db").format(
                db=path, said=said
            )
        ) from error


def _bring_up(connection: Connection, db: str) -> None:
    """Upgrade the schema of `db`, after a backup, when it is older than kam's.

    Whoever is first does it; the others wait for the lock and find it done.
    """
    if schema.version(connection, db) in (schema.HEAD, None):
        return
    _begin(connection, writes=True)
    if schema.version(connection, db) != schema.HEAD:
        kept = None if is_url(db) else _backup(Path(db), schema.HEAD)
        schema.upgrade(connection)
        connection.info[UPGRADED] = str(kept or "")
    connection.commit()


def _backup(path: Path, revision: str) -> Path:
    """Keep the database as it stands under a name of its own beside it; gives its path."""
    target = path.with_name(f"{path.name}.before-{revision}")
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.name}.before-{revision}-{number}")
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        copy(path, draft)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return target


def _begin(connection: Connection, *, writes: bool) -> None:
    if connection.in_transaction():
        connection.rollback()
    connection.execution_options(kam_writes=writes)
    connection.begin()


@contextmanager
def _connected(db: str, manner: str = "") -> Iterator[Connection]:
    """A connection to `db` ("" is a database in memory) whose failures speak to the user."""
    engine = _server(db) if is_url(db) else _file(db, manner)
    try:
        with engine.connect() as connection:
            yield connection
    except exc.DBAPIError as error:
        raise explained(error, shown(db)) from error
    finally:
        engine.dispose()


def _server(url: str) -> Engine:
    """The engine of a database server; UsageError where kam or its machine cannot speak to it."""
    try:
        return create_engine(url, poolclass=NullPool, isolation_level="REPEATABLE READ")
    except (exc.NoSuchModuleError, ImportError) as error:
        raise UsageError(
            _("--db: no driver for {kind} is installed ({said})").format(
                kind=url.partition("://")[0], said=error
            )
        ) from error


def _file(path: str, manner: str) -> Engine:
    """The engine of a SQLite file; the path never passes through a URL, so any name will do."""
    name = f"{Path(path).absolute().as_uri()}?{manner}" if manner else path or ":memory:"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            name, timeout=BUSY_SECONDS, uri=bool(manner), check_same_thread=False
        )

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "connect", _prepare_to_look if manner else _prepare)
    event.listen(engine, "begin", _say_begin)
    return engine


def _prepare_to_look(dbapi_connection: Any, record: Any) -> None:
    """As `_prepare`, without what reads the file: that a damaged one can be asked at all."""
    dbapi_connection.isolation_level = None
    dbapi_connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}").close()


def _prepare(dbapi_connection: Any, record: Any) -> None:
    dbapi_connection.isolation_level = None  # transactions begin where `_say_begin` says so
    cursor = dbapi_connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA foreign_keys = ON")
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] == "delete":
        # Read-only, or busy for another kam that does the same: it works this way too.
        with suppress(sqlite3.OperationalError):
            cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA cache_size = -65536")
    cursor.close()


def _say_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("kam_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _is_sealed(db: str) -> bool:
    """Whether the folder takes no new file: SQLite must then be told that nobody writes."""
    if is_url(db):
        return False
    beside = Path(f"{db}-wal")
    return not os.access(Path(db).absolute().parent, os.W_OK) and not beside.exists()
