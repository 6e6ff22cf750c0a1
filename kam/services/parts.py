"""What records have beside their own fields: the lines of orders, the scores of surveys."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.engine import Connection

from kam.i18n import _
from kam.models.enums import Dimension
from kam.models.interactions import Interaction
from kam.reports.page import Section, as_data
from kam.reports.table import Field, Style, Table
from kam.services.workspace import Workspace
from kam.sheets.kinds.orders import LINE
from kam.sheets.kinds.surveys import SURVEYS
from kam.store import history, orders, surveys
from kam.store.rows import table_of

Row = dict[str, Any]

LINES = Field("lines", "行数", "Lines", Style.integer)
PROFIT = Field("profit", "毛利", "Profit", Style.money)
DIMENSIONS = tuple(
    Field(column.key, column.zh, column.en, Style.number)
    for column in SURVEYS.columns
    if column.key in set(Dimension)
)
MOVE = (
    Field("at", "时间", "At", Style.instant),
    Field("actor", "操作人", "Actor"),
    Field("from", "原定", "From"),
    Field("to", "改为", "To"),
    Field("reason", "原因", "Reason"),
)
_NUMBERS = {"money": Style.money, "price": Style.number, "quantity": Style.number}
ORDER_LINE = tuple(
    Field(column.key, column.zh, column.en, _NUMBERS.get(column.reader.name, Style.text))
    for column in LINE
)
"""The fields of a line, in the order of `kam.store.orders.LINE`."""


def count_lines(connection: Connection, rows: Sequence[Row]) -> None:
    """Give each order the number of its lines."""
    counts = orders.line_counts(connection, [row["id"] for row in rows])
    for row in rows:
        row["lines"] = counts.get(row["id"], 0)


def order_lines(desk: Workspace, row: Row) -> tuple[tuple[Section, ...], Row]:
    """The lines of one order, to read and as data."""
    stored = orders.lines_of(desk.connection, [row["id"]]).get(row["id"], [])
    keys = [each.key for each in ORDER_LINE]
    lines = [dict(zip(keys, line, strict=True)) for _id, line in stored]
    return (Table(ORDER_LINE, lines),), {"lines": [as_data(ORDER_LINE, line) for line in lines]}


def agreed_days(desk: Workspace, row: Row) -> tuple[tuple[Section, ...], Row]:
    """The days one interaction was agreed for before, when it was moved, by whom and why."""
    zone = ZoneInfo(desk.policy.zone)
    moves = [
        {
            "at": operation.at.astimezone(zone),
            "actor": operation.actor,
            "from": _moment(before, row),
            "to": _moment(after, row),
            "reason": operation.reason,
        }
        for operation, before, after in history.updates_of(
            desk.connection, table_of(Interaction), row["id"]
        )
        if {"occurred_on", "occurred_at"} & after.keys()
    ]
    told = (Table(MOVE, moves, _("Moved")),) if moves else ()
    return told, {"moves": [as_data(MOVE, each) for each in moves]}


def _moment(fields: Mapping[str, Any], row: Row) -> str:
    """The day and time among changed fields; what did not change is as it is now."""
    on = fields.get("occurred_on", row["occurred_on"])
    at = fields.get("occurred_at", row["occurred_at"])
    return f"{on} {at:%H:%M}" if at else str(on)


def dimension_scores(connection: Connection, rows: Sequence[Row]) -> None:
    """Give each survey its score in each dimension, None where there is none."""
    blank = dict.fromkeys((each.value for each in Dimension), None)
    scores = surveys.scores_of(connection, [row["id"] for row in rows])
    for row in rows:
        row |= blank | scores.get(row["id"], {})
