"""Satisfaction surveys: what counts as satisfied, who is asked when, how questionnaires read."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from kam.i18n import _
from kam.policy.parts import Part, Span, Switch, unfit
from kam.workdays import Every


class Periodic(Part):
    important: Span
    general: Span


class Numbers(StrEnum):
    """What a number is that stands for an answer of an exported questionnaire."""

    score = "score"
    """The score itself: 5 is best."""
    option = "option"
    """The place of the option: 1 is the first and best one; of NPS, the option 0."""


class Questionnaire(Part):
    """Field of a survey -> words; a question that contains one of them asks for the field."""

    numbers: Numbers
    customer: tuple[str, ...]
    customer_name: tuple[str, ...]
    contact: tuple[str, ...]
    overall: tuple[str, ...]
    nps: tuple[str, ...]
    comment: tuple[str, ...]
    product: tuple[str, ...]
    pre_sale: tuple[str, ...]
    in_sale: tuple[str, ...]
    after_sale: tuple[str, ...]
    attitude: tuple[str, ...]
    speed: tuple[str, ...]
    effect: tuple[str, ...]
    price: tuple[str, ...]

    @field_validator("*")
    @classmethod
    def _no_blank_word(cls, said: object, known: ValidationInfo) -> object:
        if isinstance(said, tuple) and not all(word.strip() for word in said):
            raise ValueError(_("words that a question contains, none of them blank"))
        return said

    def words(self) -> dict[str, tuple[str, ...]]:
        """Field -> its words."""
        return {name: value for name, value in self if isinstance(value, tuple)}


Answer = Annotated[int, Field(strict=True, ge=1, le=5)]
Recommendation = Annotated[int, Field(strict=True, ge=0, le=10)]


class SurveyRules(Part):
    satisfied_from: Answer
    promoter_from: Recommendation
    detractor_to: Recommendation
    after_delivery: Switch
    after_delivery_within: Span
    after_delivery_lapse: Span
    after_complaint: Switch
    after_complaint_within: Span
    after_complaint_lapse: Span
    periodic: Periodic
    questionnaire: Questionnaire

    @field_validator("detractor_to")
    @classmethod
    def _below_promoters(cls, detractor_to: int, known: ValidationInfo) -> int:
        limit = known.data.get("promoter_from")
        if limit is not None and detractor_to >= limit:
            want = _("less than {limit} of {key}")
            raise ValueError(want.format(limit=limit, key="surveys.promoter_from"))
        return detractor_to

    @field_validator("after_delivery_lapse", "after_complaint_lapse")
    @classmethod
    def _not_before_it_is_due(cls, lapse: Every, known: ValidationInfo) -> Every:
        name = str(known.field_name).replace("_lapse", "_within")
        within: Every | None = known.data.get(name)
        if within is not None and lapse.about_days() < within.about_days():
            want = _("at least the {limit} of {key}")
            raise unfit("", lapse, want.format(limit=within, key=f"surveys.{name}"))
        return lapse
