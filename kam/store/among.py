"""Which customers a question is about: a condition the database applies, never a list of ids."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from kam.models.customers import Customer
from kam.store.rows import table_of

Among = Select[Any]
"""A question for customer ids, put into other questions as it stands."""


def managed_by(staff_ids: Collection[int]) -> Among:
    """The customers these members of staff are managers of."""
    table = table_of(Customer)
    return select(table.c.id).where(table.c.manager_id.in_(staff_ids))


def served_by(managers: Collection[int], consultants: Collection[int]) -> Among:
    """The customers with one of these managers or one of these consultants."""
    table = table_of(Customer)
    return select(table.c.id).where(
        or_(table.c.manager_id.in_(managers), table.c.consultant_id.in_(consultants))
    )


def only(customer_id: int) -> Among:
    """One customer."""
    table = table_of(Customer)
    return select(table.c.id).where(table.c.id == customer_id)


def these(customer_ids: Collection[int]) -> Among:
    """These customers, a chunk of `kam.store.rows.CHUNK` at most."""
    table = table_of(Customer)
    return select(table.c.id).where(table.c.id.in_(customer_ids))


def all_of(wishes: Sequence[Among]) -> Among | None:
    """The customers every wish asks for; None, everybody, without any."""
    if not wishes:
        return None
    first, *others = wishes
    return first.where(*(table_of(Customer).c.id.in_(other) for other in others))


def any_of(wishes: Sequence[Among]) -> Among:
    """The customers at least one of the wishes asks for."""
    table = table_of(Customer)
    return select(table.c.id).where(or_(*(table.c.id.in_(wish) for wish in wishes)))


def among(column: ColumnElement[Any], wanted: Among | None) -> list[ColumnElement[bool]]:
    """The condition that `column` is one of the wanted customers; none for everybody."""
    return [] if wanted is None else [column.in_(wanted)]
