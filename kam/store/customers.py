"""What tells two customers apart, or shows that they are one."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.engine import Connection

from kam.models.contacts import Contact
from kam.models.customers import Customer
from kam.store.rows import table_of


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
