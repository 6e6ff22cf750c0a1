"""The lines of an order as the command line tells them."""

import csv
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from kam.errors import ConflictError, UsageError
from kam.i18n import _
from kam.reports.table import plain_number
from kam.services.workspace import Workspace
from kam.sheets.columns import Cell
from kam.store import orders
from kam.store.orders import LINE

Line = dict[str, Cell]
_TOLD = ("product", "quantity", "unit_price", "cost")


def told(texts: Sequence[str], amount: str | None) -> list[Line]:
    """The lines of `--line PRODUCT,QUANTITY,PRICE[,COST]`, or the one of `--amount`; [] for none.

    UsageError for both, and for a line that is not written so.
    """
    if texts and amount is not None:
        raise UsageError(_("--line and --amount: the amount is the sum of the lines; keep one"))
    if amount is not None:
        return [{"amount": amount}]
    return [_line(text) for text in texts]


def _line(text: str) -> Line:
    parts = [part.strip() for part in next(csv.reader([text.replace("，", ",")]), [])]
    if len(parts) not in (3, 4) or not (parts[1] and parts[2]):
        raise UsageError(
            _(
                "--line {said}: write it as product,quantity,price or product,quantity,price,cost"
            ).format(said=text)
        )
    return dict(zip(_TOLD, parts, strict=False))


def new(desk: Workspace, given: dict[str, str], others: Mapping[str, Any]) -> list[Line]:
    """The lines of an order to be added; UsageError where nothing says what it comes to."""
    lines = told(others["line"] or (), others["amount"])
    if not lines:
        raise UsageError(_("an order needs --amount, or a --line for each of its products"))
    return lines


def changed(desk: Workspace, order_id: int, others: Mapping[str, Any]) -> list[Line]:
    """The lines of an order that is edited: those told, else those stored."""
    stored = [line for _id, line in orders.lines_of(desk.connection, [order_id])[order_id]]
    lines = told(others["line"] or (), others["amount"])
    if others["amount"] is not None and len(stored) > 1:
        raise ConflictError(
            _("the order has {n} lines; say each of them with --line").format(n=len(stored))
        )
    return lines or [dict(zip(LINE, map(_cell, line), strict=True)) for line in stored]


def _cell(value: Any) -> Cell:
    return plain_number(value) if isinstance(value, Decimal) else value
