"""What one customer bought, and everything that happened to him, as pages ask for it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from kam.models.contacts import Contact
from kam.models.customers import Customer
from kam.models.orders import Order, OrderLine
from kam.store.rows import table_of


def products(
    connection: Connection, customer_id: int, after: date, until: date, most: int
) -> Sequence[Any]:
    """What the customer bought most of, after < day <= until: product, quantity, amount, orders,
    last_on; lines without a product are one."""
    orders, lines = table_of(Order), table_of(OrderLine)
    product = func.coalesce(lines.c.product, lines.c.product_code)
    amount = func.sum(lines.c.amount)
    query = (
        select(
            product.label("product"),
            func.sum(lines.c.quantity).label("quantity"),
            amount.label("amount"),
            func.count(orders.c.id.distinct()).label("orders"),
            func.max(orders.c.ordered_on).label("last_on"),
        )
        .join_from(lines, orders, orders.c.id == lines.c.order_id)
        .where(
            orders.c.customer_id == customer_id,
            orders.c.ordered_on > after,
            orders.c.ordered_on <= until,
        )
        .group_by(product)
        .order_by(amount.desc(), product)
        .limit(most)
    )
    return connection.execute(query).mappings().all()


class Likeness(NamedTuple):
    """What may show that two customers are one; phones are theirs and their contacts'."""

    id: int
    code: str
    name: str
    name_key: str
    tax_id: str | None
    phones: tuple[str, ...]


def likenesses(connection: Connection) -> Iterator[Likeness]:
    """Every customer that is not archived."""
    customers, contacts = table_of(Customer), table_of(Contact)
    phones: dict[int, list[str]] = {}
    columns = (contacts.c.customer_id, contacts.c.mobile, contacts.c.phone)
    for customer, *numbers in connection.execute(select(*columns)):
        phones.setdefault(customer, []).extend(filter(None, numbers))
    names = ("id", "code", "name", "name_key", "tax_id", "phone")
    query = select(*(customers.c[name] for name in names)).where(customers.c.archived.is_(False))
    for row in connection.execute(query.order_by(customers.c.id)):
        known = tuple(filter(None, (row.phone, *phones.get(row.id, ()))))
        yield Likeness(row.id, row.code, row.name, row.name_key, row.tax_id, known)
