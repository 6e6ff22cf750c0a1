"""Where a database lies: the path of a SQLite file, or the URL of a server's."""

import os

from sqlalchemy import exc
from sqlalchemy.engine import URL, make_url

from kam.errors import UsageError
from kam.i18n import _


def place(db: str) -> str:
    """What `--db` means: a path, also where it was written as `sqlite:///path`, or a URL.

    Raises UsageError for a URL that cannot be read.
    """
    if not is_url(db):
        return db
    url = _parsed(db)
    if not url.drivername.startswith("sqlite"):
        return db
    if not url.database or url.database == ":memory:":
        raise UsageError(
            _("{db} names no file; write the path of the database").format(db=shown(db))
        )
    return url.database


def is_url(db: str) -> bool:
    """Whether `db` is a database URL and not the path of a SQLite file."""
    return "://" in db


def is_there(db: str) -> bool:
    """Whether something lies at the path `db` that is not empty; a URL is taken to be there."""
    return is_url(db) or (os.path.isfile(db) and os.path.getsize(db) > 0)  # noqa: PTH113, PTH202 - these two take any text for a path and never raise


def shown(db: str) -> str:
    """`db` as messages may show it: without a password."""
    return _parsed(db).render_as_string(hide_password=True) if is_url(db) else db


def _parsed(db: str) -> URL:
    try:
        return make_url(db)
    except (exc.ArgumentError, ValueError) as error:
        raise UsageError(
            _("--db: this is no database URL; write a path, or like {example}").format(
                example="postgresql+psycopg://name@host/kam"
            )
        ) from error
