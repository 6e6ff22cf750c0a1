"""`kam orders`: what customers bought, and sent back."""

from typing import Any

from kam.cli import records
from kam.cli.groups import group
from kam.cli.parsing import option
from kam.cli.records import parameter
from kam.i18n import N_
from kam.services.nouns import ORDERS

app = group()

_LINES = (
    parameter(
        "line",
        list[str] | None,
        option(
            "--line",
            help=N_("A line: product,quantity,price or product,quantity,price,cost. Repeat it."),
            metavar=N_("ORDER_LINE"),
        ),
    ),
    parameter(
        "amount",
        str | None,
        option(
            "--amount",
            help=N_("What the order comes to, where no lines are told; negative for a return."),
            metavar=N_("AMOUNT"),
        ),
    ),
)


def _new(*told: Any) -> Any:
    from kam.services import order_lines

    return order_lines.new(*told)


def _changed(*told: Any) -> Any:
    from kam.services import order_lines

    return order_lines.changed(*told)


records.lists(
    app, ORDERS, N_("List orders, the newest first."), example="kam orders list --customer 华东精工"
)
records.shows(app, ORDERS, N_("One order with its lines."), example="kam orders show SO2025-001")
records.adds(
    app,
    ORDERS,
    N_("Add an order."),
    example="kam orders add 华东精工 --number SO2025-001 --on 2025-06-01 --line 立铣刀,20,86.5",
    more=_LINES,
    settle=_new,
)
records.edits(
    app,
    ORDERS,
    N_("Change fields of an order; --line replaces all its lines."),
    example="kam orders edit SO2025-001 --delivered-on 2025-06-08",
    more=_LINES,
    settle=_changed,
)
