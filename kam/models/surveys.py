"""Answered satisfaction questionnaires."""

from datetime import date
from decimal import Decimal

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from kam.models.base import Exact, Record, primary_key, reference


class Survey(Record, table=True):
    __tablename__ = "surveys"

    id: int | None = primary_key()
    code: str | None = Field(default=None, unique=True)
    customer_id: int = reference("customers.id", required=True)
    contact: str | None = None
    answered_on: date
    overall: Decimal | None = Field(default=None, sa_type=Exact)
    """As answered, on `scale`; rules read it on 5."""
    nps: int | None = None
    scale: int = 5
    comment: str | None = None
    channel: str | None = None
    trigger: str | None = None
    source: str | None = None


class SurveyScore(Record, table=True):
    """One dimension of a survey, on the survey's scale."""

    __tablename__ = "survey_scores"
    __table_args__ = (UniqueConstraint("survey_id", "dimension"),)

    id: int | None = primary_key()
    survey_id: int = reference("surveys.id", required=True)
    dimension: str
    score: Decimal = Field(sa_type=Exact)
