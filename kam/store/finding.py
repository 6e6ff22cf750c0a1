"""Finding a record by what a person calls it: code, name, or a part of the name."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Table, func, or_, select
from sqlalchemy.engine import Connection

from kam.models.customers import Customer
from kam.models.names import name_key
from kam.models.staff import Staff
from kam.store.rows import table_of

_MOST_ALIKE = 500
"""How many candidates are looked at for the nearest name."""


class Found(NamedTuple):
    """A customer or a member of staff; `code` is None for staff without one."""

    id: int
    code: str | None
    name: str


def customers_called(connection: Connection, said: str) -> list[Found]:
    """The customers with that code, else of that name, else with it as a part of the name."""
    table, key = table_of(Customer), name_key(said)
    wishes = (
        table.c.code == said.strip(),
        table.c.name_key == key,
        table.c.name_key.contains(key, autoescape=True),
    )
    return _first_found(connection, table, wishes)


def staff_called(connection: Connection, said: str) -> list[Found]:
    """Everybody with that code, else of that name, else with it as a part of the name."""
    table, name = table_of(Staff), said.strip()
    wishes = (
        table.c.code == name,
        table.c.name == name,
        func.lower(table.c.name).contains(name.lower(), autoescape=True),
    )
    return _first_found(connection, table, wishes)


def customers_alike(connection: Connection, said: str) -> list[Found]:
    """Customers that share two neighbouring characters with what was said, some hundred at most."""
    table, key = table_of(Customer), name_key(said)
    code = said.strip()
    name_parts = {key[n : n + 2] for n in range(len(key) - 1)}
    code_parts = {code[n : n + 3] for n in range(len(code) - 2)}
    alike = [table.c.name_key.contains(part, autoescape=True) for part in sorted(name_parts)]
    alike += [table.c.code.contains(part, autoescape=True) for part in sorted(code_parts)]
    return _rows(connection, table, or_(*alike), _MOST_ALIKE) if alike else []


def all_staff(connection: Connection) -> list[Found]:
    """Everybody, in the order of their ids."""
    table = table_of(Staff)
    return _rows(connection, table, table.c.id.is_not(None))


def _first_found(
    connection: Connection, table: Table, wishes: Sequence[ColumnElement[bool]]
) -> list[Found]:
    return next((found for wish in wishes if (found := _rows(connection, table, wish))), [])


def _rows(
    connection: Connection, table: Table, wish: ColumnElement[bool], most: int | None = None
) -> list[Found]:
    columns: tuple[Any, ...] = (table.c.id, table.c.code, table.c.name)
    query = select(*columns).where(wish).order_by(table.c.id).limit(most)
    return [Found(*row) for row in connection.execute(query)]
