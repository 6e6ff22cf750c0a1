"""What a coverage report knows of customers: tiers kept, contacts that count, purchases."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.engine import Connection

from kam.models.customers import Customer
from kam.models.enums import CooperationStage, Outcome, Scheme
from kam.models.interactions import Interaction
from kam.models.orders import Order
from kam.models.tiers import Judgement
from kam.models.visits import OwnCadence, Skip
from kam.store.among import Among, among
from kam.store.rows import table_of
from kam.store.visits import Ways, counted, first_purchase


def tiers(connection: Connection, until: date, wanted: Among | None = None) -> Sequence[Any]:
    """The tiers kept up to the day: customer_id, as_of, value; by customer, oldest first."""
    table = table_of(Judgement)
    query = (
        select(table.c.customer_id, table.c.as_of, table.c.value)
        .where(
            table.c.scheme == Scheme.tier.value,
            table.c.as_of <= until,
            *among(table.c.customer_id, wanted),
        )
        .order_by(table.c.customer_id, table.c.as_of, table.c.id)
    )
    return connection.execute(query).all()


def never_judged(connection: Connection, until: date, wanted: Among | None = None) -> int:
    """How many customers have no tier judgement up to the day."""
    table, customers = table_of(Judgement), table_of(Customer)
    judged = select(table.c.customer_id).where(
        table.c.scheme == Scheme.tier.value, table.c.as_of <= until
    )
    query = select(func.count()).where(
        customers.c.id.not_in(judged), *among(customers.c.id, wanted)
    )
    return int(connection.execute(query).scalar_one())


def lasts(
    connection: Connection, ways: Sequence[Ways], before: date, wanted: Among | None = None
) -> Sequence[Any]:
    """The last contact before the day in each of the ways: customer_id, then a day or None each."""
    table = table_of(Interaction)
    channels = sorted({channel for each in ways for channel, _role in each})
    days = (func.max(case((and_(*counted(each)), table.c.occurred_on))) for each in ways)
    query = (
        select(table.c.customer_id, *days)
        .where(
            table.c.outcome == Outcome.completed.value,
            table.c.channel.in_(channels),
            table.c.occurred_on < before,
            *among(table.c.customer_id, wanted),
        )
        .group_by(table.c.customer_id)
    )
    return connection.execute(query).all()


def contacts(
    connection: Connection,
    channels: Collection[str],
    first: date,
    last: date,
    wanted: Among | None = None,
) -> Sequence[Any]:
    """Completed interactions from `first` to `last`: customer_id, channel, staff_id, occurred_on;
    by customer, oldest first.
    """
    table = table_of(Interaction)
    names = ("customer_id", "channel", "staff_id", "occurred_on")
    query = (
        select(*(table.c[name] for name in names))
        .where(
            table.c.outcome == Outcome.completed.value,
            table.c.channel.in_(channels),
            table.c.occurred_on.between(first, last),
            *among(table.c.customer_id, wanted),
        )
        .order_by(table.c.customer_id, table.c.occurred_on)
    )
    return connection.execute(query).all()


def first_purchases(
    connection: Connection, tiers: Collection[str], until: date, wanted: Among | None = None
) -> Sequence[Any]:
    """Customers ever kept in one of the tiers up to the day: id, first purchase known then."""
    table = table_of(Customer)
    query = select(table.c.id, first_purchase(table, until)).where(
        _ever(tiers, until), *among(table.c.id, wanted)
    )
    return connection.execute(query).all()


def to_replay(
    tiers: Collection[str], bought_from: date, until: date, wanted: Among | None = None
) -> Among:
    """The customers whose cycles hang on more than the last contact before a period.

    Those with skips or own cadences, and those ever kept in one of the tiers up to the day whose
    first purchase was on or after `bought_from`.
    """
    table = table_of(Customer)
    arranged = (select(table_of(each).c.customer_id) for each in (Skip, OwnCadence))
    bought = and_(first_purchase(table, until) >= bought_from, _ever(tiers, until))
    return select(table.c.id).where(
        or_(*(table.c.id.in_(each) for each in arranged), bought), *among(table.c.id, wanted)
    )


def _ever(tiers: Collection[str], until: date) -> Any:
    table, customers = table_of(Judgement), table_of(Customer)
    return (
        select(table.c.id)
        .where(
            table.c.customer_id == customers.c.id,
            table.c.scheme == Scheme.tier.value,
            table.c.as_of <= until,
            table.c.value.in_(tiers),
        )
        .correlate(customers)
        .exists()
    )


def leaving(connection: Connection, until: date, wanted: Among | None = None) -> Sequence[Any]:
    """Customers marked lost or archived, whenever: id, cooperation_stage, lost_on, archived,
    archived_on, first positive order after lost_on and up to the day.
    """
    table, orders = table_of(Customer), table_of(Order)
    back = (
        select(func.min(orders.c.ordered_on))
        .where(
            orders.c.customer_id == table.c.id,
            orders.c.amount > 0,
            orders.c.ordered_on > table.c.lost_on,
            orders.c.ordered_on <= until,
        )
        .correlate(table)
        .scalar_subquery()
    )
    names = ("id", "cooperation_stage", "lost_on", "archived", "archived_on")
    query = select(*(table.c[name] for name in names), back).where(
        or_(table.c.archived, table.c.cooperation_stage == CooperationStage.lost.value),
        *among(table.c.id, wanted),
    )
    return connection.execute(query).all()


def customers(connection: Connection, wanted: Among | None = None) -> Sequence[Any]:
    """Customers with their manager of today: id, code, name, manager_id."""
    table = table_of(Customer)
    names = ("id", "code", "name", "manager_id")
    query = select(*(table.c[name] for name in names)).where(*among(table.c.id, wanted))
    return connection.execute(query).all()
