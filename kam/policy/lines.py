"""The visit cadence: lines, the tiers they belong to, and what counts for them."""

import re
from collections.abc import Iterable
from typing import Annotated, Any, Self

from pydantic import Field, field_validator, model_validator

from kam.i18n import _
from kam.models.enums import Channel, StaffRole, Tier
from kam.policy.briefs import BriefRules, Questions
from kam.policy.parts import Count, Days, Minutes, Part, Span, unfit
from kam.workdays import Every

_NAME = re.compile(r"[\w-]{1,40}")


class Also(Part):
    """Channels that count besides, when a person of `role` did them."""

    role: StaffRole
    channels: Annotated[tuple[Channel, ...], Field(min_length=1)]


class Line(Part):
    """One visit a tier asks for.

    `every` makes it recurring, `after` a line counted from the first purchase; one of them is None.
    """

    name: str
    channel: Channel
    every: Span | None = None
    after: Span | None = None
    counts: Annotated[tuple[Channel, ...], Field(min_length=1)]
    by: StaffRole
    also: tuple[Also, ...] = ()

    @field_validator("name")
    @classmethod
    def _is_a_name(cls, name: str) -> str:
        if not _NAME.fullmatch(name):
            raise ValueError(_("up to 40 letters, digits and hyphens"))
        return name

    @model_validator(mode="before")
    @classmethod
    def _counts_its_own_channel(cls, said: Any) -> Any:
        if isinstance(said, dict) and "channel" in said and "counts" not in said:
            return {**said, "counts": [said["channel"]]}
        return said

    @model_validator(mode="after")
    def _has_one_span(self) -> Self:
        if (self.every is None) == (self.after is None):
            raise unfit("every", self.every and str(self.every), _("either every or after"))
        return self


def _each_has(lines: tuple[Line, ...], span: str) -> tuple[Line, ...]:
    for line in lines:
        if getattr(line, span) is None:
            other = "after" if span == "every" else "every"
            want = _("lines here say {span}").format(span=span)
            raise unfit(f"{line.name}.{other}", str(getattr(line, other)), want)
    return lines


class Cadence(Part):
    """The recurring lines of each tier; `cadence["important"]` gives one tier's."""

    important: tuple[Line, ...]
    general: tuple[Line, ...]
    new: tuple[Line, ...]

    @field_validator("important", "general", "new")
    @classmethod
    def _recur(cls, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        return _each_has(lines, "every")

    def __getitem__(self, tier: str) -> tuple[Line, ...]:
        lines: tuple[Line, ...] = getattr(self, Tier(tier))
        return lines


class FirstPurchase(Part):
    """The lines counted from the first purchase, and the tiers that get them."""

    tiers: tuple[Tier, ...]
    lapse: Span
    lines: tuple[Line, ...]

    @field_validator("lines")
    @classmethod
    def _follow_the_purchase(cls, lines: tuple[Line, ...], known: Any) -> tuple[Line, ...]:
        lapse: Every | None = known.data.get("lapse")
        for line in _each_has(lines, "after"):
            if lapse and line.after and line.after.about_days() > lapse.about_days():
                want = _("within lapse ({lapse})").format(lapse=lapse)
                raise unfit(f"{line.name}.after", str(line.after), want)
        return lines


class Visits(Part):
    """When a visit is due, overdue and shown (handbook 3.4), and what is asked (3.5)."""

    grace: Days
    within: Days
    capacity: Count
    appointment_minutes: Minutes
    afterwards: tuple[Line, ...]
    cadence: Cadence
    first_purchase: FirstPurchase
    brief: BriefRules
    questions: Questions

    @field_validator("afterwards")
    @classmethod
    def _recur(cls, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        return _each_has(lines, "every")

    @model_validator(mode="after")
    def _names_are_unique_in_a_tier(self) -> Self:
        for tier in Tier:
            twice = _first_twice(line.name for line in self.lines_of(tier))
            if twice:
                want = _("names that differ within a tier")
                raise unfit(f"cadence.{tier}", twice, want)
        return self

    def lines_of(self, tier: str) -> tuple[Line, ...]:
        """Every line a customer of that tier may have: recurring, first-purchase, afterwards."""
        recurring = self.cadence[tier]
        if tier not in self.first_purchase.tiers:
            return recurring
        return recurring + self.first_purchase.lines + self.afterwards

    def lines(self) -> tuple[Line, ...]:
        """Every line of the policy, each once, in the policy's order."""
        return tuple(dict.fromkeys(line for tier in Tier for line in self.lines_of(tier)))


def _first_twice(names: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None
