"""Records of any table as lists and pages want them, joined to what they refer to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.engine import Connection

from kam.models.base import Record
from kam.store.rows import table_of


@dataclass(frozen=True)
class Link:
    """A reference of a table: the column that refers, and what is shown of the record it means."""

    column: str
    model: type[Record]
    shown: Mapping[str, str]
    """Key of the answer -> field of the record referred to."""


@dataclass(frozen=True)
class Where:
    """A condition: any of these fields (own, or a link's key) is `op` (= <= >= has in) the value.

    `has` is a part of the text, whatever the case; `in` one of a list or of a question's answers.
    """

    names: tuple[str, ...]
    op: str
    value: Any


Wheres = Sequence[Where | tuple[Where, ...]]
"""Conditions that all hold; of those in a tuple any one."""


def listed(
    connection: Connection,
    model: type[Record],
    links: Sequence[Link] = (),
    wheres: Wheres = (),
    order: Sequence[str] = ("id",),
    limit: int | None = None,
    names: Sequence[str] = (),
) -> list[dict[str, Any]]:
    """The records for which all conditions hold: own fields, and the keys of the links.

    `names` limits the own fields; `order` names fields, `-field` from the greatest down; blank
    values stand last.
    """
    query, columns = _query(model, links, names)
    query = query.where(*(_condition(columns, each) for each in wheres))
    for name in order:
        query = query.order_by(*_ordered(columns[name.removeprefix("-")], name.startswith("-")))
    return [dict(row) for row in connection.execute(query.limit(limit)).mappings()]


def _query(
    model: type[Record], links: Sequence[Link], names: Sequence[str]
) -> tuple[Select[Any], dict[str, ColumnElement[Any]]]:
    table = table_of(model)
    columns: dict[str, ColumnElement[Any]] = dict(table.c.items())
    joined: Any = table
    for link in links:
        other = table_of(link.model).alias()
        joined = joined.outerjoin(other, table.c[link.column] == other.c.id)
        columns |= {key: other.c[name] for key, name in link.shown.items()}
    left_out = set(table.c.keys()) - set(names) if names else ()
    shown = [column.label(key) for key, column in columns.items() if key not in left_out]
    return select(*shown).select_from(joined), columns


def _condition(
    columns: Mapping[str, ColumnElement[Any]], where: Where | tuple[Where, ...]
) -> ColumnElement[bool]:
    if isinstance(where, tuple):
        return or_(*(_condition(columns, each) for each in where))
    return or_(*(_holds(columns[name], where.op, where.value) for name in where.names))


def _holds(column: ColumnElement[Any], op: str, value: Any) -> ColumnElement[bool]:
    match op:
        case "<=":
            return column.__le__(value)
        case ">=":
            return column.__ge__(value)
        case "has":
            return func.lower(column).contains(str(value).lower(), autoescape=True)
        case "in":
            return column.in_(value)
    return column.is_(None) if value is None else column == value


def _ordered(column: ColumnElement[Any], down: bool) -> tuple[ColumnElement[Any], ...]:
    return case((column.is_(None), 1), else_=0), column.desc() if down else column.asc()
