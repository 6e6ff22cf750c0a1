"""Taking an operation back, and thereby (undoing an undo) doing it again.

Rows it created go, fields it changed return, rows it deleted come back, except where a later
operation touched the same record or other rows now refer to it: those are named and kept.
An order with its lines, a survey with its scores, is one record here: all of it or none.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.engine import Connection

from kam.errors import ConflictError, NotFoundError
from kam.i18n import _
from kam.models.all import metadata
from kam.models.operations import Change, Operation
from kam.store import rows
from kam.store.ledger import CREATED, DELETED, UPDATED, Ledger
from kam.store.packing import unpack
from kam.store.rows import table_of

PARTS = {
    "order_lines": ("orders", "order_id"),
    "survey_scores": ("surveys", "survey_id"),
}
"""Tables whose rows are parts of another's record: part -> (whole, the column that says which)."""

FOLLOWERS = {"judgements": "customer_id"}
"""Tables whose rows go where their customer goes and hold nothing back."""

EDITED, REFERRED, GONE = "edited since", "referred to", "refers to what is gone"


@dataclass
class Kept:
    """A record that undo left as it is, and why (EDITED, REFERRED or GONE)."""

    table: str
    row_id: int
    why: str


@dataclass
class _Plan:
    """What one operation did to one table."""

    created: set[int] = field(default_factory=set)
    updated: dict[int, Any] = field(default_factory=dict)
    deleted: dict[int, Any] = field(default_factory=dict)

    def ids(self) -> set[int]:
        return self.created | self.updated.keys() | self.deleted.keys()


def undo(ledger: Ledger, operation_id: int) -> list[Kept]:
    """Take `operation_id` back as part of the ledger's operation; gives what was kept as it is.

    Raises NotFoundError for an unknown operation, ConflictError for one already undone.
    """
    connection = ledger.connection
    _check(connection, operation_id)
    plans = _plans(connection, operation_id)
    kept = _leave_what_was_touched(connection, operation_id, plans)
    for table in metadata.sorted_tables:
        if table.name in plans:
            kept += _bring_back(ledger, table, plans[table.name].deleted)
    for table in metadata.sorted_tables:
        if table.name in plans:
            kept += _revert(ledger, table, plans[table.name].updated)
    for table in reversed(metadata.sorted_tables):
        if table.name in plans:
            kept += _remove(ledger, table, plans)
    return kept


def mark(ledger: Ledger, operation_id: int) -> None:
    """Note that the ledger's operation has undone `operation_id`."""
    operations = table_of(Operation)
    connection = ledger.connection
    by = ledger.finish(undoes=operation_id) or _empty(ledger, operation_id)
    connection.execute(
        update(operations).where(operations.c.id == operation_id).values(undone_by_id=by)
    )
    connection.execute(
        update(operations)
        .where(operations.c.undone_by_id == operation_id)
        .values(undone_by_id=None)
    )


def _empty(ledger: Ledger, operation_id: int) -> int:
    """An undo that found nothing left to take back is an operation all the same."""
    begun = ledger._begun()
    ledger.finish(undoes=operation_id)
    return begun


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


def _plans(connection: Connection, operation_id: int) -> dict[str, _Plan]:
    plans: dict[str, _Plan] = {}
    for change in changes(connection, table_of(Change).c.operation_id == operation_id):
        plan = plans.setdefault(change.table_name, _Plan())
        if change.action == CREATED:
            plan.created.update(range(change.row_id, change.last_row_id + 1))
            continue
        held = unpack(metadata.tables[change.table_name], change.packed)
        (plan.updated if change.action == UPDATED else plan.deleted).update(held)
    return plans


def changes(connection: Connection, *conditions: Any) -> Iterable[Any]:
    """The change rows for which the conditions hold, oldest first."""
    table = table_of(Change)
    return connection.execute(select(table).where(*conditions).order_by(table.c.id)).all()


def later_changes(
    connection: Connection, operation_id: int, tables: Iterable[str]
) -> Iterable[Any]:
    """Changes to these tables by operations after this one that are in effect today."""
    table, operations = table_of(Change), table_of(Operation)
    in_effect = select(operations.c.id).where(
        operations.c.id > operation_id,
        operations.c.undone_by_id.is_(None),
        operations.c.undoes_id.is_(None),
    )
    return changes(
        connection, table.c.operation_id.in_(in_effect), table.c.table_name.in_(list(tables))
    )


def _leave_what_was_touched(
    connection: Connection, operation_id: int, plans: dict[str, _Plan]
) -> list[Kept]:
    """Drop from the plans every record a later operation touched; gives what was dropped."""
    tables = set(plans)
    for part, (whole, _column) in PARTS.items():
        if part in tables or whole in tables:
            tables |= {part, whole}
    touched: dict[str, set[int]] = {}
    for change in later_changes(connection, operation_id, tables):
        whole, ids = _records(connection, change)
        touched.setdefault(whole, set()).update(ids)
    kept = []
    for name, plan in plans.items():
        whole = PARTS[name][0] if name in PARTS else name
        if not touched.get(whole):
            continue
        wholes = _wholes(connection, name, plan)
        hit = {row_id for row_id in plan.ids() if wholes.get(row_id, row_id) in touched[whole]}
        plan.created -= hit
        for row_id in hit:
            plan.updated.pop(row_id, None)
            plan.deleted.pop(row_id, None)
        kept += [Kept(whole, wholes.get(row_id, row_id), EDITED) for row_id in sorted(hit)]
    return _once(kept)


def _records(connection: Connection, change: Any) -> tuple[str, set[int]]:
    """The table and ids of the whole records a change touches."""
    table = metadata.tables[change.table_name]
    if change.action == CREATED:
        ids = set(range(change.row_id, change.last_row_id + 1))
        held: dict[int, Any] = {}
    else:
        held = unpack(table, change.packed)
        ids = set(held)
    if table.name not in PARTS:
        return table.name, ids
    whole, column = PARTS[table.name]
    if change.action == DELETED:
        return whole, {row[column] for row in held.values()}
    return whole, {
        row[column] for row in rows.fetch(connection, table, sorted(ids), [column]).values()
    }


def _wholes(connection: Connection, name: str, plan: _Plan) -> dict[int, int]:
    """Part id -> id of the whole it belongs to; empty for a table that has no parts."""
    if name not in PARTS:
        return {}
    column = PARTS[name][1]
    stored = rows.fetch(connection, metadata.tables[name], sorted(plan.ids()), [column])
    return {row_id: row[column] for row_id, row in (plan.deleted | stored).items()}


def _once(kept: list[Kept]) -> list[Kept]:
    return list({(item.table, item.row_id): item for item in kept}.values())


def _bring_back(ledger: Ledger, table: Table, deleted: dict[int, Any]) -> list[Kept]:
    gone = _dangling(ledger.connection, table, deleted)
    ledger.restore(table, {i: row for i, row in sorted(deleted.items()) if i not in gone})
    return [Kept(table.name, row_id, GONE) for row_id in sorted(gone)]


def _revert(ledger: Ledger, table: Table, updated: dict[int, Any]) -> list[Kept]:
    before = {row_id: sides[0] for row_id, sides in updated.items()}
    gone = _dangling(ledger.connection, table, before)
    stored = rows.fetch(ledger.connection, table, sorted(before), ["id"])
    ledger.update(table, {i: row for i, row in before.items() if i in stored and i not in gone})
    return [Kept(table.name, row_id, GONE) for row_id in sorted(gone)]


def _dangling(connection: Connection, table: Table, old: dict[int, Any]) -> set[int]:
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


def _remove(ledger: Ledger, table: Table, plans: dict[str, _Plan]) -> list[Kept]:
    created = plans[table.name].created
    if table.name in PARTS:  # a part stays where its whole must stay
        whole, column = PARTS[table.name]
        whole_plan = plans.get(whole)
        if whole_plan is not None and whole_plan.created:
            held = _referred(ledger.connection, metadata.tables[whole], whole_plan.created)
            if held:
                parts = rows.fetch(ledger.connection, table, sorted(created), [column])
                created -= {row_id for row_id, row in parts.items() if row[column] in held}
    held = _referred(ledger.connection, table, created)
    for name, column in FOLLOWERS.items():
        followers = metadata.tables[name]
        if any(key.column.table is table for key in followers.foreign_keys):
            found = rows.referring(ledger.connection, followers.c[column], sorted(created - held))
            ledger.delete(followers, [row_id for row_id, _target in found])
    ledger.delete(table, sorted(created - held))
    return [Kept(table.name, row_id, REFERRED) for row_id in sorted(held)]


def _referred(connection: Connection, table: Table, created: set[int]) -> set[int]:
    """Which of these rows others refer to: their parts, followers and each other apart."""
    held: set[int] = set()
    if not created:
        return held
    for other in metadata.sorted_tables:
        if other.name in FOLLOWERS or PARTS.get(other.name, ("",))[0] == table.name:
            continue
        if other.name in ("operations", "changes"):
            continue
        for key in other.foreign_keys:
            if key.column.table is not table:
                continue
            found = rows.referring(connection, key.parent, sorted(created))
            if other is table:
                pairs = [(row_id, target) for row_id, target in found if row_id not in created]
            else:
                pairs = list(found)
            held |= {target for _row_id, target in pairs}
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
