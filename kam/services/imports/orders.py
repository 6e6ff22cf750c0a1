"""Orders with their lines, half a million rows at a time.

Rows that repeat a number are one order, kept or rejected whole. The work goes column by column
and order by order, never cell by cell; every distinct customer is looked up once.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from kam.i18n import _, ngettext
from kam.services.imports.amounts import line_amounts
from kam.services.imports.batch import Ref
from kam.services.imports.kept_orders import NewOrder, keep
from kam.services.imports.people import Ambiguous
from kam.services.imports.rows import Intake
from kam.store import orders as stored_orders
from kam.store.orders import HEADER, LINE, StoredOrder

_VOID = frozenset(
    (
        *("取消", "已取消", "订单取消", "作废", "已作废", "关闭", "已关闭", "交易关闭", "订单关闭"),
        *("撤销", "已撤销", "已退款", "全额退款", "退款成功", "已退货", "无效"),
        *("cancelled", "canceled", "void", "voided", "refunded", "closed (cancelled)"),
    )
)
"""What other systems say of an order that came to nothing."""
YUAN = frozenset(("CNY", "RMB", "人民币", "元", "¥", "￥", "人民币元"))


def take(intake: Intake) -> None:
    """Create, update or replace the sheet's orders."""
    customers = _customers(intake)
    _check_currency(intake)
    _check_status(intake)
    groups = _groups(intake, customers)
    orders = [order for order in _orders(intake, groups, customers) if order is not None]
    _warn_of_tomorrow(intake, orders)
    intake.batch.keep(intake.desk.ledger, intake.result)  # customers made on the way get ids
    stored = _match(intake, orders)
    keep(intake, orders, stored)


def _customers(intake: Intake) -> list[Ref | None]:
    """The customer of every row; rows without one are rejected."""
    n = intake.sheet.n
    codes = intake.sheet.values.get("customer") or [None] * n
    names = intake.sheet.values.get("customer_name") or [None] * n
    known: dict[tuple[str | None, str | None], Ref | None] = {}
    why: dict[tuple[str | None, str | None], tuple[str, str]] = {}
    first = dict(
        zip(zip(reversed(codes), reversed(names), strict=True), range(n)[::-1], strict=True)
    )
    for pair in dict.fromkeys(zip(codes, names, strict=True)):
        known[pair] = _customer(intake, first[pair], *pair, why)
    found = list(map(known.__getitem__, zip(codes, names, strict=True)))
    if why:
        rejected = intake.result.outcome
        missing: dict[tuple[str, str], list[int]] = {}
        for row, ref in enumerate(found):
            if ref is None and row not in rejected:
                missing.setdefault(why[codes[row], names[row]], []).append(row)
        for (key, want), rows in missing.items():
            intake.reject_all(rows, key, want)
    return found


def _customer(
    intake: Intake, row: int, code: str | None, name: str | None, why: dict[Any, tuple[str, str]]
) -> Ref | None:
    """The customer of a code and a name, first met in `row`; why there is none goes into `why`."""
    try:
        ref = intake.customers.find(code, name)
        if ref is None and code and not name:
            ref = intake.customers.find(None, code)
    except Ambiguous as several:
        why[code, name] = ("customer_name", str(several))
        return None
    if ref is not None:
        return ref
    if not code and not name:
        key = "customer" if intake.column("customer") else "customer_name"
        why[code, name] = (key, _("the customer's code or name"))
        return None
    if not intake.options.create_customers:
        why[code, name] = (
            "customer" if code else "customer_name",
            _("a customer that is known here; import the customers first, or --create-customers"),
        )
        return None
    fields = {"code": code} if code else {}
    for key, column in (("region", "customer_region"), ("city", "customer_city")):
        if column in intake.sheet.values:
            fields[key] = intake.sheet.values[column][row]
    return intake.customers.add(intake.batch, None, {**fields, "name": name or code})


def _check_currency(intake: Intake) -> None:
    currency = intake.desk.policy.currency
    values = intake.sheet.values.get("currency") or []
    own = YUAN if currency == "CNY" else frozenset((currency,))
    for other in {v for v in values if v and str(v).upper() not in own}:
        intake.reject_all(
            (row for row, value in enumerate(values) if value == other),
            "currency",
            _("amounts in {currency}; one database keeps one currency").format(currency=currency),
        )


def _check_status(intake: Intake) -> None:
    """Reject the orders that other systems keep but that came to nothing: no revenue of ours."""
    values = intake.sheet.values.get("order_status") or []
    intake.reject_all(
        (row for row, said in enumerate(values) if said and said.casefold() in _VOID),
        "order_status",
        _("an order that stands; a return is an order with a negative amount"),
    )


def _groups(intake: Intake, customers: Sequence[Ref | None]) -> dict[Any, list[int]]:
    """The rows of every order, by number; each row by itself where the sheet has no numbers."""
    numbers = intake.sheet.values.get("number")
    if numbers is None and intake.adds:
        return {0: list(range(intake.sheet.n))}
    if numbers is None:
        return {row: [row] for row in range(intake.sheet.n)}
    groups: dict[Any, list[int]] = {}
    for row, number in enumerate(numbers):
        if number in groups:
            groups[number].append(row)
        else:
            groups[number] = [row]
    unnumbered = groups.pop(None, ())
    intake.reject_all(unnumbered, "number", _("an order number"))
    for row in unnumbered:
        if row and _goes_on(intake, row):  # a line below its order: they are repaired together
            numbers[row] = numbers[row - 1]
            if numbers[row] is not None:
                groups[numbers[row]].append(row)
    return groups


def _goes_on(intake: Intake, row: int) -> bool:
    """Whether a row without a number names no customer and no day either."""
    columns = (intake.sheet.values.get(key) for key in ("customer", "customer_name", "ordered_on"))
    return all(column is None or column[row] is None for column in columns)


def _orders(
    intake: Intake, groups: dict[Any, list[int]], customers: Sequence[Ref | None]
) -> Iterator[NewOrder | None]:
    """The orders of the groups; None for one whose rows are rejected."""
    days = intake.sheet.values["ordered_on"]
    headers = {key: intake.sheet.values.get(key) for key in HEADER[2:]}
    amounts = line_amounts(intake, groups)
    lines = _lines(intake, amounts)
    costs = intake.sheet.values.get("cost")
    rejected = intake.result.outcome  # only rejections stand in it at this point
    stated = intake.sheet.values.get("number") is not None
    for number, rows in groups.items():
        if rejected and any(row in rejected for row in rows):
            _reject_others(intake, rows)
            continue
        first = rows[0]
        customer = customers[first]
        assert customer is not None
        if len(rows) > 1 and any(customers[row] != customer for row in rows):
            intake.reject_all(rows, "number", _("one customer per order number"))
            continue
        order = NewOrder(number if stated else "", customer, days[first], rows)
        for key, values in headers.items():
            if values is not None:
                told = next((values[row] for row in rows if values[row] is not None), None)
                if told is not None or intake.options.clear_blanks:
                    order.header[key] = told
        order.lines = [lines[row] for row in rows]
        order.amount = sum((line[-2] for line in order.lines), Decimal(0))
        if costs is not None:
            order.profit = _profit(order.lines)
        order.number_stated = stated
        yield order


def _warn_of_tomorrow(intake: Intake, orders: Iterable[NewOrder]) -> None:
    """Tell of orders dated after the day of the import: no question sees them before that day."""
    early = [order for order in orders if order.ordered_on > intake.desk.as_of]
    if early:
        intake.result.warnings.append(
            ngettext(
                "{n} order is dated on a day still to come and counts from then on: "
                "row {row} says {day}",
                "{n} orders are dated on days still to come and count from then on: "
                "the first, row {row}, says {day}",
                len(early),
            ).format(
                n=len(early),
                row=intake.sheet.table.row_numbers[early[0].rows[0]],
                day=early[0].ordered_on,
            )
        )


def _reject_others(intake: Intake, rows: Sequence[int]) -> None:
    """An order is kept or rejected whole: its good rows go with the bad one."""
    others = [row for row in rows if not intake.result.is_rejected(row)]
    intake.reject_all(others, "", _("another line of this order is rejected"))


def _lines(intake: Intake, amounts: Sequence[Decimal | None]) -> list[tuple[Any, ...]]:
    """The line of every row, fields in the order of LINE without position."""
    n = intake.sheet.n
    columns = [intake.sheet.values.get(key) or [None] * n for key in LINE[1:-2]]
    costs = intake.sheet.values.get("cost") or [None] * n
    costs = [
        -cost if cost is not None and amount is not None and amount < 0 < cost else cost
        for cost, amount in zip(costs, amounts, strict=True)
    ]
    return list(zip(*columns, amounts, costs, strict=True))


def _profit(lines: Iterable[tuple[Any, ...]]) -> Decimal | None:
    """Amount less cost over the lines that state a cost; None when none does."""
    gains = [line[-2] - line[-1] for line in lines if line[-1] is not None]
    return sum(gains, Decimal(0)) if gains else None


def _match(intake: Intake, orders: list[NewOrder]) -> dict[str, StoredOrder]:
    """The stored orders these are, by number; orders without a number get theirs here."""
    connection = intake.desk.connection
    if intake.target is not None:
        return {order.number: stored_orders.one(connection, intake.target) for order in orders}
    if orders and not orders[0].number_stated:
        _number(intake, orders)
    return stored_orders.by_number(connection, [order.number for order in orders])


def _number(intake: Intake, orders: list[NewOrder]) -> None:
    """Number orders by customer, day, amount and turn: the n-th meets the n-th stored."""
    connection = intake.desk.connection
    known = {} if intake.adds else stored_orders.unnumbered(connection)
    codes = stored_orders.customer_codes(connection)
    taken = stored_orders.all_numbers(connection)
    met: dict[Any, int] = {}
    for order in orders:
        key = (order.customer_id, order.ordered_on, order.amount)
        turn = met[key] = met.get(key, 0) + 1
        same = known.get(key, ())
        if turn <= len(same):
            order.number = same[turn - 1]
            continue
        stem = f"~{codes[order.customer_id]}-{order.ordered_on:%Y%m%d}-{order.amount:.2f}"
        while f"{stem}-{turn}" in taken:
            turn += 1
        order.number = f"{stem}-{turn}"
        taken.add(order.number)
