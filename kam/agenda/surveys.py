"""Who is to be asked how satisfied he is: every period, and after deliveries (handbook 3.6)."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kam.agenda.owners import Memo
from kam.i18n import ngettext
from kam.models.enums import SurveyTrigger, Tier, VisitState
from kam.policy.schema import Policy
from kam.workdays import Every, add, subtract

_RANK = {tier.value: rank for rank, tier in enumerate(Tier)}
TRIGGERS = (SurveyTrigger.periodic, SurveyTrigger.after_delivery)
"""What kam asks after; complaints are not recorded yet."""


class SurveyFacts(NamedTuple):
    """One customer as of a day."""

    id: int
    code: str
    name: str
    judged: bool
    """Whether a tier was ever judged, on or before the day."""
    tier: str | None = None
    """The tier kept on that day; None also for a customer lost or archived."""
    tier_since: date | None = None
    last_on: date | None = None
    """The last answer of any kind."""
    delivered_on: date | None = None
    """The last delivery."""
    manager: str | None = None


class DueSurvey(NamedTuple):
    """One customer to be asked; tier, trigger and state are terms."""

    customer_id: int
    customer: str
    name: str
    tier: str
    trigger: str
    due_on: date
    state: str
    days_overdue: int
    last_on: date | None
    delivered_on: date | None
    """The delivery asked about; None for other triggers."""
    manager: str | None


class SurveysLeftOut(NamedTuple):
    """How many customers are not asked, by reason."""

    not_judged: int = 0
    no_tier: int = 0
    not_periodic: int = 0
    """Their tier is asked after deliveries alone."""
    lapsed: int = 0
    """The last delivery is too long ago to be asked about."""
    switched_off: int = 0
    """The policy asks about no deliveries."""

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
                "{n} new customer, asked after deliveries alone",
                "{n} new customers, asked after deliveries alone",
                self.not_periodic,
            ),
            ngettext(
                "{n} customer whose last delivery is too long ago to ask about",
                "{n} customers whose last delivery is too long ago to ask about",
                self.lapsed,
            ),
            ngettext(
                "{n} customer with a delivery nobody asks about: the policy says "
                "surveys.after_delivery = false",
                "{n} customers with a delivery nobody asks about: the policy says "
                "surveys.after_delivery = false",
                self.switched_off,
            ),
        )
        return [text.format(n=n) for n, text in zip(self, sentences, strict=True) if n]


class SurveyAgenda(NamedTuple):
    """Whom to ask in their order, and who was left out."""

    entries: list[DueSurvey]
    left_out: SurveysLeftOut


def due_surveys(
    customers: Iterable[SurveyFacts],
    policy: Policy,
    as_of: date,
    within: int | None = None,
    triggers: Collection[SurveyTrigger] = TRIGGERS,
) -> SurveyAgenda:
    """The surveys overdue, due or upcoming `within` days; None is the policy's `visits.within`.

    Ordered by due_on, tier (important, general, new), code and trigger.
    """
    desk = _Desk(policy, as_of, policy.visits.within if within is None else within)
    entries = [entry for one in customers for entry in desk.taken(one, triggers)]
    entries.sort(key=lambda each: (each.due_on, _RANK[each.tier], each.customer, each.trigger))
    return SurveyAgenda(entries, SurveysLeftOut(**desk.left_out))


class _Desk:
    """Looks at one customer after the other; what many share is worked out once."""

    def __init__(self, policy: Policy, as_of: date, within: int) -> None:
        rules = policy.surveys
        self._rules = rules
        self._as_of = as_of
        self._horizon = add(as_of, Every(days=within))
        self._overdue_before = subtract(as_of, Every(days=policy.visits.grace))
        spans = {Tier.important.value: rules.periodic.important}
        spans[Tier.general.value] = rules.periodic.general
        self._next = {tier: _after(every) for tier, every in spans.items()}
        self._asked_by = _after(rules.after_delivery_within)
        self._lapses = _after(rules.after_delivery_lapse)
        self.left_out: Counter[str] = Counter()

    def taken(self, one: SurveyFacts, triggers: Collection[SurveyTrigger]) -> Iterator[DueSurvey]:
        """What the customer is to be asked after; counts why it is not."""
        if one.tier is None:
            self.left_out["no_tier" if one.judged else "not_judged"] += 1
            return
        if SurveyTrigger.periodic in triggers and (due := self._periodic(one)):
            yield from self._listed(one, SurveyTrigger.periodic, due)
        if SurveyTrigger.after_delivery in triggers and (due := self._delivered(one)):
            yield from self._listed(one, SurveyTrigger.after_delivery, due)

    def _periodic(self, one: SurveyFacts) -> date | None:
        """One span after the last answer, never before the tier began; without one after that."""
        later = self._next.get(one.tier or "")
        if later is None or one.tier_since is None:
            self.left_out["not_periodic"] += 1
            return None
        if one.last_on is None:
            return later[one.tier_since]
        return max(later[one.last_on], one.tier_since)

    def _delivered(self, one: SurveyFacts) -> date | None:
        """When the answer about the last delivery is due; None if there is none to be had."""
        day = one.delivered_on
        if day is None or (one.last_on is not None and one.last_on >= day):
            return None
        if self._as_of > self._lapses[day]:
            self.left_out["lapsed"] += 1
            return None
        if not self._rules.after_delivery:
            self.left_out["switched_off"] += 1
            return None
        return self._asked_by[day]

    def _listed(self, one: SurveyFacts, trigger: SurveyTrigger, due: date) -> Iterator[DueSurvey]:
        if due > self._horizon:
            return
        late = max(0, (self._as_of - due).days)
        state = VisitState.upcoming if due > self._as_of else VisitState.due
        if due < self._overdue_before:
            state = VisitState.overdue
        about = one.delivered_on if trigger is SurveyTrigger.after_delivery else None
        told = (trigger.value, due, state.value, late, one.last_on, about, one.manager)
        yield DueSurvey(one.id, one.code, one.name, one.tier or "", *told)


def _after(every: Every) -> Memo[date, date]:
    """Day -> one span later."""
    return Memo(lambda day: add(day, every))
