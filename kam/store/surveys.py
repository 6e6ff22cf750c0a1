"""Surveys as they are stored."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.engine import Connection

from kam.models.customers import Customer
from kam.models.orders import Order
from kam.models.surveys import Survey, SurveyScore
from kam.store.among import Among, among
from kam.store.rows import CHUNK, chunks, table_of


def by_code(connection: Connection) -> dict[str, int]:
    """Surveys that carry the id of a workbook."""
    table = table_of(Survey)
    found = connection.execute(select(table.c.code, table.c.id).where(table.c.code.is_not(None)))
    return {row.code: row.id for row in found}


def by_day(connection: Connection) -> dict[tuple[int, date], list[int]]:
    """Surveys by customer and day, oldest first."""
    table = table_of(Survey)
    found: dict[tuple[int, date], list[int]] = {}
    columns = (table.c.customer_id, table.c.answered_on, table.c.id)
    for row in connection.execute(select(*columns).order_by(table.c.id)):
        found.setdefault((row.customer_id, row.answered_on), []).append(row.id)
    return found


def scores_of(connection: Connection, survey_ids: Iterable[int]) -> dict[int, dict[str, Decimal]]:
    """The scores of these surveys: survey id -> dimension -> score."""
    table = table_of(SurveyScore)
    columns = (table.c.survey_id, table.c.dimension, table.c.score)
    found: dict[int, dict[str, Decimal]] = {}
    for chunk in chunks(survey_ids):
        for row in connection.execute(select(*columns).where(table.c.survey_id.in_(chunk))):
            found.setdefault(row.survey_id, {})[row.dimension] = row.score
    return found


def scores(connection: Connection) -> dict[tuple[int, str], int]:
    """The ids of scores by survey and dimension."""
    table = table_of(SurveyScore)
    found = connection.execute(select(table.c.id, table.c.survey_id, table.c.dimension))
    return {(row.survey_id, row.dimension): row.id for row in found}


def answers(
    connection: Connection, since: date, until: date, wanted: Among | None = None
) -> Sequence[Any]:
    """The surveys of these days: id, customer_id, answered_on, scale, overall, nps, source."""
    table = table_of(Survey)
    names = ("id", "customer_id", "answered_on", "scale", "overall", "nps", "source")
    query = select(*(table.c[name] for name in names)).where(
        table.c.answered_on.between(since, until), *among(table.c.customer_id, wanted)
    )
    return connection.execute(query).all()


def scores_between(
    connection: Connection, since: date, until: date, wanted: Among | None = None
) -> Sequence[Any]:
    """The scores answered on these days: survey_id, dimension, score, scale."""
    table, scored = table_of(Survey), table_of(SurveyScore)
    query = (
        select(table.c.id, scored.c.dimension, scored.c.score, table.c.scale)
        .join_from(scored, table, scored.c.survey_id == table.c.id)
        .where(table.c.answered_on.between(since, until), *among(table.c.customer_id, wanted))
    )
    return connection.execute(query).all()


def customers(connection: Connection, wanted: Among | None = None) -> dict[int, Any]:
    """Customer -> what answers are grouped by: manager_id, industry."""
    table = table_of(Customer)
    query = select(table.c.id, table.c.manager_id, table.c.industry).where(
        *among(table.c.id, wanted)
    )
    return {row.id: row for row in connection.execute(query)}


def last_answers(
    connection: Connection, as_of: date, wanted: Among | None = None
) -> dict[int, date]:
    """Customer -> the day of the last survey answered on or before the day."""
    table = table_of(Survey)
    query = (
        select(table.c.customer_id, func.max(table.c.answered_on))
        .where(table.c.answered_on <= as_of, *among(table.c.customer_id, wanted))
        .group_by(table.c.customer_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def last_deliveries(
    connection: Connection, as_of: date, wanted: Among | None = None
) -> dict[int, date]:
    """Customer -> the day of the last delivery on or before the day; returns are none."""
    table = table_of(Order)
    customer = table.c.customer_id + 0  # no index in this order: it would visit each row by itself
    query = (
        select(customer, func.max(table.c.delivered_on))
        .where(*_delivered(as_of), *among(table.c.customer_id, wanted))
        .group_by(customer)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def delivered_numbers(
    connection: Connection, days: Mapping[int, date], as_of: date
) -> dict[int, str | None]:
    """Customer -> the number of the order delivered on its day of `days`, of several the last."""
    if not days:
        return {}
    table = table_of(Order)
    query = select(table.c.customer_id, table.c.delivered_on, table.c.number).where(
        *_delivered(as_of), table.c.delivered_on >= min(days.values())
    )
    if len(days) <= CHUNK:
        query = query.where(table.c.customer_id.in_(list(days)))
    rows = connection.execute(query.order_by(table.c.ordered_on, table.c.id))
    return {customer: number for customer, day, number in rows if days.get(customer) == day}


def _delivered(as_of: date) -> tuple[ColumnElement[bool], ...]:
    table = table_of(Order)
    return (table.c.delivered_on <= as_of, table.c.ordered_on <= as_of, table.c.amount >= 0)
