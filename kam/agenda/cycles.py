"""A due date of a visit line and what became of it: the values (handbook 3.7)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from kam.agenda.facts import NOTHING, Rhythm
from kam.rules.stages import Away


class Period(NamedTuple):
    """The days from `first` to `last`, both included, as they look on the day `as_of`."""

    first: date
    last: date
    as_of: date

    @property
    def end(self) -> date:
        """The day it is evaluated at: what lies after it does not exist."""
        return min(self.last, self.as_of)

    @property
    def is_over(self) -> bool:
        """Whether nothing of it can be met any more; on its last day it still can."""
        return self.last < self.as_of


class GivenUp(NamedTuple):
    """A skip: the due date it ends, since when, and why."""

    due_on: date
    skipped_on: date
    reason: str


class History(NamedTuple):
    """What a customer's cycles follow from. Counted are completed interactions.

    Where the customer is `whole`, `days` are all there ever were, otherwise those of the period,
    with the last before it in `last`. `whole` are those with skips or rhythms and those whose
    first-purchase lines may be open in the period.
    """

    id: int
    tiers: Sequence[tuple[date, str | None]]
    """The tiers kept, each from its day on, the oldest first; of one day the last counts."""
    days: Sequence[Sequence[date]]
    """The days of counting interactions in order, one entry for each of `counting(policy)`."""
    last: Sequence[date | None]
    away: Sequence[Away] = ()
    first_purchase_on: date | None = None
    skips: Mapping[str, Sequence[GivenUp]] = NOTHING
    """Line -> the due dates given up, in the order they were."""
    rhythms: Mapping[str, Sequence[Rhythm]] = NOTHING

    @property
    def is_arranged(self) -> bool:
        """Whether anything was decided over what the policy says."""
        return bool(self.skips or self.rhythms)


class Cycle(NamedTuple):
    """A due date of a line and what became of it; tier, channel and result are terms."""

    customer_id: int
    tier: str
    line: str
    channel: str
    due_on: date
    """As it stood in the morning of the day it was met."""
    met_on: date | None
    result: str
    opened_on: date
    ended_on: date | None = None
    """The day it was skipped or fell away; None while it can be met, or was."""
    reason: str | None = None
    """Why it was skipped."""

    @property
    def belongs_on(self) -> date:
        """The day whose period it belongs to."""
        return self.due_on if self.met_on is None else min(self.due_on, self.met_on)


class Span(NamedTuple):
    """Days on which a customer is visited as one tier, from `first` until the day `until`."""

    tier: str
    since: date
    """The day the tier was kept; the customer may have been away in between."""
    first: date
    until: date | None
    """None: it still lasts at the period's end."""


def spans(one: History, end: date) -> Iterator[Span]:
    """The spans of the customer that began on or before `end`, in order."""
    for place, (since, tier) in enumerate(one.tiers, 1):
        if since > end:
            return
        until = one.tiers[place][0] if place < len(one.tiers) else None
        if tier is None or until == since:
            continue
        found = [Span(tier, since, since, until)]
        for away in one.away:
            found = [part for span in found for part in _without(span, away)]
        for span in found:
            if span.first <= end:
                ended = span.until is not None and span.until <= end
                yield span if ended else span._replace(until=None)


def _without(span: Span, away: Away) -> Iterator[Span]:
    first, until = span.first, span.until
    if first < away.since:
        yield span._replace(until=away.since if until is None else min(until, away.since))
    if away.until is not None and (until is None or away.until < until):
        yield span._replace(first=max(first, away.until))
