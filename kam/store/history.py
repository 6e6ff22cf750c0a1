"""What operations there were, and what each did to which record."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Row, Table, func, select
from sqlalchemy.engine import Connection

from kam.models.all import metadata
from kam.models.operations import Change, Operation
from kam.store import rows
from kam.store.ledger import CREATED, DELETED, UPDATED
from kam.store.plans import Fields, changes, held
from kam.store.rows import table_of


@dataclass(frozen=True)
class Touch:
    """What an operation did to one row: the fields before and after, None where there was none."""

    table: str
    row_id: int
    action: str
    before: Fields | None
    after: Fields | None


def operations(
    connection: Connection,
    *,
    limit: int | None = None,
    actor: str | None = None,
    since: datetime | None = None,
) -> list[dict[str, Any]]:
    """Operations, newest first, with every field of theirs; by one actor, from a moment on."""
    table = table_of(Operation)
    query = select(table).order_by(table.c.id.desc()).limit(limit)
    if actor is not None:
        query = query.where(func.lower(table.c.actor) == actor.lower())
    if since is not None:
        query = query.where(table.c.at >= since)
    return [dict(row) for row in connection.execute(query).mappings()]


def operation(connection: Connection, operation_id: int) -> dict[str, Any] | None:
    """One operation with every field of it; None when there is none of that number."""
    table = table_of(Operation)
    found = connection.execute(select(table).where(table.c.id == operation_id)).mappings().first()
    return None if found is None else dict(found)


def touches(connection: Connection, operation_id: int) -> Iterator[Touch]:
    """Row by row what an operation did, in the order it did it."""
    table = table_of(Change)
    ids = connection.execute(
        select(table.c.id).where(table.c.operation_id == operation_id).order_by(table.c.id)
    ).scalars()
    for change_id in list(ids):  # one at a time: an import of a million rows is many megabytes
        (change,) = changes(connection, table.c.id == change_id)
        yield from _touches(connection, change)


def _touches(connection: Connection, change: Row[Any]) -> Iterator[Touch]:
    name, kept = change.table_name, held(change)
    if name not in metadata.tables:
        return
    if change.action == CREATED:
        run = iter(range(change.row_id, change.last_row_id + 1))
        while ids := list(islice(run, rows.CHUNK)):
            made = _as_left(connection, change, ids)
            yield from (Touch(name, i, CREATED, None, made[i]) for i in ids if i in made)
    elif change.action == UPDATED:
        for row_id, (before, after) in kept.items():
            yield Touch(name, row_id, UPDATED, before, after)
    else:
        yield from (Touch(name, row_id, DELETED, row, None) for row_id, row in kept.items())


def _as_left(connection: Connection, change: Row[Any], ids: Sequence[int]) -> dict[int, Fields]:
    """These rows as the change left them: as they are now, walked back over what came after."""
    table = metadata.tables[change.table_name]
    found = rows.fetch(connection, table, ids)
    wanted = set(ids)
    for later in reversed(_later(connection, change, ids)):
        if later.action == CREATED:
            continue  # brought back as it was when it was deleted
        for row_id, kept in held(later).items():
            if row_id not in wanted:
                continue
            if later.action == DELETED:
                found[row_id] = kept
            elif row_id in found:
                found[row_id] = found[row_id] | kept[0]
    return found


def _later(connection: Connection, change: Row[Any], ids: Sequence[int]) -> Sequence[Row[Any]]:
    table = table_of(Change)
    return changes(
        connection,
        table.c.id > change.id,
        table.c.table_name == change.table_name,
        table.c.last_row_id >= ids[0],
        table.c.row_id <= ids[-1],
    )


def updates_of(
    connection: Connection, table: Table, row_id: int
) -> list[tuple[Any, Fields, Fields]]:
    """How one row was changed, the oldest first: the operation, the fields before and after."""
    change, operations = table_of(Change), table_of(Operation)
    found = []
    for each in changes(
        connection,
        change.c.table_name == table.name,
        change.c.action == UPDATED,
        change.c.last_row_id >= row_id,
        change.c.row_id <= row_id,
    ):
        if row_id in (kept := held(each)):
            wanted = select(operations).where(operations.c.id == each.operation_id)
            found.append((connection.execute(wanted).one(), *kept[row_id]))
    return found


def known_rows(connection: Connection, name: str, ids: Iterable[int]) -> dict[int, Fields]:
    """Rows of a table as they are, and those that are gone as they last were."""
    wanted = sorted(set(ids))
    found = rows.fetch(connection, metadata.tables[name], wanted)
    gone = set(wanted) - found.keys()
    if not gone:
        return found
    change = table_of(Change)
    deletions = select(change.c.id).where(
        change.c.table_name == name,
        change.c.action == DELETED,
        change.c.row_id <= max(gone),
        change.c.last_row_id >= min(gone),
    )
    for change_id in connection.execute(deletions.order_by(change.c.id.desc())).scalars().all():
        (deletion,) = changes(connection, change.c.id == change_id)
        found |= {i: row for i, row in held(deletion).items() if i in gone}
        gone -= found.keys()
        if not gone:
            break
    return found
