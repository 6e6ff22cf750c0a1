"""Records on their way in: drafts folded from rows, then created or compared in one go.

Rows that mean the same record fold into one draft, so that a file imported twice changes nothing
even where its rows disagree: the later row has the last word both times.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kam.models.all import metadata
from kam.models.base import Record
from kam.services.imports.differences import Teller
from kam.services.imports.result import CREATED, UNCHANGED, UPDATED, SheetResult
from kam.store.ledger import Ledger


@dataclass(eq=False)
class Draft:
    """A record as the rows want it; `id` is None until it is created.

    A field may hold another draft: its id is put in when that one has one.
    """

    model: type[Record]
    id: int | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    is_new: bool = False

    def fold(self, row: int | None, fields: Mapping[str, Any]) -> None:
        """Lay a row's fields over what earlier rows said."""
        self.fields.update(fields)
        if row is not None:
            self.rows.append(row)

    def waits(self) -> bool:
        """Whether it refers to a draft that has no id yet."""
        return any(isinstance(value, Draft) and not value.id for value in self.fields.values())


Ref = Draft | int


def settled(ref: Ref) -> Ref:
    """The id of a record an earlier sheet created; else the reference as it is."""
    return ref.id if isinstance(ref, Draft) and ref.id is not None else ref


class Batch:
    """The drafts of one sheet, in the order their tables must be written."""

    def __init__(self) -> None:
        self.drafts: dict[type[Record], list[Draft]] = {}
        self._stored: dict[tuple[type[Record], int], Draft] = {}

    def new(self, model: type[Record], row: int | None, fields: Mapping[str, Any]) -> Draft:
        """A record that is not stored yet."""
        draft = Draft(model, fields=dict(fields), rows=[] if row is None else [row], is_new=True)
        self.drafts.setdefault(model, []).append(draft)
        return draft

    def stored(
        self, model: type[Record], record_id: int, row: int | None, fields: Mapping[str, Any]
    ) -> Draft:
        """A stored record that rows say something of; the same draft for the same record."""
        draft = self._stored.get((model, record_id))
        if draft is None:
            draft = Draft(model, id=record_id)
            self._stored[model, record_id] = draft
            self.drafts.setdefault(model, []).append(draft)
        draft.fold(row, fields)
        return draft

    def either(
        self, model: type[Record], ref: Ref | None, row: int | None, fields: Mapping[str, Any]
    ) -> Draft:
        """The draft of `ref` with the row's fields over it; a new one for None."""
        if ref is None:
            return self.new(model, row, fields)
        ref = settled(ref)
        if isinstance(ref, Draft):
            ref.fold(row, fields)
            return ref
        return self.stored(model, ref, row, fields)

    def keep(self, ledger: Ledger, result: SheetResult, *, details: bool = False) -> None:
        """Create and update what the drafts say, and mark their rows."""
        for model, drafts in self._in_order():
            new = [each for each in drafts if each.id is None]
            self._create(ledger, model, new, result)
            if details and model.__tablename__ != result.kind:
                _tell_made(ledger, new, result)
            self._update(
                ledger, model, [each for each in drafts if not each.is_new], result, details
            )

    def _in_order(self) -> list[tuple[type[Record], list[Draft]]]:
        """The drafts by table; tables that others refer to come first."""
        place = {table.name: turn for turn, table in enumerate(metadata.sorted_tables)}
        return sorted(self.drafts.items(), key=lambda each: place[str(each[0].__tablename__)])

    def _create(
        self, ledger: Ledger, model: type[Record], drafts: list[Draft], result: SheetResult
    ) -> None:
        own = model.__tablename__ == result.kind
        outcome = CREATED if own else UPDATED  # a contact new to a known customer updates the row
        waiting = drafts
        while waiting:  # whoever others refer to comes first
            ready = [draft for draft in waiting if not draft.waits()]
            made = ready or waiting
            ids = ledger.create(model, [_resolved(draft) for draft in made])
            for draft, new_id in zip(made, ids, strict=True):
                draft.id = new_id
                result.mark(draft.rows[:1], outcome)
                result.mark(draft.rows[1:], UNCHANGED)
            if not ready:  # they refer to each other in a circle
                ledger.update(model, {draft.id or 0: _resolved(draft) for draft in made})
            waiting = [draft for draft in waiting if draft.id is None]
        result.records[f"{model.__tablename__} created"] += len(drafts)

    def _update(
        self,
        ledger: Ledger,
        model: type[Record],
        drafts: list[Draft],
        result: SheetResult,
        details: bool,
    ) -> None:
        wanted = {draft.id: _resolved(draft) for draft in drafts if draft.id and draft.fields}
        changed = ledger.update(model, wanted)
        teller = Teller(ledger.connection)
        for draft in drafts:
            differences = changed.get(draft.id or 0)
            if not differences:
                continue
            result.mark(draft.rows, UPDATED)
            if details:
                for row in draft.rows[:1]:
                    told = teller.told(str(model.__tablename__), differences)
                    result.differences.setdefault(row, []).extend(told)
        result.records[f"{model.__tablename__} updated"] += len(changed)


def _tell_made(ledger: Ledger, made: list[Draft], result: SheetResult) -> None:
    """Note what updated rows make beside their own record."""
    beside = [each for each in made if each.rows and result.outcome.get(each.rows[0]) == UPDATED]
    if beside:
        table = str(beside[0].model.__tablename__)
        told = Teller(ledger.connection).made(table, [draft.id or 0 for draft in beside])
        for draft, difference in zip(beside, told, strict=True):
            result.differences.setdefault(draft.rows[0], []).append(difference)


def _resolved(draft: Draft) -> dict[str, Any]:
    return {
        name: value.id if isinstance(value, Draft) else value
        for name, value in draft.fields.items()
    }
