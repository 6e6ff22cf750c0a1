"""A person's word over the rule, for as long as it holds (handbook 3.1)."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from kam.rules.reasons import Reason, Verdict


class Pinned(Protocol):
    """A pin as it is kept; `kam.models.tiers.Pin` is one."""

    value: str
    reason: str
    pinned_by: str
    since: date
    until: date | None
    ended_on: date | None


P = TypeVar("P", bound=Pinned)


def holds(since: date, until: date | None, ended_on: date | None, as_of: date) -> bool:
    """Whether a pin overrides on that day: from `since`, through `until`, before `ended_on`."""
    return (
        since <= as_of
        and (until is None or as_of <= until)
        and (ended_on is None or as_of < ended_on)
    )


def in_force(pins: Iterable[P], as_of: date) -> P | None:
    """Of one customer's pins of one scheme the one that holds that day, the latest set first."""
    holding = [pin for pin in pins if holds(pin.since, pin.until, pin.ended_on, as_of)]
    return max(holding, key=lambda pin: pin.since, default=None)


def overridden(rule: Verdict, pin: Pinned | None, tier: str | None) -> Verdict:
    """The verdict that counts: the pin's, saying what the rule would say, else the rule's.

    `tier` is the customer's tier by the rule; without one a pin gives nothing.
    """
    if pin is None or tier is None:
        return rule
    note = f"{pin.pinned_by}: {pin.reason}"
    return Verdict(pin.value, (Reason("pin", pin.value, "=", rule.value, note), *rule.reasons))
