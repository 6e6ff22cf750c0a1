"""Every write goes through here: done, and what it did is kept, so that undo can take it back.

One `Ledger` is one operation. Nothing is recorded for a command that changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.engine import Connection

from kam.models.base import Record
from kam.models.operations import Change, Operation
from kam.store import rows
from kam.store.packing import pack
from kam.store.rows import table_of

CREATED, UPDATED, DELETED = "created", "updated", "deleted"


class Ledger:
    """Writes rows and records the operation they belong to.

    at: when (aware, from the command line's clock); actor: who; command: what was typed;
    reason: why, or None. `operation` is the id, None while nothing was written; `undoes` the
    operation this one takes back.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        at: datetime,
        actor: str,
        command: str,
        reason: str | None = None,
    ) -> None:
        self.connection = connection
        self.at = at
        self.actor = actor
        self.command = command
        self.reason = reason
        self.operation: int | None = None
        self.undoes: int | None = None
        self.counts: dict[str, dict[str, int]] = {}

    def create(self, model: type[Record], new: Sequence[Mapping[str, Any]]) -> range:
        """Insert rows (without `id`); gives the ids, in the order of the rows."""
        if not new:
            return range(0)
        names = dict.fromkeys(name for row in new for name in row)
        table = table_of(model)
        defaults = {name: rows._default(table, name) for name in names}
        columns = {name: [row.get(name, defaults[name]) for row in new] for name in names}
        for column in table.c:
            if column.name not in columns and column.default is not None:
                columns[column.name] = [rows._default(table, column.name)] * len(new)
        return self.create_columns(model, columns)

    def create_columns(self, model: type[Record], columns: Mapping[str, Sequence[Any]]) -> range:
        """Insert rows given column by column; gives their ids."""
        table = table_of(model)
        n = len(next(iter(columns.values())))
        if not n:
            return range(0)
        first = rows.next_id(self.connection, table)
        ids = range(first, first + n)
        rows.insert_columns(self.connection, table, {"id": ids, **columns})
        self._record(table, CREATED, ids, None)
        return ids

    def restore(self, table: Table, old: Mapping[int, Mapping[str, Any]]) -> None:
        """Insert rows under the ids they had."""
        if not old:
            return
        rows.insert_whole(self.connection, table, old)
        for chunk in rows.chunks(sorted(old)):
            for run in _runs(chunk):
                self._record(table, CREATED, run, None)

    def update(
        self, model: type[Record] | Table, new: Mapping[int, Mapping[str, Any]]
    ) -> dict[int, dict[str, tuple[Any, Any]]]:
        """Set fields of rows (id -> field -> value) where they differ from what is stored.

        Gives what really changed: id -> field -> (old, new).
        """
        table = model if isinstance(model, Table) else table_of(model)
        names = sorted({name for fields in new.values() for name in fields})
        stored = rows.fetch(self.connection, table, new, names) if names else {}
        changed = {}
        for row_id, fields in new.items():
            old = stored[row_id]
            differing = {
                name: (old[name], value) for name, value in fields.items() if old[name] != value
            }
            if differing:
                changed[row_id] = differing
        self.update_known(table, changed)
        return changed

    def update_known(
        self, table: Table, changed: Mapping[int, Mapping[str, tuple[Any, Any]]]
    ) -> None:
        """Set fields whose stored values are known: id -> field -> (old, new)."""
        rows.update_rows(
            self.connection,
            table,
            {
                row_id: {name: new for name, (_old, new) in fields.items()}
                for row_id, fields in changed.items()
            },
        )
        for chunk in rows.chunks(sorted(changed)):
            packed = {
                row_id: [
                    {name: pair[side] for name, pair in changed[row_id].items()} for side in (0, 1)
                ]
                for row_id in chunk
            }
            self._record(table, UPDATED, chunk, pack(packed))

    def delete(self, model: type[Record] | Table, ids: Iterable[int]) -> None:
        """Delete rows, keeping what they held."""
        table = model if isinstance(model, Table) else table_of(model)
        gone: list[int] = []
        for chunk in rows.chunks(sorted(ids), 2_000):
            held: dict[int, Any] = rows.fetch(self.connection, table, chunk)
            if held:
                self._record(table, DELETED, sorted(held), pack(held))
                gone += held
        rows.delete_ids(self.connection, table, sorted(gone))

    def finish(self) -> int | None:
        """Write the operation's summary; gives its id, None when nothing was written."""
        if self.operation is None:
            return None
        operations = table_of(Operation)
        self.connection.execute(
            update(operations)
            .where(operations.c.id == self.operation)
            .values(summary=self.counts, undoes_id=self.undoes)
        )
        return self.operation

    def _record(self, table: Table, action: str, ids: Sequence[int], packed: bytes | None) -> None:
        changes = table_of(Change)
        self.connection.execute(
            changes.insert().values(
                id=rows.next_id(self.connection, changes),
                operation_id=self.begun(),
                table_name=table.name,
                action=action,
                row_id=ids[0],
                last_row_id=ids[-1],
                packed=packed,
            )
        )
        counted = self.counts.setdefault(table.name, {})
        counted[action] = counted.get(action, 0) + len(ids)

    def begun(self) -> int:
        """The operation's id; its row is written with the first change."""
        if self.operation is None:
            operations = table_of(Operation)
            self.operation = rows.next_id(self.connection, operations)
            self.connection.execute(
                operations.insert().values(
                    id=self.operation,
                    at=self.at,
                    actor=self.actor,
                    command=self.command,
                    reason=self.reason,
                )
            )
        return self.operation


def _runs(ids: Sequence[int]) -> list[range]:
    """Ascending ids as runs without gaps."""
    runs: list[range] = []
    for row_id in ids:
        if runs and runs[-1].stop == row_id:
            runs[-1] = range(runs[-1].start, row_id + 1)
        else:
            runs.append(range(row_id, row_id + 1))
    return runs


def newest_operation(connection: Connection) -> int | None:
    """The newest operation that is neither undone nor an undo; None when there is none."""
    operations = table_of(Operation)
    found: int | None = connection.execute(
        select(operations.c.id)
        .where(operations.c.undone_by_id.is_(None), operations.c.undoes_id.is_(None))
        .order_by(operations.c.id.desc())
        .limit(1)
    ).scalar()
    return found
