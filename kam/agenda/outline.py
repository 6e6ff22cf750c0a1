"""What to ask at a visit: what the policy always asks, and what is open about this customer.

Every rule looks at what is known on the day and gives questions with their reasons (handbook 3.5,
[Y §5.2-5.3]).
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from statistics import median

from kam.agenda.known import Known, Surveyed
from kam.agenda.questions import Question, Rule
from kam.agenda.unresolved import promises, tickets, unanswered
from kam.i18n import N_, _, word
from kam.models.enums import Area, DecisionRole, Dimension
from kam.money import show
from kam.policy.schema import Policy

_MOST_PRODUCTS = 3
"""Products asked about; the brief lists them all."""


def outline(known: Known, policy: Policy, as_of: date) -> list[Question]:
    """The questions area by area: first those about this customer, then those of every visit."""
    found = [question for rule in RULES for question in rule(known, policy, as_of)]
    for area in Area:
        found += (
            Question(area, each.text, _("asked at every visit"))
            for each in policy.visits.questions[area]
        )
    rank = {area: place for place, area in enumerate(Area)}
    return sorted(found, key=lambda question: rank[question.area])


def _people(known: Known, policy: Policy, as_of: date) -> Iterator[Question]:
    """Who decides, and how the one to call is reached."""
    roles = {person.decision_role for person in known.contacts}
    if DecisionRole.decider not in roles:
        yield Question(
            Area.relationship,
            _("Who decides on purchases from us, and who has a say in it?"),
            _("no decider among the contacts"),
        )
    if not known.contacts:
        yield Question(
            Area.relationship,
            _("Whom do we turn to in daily business, and at which number?"),
            _("no contact is recorded"),
        )
        return
    first = next((one for one in known.contacts if one.is_primary), known.contacts[0])
    if not first.mobile:
        yield Question(
            Area.relationship,
            _("What is the mobile number of {name}?").format(name=first.name),
            _("the mobile number of the main contact is not recorded"),
        )


_BLANKS = {
    "product_needs": (
        Area.needs,
        N_("Which products are needed, for what, and how many a month?"),
        N_("product needs are not recorded"),
    ),
    "purchasing_budget": (
        Area.needs,
        N_("How much is planned for purchases like ours this year?"),
        N_("the purchasing budget is not recorded"),
    ),
    "potential": (
        Area.needs,
        N_("How much of what is needed comes from us, and how much from others?"),
        N_("the potential is not rated"),
    ),
    "lifecycle_stage": (
        Area.needs,
        N_("Is business growing, steady or shrinking?"),
        N_("the lifecycle stage is not recorded"),
    ),
    "decision_process": (
        Area.relationship,
        N_("How is a purchase decided: who asks for it, who compares, who signs?"),
        N_("the decision process is not recorded"),
    ),
}


def _blanks(known: Known, policy: Policy, as_of: date) -> Iterator[Question]:
    """What the record of the customer lacks."""
    for key, (area, text, reason) in _BLANKS.items():
        if key in known.unknown:
            yield Question(area, _(text), _(reason))


_AREAS = {Dimension.product: Area.product_use, Dimension.price: Area.opinions}
"""Where a dimension of the survey is talked about, if not as service."""


def _survey(known: Known, policy: Policy, as_of: date) -> Iterator[Question]:
    """What the last survey was not content with."""
    if known.survey is None:
        return
    day, limit = known.survey.on, policy.visits.brief.low_score
    for dimension in Dimension:
        score = known.survey.scores.get(dimension)
        if score is not None and score <= limit:
            name = word(dimension)
            yield Question(
                _AREAS.get(dimension, Area.service_satisfaction),
                _("{dimension}: what was wrong, and what would make it good?").format(
                    dimension=name
                ),
                _("{dimension} {score} of 5 in the survey of {day}").format(
                    dimension=name, score=_short(score), day=day
                ),
            )
    yield from _verdict_on_us(known.survey, policy)


def _verdict_on_us(survey: Surveyed, policy: Policy) -> Iterator[Question]:
    if survey.overall is not None and survey.overall <= policy.visits.brief.low_score:
        yield Question(
            Area.service_satisfaction,
            _("What are you least content with, all in all?"),
            _("overall {score} of 5 in the survey of {day}").format(
                score=_short(survey.overall), day=survey.on
            ),
        )
    if survey.nps is not None and survey.nps <= policy.surveys.detractor_to:
        yield Question(
            Area.opinions,
            _("What would have to change for you to recommend us?"),
            _("{nps} of 10 for recommending us in the survey of {day}").format(
                nps=survey.nps, day=survey.on
            ),
        )


def _short(number: Decimal | float) -> str:
    """With one decimal, where that is not 0."""
    return f"{round(float(number), 1):g}"


def _purchases(known: Known, policy: Policy, as_of: date) -> Iterator[Question]:
    """Purchases that fall, and orders that do not come."""
    rules, (before, last) = policy.visits.brief, _last_two(known.quarters)
    if before > 0 and before - last >= before * Decimal(str(rules.fall)):
        yield Question(
            Area.needs,
            _("Why was less bought lately: is less needed, or does somebody else supply it?"),
            _("{amount} in the last quarter, {share} less than the {before} before").format(
                amount=show(last), share=f"{min(1, 1 - last / before):.0%}", before=show(before)
            ),
        )
    usual = usual_pause(known.order_days, rules.pause_from)
    waited = (as_of - known.order_days[-1]).days if known.order_days else 0
    if usual and waited >= usual * rules.pause:
        yield Question(
            Area.needs,
            _("When will the next order come, and what does it wait for?"),
            _("no order for {n} days; the usual pause is {usual}").format(
                n=waited, usual=_short(usual)
            ),
        )


def _last_two(amounts: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    return (amounts[-2], amounts[-1]) if len(amounts) > 1 else (Decimal(0), Decimal(0))


def usual_pause(order_days: Sequence[date], pauses: int) -> float | None:
    """The median of the days between two order days; None with fewer than so many pauses."""
    days = sorted(set(order_days))
    between = [(later - earlier).days for earlier, later in pairwise(days)]
    return float(median(between)) if len(between) >= pauses else None


def _lost_products(known: Known, policy: Policy, as_of: date) -> Iterator[Question]:
    """What is not bought any more."""
    for one in known.lost_products[:_MOST_PRODUCTS]:
        yield Question(
            Area.product_use,
            _("{product}: why is it not bought any more?").format(product=one.product),
            _("last bought on {day}; {amount} in the year before, none in the last").format(
                day=one.last_on, amount=show(one.amount)
            ),
        )


_LACKS = {
    "assessment": (
        Area.needs,
        N_("What will be needed in the coming quarter, and what do you expect of us?"),
        N_("key account without a needs assessment this quarter"),
    ),
    "contract": (
        Area.relationship,
        N_("When can we sign a contract, and which terms matter most?"),
        N_("key account without a contract in force"),
    ),
}


def _key_account(known: Known, policy: Policy, as_of: date) -> Iterator[Question]:
    """What a key account must have, and lacks."""
    for lacking, (area, text, reason) in _LACKS.items():
        if lacking in known.lacks:
            yield Question(area, _(text), _(reason))


RULES: tuple[Rule, ...] = (
    promises,
    tickets,
    unanswered,
    _survey,
    _purchases,
    _lost_products,
    _key_account,
    _blanks,
    _people,
)
"""In the order their questions stand within an area: the most pressing first."""
