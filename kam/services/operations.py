"""History and undo: which operations there were, what one did field by field, taking one back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from kam.errors import ConflictError, NotFoundError
from kam.i18n import N_, _, pick
from kam.services import naming
from kam.services.workspace import Workspace
from kam.store import history as kept_history
from kam.store import undo as undoing
from kam.store.history import Touch
from kam.store.ledger import CREATED, DELETED, UPDATED, newest_operation
from kam.store.plans import PARTS

Counts = Mapping[str, Mapping[str, int]]
"""Table -> created, updated, deleted -> how many."""

SHOWN = 20
"""Records of an operation shown where not all are asked for."""


@dataclass(frozen=True)
class Line:
    """One field of one record that an operation changed."""

    table: str
    record_id: int
    record: str
    action: str
    field: str
    old: Any
    new: Any
    """Values as stored; of a reference the name of what is referred to, nothing secret."""
    words: tuple[str, str, str]
    """Field, old and new as people read them."""


@dataclass(frozen=True)
class Story:
    """An operation and its changes; `more` records are not among them."""

    operation: Mapping[str, Any]
    lines: tuple[Line, ...]
    more: int


@dataclass(frozen=True)
class KeptRecord:
    """A record that undo left as it is."""

    table: str
    record: str
    why: str
    """edited, referred, gone or taken"""

    def text(self) -> str:
        return _(WHY[self.why]).format(what=naming.things(self.table, 1), record=self.record)


@dataclass(frozen=True)
class Undone:
    """What an undo did. `operation` is None when it was only rehearsed."""

    operation: int | None
    undid: Mapping[str, Any]
    counts: Counts
    kept: tuple[KeptRecord, ...]


WHY = {
    undoing.EDITED: N_("{what} {record} was changed since"),
    undoing.REFERRED: N_("{what} {record} is referred to by others"),
    undoing.GONE: N_("{what} {record} belongs to what is no longer there"),
    undoing.TAKEN: N_("{what} {record}: its code or number is in use again"),
}


def history(
    desk: Workspace,
    *,
    limit: int | None = None,
    actor: str | None = None,
    since: date | None = None,
) -> list[dict[str, Any]]:
    """Operations, newest first: id, at (in the policy's zone), actor, command, reason, created,
    updated, deleted, summary (in words), undoes, undone_by."""
    zone = ZoneInfo(desk.policy.zone)
    start = datetime.combine(since, time(), zone) if since else None
    found = kept_history.operations(desk.connection, limit=limit, actor=actor, since=start)
    return [_entry(row, zone) for row in found]


def _entry(row: Mapping[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    counts: Counts = row["summary"] or {}
    totals = {
        action: sum(each.get(action, 0) for table, each in counts.items() if table not in PARTS)
        for action in (CREATED, UPDATED, DELETED)
    }
    return {
        "id": row["id"],
        "at": row["at"].astimezone(zone),
        "actor": row["actor"],
        "command": row["command"],
        "reason": row["reason"],
        **totals,
        "summary": in_words(counts),
        "undoes": row["undoes_id"],
        "undone_by": row["undone_by_id"],
    }


def in_words(counts: Counts, *, undone: bool = False) -> str:
    """ "3 customers created, 1 order updated"; of an undo: "3 customers removed"."""
    said = _UNDONE if undone else _DONE
    parts = [
        _(said[action]).format(n=f"{n:,}", what=naming.things(table, n))
        for table, each in counts.items()
        for action, n in each.items()
    ]
    return pick("，", ", ").join(parts) or _("nothing")


_DONE = {
    CREATED: N_("{n} {what} created"),
    UPDATED: N_("{n} {what} updated"),
    DELETED: N_("{n} {what} deleted"),
}
_UNDONE = {
    CREATED: N_("{n} {what} brought back"),
    UPDATED: N_("{n} {what} as before"),
    DELETED: N_("{n} {what} removed"),
}


def show(desk: Workspace, operation_id: int, *, everything: bool = False) -> Story:
    """An operation with what it changed, field by field; the first `SHOWN` records, or all.

    Raises NotFoundError for an unknown operation.
    """
    found = kept_history.operation(desk.connection, operation_id)
    if found is None:
        raise NotFoundError(
            _("there is no operation {id}; see: kam history").format(id=operation_id)
        )
    touches = kept_history.touches(desk.connection, operation_id)
    some = list(touches if everything else islice(touches, SHOWN))
    total = sum(n for each in (found["summary"] or {}).values() for n in each.values())
    entry = _entry(found, ZoneInfo(desk.policy.zone))
    return Story(entry, tuple(_lines(desk, some)), max(0, total - len(some)))


def _lines(desk: Workspace, touches: list[Touch]) -> list[Line]:
    """The fields that differ, record by record, with the names of all that is meant."""
    whole = {(each.table, each.row_id): each.after or each.before or {} for each in touches}
    updated = {(each.table, each.row_id) for each in touches if each.action == UPDATED}
    called = naming.names(desk.connection, updated) | naming.names_of(
        desk.connection, {key: row for key, row in whole.items() if key not in updated}
    )
    referred = {
        (target, value)
        for each in touches
        for fields in (each.before or {}, each.after or {})
        for field, value in fields.items()
        if value is not None and (target := naming.reference(each.table, field))
    }
    names = naming.names(desk.connection, referred)
    return [line for each in touches for line in _of_record(each, called, names)]


def _of_record(
    touch: Touch, called: Mapping[tuple[str, int], str], names: Mapping[tuple[str, int], str]
) -> list[Line]:
    before, after = touch.before or {}, touch.after or {}
    record = called[touch.table, touch.row_id]
    lines = []
    for field in before | after:
        old, new = before.get(field), after.get(field)
        if field in naming.INTERNAL or old == new:
            continue
        words = (
            naming.field_label(touch.table, field),
            naming.value_text(touch.table, field, old, names),
            naming.value_text(touch.table, field, new, names),
        )
        if naming.reference(touch.table, field) or naming.is_secret(touch.table, field):
            field, old, new = field.removesuffix("_id"), words[1] or None, words[2] or None
        lines.append(Line(touch.table, touch.row_id, record, touch.action, field, old, new, words))
    return lines


def undo(desk: Workspace, operation_id: int | None = None) -> Undone:
    """Take back one operation, the newest by default; an undo is thereby done again.

    Raises NotFoundError for an unknown operation, ConflictError where there is nothing to take
    back, or nothing that can be.
    """
    wanted = newest_operation(desk.connection) if operation_id is None else operation_id
    if wanted is None:
        raise ConflictError(_("there is nothing to undo; see: kam history"))
    kept = undoing.undo(desk.ledger, wanted)
    called = naming.names(desk.connection, {(each.table, each.row_id) for each in kept})
    records = tuple(
        KeptRecord(each.table, called[each.table, each.row_id], each.why) for each in kept
    )
    if records and not desk.ledger.counts:
        raise ConflictError(_nothing(wanted, records))
    undid = kept_history.operation(desk.connection, wanted)
    assert undid is not None
    operation = desk.ledger.operation if desk.request.keep else None
    return Undone(operation, undid, desk.ledger.counts, records)


def _nothing(operation: int, kept: tuple[KeptRecord, ...]) -> str:
    more = _(" and {n} more").format(n=len(kept) - 1) if len(kept) > 1 else ""
    return _("nothing of operation {id} can be taken back: {why}{more}; see: kam history").format(
        id=operation, why=kept[0].text(), more=more
    )
