"""Surveys as they are stored."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.engine import Connection

from kam.models.surveys import Survey, SurveyScore
from kam.store.rows import table_of


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


def scores(connection: Connection) -> dict[tuple[int, str], int]:
    """The ids of scores by survey and dimension."""
    table = table_of(SurveyScore)
    found = connection.execute(select(table.c.id, table.c.survey_id, table.c.dimension))
    return {(row.survey_id, row.dimension): row.id for row in found}
