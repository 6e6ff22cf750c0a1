"""Who is asked how satisfied he is: in periods, after deliveries and complaints (handbook 3.6)."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kam.agenda.owners import Memo
from kam.i18n import ngettext
from kam.models.enums import SurveyTrigger, Tier, VisitState
from kam.policy.schema import Policy
from kam.workdays import Every, add, subtract

_RANK = {tier.value: rank for rank, tier in enumerate(Tier)}


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
    complaint_on: date | None = None
    """The day the last complaint was closed."""
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
    about_on: date | None
    """The day of the delivery or of the closed complaint; None for a periodic survey."""
    manager: str | None


class SurveysLeftOut(NamedTuple):
    """How many customers are not asked, by reason."""

    not_judged: int = 0
    no_tier: int = 0
    not_periodic: int = 0
    """Their tier is asked after deliveries and complaints alone."""
    lapsed: int = 0
    """What they might be asked about is too long ago."""
    switched_off: int = 0
    """The policy does not ask about it."""

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
                "{n} new customer, asked after deliveries and complaints alone",
                "{n} new customers, asked after deliveries and complaints alone",
                self.not_periodic,
            ),
            ngettext(
                "{n} delivery or complaint too long ago to ask about",
                "{n} deliveries or complaints too long ago to ask about",
                self.lapsed,
            ),
            ngettext(
                "{n} delivery or complaint nobody asks about: the policy says false",
                "{n} deliveries or complaints nobody asks about: the policy says false",
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
    triggers: Collection[SurveyTrigger] = tuple(SurveyTrigger),
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
        self._as_of = as_of
        self._horizon = add(as_of, Every(days=within))
        self._overdue_before = subtract(as_of, Every(days=policy.visits.grace))
        spans = {Tier.important.value: rules.periodic.important}
        spans[Tier.general.value] = rules.periodic.general
        self._next = {tier: _after(every) for tier, every in spans.items()}
        self._asked_by = {
            SurveyTrigger.after_delivery: _after(rules.after_delivery_within),
            SurveyTrigger.after_complaint: _after(rules.after_complaint_within),
        }
        self._lapses = {
            SurveyTrigger.after_delivery: _after(rules.after_delivery_lapse),
            SurveyTrigger.after_complaint: _after(rules.after_complaint_lapse),
        }
        self._asks = {
            SurveyTrigger.after_delivery: rules.after_delivery,
            SurveyTrigger.after_complaint: rules.after_complaint,
        }
        self.left_out: Counter[str] = Counter()

    def taken(self, one: SurveyFacts, triggers: Collection[SurveyTrigger]) -> Iterator[DueSurvey]:
        """What the customer is to be asked after; counts why it is not."""
        if one.tier is None:
            self.left_out["no_tier" if one.judged else "not_judged"] += 1
            return
        if SurveyTrigger.periodic in triggers and (due := self._periodic(one)):
            yield from self._listed(one, SurveyTrigger.periodic, due, None)
        for trigger in self._asks:
            about = _OCCASION[trigger](one)
            if trigger in triggers and about and (due := self._after(one, trigger, about)):
                yield from self._listed(one, trigger, due, about)

    def _periodic(self, one: SurveyFacts) -> date | None:
        """One span after the last answer, never before the tier began; without one after that."""
        later = self._next.get(one.tier or "")
        if later is None or one.tier_since is None:
            self.left_out["not_periodic"] += 1
            return None
        if one.last_on is None:
            return later[one.tier_since]
        return max(later[one.last_on], one.tier_since)

    def _after(self, one: SurveyFacts, trigger: SurveyTrigger, day: date) -> date | None:
        """When the answer about what happened on the day is due; None if none is to be had."""
        if one.last_on is not None and one.last_on >= day:
            return None
        if self._as_of > self._lapses[trigger][day]:
            self.left_out["lapsed"] += 1
            return None
        if not self._asks[trigger]:
            self.left_out["switched_off"] += 1
            return None
        return self._asked_by[trigger][day]

    def _listed(
        self, one: SurveyFacts, trigger: SurveyTrigger, due: date, about: date | None
    ) -> Iterator[DueSurvey]:
        if due > self._horizon:
            return
        late = max(0, (self._as_of - due).days)
        state = VisitState.upcoming if due > self._as_of else VisitState.due
        if due < self._overdue_before:
            state = VisitState.overdue
        told = (trigger.value, due, state.value, late, one.last_on, about, one.manager)
        yield DueSurvey(one.id, one.code, one.name, one.tier or "", *told)


_OCCASION: dict[SurveyTrigger, Callable[[SurveyFacts], date | None]] = {
    SurveyTrigger.after_delivery: lambda one: one.delivered_on,
    SurveyTrigger.after_complaint: lambda one: one.complaint_on,
}


def _after(every: Every) -> Memo[date, date]:
    """Day -> one span later."""
    return Memo(lambda day: add(day, every))
