"""The policies of a database, version by version."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from kam.models.policies import PolicyVersion
from kam.store.rows import table_of


def newest(connection: Connection) -> tuple[int, str]:
    """The version in force and its TOML text."""
    table = table_of(PolicyVersion)
    version, text = connection.execute(
        select(table.c.version, table.c.text).order_by(table.c.version.desc()).limit(1)
    ).one()
    return version, text


def version(connection: Connection, number: int) -> str | None:
    """The TOML text of one version; None when there is no such version."""
    table = table_of(PolicyVersion)
    found: str | None = connection.execute(
        select(table.c.text).where(table.c.version == number)
    ).scalar()
    return found


def versions(connection: Connection) -> list[dict[str, Any]]:
    """Every version, newest first: version, applied_at, applied_by, reason."""
    table = table_of(PolicyVersion)
    columns = (table.c.version, table.c.applied_at, table.c.applied_by, table.c.reason)
    found = connection.execute(select(*columns).order_by(table.c.version.desc()))
    return [dict(row) for row in found.mappings()]


def begin(connection: Connection, text: str, at: datetime) -> None:
    """Keep the first version of a new database."""
    connection.execute(
        table_of(PolicyVersion)
        .insert()
        .values(id=1, version=1, applied_at=at, applied_by="kam", text=text)
    )
