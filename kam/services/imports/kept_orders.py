"""Orders written: new ones with their lines, stored ones where they differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from kam.i18n import _
from kam.models.orders import Order, OrderLine
from kam.services.imports.batch import Draft, Ref
from kam.services.imports.differences import Teller
from kam.services.imports.result import CREATED, UPDATED
from kam.services.imports.rows import Intake
from kam.store import orders as stored_orders
from kam.store.orders import LINE, StoredOrder
from kam.store.rows import table_of


@dataclass(slots=True)
class NewOrder:
    """An order as the sheet's rows tell it."""

    number: str
    """Empty until one is made, where the sheet has none."""
    customer: Ref
    ordered_on: date
    rows: list[int]
    header: dict[str, Any] = field(default_factory=dict)
    lines: list[tuple[Any, ...]] = field(default_factory=list)
    amount: Decimal = Decimal(0)
    profit: Decimal | None = None
    number_stated: bool = True

    @property
    def customer_id(self) -> int:
        """The customer's id, once customers made on the way are kept."""
        found = self.customer.id if isinstance(self.customer, Draft) else self.customer
        assert found is not None
        return found


def keep(intake: Intake, orders: list[NewOrder], stored: dict[str, StoredOrder]) -> None:
    """Create the orders that are not among the stored, update those that are."""
    new = [order for order in orders if order.number not in stored]
    old = [order for order in orders if order.number in stored]
    ledger, result = intake.desk.ledger, intake.result
    ids = ledger.create(
        Order,
        [
            {
                "number": order.number,
                "number_stated": order.number_stated,
                "customer_id": order.customer_id,
                "ordered_on": order.ordered_on,
                **order.header,
                "amount": order.amount,
                "profit": order.profit,
            }
            for order in new
        ],
    )
    _create_lines(intake, zip(ids, new, strict=True))
    if intake.adds:
        told = [(order.rows[0], stored[order.number].id) for order in old]
        intake.kept.update([*zip((order.rows[0] for order in new), ids, strict=True), *told])
    for order in new:
        result.mark(order.rows, CREATED)
    result.records["orders created"] += len(new)
    _update(intake, old, stored)


def _create_lines(intake: Intake, orders: Iterable[tuple[int, NewOrder]]) -> None:
    order_ids: list[int] = []
    positions: list[int] = []
    lines: list[tuple[Any, ...]] = []
    stated = intake.sheet.values.get("position")
    for order_id, order in orders:
        order_ids += [order_id] * len(order.lines)
        positions += _positions(order, stated)
        lines += order.lines
    if not lines:
        return
    columns = dict(zip(LINE[1:], zip(*lines, strict=True), strict=True))
    intake.desk.ledger.create_columns(
        OrderLine, {"order_id": order_ids, "position": positions, **columns}
    )


def _positions(order: NewOrder, stated: Sequence[int | None] | None) -> Iterable[int]:
    """Where each line stands: as the sheet says, else counted."""
    if stated is None:
        return range(1, len(order.rows) + 1)
    return [stated[row] or turn for turn, row in enumerate(order.rows, 1)]


def _update(intake: Intake, orders: list[NewOrder], stored: dict[str, StoredOrder]) -> None:
    """Set what differs in stored orders and replace the lines of those whose lines differ."""
    ledger, result = intake.desk.ledger, intake.result
    positions = intake.sheet.values.get("position")
    connection = intake.desk.connection
    lines = stored_orders.lines_of(connection, [stored[order.number].id for order in orders])
    changes: dict[int, dict[str, tuple[Any, Any]]] = {}
    replaced: list[tuple[int, NewOrder]] = []
    gone: list[int] = []
    for order in orders:
        before = stored[order.number]
        moved = before.fields["customer_id"] != order.customer_id
        if moved and intake.target is None:
            intake.reject_all(
                order.rows,
                "number",
                _("an order of the same customer: number {number} is another's").format(
                    number=order.number
                ),
            )
            continue
        differing = _differing(intake, order, before)
        old_lines = lines.get(before.id, ())
        new_lines = [
            (position, *line)
            for position, line in zip(_positions(order, positions), order.lines, strict=True)
        ]
        if [line for _id, line in old_lines] != new_lines:
            gone += [line_id for line_id, _line in old_lines]
            replaced.append((before.id, order))
        elif not differing:
            continue
        if differing:
            changes[before.id] = differing
        result.mark(order.rows, UPDATED)
        result.records["orders updated"] += 1
        if intake.options.details:
            told = Teller(connection).told("orders", differing)
            result.differences.setdefault(order.rows[0], []).extend(told)
    ledger.update_known(table_of(Order), changes)
    ledger.delete(OrderLine, gone)
    _create_lines(intake, replaced)


def _differing(intake: Intake, order: NewOrder, before: StoredOrder) -> dict[str, tuple[Any, Any]]:
    """The fields of the order itself that differ from what is stored: name -> (old, new)."""
    wanted = {
        "ordered_on": order.ordered_on,
        **order.header,
        "amount": order.amount,
        "profit": order.profit,
    }
    if intake.target is not None:
        wanted |= {"number": order.number, "customer_id": order.customer_id}
    return {
        key: (before.fields[key], value)
        for key, value in wanted.items()
        if before.fields[key] != value
    }
