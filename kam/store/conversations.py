"""Interactions as import and due list ask for them."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.engine import Connection

from kam.models.enums import Outcome
from kam.models.interactions import Interaction
from kam.store import rows
from kam.store.lookups import of_customers
from kam.store.rows import table_of

Key = tuple[int, date, str, int | None]
"""Customer, day, channel, staff: what makes two rows the same interaction."""


def interactions_by_key(connection: Connection, customers: Iterable[int]) -> dict[Key, list[int]]:
    """The interactions of these customers by key, oldest first."""
    table = table_of(Interaction)
    columns = (
        table.c.id,
        table.c.customer_id,
        table.c.occurred_on,
        table.c.channel,
        table.c.staff_id,
    )
    found: dict[Key, list[int]] = {}
    for row in of_customers(connection, columns, table.c.customer_id, customers):
        key = (row.customer_id, row.occurred_on, row.channel, row.staff_id)
        found.setdefault(key, []).append(row.id)
    return found


def interactions_on(
    connection: Connection, customers: Iterable[int], days: Iterable[date]
) -> dict[tuple[int, date, str], int]:
    """The first interaction of each of these customers on each of these days by each channel."""
    wanted = set(days)
    found: dict[tuple[int, date, str], int] = {}
    for (customer, day, channel, _staff), ids in interactions_by_key(connection, customers).items():
        if day in wanted:
            key = (customer, day, channel)
            found[key] = min(ids[0], found.get(key, ids[0]))
    return found


def planned_among(connection: Connection, ids: Iterable[int]) -> set[int]:
    """Those of these interactions that are agreed and not settled."""
    found = rows.fetch(connection, table_of(Interaction), sorted(ids), ["outcome"])
    return {row_id for row_id, row in found.items() if row["outcome"] == Outcome.planned}


def interaction_codes(connection: Connection, codes: Iterable[str]) -> dict[str, int]:
    """Which interactions carry these ids of a workbook."""
    table = table_of(Interaction)
    wanted = set(codes)
    if not wanted:
        return {}
    found = connection.execute(select(table.c.code, table.c.id).where(table.c.code.is_not(None)))
    return {row.code: row.id for row in found if row.code in wanted}
