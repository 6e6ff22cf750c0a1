"""Taking an operation back, and thereby (undoing an undo) doing it again.

Rows it created go, fields it changed return, rows it deleted come back, except where a later
operation touched the same record or other rows now refer to it: those are named and kept.
An order with its lines, a survey with its scores, is one record here: all of it or none.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Table, select, update
from sqlalchemy.engine import Connection

from kam.errors import ConflictError, NotFoundError
from kam.i18n import _
from kam.models.all import metadata
from kam.models.operations import Operation
from kam.store import rows
from kam.store.ledger import Ledger
from kam.store.plans import PARTS, Fields, Plan, plans, touched_since, wholes
from kam.store.rows import table_of
from kam.store.uniques import taken

FOLLOWERS = {"judgements": "customer_id", "notices": "staff_id"}
"""Tables whose rows go where their customer or colleague goes and hold nothing back."""

EDITED, REFERRED, GONE, TAKEN = "edited", "referred", "gone", "taken"


@dataclass(frozen=True)
class Kept:
    """A record that undo left as it is, and why.

    EDITED since by a later operation; REFERRED to by others; GONE is what it refers to;
    TAKEN by another record is its code or number.
    """

    table: str
    row_id: int
    why: str


def undo(ledger: Ledger, operation_id: int) -> list[Kept]:
    """Take `operation_id` back as the ledger's operation; gives what was kept as it is.

    Raises NotFoundError for an unknown operation, ConflictError for one already undone.
    """
    connection = ledger.connection
    _check(connection, operation_id)
    done = plans(connection, operation_id)
    tables = [table for table in metadata.sorted_tables if table.name in done]
    kept = _leave_what_was_touched(connection, operation_id, done)
    for table in tables:
        if table.name in PARTS:  # first: what comes back may need their place
            kept += _remove_parts(ledger, table, done)
    for table in tables:
        kept += _revert(ledger, table, done[table.name].updated, references=False)
    for table in tables:
        kept += _bring_back(ledger, table, done[table.name].deleted)
    for table in tables:
        kept += _revert(ledger, table, done[table.name].updated, references=True)
    for table in reversed(tables):
        if table.name not in PARTS:
            kept += _remove(ledger, table, done[table.name].created)
    _mark(ledger, operation_id)
    return list({(item.table, item.row_id): item for item in reversed(kept)}.values())[::-1]


def _check(connection: Connection, operation_id: int) -> None:
    operations = table_of(Operation)
    found = connection.execute(
        select(operations.c.undone_by_id).where(operations.c.id == operation_id)
    ).first()
    if found is None:
        raise NotFoundError(
            _("there is no operation {id}; see: kam history").format(id=operation_id)
        )
    if found[0] is not None:
        raise ConflictError(
            _("operation {id} is already undone, by {by}; to do it again: kam undo {by}").format(
                id=operation_id, by=found[0]
            )
        )


def _mark(ledger: Ledger, operation_id: int) -> None:
    """Note that the ledger's operation has undone this one; what this one undid is in effect."""
    operations, undone_by = table_of(Operation), table_of(Operation).c.undone_by_id
    ledger.undoes = operation_id
    mine = operations.c.id == operation_id
    ledger.connection.execute(update(operations).where(mine).values(undone_by_id=ledger.begun()))
    redone = update(operations).where(undone_by == operation_id).values(undone_by_id=None)
    ledger.connection.execute(redone)


def _leave_what_was_touched(
    connection: Connection, operation_id: int, done: dict[str, Plan]
) -> list[Kept]:
    """Drop from the plans every record a later operation touched; gives what was dropped."""
    touched = touched_since(connection, operation_id, done)
    kept = []
    for name, plan in done.items():
        whole = PARTS[name][0] if name in PARTS else name
        if not touched.get(whole):
            continue
        belongs = wholes(connection, name, plan.ids(), plan.deleted)
        hit = {row_id for row_id, record in belongs.items() if record in touched[whole]}
        plan.drop(hit)
        kept += [Kept(whole, belongs[row_id], EDITED) for row_id in sorted(hit)]
    return kept


def _bring_back(ledger: Ledger, table: Table, deleted: dict[int, Fields]) -> list[Kept]:
    gone = _dangling(ledger.connection, table, deleted)
    used = taken(ledger.connection, table, deleted) - gone
    back = {i: row for i, row in sorted(deleted.items()) if i not in gone and i not in used}
    ledger.restore(table, back)
    return _named(table, deleted, gone, GONE) + _named(table, deleted, used, TAKEN)


def _revert(
    ledger: Ledger, table: Table, updated: dict[int, Fields], *, references: bool
) -> list[Kept]:
    """Give fields their old values: those that refer to other rows, or those that do not."""
    names = {key.parent.name for key in table.foreign_keys}
    before = {
        row_id: {name: value for name, value in fields.items() if (name in names) == references}
        for row_id, fields in updated.items()
    }
    before = {row_id: fields for row_id, fields in before.items() if fields}
    stored = rows.fetch(ledger.connection, table, sorted(before), ["id"])
    before = {row_id: before[row_id] for row_id in before if row_id in stored}
    gone = _dangling(ledger.connection, table, before)
    used = taken(ledger.connection, table, before)
    ledger.update(table, {i: row for i, row in before.items() if i not in gone | used})
    return _named(table, before, gone, GONE) + _named(table, before, used, TAKEN)


def _named(table: Table, old: dict[int, Fields], ids: Iterable[int], why: str) -> list[Kept]:
    """Rows left as they are, named by the record they are part of where that is known."""
    whole, column = PARTS.get(table.name, (table.name, "id"))
    return [
        Kept(whole, old[row_id][column], why)
        if column in old[row_id]
        else Kept(table.name, row_id, why)
        for row_id in sorted(ids)
    ]


def _dangling(connection: Connection, table: Table, old: dict[int, Fields]) -> set[int]:
    """Rows whose old values refer to rows that are no longer there."""
    dangling: set[int] = set()
    for key in table.foreign_keys:
        name, target = key.parent.name, key.column.table
        wanted = {row[name] for row in old.values() if row.get(name) is not None}
        if target is table:
            wanted -= old.keys()
        missing = wanted - rows.fetch(connection, target, sorted(wanted), ["id"]).keys()
        if missing:
            dangling |= {row_id for row_id, row in old.items() if row.get(name) in missing}
    return dangling


def _remove_parts(ledger: Ledger, table: Table, done: dict[str, Plan]) -> list[Kept]:
    """Delete the parts an operation created, those of a whole that must stay apart."""
    whole, column = PARTS[table.name]
    created = done[table.name].created
    wholes_created = done[whole].created if whole in done else set()
    held = _referred(ledger.connection, metadata.tables[whole], wholes_created)
    if held:
        parts = rows.fetch(ledger.connection, table, sorted(created), [column])
        created -= {row_id for row_id, row in parts.items() if row[column] in held}
    return _remove(ledger, table, created)


def _remove(ledger: Ledger, table: Table, created: set[int]) -> list[Kept]:
    """Delete created rows, and what follows them; gives those that others refer to."""
    held = _referred(ledger.connection, table, created)
    free = sorted(created - held)
    for name, column in FOLLOWERS.items():
        followers = metadata.tables[name]
        if any(key.column.table is table for key in followers.foreign_keys):
            found = rows.referring(ledger.connection, followers.c[column], free)
            ledger.delete(followers, [row_id for row_id, _target in found])
    ledger.delete(table, free)
    return [Kept(table.name, row_id, REFERRED) for row_id in sorted(held)]


def _referred(connection: Connection, table: Table, created: set[int]) -> set[int]:
    """Which of these rows others refer to: their parts, followers and each other apart."""
    held: set[int] = set()
    for other in metadata.sorted_tables if created else ():
        if other.name in FOLLOWERS or PARTS.get(other.name, ("",))[0] == table.name:
            continue
        for key in other.foreign_keys:
            if key.column.table is table:
                found = rows.referring(connection, key.parent, sorted(created))
                held |= {
                    target
                    for row_id, target in found
                    if other is not table or row_id not in created
                }
    return held | _referred_by_held(connection, table, created, held)


def _referred_by_held(
    connection: Connection, table: Table, created: set[int], held: set[int]
) -> set[int]:
    """What the held rows of a table that refers to itself refer to in turn."""
    more: set[int] = set()
    for key in table.foreign_keys:
        if key.column.table is table and held:
            name = key.parent.name
            frontier = set(held)
            while frontier:
                stored = rows.fetch(connection, table, sorted(frontier), [name])
                frontier = {row[name] for row in stored.values()} & (created - held - more)
                more |= frontier
    return more
