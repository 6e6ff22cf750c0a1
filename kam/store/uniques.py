"""Values that only one row may have: codes, numbers."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table, UniqueConstraint, select
from sqlalchemy.engine import Connection

from kam.store import rows


def taken(connection: Connection, table: Table, wanted: dict[int, dict[str, Any]]) -> set[int]:
    """The ids among `wanted` (id -> field -> value) whose unique values another row has."""
    found: set[int] = set()
    if not wanted or connection.execute(select(table.c.id).limit(1)).first() is None:
        return found
    for names in _unique_columns(table):
        ids = {
            tuple(row[name] for name in names): row_id
            for row_id, row in wanted.items()
            if all(row.get(name) is not None for name in names)
        }
        columns = [table.c[name] for name in names]
        for chunk in rows.chunks(dict.fromkeys(values[0] for values in ids)):
            statement = select(table.c.id, *columns).where(columns[0].in_(chunk))
            for row_id, *values in connection.execute(statement):
                wanting = ids.get(tuple(values))
                if wanting is not None and wanting != row_id:
                    found.add(wanting)
    return found


def _unique_columns(table: Table) -> Iterator[list[str]]:
    """The columns of each unique constraint and index of the table."""
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield constraint.columns.keys()
    for index in table.indexes:
        if index.unique:
            yield index.columns.keys()
