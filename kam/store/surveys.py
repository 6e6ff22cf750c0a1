"""Surveys as they are stored."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from kam.models.surveys import Survey, SurveyScore
from kam.store.among import Among, among
from kam.store.rows import chunks, table_of


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
    """The surveys of these days: id, customer_id, answered_on, scale, overall, nps."""
    table = table_of(Survey)
    names = ("id", "customer_id", "answered_on", "scale", "overall", "nps")
    query = select(*(table.c[name] for name in names)).where(
        table.c.answered_on.between(since, until), *among(table.c.customer_id, wanted)
    )
    return connection.execute(query).all()


def scores_between(
    connection: Connection, since: date, until: date, wanted: Among | None = None
) -> Iterable[tuple[str, Decimal, int]]:
    """The dimension, score and scale of every score answered on these days."""
    table, scored = table_of(Survey), table_of(SurveyScore)
    query = (
        select(scored.c.dimension, scored.c.score, table.c.scale)
        .join_from(scored, table, scored.c.survey_id == table.c.id)
        .where(table.c.answered_on.between(since, until), *among(table.c.customer_id, wanted))
    )
    return ((row[0], row[1], row[2]) for row in connection.execute(query))
