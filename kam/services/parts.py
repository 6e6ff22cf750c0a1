"""What records have beside their own fields: the lines of orders, the scores of surveys."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.engine import Connection

from kam.models.enums import Dimension
from kam.reports.page import Section, as_data
from kam.reports.table import Field, Style, Table
from kam.sheets.kinds.orders import LINE
from kam.sheets.kinds.surveys import SURVEYS
from kam.store import orders, surveys

Row = dict[str, Any]

LINES = Field("lines", "行数", "Lines", Style.integer)
PROFIT = Field("profit", "毛利", "Profit", Style.money)
DIMENSIONS = tuple(
    Field(column.key, column.zh, column.en, Style.number)
    for column in SURVEYS.columns
    if column.key in set(Dimension)
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


def order_lines(connection: Connection, row: Row) -> tuple[tuple[Section, ...], Row]:
    """The lines of one order, to read and as data."""
    stored = orders.lines_of(connection, [row["id"]]).get(row["id"], [])
    keys = [each.key for each in ORDER_LINE]
    lines = [dict(zip(keys, line, strict=True)) for _id, line in stored]
    return (Table(ORDER_LINE, lines),), {"lines": [as_data(ORDER_LINE, line) for line in lines]}


def dimension_scores(connection: Connection, rows: Sequence[Row]) -> None:
    """Give each survey its score in each dimension, None where there is none."""
    blank = dict.fromkeys((each.value for each in Dimension), None)
    scores = surveys.scores_of(connection, [row["id"] for row in rows])
    for row in rows:
        row |= blank | scores.get(row["id"], {})
