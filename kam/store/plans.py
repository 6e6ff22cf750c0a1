"""What one operation did, net, and what later ones did to the same records.

An order with its lines, a survey with its scores, is one record here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.engine import Connection

from kam.models.all import metadata
from kam.models.operations import Change, Operation
from kam.store import rows
from kam.store.ledger import CREATED, DELETED, UPDATED
from kam.store.packing import unpack
from kam.store.rows import table_of

PARTS = {
    "order_lines": ("orders", "order_id"),
    "survey_scores": ("surveys", "survey_id"),
}
"""Tables whose rows are parts of another's record: part -> (whole, the column that says which)."""

Fields = dict[str, Any]


@dataclass
class Plan:
    """What one operation did to one table, each row once.

    updated: id -> the fields it changed, as they were before; deleted: id -> the whole row as it
    was before the operation.
    """

    created: set[int] = field(default_factory=set)
    updated: dict[int, Fields] = field(default_factory=dict)
    deleted: dict[int, Fields] = field(default_factory=dict)

    def ids(self) -> set[int]:
        return self.created | self.updated.keys() | self.deleted.keys()

    def drop(self, ids: set[int]) -> None:
        """Leave these rows as they are."""
        self.created -= ids
        for row_id in ids:
            self.updated.pop(row_id, None)
            self.deleted.pop(row_id, None)

    def take_in(self, change: Row[Any], held: dict[int, Any]) -> None:
        """Add a later change of the same operation; `held` is what it packed."""
        if change.action == CREATED:
            self.created.update(range(change.row_id, change.last_row_id + 1))
        elif change.action == UPDATED:
            for row_id, (before, _after) in held.items():
                if row_id not in self.created:
                    self.updated[row_id] = before | self.updated.get(row_id, {})
        else:
            for row_id, row in held.items():
                if row_id in self.created:
                    self.created.discard(row_id)
                else:
                    self.deleted[row_id] = row | self.updated.pop(row_id, {})


def plans(connection: Connection, operation_id: int) -> dict[str, Plan]:
    """Table name -> what the operation did to it."""
    found: dict[str, Plan] = {}
    for change in changes(connection, table_of(Change).c.operation_id == operation_id):
        found.setdefault(change.table_name, Plan()).take_in(change, held(change))
    return found


def changes(connection: Connection, *conditions: ColumnElement[bool]) -> Sequence[Row[Any]]:
    """The change rows for which the conditions hold, oldest first."""
    table = table_of(Change)
    return connection.execute(select(table).where(*conditions).order_by(table.c.id)).all()


def held(change: Row[Any]) -> dict[int, Any]:
    """What a change packed: id -> row, or id -> [before, after]; empty for rows created."""
    if change.action == CREATED:
        return {}
    return unpack(metadata.tables[change.table_name], change.packed)


def touched_since(
    connection: Connection, operation_id: int, tables: Iterable[str]
) -> dict[str, set[int]]:
    """The records of these tables that operations after this one, still in effect, touched.

    Table name -> ids; a part counts for its whole.
    """
    tables = set(tables)
    for part, (whole, _column) in PARTS.items():
        if part in tables or whole in tables:
            tables |= {part, whole}
    table, operations = table_of(Change), table_of(Operation)
    in_effect = select(operations.c.id).where(
        operations.c.id > operation_id,
        operations.c.undone_by_id.is_(None),
        operations.c.undoes_id.is_(None),
    )
    touched: dict[str, set[int]] = {}
    for change in changes(
        connection, table.c.operation_id.in_(in_effect), table.c.table_name.in_(sorted(tables))
    ):
        whole, ids = _records(connection, change)
        touched.setdefault(whole, set()).update(ids)
    return touched


def _records(connection: Connection, change: Row[Any]) -> tuple[str, set[int]]:
    """The table and ids of the whole records a change touches."""
    name, kept = change.table_name, held(change)
    ids = set(kept) or set(range(change.row_id, change.last_row_id + 1))
    if name not in PARTS:
        return name, ids
    known = kept if change.action == DELETED else {}
    return PARTS[name][0], set(wholes(connection, name, ids, known).values())


def wholes(
    connection: Connection, name: str, ids: Iterable[int], known: dict[int, Fields]
) -> dict[int, int]:
    """Row id -> id of the record it belongs to, itself where the table has no parts.

    `known` are rows that may be gone; a part that is gone and not known is left out.
    """
    if name not in PARTS:
        return {row_id: row_id for row_id in ids}
    column = PARTS[name][1]
    stored = rows.fetch(connection, metadata.tables[name], sorted(ids), [column])
    return {row_id: row[column] for row_id, row in (known | stored).items()}
