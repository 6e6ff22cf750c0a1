"""What each line of an order comes to: the stated amount, else quantity x price, else the total."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from kam.i18n import _, ngettext
from kam.money import line_amount, show
from kam.services.imports.rows import Intake


def line_amounts(intake: Intake, groups: dict[Any, list[int]]) -> list[Decimal | None]:
    """The amount of every row; a row whose amount cannot be known is rejected.

    A column for the order's total counts once per order: where lines have no amounts of their
    own the first line takes what the others leave of it.
    """
    values = intake.sheet.values
    n = intake.sheet.n
    stated = values.get("amount") or [None] * n
    products = _products(values.get("quantity"), values.get("unit_price"), n)
    amounts = [
        product if amount is None else amount
        for amount, product in zip(stated, products, strict=True)
    ]
    totals = values.get("order_amount")
    if totals is not None:
        _share_totals(intake, groups, stated, amounts, totals)
    missing = [row for row, amount in enumerate(amounts) if amount is None]
    if missing:
        key = next((k for k in ("amount", "order_amount", "unit_price") if intake.column(k)), "")
        intake.reject_all(
            (row for row in missing if not intake.result.is_rejected(row)),
            key,
            _("an amount, or a quantity and a unit price"),
        )
    return amounts


def _products(
    quantities: Sequence[Decimal | None] | None, prices: Sequence[Decimal | None] | None, n: int
) -> Sequence[Decimal | None]:
    """Quantity x price of every row; each distinct pair is multiplied once."""
    if quantities is None or prices is None:
        return [None] * n
    pairs = set(zip(quantities, prices, strict=True))
    known: dict[tuple[Decimal | None, Decimal | None], Decimal] = {
        (quantity, price): line_amount(quantity, price)
        for quantity, price in pairs
        if quantity is not None and price is not None
    }
    return [known.get(pair) for pair in zip(quantities, prices, strict=True)]


def _share_totals(
    intake: Intake,
    groups: dict[Any, list[int]],
    stated: Sequence[Decimal | None],
    amounts: list[Decimal | None],
    totals: Sequence[Decimal | None],
) -> None:
    apart: list[tuple[int, Decimal]] = []
    for rows in groups.values():
        said = {totals[row] for row in rows} - {None}
        if len(said) > 1:
            intake.reject_all(
                rows,
                "order_amount",
                _("one total per order; if this is each line's amount, say: --map amount=COLUMN"),
            )
            continue
        if not said:
            continue
        total = said.pop()
        assert total is not None
        own = [amount for row in rows if (amount := stated[row]) is not None]
        if len(own) == len(rows):
            if sum(own) != total:
                apart.append((rows[0], total))
            continue
        for row in rows:
            amounts[row] = amounts[row] or Decimal(0)
        rest = sum((amounts[row] or Decimal(0) for row in rows[1:]), Decimal(0))
        amounts[rows[0]] = total - rest
    if apart:
        _tell_apart(intake, apart)


def _tell_apart(intake: Intake, apart: Sequence[tuple[int, Decimal]]) -> None:
    """Warn of orders whose total, told of by first row, is not what their lines come to."""
    row, total = apart[0]
    intake.result.warnings.append(
        ngettext(
            "the lines of {n} order do not add up to its total and count instead of it: "
            "row {row} says {total}",
            "the lines of {n} orders do not add up to their total and count instead of it: "
            "the first, row {row}, says {total}",
            len(apart),
        ).format(n=len(apart), row=intake.sheet.table.row_numbers[row], total=show(total))
    )
