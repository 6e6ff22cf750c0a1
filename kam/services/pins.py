"""A person's word over the rule: set, and taken off again."""

from datetime import date

from kam.errors import NotFoundError, UsageError
from kam.i18n import _, pick, word
from kam.models.enums import Grade, Scheme, Tier
from kam.models.tiers import Pin
from kam.models.words import WORDS as KNOWN
from kam.reports.page import Page
from kam.reports.tiers import WORDS, value_text
from kam.rules.judging import changes
from kam.rules.pins import holds
from kam.services.finding import find_customer
from kam.services.judging import judge
from kam.services.tiers import keep, refuse_the_past
from kam.services.workspace import Workspace
from kam.store import judgements
from kam.store.finding import Found


def meant(text: str) -> Tier | Grade:
    """The tier or grade a word means, in either language; UsageError for another word."""
    wish = text.strip().casefold()
    terms: tuple[Tier | Grade, ...] = (*Tier, *Grade)
    for term in terms:
        if wish in (term.value.casefold(), *(each.casefold() for each in KNOWN[type(term)][term])):
            return term
    raise UsageError(
        _("{said!r} is no tier or grade; one of {known}").format(said=text, known=" ".join(terms))
    )


def pin(desk: Workspace, said: str, value: Tier | Grade, until: date | None) -> Page:
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
    customer = _customer(desk, said)
    _end(desk, customer, scheme)
    new = {"customer_id": customer.id, "scheme": scheme.value, "value": value.value}
    who = {"reason": desk.request.reason, "pinned_by": desk.actor}
    desk.ledger.create(Pin, [new | who | {"since": desk.as_of, "until": until}])
    before, after = _judge_one(desk, customer, scheme)
    data = {"customer": customer.code, "name": customer.name, "scheme": scheme.value}
    days = {"value": value.value, "since": desk.as_of, "until": until}
    return Page(
        _told(customer, scheme, value, before, after),
        (),
        data | days | {"from": before, "to": after},
    )


def _told(
    customer: Found, scheme: Scheme, value: Tier | Grade, before: str | None, after: str | None
) -> str:
    """What setting the pin did, in a sentence."""
    words = {"customer": customer.name, "value": word(value), "scheme": word(scheme)}
    if after is None:
        return _(
            "{customer}: {value} pinned; it has no {scheme} now, the pin gives it none"
        ).format(**words)
    if before == after:
        return _("{customer}: {value} pinned; the {scheme} stays as it is").format(**words)
    return _("{customer}: {value} pinned, {scheme} {before} → {after}").format(
        before=value_text(scheme, before), after=value_text(scheme, after), **words
    )


def _customer(desk: Workspace, said: str) -> Found:
    """Whom a pin is about; ConflictError where later changes of his are kept."""
    customer = find_customer(desk, said)
    refuse_the_past(desk, judgements.latest_change(desk.connection, customer.id))
    return customer


def _judge_one(desk: Workspace, customer: Found, scheme: Scheme) -> tuple[str | None, str | None]:
    """Keep what the new pin changes for one customer; gives what was kept and what now is."""
    kept = judgements.values_kept(desk.connection, desk.as_of)
    judged = judge(desk, kept)
    before = kept.get(scheme.value, {}).get(customer.id)
    if customer.id not in judged.places:
        return before, None
    mine = [
        change
        for change in changes(judged, kept)
        if (change.customer_id, change.scheme) == (customer.id, scheme)
    ]
    keep(desk, mine)
    return before, mine[0].after if mine else before


def unpin(desk: Workspace, said: str, scheme: Scheme | None) -> Page:
    """Take off the customer's pins in force, of one scheme or of both.

    The next recompute writes the rule's word back. Raises NotFoundError where nothing is pinned.
    """
    customer = _customer(desk, said)
    wanted = [one for one in WORDS if scheme in (None, one)]
    ended = [(one, value) for one in wanted for value in _end(desk, customer, one)]
    if not ended:
        raise NotFoundError(
            _("nothing is pinned for {customer} on {day}; see kam tier explain {code}").format(
                customer=customer.name, day=desk.as_of, code=customer.code
            )
        )
    values = pick("、", ", ").join(value_text(one, value) for one, value in ended)
    title = _("{customer}: {values} no longer pinned; now run kam tier recompute")
    data = {
        "customer": customer.code,
        "name": customer.name,
        "ended_on": desk.as_of,
        "pins": [{"scheme": one.value, "value": value} for one, value in ended],
    }
    return Page(title.format(customer=customer.name, values=values), (), data)


def _end(desk: Workspace, customer: Found, scheme: Scheme) -> list[str]:
    """End the pins of one scheme that hold on the desk's day; gives the values they gave."""
    holding = [
        row
        for row in judgements.pins(desk.connection, customer.id)
        if row.scheme == scheme and holds(row.since, row.until, row.ended_on, desk.as_of)
    ]
    desk.ledger.update(Pin, {row.id: {"ended_on": desk.as_of} for row in holding})
    return [row.value for row in holding]
