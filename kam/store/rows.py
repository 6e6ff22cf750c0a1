"""Many rows at once: inserted, updated, deleted and fetched in few statements.

Values go in and come out as the program knows them (Decimal, date); each distinct value of a
column is converted once, which is what makes half a million rows quick.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    type_coerce,
    update,
)
from sqlalchemy.engine import Connection

from kam.models.base import Record, Scaled

CHUNK = 500
"""Ids in one IN list; SQLite's old limit is 999 parameters."""

BATCH = 20_000
"""Rows handed to the driver at once, so that no second copy of a whole sheet stands in memory."""


def table_of(model: type[Record]) -> Table:
    """The SQLAlchemy table behind a model."""
    return model.__table__  # type: ignore[attr-defined,no-any-return]


def chunks(items: Iterable[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def next_id(connection: Connection, table: Table) -> int:
    """The first id of `table` that no row has or ever had."""
    from kam.models.operations import Change

    changes = table_of(Change)
    stored = connection.execute(select(func.max(table.c.id))).scalar() or 0
    if table is changes:
        return int(stored) + 1
    known = connection.execute(
        select(func.max(changes.c.last_row_id)).where(changes.c.table_name == table.name)
    ).scalar()
    return int(max(stored, known or 0)) + 1


def insert_columns(
    connection: Connection, table: Table, columns: Mapping[str, Sequence[Any]]
) -> None:
    """Insert rows given column by column; the sequences are of one length."""
    statement = insert(table).values({name: bindparam(name) for name in columns})
    compiled = statement.compile(dialect=connection.dialect)
    order = compiled.positiontup or list(columns)
    bound = [_bound(connection, table, name, columns[name]) for name in order]
    sql = str(compiled)
    rows = zip(*bound, strict=True)
    while batch := list(islice(rows, BATCH)):
        connection.exec_driver_sql(sql, batch)


def _bound(connection: Connection, table: Table, name: str, values: Sequence[Any]) -> Iterable[Any]:
    """The values of one column as the driver wants them."""
    column = table.c[name]
    process = column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    if process is None:
        return values
    if isinstance(column.type, JSON):
        return [None if value is None else process(value) for value in values]
    converted = {value: process(value) for value in set(values)}
    return [converted[value] for value in values]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows given as mappings; a column a row does not name gets None or its default."""
    names = dict.fromkeys(name for row in rows for name in row)
    defaults = {name: _default(table, name) for name in names}
    insert_columns(
        connection,
        table,
        {name: [row.get(name, defaults[name]) for row in rows] for name in names},
    )


def _default(table: Table, name: str) -> Any:
    default = table.c[name].default
    return getattr(default, "arg", None) if default is not None and default.is_scalar else None


def update_rows(
    connection: Connection, table: Table, rows: Mapping[int, Mapping[str, Any]]
) -> None:
    """Set the given fields of the given rows (id -> field -> value)."""
    shapes: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row_id, fields in rows.items():
        values = {f"new_{name}": value for name, value in fields.items()}
        shapes.setdefault(tuple(sorted(fields)), []).append({"this_id": row_id, **values})
    for names, parameters in shapes.items():
        statement = (
            update(table)
            .where(table.c.id == bindparam("this_id"))
            .values({name: bindparam(f"new_{name}") for name in names})
        )
        connection.execute(statement, parameters)


def insert_whole(
    connection: Connection, table: Table, rows: Mapping[int, Mapping[str, Any]]
) -> None:
    """Insert rows (id -> row) that may refer to each other, in any order."""
    own = _own_references(table)
    if not own:
        insert_rows(connection, table, list(rows.values()))
        return
    insert_rows(connection, table, [{**row, **dict.fromkeys(own)} for row in rows.values()])
    linked = {i: {name: row[name] for name in own if row.get(name)} for i, row in rows.items()}
    update_rows(connection, table, {i: fields for i, fields in linked.items() if fields})


def delete_ids(connection: Connection, table: Table, ids: Sequence[int]) -> None:
    """Delete the rows with these ids; they may refer to each other."""
    own = _own_references(table)
    for some in _among(table.c.id, ids) if own else ():
        connection.execute(update(table).where(some).values(dict.fromkeys(own)))
    for some in _among(table.c.id, ids):
        connection.execute(delete(table).where(some))


def _own_references(table: Table) -> list[str]:
    """The columns by which rows of a table refer to others of the same table."""
    return [key.parent.name for key in table.foreign_keys if key.column.table is table]


def _among(column: ColumnElement[Any], ids: Iterable[int]) -> Iterator[ColumnElement[bool]]:
    """Conditions that together hold for these ids; a run without gaps is one condition."""
    for run in chunks(ids, BATCH):
        if run[-1] - run[0] == len(run) - 1 and run == sorted(run):
            yield column.between(run[0], run[-1])
        else:
            yield from (column.in_(chunk) for chunk in chunks(run))


def referring(
    connection: Connection, column: ColumnElement[Any], ids: Iterable[int]
) -> Iterator[tuple[int, int]]:
    """Which rows of a table refer through `column` to these ids: (row's id, id referred to)."""
    for some in _among(column, ids):
        found = connection.execute(select(column.table.c.id, column).where(some))
        yield from ((row_id, target) for row_id, target in found)


def fetch(
    connection: Connection, table: Table, ids: Iterable[int], names: Sequence[str] = ()
) -> dict[int, dict[str, Any]]:
    """The rows with these ids, id -> field -> value; `names` limits the fields."""
    columns = [table.c.id, *(table.c[name] for name in names)] if names else list(table.c)
    found: dict[int, dict[str, Any]] = {}
    for some in _among(table.c.id, ids):
        for row in connection.execute(select(*columns).where(some)).mappings():
            found[row["id"]] = dict(row)
    return found


def bare(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column as the database keeps it (whole cents), to be made a Decimal by `revived`."""
    return type_coerce(column, BigInteger) if isinstance(column.type, Scaled) else column


def revived(
    columns: Sequence[ColumnElement[Any]], values: Iterable[Sequence[Any]]
) -> list[Sequence[Any]]:
    """Columns of bare values as the program knows them; each distinct one is converted once."""
    return [
        list(map(_Decimals(column.type).__getitem__, bare_values))
        if isinstance(column.type, Scaled)
        else bare_values
        for column, bare_values in zip(columns, values, strict=True)
    ]


class _Decimals(dict[int | None, Decimal | None]):
    """What each distinct whole number of a scaled column means."""

    def __init__(self, kind: Scaled) -> None:
        super().__init__({None: None})
        self.kind = kind

    def __missing__(self, units: int | None) -> Decimal | None:
        self[units] = found = self.kind.process_result_value(units, None)
        return found
