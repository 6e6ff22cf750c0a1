"""Everybody judged at once: tiers, key accounts and grades of one day, with reasons on demand."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from kam.models.enums import Grade, Scheme, Tier
from kam.policy.schema import Policy
from kam.rules.figures import Figures
from kam.rules.grades import DimensionScore, Graded, Scores, judge_grade
from kam.rules.key_accounts import is_key_account, judge_key_account
from kam.rules.pins import Pinned, overridden
from kam.rules.reasons import Verdict
from kam.rules.stages import Standing, no_tier
from kam.rules.tiers import judge_tier, tier_of


class Subject(NamedTuple):
    """One customer with what is known on the day."""

    id: int
    code: str
    name: str
    lifecycle_stage: str | None
    standing: Standing
    figures: Figures


Pins = Mapping[Scheme, Mapping[int, Pinned]]
"""The pins in force on the day, by scheme and customer."""


class Judged:
    """What the rules and the pins say of everybody on one day.

    rated: the customers with a tier; unrated: all others. `kept_grades` is the grade the rule last
    gave to each rated customer, or None.
    """

    def __init__(
        self,
        rated: Sequence[Subject],
        unrated: Sequence[Subject],
        kept_grades: Sequence[str | None],
        pins: Pins,
        policy: Policy,
        as_of: date,
    ) -> None:
        self.rated = rated
        self.unrated = unrated
        self.as_of = as_of
        self._kept_grades = kept_grades
        self._pins = pins
        self._policy = policy

    @cached_property
    def places(self) -> dict[int, int]:
        """Customer -> place in `rated`."""
        return {one.id: place for place, one in enumerate(self.rated)}

    def subject(self, customer: int) -> Subject:
        """One customer, rated or not; KeyError for an unknown id."""
        place = self.places.get(customer)
        return self._others[customer] if place is None else self.rated[place]

    @cached_property
    def _others(self) -> dict[int, Subject]:
        return {one.id: one for one in self.unrated}

    @cached_property
    def tiers(self) -> list[Tier]:
        """By the rule, in the order of `rated`."""
        policy = self._policy
        return [
            tier_of(
                one.figures.annual_amount, one.figures.annual_orders, one.lifecycle_stage, policy
            )
            for one in self.rated
        ]

    @cached_property
    def scores(self) -> Scores:
        return Scores([one.figures for one in self.rated], self._policy, self.as_of)

    @cached_property
    def graded(self) -> list[Graded]:
        """By the rule, in the order of `rated`."""
        return self.scores.graded(self._kept_grades)

    def values(self, scheme: Scheme) -> list[str | None]:
        """What counts of one scheme, pins included, in the order of `rated`."""
        found = self._by_rule(scheme)
        for customer, pin in self._pins.get(scheme, {}).items():
            if customer in self.places:
                found[self.places[customer]] = pin.value
        return found

    def _by_rule(self, scheme: Scheme) -> list[str | None]:
        match scheme:
            case Scheme.tier:
                return [tier.value for tier in self.tiers]
            case Scheme.grade:
                return [one.grade.value if one.grade else None for one in self.graded]
        amounts = (one.figures.annual_amount for one in self.rated)
        yes = Scheme.key_account.value
        return [yes if is_key_account(each, yes, self._policy) else None for each in amounts]

    def pin(self, scheme: Scheme, customer: int) -> Pinned | None:
        """The pin that is in force, whether it gives anything or not."""
        return self._pins.get(scheme, {}).get(customer)

    def verdict(self, scheme: Scheme, one: Subject) -> Verdict:
        """The verdict that counts with its reasons; of a key account True or False."""
        rule = self.rule(scheme, one)
        return overridden(rule, self.pin(scheme, one.id), "tier" if one.id in self.places else None)

    def rule(self, scheme: Scheme, one: Subject) -> Verdict:
        """What the rule says, whatever is pinned."""
        place = self.places.get(one.id)
        if place is None:
            return no_tier(one.standing, self.as_of)
        match scheme:
            case Scheme.tier:
                return judge_tier(one.figures, one.lifecycle_stage, self._policy)
            case Scheme.grade:
                return judge_grade(self.graded[place], self._kept_grades[place], self._policy)
        return judge_key_account(one.figures, self.tiers[place], self._policy)


class Change(NamedTuple):
    """One move of one customer; `before` and `after` as kept, None for nothing."""

    customer_id: int
    customer: str
    name: str
    scheme: Scheme
    before: str | None
    after: str | None
    verdict: Verdict

    @property
    def is_first_word(self) -> bool:
        """Whether it only says that a customer never judged before has no tier."""
        return self.before is None and self.after is None


class Recomputed(NamedTuple):
    """What one recompute found. counts: tier and grade -> {value or "none": n}, key_account: n."""

    as_of: date
    policy_version: int
    evaluated: int
    """Customers with a tier."""
    counts: dict[str, Any]
    changes: list[Change]


def counts(judged: Judged) -> dict[str, Any]:
    """How many customers have each tier and grade, and how many are key accounts."""
    found: dict[str, Any] = {}
    for scheme, words in ((Scheme.tier, Tier), (Scheme.grade, Grade)):
        counted = Counter(judged.values(scheme))
        found[scheme.value] = {word.value: counted[word.value] for word in words}
        found[scheme.value]["none"] = counted[None]
    found["tier"]["none"] = len(judged.unrated)
    yes = [value for value in judged.values(Scheme.key_account) if value]
    return found | {Scheme.key_account.value: len(yes)}


def changes(judged: Judged, kept: Mapping[str, Mapping[int, str | None]]) -> list[Change]:
    """What differs from what is kept (scheme -> customer -> value), scheme by scheme.

    A customer never judged who has no tier gets that word once, so that he counts as judged.
    """
    found: list[Change] = []
    for scheme in Scheme:
        known = kept.get(scheme.value, {})
        values = judged.values(scheme)
        before = [known.get(one.id) for one in judged.rated]
        for place, (old, new) in enumerate(zip(before, values, strict=True)):
            if old != new:
                found.append(_change(judged, scheme, judged.rated[place], old, new))
        for one in judged.unrated:
            said = one.id in known
            if known.get(one.id) is not None or (scheme is Scheme.tier and not said):
                found.append(_change(judged, scheme, one, known.get(one.id), None))
    return found


def _change(judged: Judged, scheme: Scheme, one: Subject, before: Any, after: Any) -> Change:
    verdict = judged.verdict(scheme, one)
    return Change(one.id, one.code, one.name, scheme, before, after, verdict)


class Held(NamedTuple):
    """What is kept on a day, and the day since which it is."""

    value: str | None
    since: date


class Explained(NamedTuple):
    """One customer on one day: what is kept, and what rules and pins say of it now."""

    subject: Subject
    as_of: date
    kept: Mapping[Scheme, Held]
    """No entry for what was never judged."""
    verdicts: Mapping[Scheme, Verdict]
    rules: Mapping[Scheme, Any]
    """What the rule says, whatever is pinned; None without a tier."""
    pins: Mapping[Scheme, Any]
    graded: Graded | None
    """None without a tier."""
    dimensions: tuple[DimensionScore, ...]
    lacks: tuple[str, ...]
    """What a key account is missing: manager, assessment, contract."""
    history: Sequence[Any]
    """Kept changes, oldest first: scheme, as_of, previous, value, policy_version, reasons."""

    def now(self, scheme: Scheme) -> str | None:
        """What would be kept if everybody were judged now."""
        value = self.verdicts[scheme].value
        if scheme is Scheme.key_account:
            return Scheme.key_account.value if value else None
        return None if value is None else str(value)
