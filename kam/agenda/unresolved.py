"""Questions about what is unresolved: promises, tickets, needs and opinions nobody followed up."""

from collections.abc import Iterator
from datetime import date

from kam.agenda.known import Known
from kam.agenda.questions import Question, quoted
from kam.i18n import N_, _, ngettext, word
from kam.models.enums import Area, Channel, TicketKind
from kam.policy.schema import Policy
from kam.workdays import subtract


def promises(known: Known, policy: Policy, as_of: date) -> Iterator[Question]:
    """What we promised and have not done, or have not said we did."""
    for one in sorted(known.promises, key=lambda promise: promise.due_on):
        late = (as_of - one.due_on).days
        reason = _("promised on {day}, still open").format(day=one.opened_on)
        if late > 0:
            reason = ngettext(
                "promised on {day}, overdue by {n} day",
                "promised on {day}, overdue by {n} days",
                late,
            ).format(day=one.opened_on, n=late)
        yield Question(
            Area.service_satisfaction,
            _("We promised by {due}: {what}. Has it been done, and is it as wanted?").format(
                due=one.due_on, what=quoted(one.what)
            ),
            reason,
        )


def tickets(known: Known, policy: Policy, as_of: date) -> Iterator[Question]:
    """What the customer came with and is not resolved."""
    for one in known.tickets:
        days = (as_of - one.opened_on).days
        yield Question(
            Area.opinions,
            _("{said}: how far is it, and what do you expect of us now?").format(
                said=quoted(one.what)
            ),
            ngettext(
                "{kind} of {day}, open for {n} day", "{kind} of {day}, open for {n} days", days
            ).format(kind=word(one.kind, TicketKind), day=one.opened_on, n=days),
        )


_ASKED_AGAIN = {
    Area.needs: N_("{said}: is it still needed, and what is the next step?"),
    Area.opinions: N_("{said}: has it become better since?"),
}


def unanswered(known: Known, policy: Policy, as_of: date) -> Iterator[Question]:
    """Needs and opinions of the last year after which nothing was promised."""
    after = subtract(as_of, policy.visits.brief.said_within)
    latest_promise = max(known.promised_on, default=date.min)
    heard: set[tuple[Area, str]] = set()
    for one in known.said:
        if one.on <= after or one.on <= latest_promise or (one.area, one.text) in heard:
            continue
        heard.add((one.area, one.text))
        yield Question(
            one.area,
            _(_ASKED_AGAIN[one.area]).format(said=quoted(one.text)),
            _("said on {day} ({channel}), no follow-up since").format(
                day=one.on, channel=word(one.channel, Channel)
            ),
        )
