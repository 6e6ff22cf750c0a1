"""Two records of one customer made one; undo makes them two again."""

from collections.abc import Iterable
from typing import Any

from kam.errors import UsageError
from kam.i18n import _, pick
from kam.models.all import metadata
from kam.models.contacts import Contact
from kam.models.customers import Customer
from kam.models.enums import CooperationStage
from kam.models.names import name_key
from kam.models.tiers import Judgement
from kam.services.finding import find_customer
from kam.services.naming import things
from kam.services.workspace import Workspace
from kam.sheets.terms import TAG_SEPARATOR
from kam.store import rows
from kam.store.finding import Found
from kam.store.rows import table_of

_OWN = frozenset(
    (
        *("id", "code", "code_stated", "name", "name_key", "archived", "archived_on"),
        *("cooperation_stage", "lost_on", "lost_reason", "extra", "tags"),
    )
)
"""Fields of a customer that another's do not simply fill."""
_REACHED = ("mobile", "phone", "email", "wechat")
Fields = dict[str, Any]


def pair(desk: Workspace, keep: str, other: str) -> tuple[Found, Found]:
    """The two customers meant. Raises UsageError where both are the same."""
    kept, merged = find_customer(desk, keep), find_customer(desk, other)
    if kept.id == merged.id:
        raise UsageError(
            _("{keep} and {other} are the same customer, {code}").format(
                keep=keep, other=other, code=kept.code
            )
        )
    return kept, merged


def merge(desk: Workspace, keep: str, other: str) -> str:
    """Give `keep` all that `other` has, and delete `other`; says what was moved.

    Blank fields of `keep` are filled; contacts of one name become one unless they are reached
    differently; how `other` was judged goes with it.
    """
    kept, merged = pair(desk, keep, other)
    moved = _relink(desk, kept.id, merged.id)
    moved["contacts"] = _merge_contacts(desk, kept.id, merged.id)
    judged = rows.table_of(Judgement)
    gone = _referring(desk, judged.c.customer_id, merged.id)
    desk.ledger.delete(Judgement, gone)
    stored = rows.fetch(desk.connection, table_of(Customer), [kept.id, merged.id])
    desk.ledger.delete(Customer, [merged.id])  # first: its code may be taken over
    desk.ledger.update(Customer, {kept.id: _together(stored[kept.id], stored[merged.id])})
    return pick("、", ", ").join(
        pick(f"{things(name)} {n}", f"{n} {things(name, n)}") for name, n in moved.items() if n
    )


def _referring(desk: Workspace, column: Any, customer_id: int) -> list[int]:
    return [row_id for row_id, _to in rows.referring(desk.connection, column, [customer_id])]


def _relink(desk: Workspace, kept: int, merged: int) -> dict[str, int]:
    """Let every row that refers to `merged` refer to `kept`, contacts and judgements apart."""
    moved: dict[str, int] = {}
    customers = table_of(Customer)
    for table in metadata.sorted_tables:
        if table in (table_of(Contact), table_of(Judgement)):
            continue
        for key in table.foreign_keys:
            if key.column.table is customers:
                ids = _referring(desk, key.parent, merged)
                desk.ledger.update(table, {i: {key.parent.name: kept} for i in ids})
                moved[table.name] = moved.get(table.name, 0) + len(ids)
    return moved


def _merge_contacts(desk: Workspace, kept: int, merged: int) -> int:
    """Move the contacts; one of the same name is laid into the one that is there."""
    here, there = _contacts(desk, kept), _contacts(desk, merged)
    has_primary = any(row["is_primary"] for row in here.values())
    changes: dict[int, Fields] = {}
    gone: list[int] = []
    for contact_id, row in there.items():
        twin = next((i for i, one in here.items() if _one_person(one, row)), None)
        if twin is None:
            changes[contact_id] = {"customer_id": kept}
            changes[contact_id]["is_primary"] = row["is_primary"] and not has_primary
        else:
            gone.append(contact_id)
            fields = _filled(here[twin], row, frozenset(("id", "customer_id", "is_primary")))
            fields |= {"is_primary": True} if row["is_primary"] and not has_primary else {}
            here[twin] |= fields
            changes[twin] = changes.get(twin, {}) | fields
        has_primary = has_primary or row["is_primary"]
    desk.ledger.update(Contact, changes)
    desk.ledger.delete(Contact, gone)
    return len(there)


def _contacts(desk: Workspace, customer_id: int) -> dict[int, Fields]:
    table = table_of(Contact)
    return rows.fetch(desk.connection, table, _referring(desk, table.c.customer_id, customer_id))


def _one_person(one: Fields, other: Fields) -> bool:
    """Whether two contacts are one: of one name, and no number or address contradicts."""
    return name_key(one["name"]) == name_key(other["name"]) and all(
        one[key] is None or other[key] is None or one[key] == other[key] for key in _REACHED
    )


def _filled(kept: Fields, other: Fields, without: Iterable[str]) -> Fields:
    """What `other` has where `kept` is blank."""
    return {
        name: value
        for name, value in other.items()
        if name not in without and value is not None and kept[name] is None
    }


def _together(kept: Fields, other: Fields) -> Fields:
    """The fields of `kept` that change."""
    lost = CooperationStage.lost.value
    fields = _filled(kept, other, _OWN)
    if kept["cooperation_stage"] is None and other["cooperation_stage"] not in (None, lost):
        fields["cooperation_stage"] = other["cooperation_stage"]
    if kept["first_purchase_on"] and other["first_purchase_on"]:
        fields["first_purchase_on"] = min(kept["first_purchase_on"], other["first_purchase_on"])
    if kept["remarks"] and other["remarks"] and other["remarks"] not in kept["remarks"]:
        fields["remarks"] = f"{kept['remarks']}\n{other['remarks']}"
    if other["code_stated"] and not kept["code_stated"]:
        fields |= {"code": other["code"], "code_stated": True}
    tags = [tag for row in (kept, other) for tag in (row["tags"] or "").split(TAG_SEPARATOR)]
    fields["tags"] = TAG_SEPARATOR.join(dict.fromkeys(filter(None, tags))) or None
    fields["extra"] = {**(other["extra"] or {}), **(kept["extra"] or {})} or None
    return fields
