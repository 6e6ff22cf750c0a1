"""The shape of the database: which version it has, and how it is brought to the newest."""

from pathlib import Path

from sqlalchemy import exc, inspect, text
from sqlalchemy.engine import Connection

from kam.errors import StoreError
from kam.i18n import _

HEAD = "0002"
"""The newest revision under `migrations/versions`; revisions are numbered and sort as text."""


def version(connection: Connection, db: str) -> str | None:
    """The revision of the database; None for an empty one.

    Raises StoreError for a file that is no kam database, or one of a newer kam.
    """
    try:
        found: str | None = connection.execute(
            text("SELECT version_num FROM alembic_version")
        ).scalar()
    except exc.DatabaseError as error:
        if "no such table" not in str(error.orig) and "does not exist" not in str(error.orig):
            raise
        if connection.dialect.name != "sqlite":
            connection.rollback()  # elsewhere a failed statement ends the transaction
        found = None
        if inspect(connection).get_table_names():
            raise StoreError(
                _("{db} is a database, but not one of kam; name another with --db").format(db=db)
            ) from error
    if found is not None and found > HEAD:
        raise StoreError(
            _(
                "{db} was written by a newer kam (schema {found}, this one knows {known}); "
                "upgrade kam: pip install --upgrade kam"
            ).format(db=db, found=found, known=HEAD)
        )
    return found


def upgrade(connection: Connection) -> None:
    """Bring the database to HEAD, inside the transaction that is open on `connection`."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
