"""The agenda as a sheet to fill in: what kam knows is written, what happened is left blank.

Its headers are those of the interactions sheet, so that `kam import` takes it back; a row whose
outcome and summary are still blank says nothing and is passed over.
"""

from collections.abc import Iterable

STATED = (
    *("customer", "customer_name", "channel", "occurred_on", "outcome", "summary"),
    *("staff", "line"),
)
"""The columns of the interactions sheet, in the order of a row."""
TO_FILL_IN = ("outcome", "summary")
"""Where both are blank nothing happened yet: import passes the row over."""

_DUE_ON = ("到期日(系统)", "Due on (system)")
"""The header that tells an agenda from other sheets of interactions."""
BESIDE = (
    (_DUE_ON, "date", 12),
    (("状态(系统)", "State (system)"), "text", 10),
    (("客户类别(系统)", "Tier (system)"), "text", 10),
    (("上次(系统)", "Last (system)"), "date", 12),
    (("联系人(系统)", "Contact (system)"), "text", 12),
    (("电话(系统)", "Phone (system)"), "code", 16),
    (("城市(系统)", "City (system)"), "text", 10),
    (("客户经理(系统)", "Manager (system)"), "text", 12),
)
"""Columns that only inform, in the order of a row after STATED."""


def is_agenda(headers: Iterable[str]) -> bool:
    """Whether a sheet with these headers is an agenda of kam's."""
    return any(text.strip() in _DUE_ON for text in headers)
