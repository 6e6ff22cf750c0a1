"""Customers that are perhaps kept twice."""

from typing import Any

from kam.i18n import N_, _
from kam.reports.table import Field, Table
from kam.rules.duplicates import Known, pairs
from kam.services.workspace import Workspace
from kam.store.customers import likenesses

FIELDS = (
    Field("customer", "客户编号", "Customer code"),
    Field("name", "客户名称", "Customer name"),
    Field("other", "可能重复的编号", "Other code"),
    Field("other_name", "可能重复的名称", "Other name"),
    Field("likeness", "相同之处", "Likeness", screen=False),
    Field("why", "相同之处", "Why"),
)
_WHY = {
    "tax_id": N_("same tax ID"),
    "name": N_("same name"),
    "phone": N_("same phone"),
    "alike": N_("nearly the same name"),
}


def listing(desk: Workspace) -> Table:
    """The pairs that may be one customer, the surest first."""
    codes: dict[int, tuple[str, str]] = {}
    known = []
    for row in likenesses(desk.connection):
        codes[row.id] = (row.code, row.name)
        known.append(Known(row.id, row.name, row.name_key, row.tax_id, row.phones))
    found = [_row(codes[pair.one], codes[pair.other], pair.why) for pair in pairs(known)]
    footer = (_("to make two one: {command}").format(command="kam customers merge A B"),)
    return Table(FIELDS, found, footer=footer if found else ())


def _row(one: tuple[str, str], other: tuple[str, str], why: str) -> dict[str, Any]:
    named = {"customer": one[0], "name": one[1], "other": other[0], "other_name": other[1]}
    return named | {"likeness": why, "why": _(_WHY[why])}
