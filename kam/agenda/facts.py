"""What the agenda knows of each customer, and what it answers: plain values."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from kam.i18n import ngettext
from kam.workdays import Every

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Appointment(NamedTuple):
    """An interaction with outcome planned, on or after the day."""

    occurred_on: date
    channel: str
    line: str | None = None
    """The line it names."""
    role: str | None = None
    """The role of the member of staff it is agreed with."""


class Snoozed(NamedTuple):
    """A line put off until a day, on which it is back; earlier when it is met after `since`."""

    until: date
    since: date

    def holds(self, as_of: date, last: date | None) -> bool:
        """Whether it is off the list on the day; `last` is the last counting contact."""
        return self.until > as_of and (last is None or last <= self.since)


class Rhythm(NamedTuple):
    """From `since` on a line is due every `every`; None: as the policy says, again."""

    since: date
    every: Every | None


class CustomerFacts(NamedTuple):
    """One customer as of a day. Counted are completed interactions on or before that day."""

    id: int
    code: str
    name: str
    judged: bool
    """Whether a tier was ever judged, on or before the day."""
    tier: str | None = None
    """The tier kept on that day."""
    tier_since: date | None = None
    first_purchase_on: date | None = None
    """The earlier of the first positive order and the imported one (`rules.figures`)."""
    manager_id: int | None = None
    consultant_id: int | None = None
    last: tuple[date | None, ...] = ()
    """The last counting interaction, one entry for each of `counting(policy)`; () for none."""
    since_first: tuple[int, ...] = ()
    """How many counted on or after the first purchase, entries as in `last`; () for none.

    Read only for tiers of `policy.visits.first_purchase.tiers`.
    """
    appointments: tuple[Appointment, ...] = ()
    snoozes: Mapping[str, Snoozed] = NOTHING
    """Line -> how long it is put off."""
    skips: Mapping[str, Collection[date]] = NOTHING
    """Line -> the due dates given up on or before the day."""
    rhythms: Mapping[str, Sequence[Rhythm]] = NOTHING
    """Line -> how its span changed on or before the day, in order of days."""


class DueLine(NamedTuple):
    """One visit on the agenda; `customer` is the code, `tier`, `state` and roles are terms."""

    customer_id: int
    customer: str
    name: str
    tier: str
    line: str
    channel: str
    due_on: date
    plan_on: date
    state: str
    days_overdue: int
    last_on: date | None
    owner_id: int | None
    owner: str | None
    owner_code: str | None
    owner_role: str
    owner_note: str | None
    """Why the owner is not of the role asked for; None where he is, or nobody is."""
    manager_id: int | None
    manager: str | None
    manager_code: str | None


class LeftOut(NamedTuple):
    """How many customers are not on the agenda, by reason; `snoozed` counts lines."""

    not_judged: int = 0
    no_tier: int = 0
    onboarding_complete: int = 0
    onboarding_lapsed: int = 0
    no_first_purchase: int = 0
    no_lines: int = 0
    """Their tier has no line in this policy."""
    snoozed: int = 0

    def texts(self) -> list[str]:
        """A sentence for each reason that applies, in the language in use."""
        sentences = (
            ngettext(
                "{n} customer not judged yet: run kam tier recompute",
                "{n} customers not judged yet: run kam tier recompute",
                self.not_judged,
            ),
            ngettext("{n} customer without a tier", "{n} customers without a tier", self.no_tier),
            ngettext(
                "{n} customer with every first-purchase visit done",
                "{n} customers with every first-purchase visit done",
                self.onboarding_complete,
            ),
            ngettext(
                "{n} customer whose first-purchase visits have lapsed",
                "{n} customers whose first-purchase visits have lapsed",
                self.onboarding_lapsed,
            ),
            ngettext(
                "{n} new customer without a first purchase",
                "{n} new customers without a first purchase",
                self.no_first_purchase,
            ),
            ngettext(
                "{n} customer whose tier has no visits in the policy",
                "{n} customers whose tier has no visits in the policy",
                self.no_lines,
            ),
            ngettext("{n} visit snoozed", "{n} visits snoozed", self.snoozed),
        )
        return [text.format(n=n) for n, text in zip(self, sentences, strict=True) if n]


class Agenda(NamedTuple):
    """The lines in their order (snoozed ones among them), and what was left out."""

    lines: list[DueLine]
    left_out: LeftOut
