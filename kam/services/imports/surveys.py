"""Surveys with their scores: the id column decides, else the n-th of a customer's day.

A stored one that a row calls by its id is met by no other row.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from kam.models.enums import Dimension
from kam.models.surveys import Survey, SurveyScore
from kam.services.imports.batch import Draft, Ref
from kam.services.imports.result import UPDATED
from kam.services.imports.rows import Intake
from kam.store import surveys as stored_surveys

_FIELDS = frozenset(Survey.model_fields) - {"id", "customer_id"}


def take(intake: Intake) -> None:
    """Make or update the sheet's surveys and the scores per dimension."""
    connection = intake.desk.connection
    by_code: dict[str, Ref] = dict(stored_surveys.by_code(connection))
    by_day: Mapping[Any, list[int]] = stored_surveys.by_day(connection)
    scores: dict[Any, Ref] = dict(stored_surveys.scores(connection))
    called = {by_code[code] for code in intake.sheet.values.get("code", ()) if code in by_code}
    met: dict[tuple[Ref, date], int] = {}
    for row, values in intake.rows():
        customer = intake.customer(row, values)
        if customer is None:
            continue
        code, key = values.get("code"), (customer, values["answered_on"])
        if code:
            ref = by_code.get(code)
        else:
            turn = met.get(key, 0)
            met[key] = turn + 1
            same = [] if intake.adds else [i for i in by_day.get(key, ()) if i not in called]
            ref = same[turn] if turn < len(same) else None
        ref = intake.target or ref
        fields = {k: v for k, v in values.items() if k in _FIELDS}
        fields = {k: v for k, v in fields.items() if v is not None or k not in ("code", "scale")}
        survey = intake.batch.either(Survey, ref, row, fields | {"customer_id": customer})
        if code:
            by_code[code] = survey
        for dimension in Dimension:
            if dimension.value in values:
                part: tuple[Ref, str] = (survey.id or survey, dimension.value)
                _score(intake, row, survey, part, values[dimension.value], scores)


def _score(
    intake: Intake,
    row: int,
    survey: Draft,
    part: tuple[Ref, str],
    value: Decimal | None,
    scores: dict[Any, Ref],
) -> None:
    """Keep the score of one dimension; a blank one (`--blank clear`) goes."""
    known = scores.get(part)
    if value is None:
        if isinstance(known, int):
            intake.desk.ledger.delete(SurveyScore, [known])
            intake.result.mark([row], UPDATED)
        return
    fields: dict[str, Any] = {"score": value}
    if known is None:
        fields |= {"survey_id": survey, "dimension": part[1]}
    scores[part] = intake.batch.either(SurveyScore, known, row, fields)
