"""A person's word over the rule: set, and taken off again."""

from datetime import date
from typing import NamedTuple

from kam.errors import NotFoundError, UsageError
from kam.i18n import _, word
from kam.models.enums import Grade, Scheme, Tier
from kam.models.tiers import Pin
from kam.rules.judging import changes
from kam.rules.pins import holds
from kam.services.finding import find_customer
from kam.services.judging import judge
from kam.services.tiers import keep, refuse_the_past
from kam.services.workspace import Workspace
from kam.store import judgements
from kam.store.finding import Found

WORDS = {Scheme.tier: Tier, Scheme.grade: Grade}


class Pinned(NamedTuple):
    """What a pin did. `before` and `after` are kept values; equal where nothing moved."""

    customer: Found
    scheme: Scheme
    value: str
    until: date | None
    before: str | None
    after: str | None


def pin(desk: Workspace, said: str, value: Tier | Grade, until: date | None) -> Pinned:
    """Let `value` override the rule from the desk's day on, through `until` (None: for good).

    Keeps the change of tier or grade at once; a customer without a tier gets none. The pin before
    it ends. Raises UsageError without a reason or for an `until` gone by, ConflictError for a day
    before the customer's latest kept change.
    """
    scheme = Scheme.tier if isinstance(value, Tier) else Scheme.grade
    if not desk.request.reason:
        raise UsageError(_("a pin needs a reason that explain can show: add --reason TEXT"))
    if until is not None and until < desk.as_of:
        raise UsageError(
            _("--until {until} comes before {day}").format(until=until, day=desk.as_of)
        )
    customer = find_customer(desk, said)
    if desk.request.keep:
        refuse_the_past(desk, judgements.latest_change(desk.connection, customer.id))
    _end(desk, customer, scheme)
    new = {"customer_id": customer.id, "scheme": scheme.value, "value": value.value}
    who = {"reason": desk.request.reason, "pinned_by": desk.actor}
    desk.ledger.create(Pin, [new | who | {"since": desk.as_of, "until": until}])
    before, after = _judge_one(desk, customer, scheme)
    return Pinned(customer, scheme, value.value, until, before, after)


def _judge_one(desk: Workspace, customer: Found, scheme: Scheme) -> tuple[str | None, str | None]:
    """Keep what the new pin changes for one customer; gives what was kept and what now is."""
    kept = judgements.values_kept(desk.connection, desk.as_of)
    judged = judge(desk, kept)
    before = kept.get(scheme, {}).get(customer.id)
    if customer.id not in judged.places:
        return before, before
    mine = [
        change
        for change in changes(judged, kept)
        if (change.customer_id, change.scheme) == (customer.id, scheme)
    ]
    keep(desk, mine)
    return before, mine[0].after if mine else before


def unpin(desk: Workspace, said: str, scheme: Scheme | None) -> list[tuple[Found, Scheme, str]]:
    """Take off the customer's pins in force, of one scheme or of both; gives what was pinned.

    The next recompute writes the rule's word back. Raises NotFoundError where nothing is pinned.
    """
    customer = find_customer(desk, said)
    if desk.request.keep:
        refuse_the_past(desk, judgements.latest_change(desk.connection, customer.id))
    ended = [
        (customer, one, value)
        for one in WORDS
        if scheme in (None, one)
        for value in _end(desk, customer, one)
    ]
    if not ended:
        raise NotFoundError(
            _("nothing is pinned for {customer} on {day}; see kam tier explain {code}").format(
                customer=customer.name, day=desk.as_of, code=customer.code
            )
        )
    return ended


def _end(desk: Workspace, customer: Found, scheme: Scheme) -> list[str]:
    """End the pins of one scheme that hold on the desk's day; gives the values they gave."""
    holding = [
        row
        for row in judgements.pins(desk.connection, customer.id)
        if row.scheme == scheme and holds(row.since, row.until, row.ended_on, desk.as_of)
    ]
    desk.ledger.update(Pin, {row.id: {"ended_on": desk.as_of} for row in holding})
    return [row.value for row in holding]


def said(text: str) -> Tier | Grade | None:
    """The tier or grade a word means, in either language; None for another word."""
    from kam.models.words import WORDS as KNOWN

    wish = text.strip().casefold()
    terms: tuple[Tier | Grade, ...] = (*Tier, *Grade)
    for term in terms:
        if wish in (term.value.casefold(), *(each.casefold() for each in KNOWN[type(term)][term])):
            return term
    return None


def shown(scheme: Scheme, value: str | None) -> str:
    """A kept value as people read it in the language in use."""
    if value is None:
        return _("none")
    return word(value, WORDS.get(scheme))
