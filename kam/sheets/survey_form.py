"""The questionnaire as a sheet to fill in: a row per customer, its answers left blank.

Its headers are those of the surveys sheet, so that `kam import` takes it back; a row without any
answer says nothing and is passed over.
"""

from collections.abc import Iterable

from kam.models.enums import Dimension

TO_FILL_IN = ("overall", *(each.value for each in Dimension), "nps", "comment")
"""The answers, in the order of a row: where all are blank import passes the row over."""
STATED = (
    *("customer", "customer_name", "contact", "trigger", "answered_on"),
    *TO_FILL_IN,
    "channel",
)
"""The columns of the surveys sheet, in the order of a row."""

_LAST = ("上次调查(系统)", "Last survey (system)")
"""The header that tells a questionnaire of kam's from other sheets of surveys."""
BESIDE = (
    (("到期日(系统)", "Due on (system)"), "date", 12),
    (_LAST, "date", 12),
    (("订单编号(系统)", "Order number (system)"), "code", 16),
    (("客户类别(系统)", "Tier (system)"), "text", 10),
    (("电话(系统)", "Phone (system)"), "code", 16),
    (("客户经理(系统)", "Manager (system)"), "text", 12),
)
"""Columns that only inform, in the order of a row after STATED."""

SCORES = (
    ("非常满意", "very satisfied"),
    ("满意", "satisfied"),
    ("一般", "neutral"),
    ("不满意", "dissatisfied"),
    ("非常不满意", "very dissatisfied"),
)
"""The words of the drop-downs, from 5 down to 1."""
RECOMMENDATIONS = tuple(range(11))


def is_form(headers: Iterable[str]) -> bool:
    """Whether a sheet with these headers is a questionnaire of kam's."""
    return any(text.strip() in _LAST for text in headers)
