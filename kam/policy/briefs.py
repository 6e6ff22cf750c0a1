"""What the brief before a visit asks about (handbook 3.5)."""

from typing import Annotated, Any, Self

from pydantic import Field, field_validator, model_validator

from kam.i18n import _, pick
from kam.models.enums import Area
from kam.policy.parts import Count, Days, Part, Share, Span, unfit

Score = Annotated[float, Field(strict=True, ge=1, le=5, allow_inf_nan=False)]
Times = Annotated[float, Field(strict=True, ge=1, le=100, allow_inf_nan=False)]


class Question(Part):
    """One question in either language or both; the one there is stands for the other."""

    zh: str | None = None
    en: str | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not (self.zh and self.zh.strip()) and not (self.en and self.en.strip()):
            raise unfit("zh", '""', _("a question in zh, en or both"))
        return self

    @property
    def text(self) -> str:
        """The question in the language in use."""
        zh, en = self.zh or "", self.en or ""
        return pick(zh or en, en or zh)


class Questions(Part):
    """What is asked at every visit; `questions["needs"]` gives one area's."""

    product_use: tuple[Question, ...]
    service_satisfaction: tuple[Question, ...]
    needs: tuple[Question, ...]
    opinions: tuple[Question, ...]
    relationship: tuple[Question, ...]

    def __getitem__(self, area: str) -> tuple[Question, ...]:
        found: tuple[Question, ...] = getattr(self, Area(area))
        return found


class BriefRules(Part):
    """From when on something about a customer is worth a question."""

    birthday_within: Days
    said_within: Span
    low_score: Score
    fall: Share
    pause: Times
    pause_from: Count

    @field_validator("fall")
    @classmethod
    def _is_a_fall(cls, fall: float) -> Any:
        if not fall:
            raise ValueError(_("a share above 0, like 0.33"))
        return fall
