"""How records are found by what people call them: code, tax id, name."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.engine import Connection

from kam.models.contacts import Contact
from kam.models.customers import Customer
from kam.models.staff import Staff
from kam.store.rows import CHUNK, chunks, table_of


def customer_keys(connection: Connection) -> Iterable[Row[Any]]:
    """Every customer's id, code, code_stated, name_key, tax_id, in the order they were made."""
    table = table_of(Customer)
    return connection.execute(
        select(
            table.c.id, table.c.code, table.c.code_stated, table.c.name_key, table.c.tax_id
        ).order_by(table.c.id)
    )


def staff_keys(connection: Connection) -> Iterable[Row[Any]]:
    """Everybody's id, code, name, role, reports_to_id, left_on."""
    table = table_of(Staff)
    return connection.execute(
        select(
            table.c.id,
            table.c.code,
            table.c.name,
            table.c.role,
            table.c.reports_to_id,
            table.c.left_on,
        ).order_by(table.c.id)
    )


def notify_addresses(connection: Connection) -> dict[int, str]:
    """Staff id -> the notification addresses, of those that have any."""
    table = table_of(Staff)
    query = select(table.c.id, table.c.notify).where(table.c.notify.is_not(None))
    return {row[0]: row[1] for row in connection.execute(query)}


def contact_keys(connection: Connection, customer_ids: Iterable[int]) -> list[Row[Any]]:
    """The contacts of these customers: id, customer_id, name, is_primary."""
    table = table_of(Contact)
    columns = (table.c.id, table.c.customer_id, table.c.name, table.c.is_primary)
    return of_customers(connection, columns, table.c.customer_id, customer_ids)


def of_customers(
    connection: Connection, columns: Any, customer_id: Any, customer_ids: Iterable[int]
) -> list[Row[Any]]:
    """Rows of these customers, oldest first; one pass over the table where they are many."""
    ids = list(customer_ids)
    query = select(*columns).order_by(columns[0])
    if len(ids) > 20 * CHUNK:
        wanted = set(ids)
        everything = connection.execute(query)
        return [row for row in everything if row.customer_id in wanted]
    return [
        row
        for chunk in chunks(ids)
        for row in connection.execute(query.where(customer_id.in_(chunk)))
    ]
