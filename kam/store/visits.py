"""What the visit agenda knows of customers: tier, purchases, contacts that count, appointments."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Table, and_, case, func, null, or_, select
from sqlalchemy.engine import Connection

from kam.models.contacts import Contact
from kam.models.customers import Customer
from kam.models.enums import CooperationStage, Outcome, Purpose, Scheme
from kam.models.interactions import Interaction
from kam.models.orders import Order
from kam.models.staff import Staff
from kam.models.tiers import Judgement
from kam.store.among import Among, among
from kam.store.rows import table_of

Ways = tuple[tuple[str, str | None], ...]
"""What counts: (channel, role); with a role only when such a person did it."""


class Count(NamedTuple):
    """One way of counting and who needs it; for others the answer is None."""

    ways: Ways
    last_for: Collection[str]
    """The tiers that ask for the last such contact."""
    number_for: Collection[str]
    """The tiers that ask how many there were since the first purchase."""


def facts(
    connection: Connection, as_of: date, counts: Sequence[Count], wanted: Among | None = None
) -> Sequence[Any]:
    """Customers on a day: id, code, name, manager_id, consultant_id, phone, city, tier kept and
    since when (both None if never judged), first purchase, then for each of `counts` the day of
    the last such contact and for each the number since the first purchase; by id.
    """
    table, latest = table_of(Customer), table_of(Judgement).alias()
    names = ("id", "code", "name", "manager_id", "consultant_id", "phone", "city")
    first = first_purchase(table, as_of)
    query = (
        select(
            *(table.c[name] for name in names),
            latest.c.value,
            latest.c.as_of,
            first,
            *(_for(latest, one.last_for, _last(table, one.ways, as_of)) for one in counts),
            *(
                _for(latest, one.number_for, _number(table, one.ways, first, as_of))
                for one in counts
            ),
        )
        .join_from(table, latest, latest.c.id == _latest(table, as_of), isouter=True)
        .where(*among(table.c.id, wanted))
        .order_by(table.c.id)
    )
    return connection.execute(query).all()


def leaving(connection: Connection, as_of: date, wanted: Among | None = None) -> Sequence[Any]:
    """Customers marked lost or archived, whenever: id, cooperation_stage, lost_on, archived,
    archived_on, last positive order up to the day.
    """
    table, orders = table_of(Customer), table_of(Order)
    last = (
        select(func.max(orders.c.ordered_on))
        .where(
            orders.c.customer_id == table.c.id, orders.c.amount > 0, orders.c.ordered_on <= as_of
        )
        .scalar_subquery()
    )
    names = ("id", "cooperation_stage", "lost_on", "archived", "archived_on")
    query = select(*(table.c[name] for name in names), last).where(
        or_(table.c.archived, table.c.cooperation_stage == CooperationStage.lost.value),
        *among(table.c.id, wanted),
    )
    return connection.execute(query).all()


def _latest(customers: Table, as_of: date) -> Any:
    """The id of the customer's latest tier judgement on or before the day."""
    table = table_of(Judgement)
    return (
        select(table.c.id)
        .where(
            table.c.customer_id == customers.c.id,
            table.c.scheme == Scheme.tier.value,
            table.c.as_of <= as_of,
        )
        .order_by(table.c.as_of.desc(), table.c.id.desc())
        .limit(1)
        .correlate(customers)
        .scalar_subquery()
    )


def first_purchase(customers: Table, as_of: date) -> ColumnElement[Any]:
    """The earlier of the first positive order up to the day and the one imported."""
    table, stated = table_of(Order), customers.c.first_purchase_on
    ordered = (
        select(func.min(table.c.ordered_on))
        .where(
            table.c.customer_id == customers.c.id,
            table.c.amount > 0,
            table.c.ordered_on <= as_of,
        )
        .correlate(customers)
        .scalar_subquery()
    )
    return case((stated.is_(None), ordered), (ordered < stated, ordered), else_=stated)


def _for(latest: Any, tiers: Collection[str], answer: Any) -> ColumnElement[Any]:
    return case((latest.c.value.in_(tiers), answer)) if tiers else null()


def _last(customers: Table, ways: Ways, as_of: date) -> Any:
    day = table_of(Interaction).c.occurred_on
    return _counting(select(func.max(day)), customers, ways, as_of).scalar_subquery()


def _number(customers: Table, ways: Ways, first: ColumnElement[Any], as_of: date) -> Any:
    since = table_of(Interaction).c.occurred_on >= first
    query = _counting(select(func.count()), customers, ways, as_of).where(since)
    return query.scalar_subquery()


def _counting(query: Select[Any], customers: Table, ways: Ways, as_of: date) -> Select[Any]:
    """`query` about the customer's completed interactions up to the day that count."""
    table = table_of(Interaction)
    return query.correlate(customers).where(
        table.c.customer_id == customers.c.id,
        table.c.outcome == Outcome.completed.value,
        table.c.occurred_on <= as_of,
        *counted(ways),
    )


def counted(ways: Ways) -> list[ColumnElement[bool]]:
    """The conditions for one of the ways; a single channel is a plain equality, found at once."""
    table, staff = table_of(Interaction), table_of(Staff)
    by_role: dict[str | None, list[str]] = {}
    for channel, role in ways:
        by_role.setdefault(role, []).append(channel)
    if set(by_role) == {None}:
        return [_one_of(table.c.channel, by_role[None])]
    each = [
        _one_of(table.c.channel, channels)
        if role is None
        else and_(
            _one_of(table.c.channel, channels),
            table.c.staff_id.in_(select(staff.c.id).where(staff.c.role == role)),
        )
        for role, channels in by_role.items()
    ]
    return [table.c.channel.in_([channel for channel, _role in ways]), or_(*each)]


def _one_of(column: ColumnElement[Any], values: Sequence[str]) -> ColumnElement[bool]:
    return column == values[0] if len(values) == 1 else column.in_(values)


def appointments(connection: Connection, as_of: date, wanted: Among | None = None) -> Sequence[Any]:
    """Interactions planned on or after the day: customer_id, occurred_on, channel, line, role."""
    table, staff = table_of(Interaction), table_of(Staff)
    query = (
        select(
            table.c.customer_id, table.c.occurred_on, table.c.channel, table.c.line, staff.c.role
        )
        .join_from(table, staff, staff.c.id == table.c.staff_id, isouter=True)
        .where(
            table.c.outcome == Outcome.planned.value,
            table.c.occurred_on >= as_of,
            *among(table.c.customer_id, wanted),
        )
    )
    return connection.execute(query).all()


def planned(
    connection: Connection,
    wanted: Among | None = None,
    *,
    interaction_id: int | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Sequence[Any]:
    """Interactions with outcome planned, the earliest first, of any day or of these: id,
    occurred_on, occurred_at, channel, line, staff_id, customer_id; of the customer code, name,
    manager_id, phone and city.
    """
    table, customers = table_of(Interaction), table_of(Customer)
    own = ("id", "occurred_on", "occurred_at", "channel", "line", "staff_id", "customer_id")
    theirs = ("code", "name", "manager_id", "phone", "city")
    conditions = [
        *([] if interaction_id is None else [table.c.id == interaction_id]),
        *([] if since is None else [table.c.occurred_on >= since]),
        *([] if until is None else [table.c.occurred_on <= until]),
    ]
    query = (
        select(*(table.c[name] for name in own), *(customers.c[name] for name in theirs))
        .join_from(table, customers, customers.c.id == table.c.customer_id)
        .where(
            table.c.outcome == Outcome.planned.value,
            *among(table.c.customer_id, wanted),
            *conditions,
        )
        .order_by(table.c.occurred_on, table.c.occurred_at, table.c.id)
    )
    return connection.execute(query).all()


def completed_by(
    connection: Connection, channels: Collection[str], as_of: date, wanted: Among | None = None
) -> Sequence[Any]:
    """Completed interactions up to the day by these channels: customer_id, occurred_on, channel."""
    table = table_of(Interaction)
    query = select(table.c.customer_id, table.c.occurred_on, table.c.channel).where(
        table.c.outcome == Outcome.completed.value,
        table.c.channel.in_(channels),
        table.c.occurred_on <= as_of,
        *among(table.c.customer_id, wanted),
    )
    return connection.execute(query).all()


def last_with_purpose(
    connection: Connection, purpose: Purpose, as_of: date, wanted: Among | None = None
) -> dict[int, date]:
    """Customer -> the day of the last completed interaction with that purpose, up to the day."""
    table = table_of(Interaction)
    query = (
        select(table.c.customer_id, func.max(table.c.occurred_on))
        .where(
            table.c.purpose == purpose.value,
            table.c.outcome == Outcome.completed.value,
            table.c.occurred_on <= as_of,
            *among(table.c.customer_id, wanted),
        )
        .group_by(table.c.customer_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def contacts(
    connection: Connection, as_of: date, wanted: Among | None = None
) -> dict[int, tuple[str, str | None]]:
    """Customer -> name and number of whom to call: the primary contact, else the first one."""
    table = table_of(Contact)
    query = (
        select(table.c.customer_id, table.c.name, func.coalesce(table.c.mobile, table.c.phone))
        .where(
            or_(table.c.left_on.is_(None), table.c.left_on > as_of),
            *among(table.c.customer_id, wanted),
        )
        .order_by(table.c.is_primary, table.c.id.desc())
    )
    return {customer: (name, number) for customer, name, number in connection.execute(query)}


def people(connection: Connection) -> Sequence[Any]:
    """Everybody: id, name, code, role, reports_to_id."""
    table = table_of(Staff)
    names = ("id", "name", "code", "role", "reports_to_id")
    return connection.execute(select(*(table.c[name] for name in names))).all()
