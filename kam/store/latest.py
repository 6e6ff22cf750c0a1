"""The latest records of each customer, as a question put into others (`records.Where` "in")."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from kam.models.base import Record
from kam.store.among import Among, among
from kam.store.rows import table_of


def latest(
    model: type[Record], day: str, wanted: Among, as_of: date, most: int, **equal: Any
) -> Select[Any]:
    """The ids of each customer's last `most` records by `day`, on or before the day asked for.

    `equal` are fields that must have these values.
    """
    table = table_of(model)
    newest_first = (table.c[day].desc(), table.c.id.desc())
    turn = func.row_number().over(partition_by=table.c.customer_id, order_by=newest_first)
    numbered = (
        select(table.c.id, turn.label("turn"))
        .where(
            table.c[day] <= as_of,
            *(table.c[name] == value for name, value in equal.items()),
            *among(table.c.customer_id, wanted),
        )
        .subquery()
    )
    return select(numbered.c.id).where(numbered.c.turn <= most)
