"""Amounts: the only place where kam rounds."""

from decimal import ROUND_HALF_UP, Context, Decimal

_EXACT = Context(prec=80, rounding=ROUND_HALF_UP)


def round_half_up(value: Decimal, places: int = 2) -> Decimal:
    """`value` with `places` decimals, halves away from zero: 0.125 -> 0.13, -0.125 -> -0.13."""
    rounded = value.quantize(Decimal(1).scaleb(-places), context=_EXACT)
    return rounded if rounded else abs(rounded)


def cents(amount: Decimal) -> int:
    """The amount in whole cents (分), halves away from zero."""
    return int(round_half_up(amount).scaleb(2, _EXACT))


def line_amount(quantity: Decimal, price: Decimal) -> Decimal:
    """Quantity x unit price in whole cents, rounded half up."""
    return round_half_up(_EXACT.multiply(quantity, price))


def show(amount: Decimal | None) -> str:
    """The amount as people read it, "1,234.50"; an empty text for None."""
    return "" if amount is None else f"{round_half_up(amount):,f}"
