"""Everything that happened with one customer, in order of date."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from kam.i18n import _, pick, word
from kam.models.enums import Channel, Outcome, Purpose, Scheme, TicketKind
from kam.money import show
from kam.reports.table import Field, Style, Table, plain_number
from kam.reports.tiers import WORDS, value_text
from kam.services import records
from kam.services.finding import find_customer
from kam.services.nouns import FOLLOW_UPS, INTERACTIONS, ORDERS, SURVEYS, Noun
from kam.services.records import Row, Wish
from kam.services.tickets import closed_on
from kam.services.workspace import Workspace
from kam.store import followups, judgements, tickets

FIELDS = (
    Field("on", "日期", "On", Style.date),
    Field("kind", "事项", "Kind", screen=False),
    Field("what", "事项", "What"),
    Field("record", "记录", "Record"),
    Field("text", "内容", "Text"),
)


class Event(NamedTuple):
    """One thing that happened; `record` names it: an order's number, `#12`, or None."""

    on: date
    kind: str
    what: str
    record: str | None
    text: str


def timeline(desk: Workspace, said: str, since: date | None, until: date | None) -> Table:
    """Orders, interactions, surveys, promises, tickets, judgements, pins, the oldest first."""
    customer = find_customer(desk, said)
    wish = Wish(only={"customer": customer.code})
    events = [
        *(_order(row) for row in _rows(desk, ORDERS, wish)),
        *(_interaction(row) for row in _rows(desk, INTERACTIONS, wish)),
        *(_survey(row) for row in _rows(desk, SURVEYS, wish)),
        *_promised(desk, customer.id),
        *_tickets(desk, customer.id),
        *_judged(desk, customer.id),
        *_pinned(desk, customer.id),
    ]
    wanted = [
        event._asdict()
        for event in sorted(events, key=lambda event: event.on)
        if (since is None or since <= event.on) and (until is None or event.on <= until)
    ]
    return Table(FIELDS, wanted, title=f"{customer.code} {customer.name}")


def _rows(desk: Workspace, noun: Noun, wish: Wish) -> list[Row]:
    return list(reversed(records.listing(desk, noun, wish).rows))


def _joined(*texts: Any) -> str:
    return pick("，", ", ").join(str(text) for text in texts if text)


def _order(row: Row) -> Event:
    what = _("return") if row["amount"] < 0 else pick(ORDERS.zh, ORDERS.en)
    text = _joined(show(row["amount"]), row["remarks"])
    return Event(row["ordered_on"], "order", what, row["number"], text)


def _interaction(row: Row) -> Event:
    text = _joined(
        word(row["outcome"], Outcome),
        word(row["purpose"], Purpose),
        row["staff"],
        row["summary"],
    )
    what = word(row["channel"], Channel)
    return Event(row["occurred_on"], "interaction", what, f"#{row['id']}", text)


def _survey(row: Row) -> Event:
    overall = row["overall"] is not None and f"{plain_number(row['overall'])}/{row['scale']}"
    nps = row["nps"] is not None and f"NPS {row['nps']}"
    text = _joined(overall, nps, row["comment"])
    return Event(row["answered_on"], "survey", pick(SURVEYS.zh, SURVEYS.en), f"#{row['id']}", text)


def _promised(desk: Workspace, customer_id: int) -> Iterator[Event]:
    """Follow-ups on the day they were promised, and on the day they were done."""
    what = pick(FOLLOW_UPS.zh, FOLLOW_UPS.en)
    for row in followups.promised(desk.connection, desk.as_of, customer=customer_id):
        text = _("{what}, by {day}").format(what=row.what, day=row.due_on)
        yield Event(row.opened_on, "follow_up", what, f"#{row.id}", _joined(text, row.owner))
        if row.done_on is not None and row.done_on <= desk.as_of:
            done = _("{what}: done").format(what=row.what)
            yield Event(row.done_on, "follow_up", what, f"#{row.id}", _joined(done, row.result))


def _tickets(desk: Workspace, customer_id: int) -> Iterator[Event]:
    """Tickets on the day they were opened, and on the day they were closed."""
    for row in tickets.opened(desk.connection, desk.as_of, customer=customer_id):
        what, record = word(TicketKind(row.kind)), f"#{row.id}"
        yield Event(row.opened_on, "ticket", what, record, row.what)
        closed = closed_on(row.resolved_on, row.confirmed_on)
        if closed is not None and closed <= desk.as_of:
            done = _("{what}: done").format(what=row.what)
            yield Event(closed, "ticket", what, record, _joined(done, row.result))


def _judged(desk: Workspace, customer_id: int) -> Iterator[Event]:
    for row in judgements.rows_of(desk.connection, desk.as_of, customer_ids=[customer_id]):
        if row.value is None and row.previous is None:
            continue  # only says that there is no tier
        old, new = (value_text(row.scheme, value) for value in (row.previous, row.value))
        yield Event(row.as_of, row.scheme, word(Scheme(row.scheme)), None, f"{old} → {new}")


def _pinned(desk: Workspace, customer_id: int) -> Iterator[Event]:
    for pin in judgements.pins(desk.connection, customer_id):
        value = word(pin.value, WORDS.get(Scheme(pin.scheme)))
        what = _("pin: {scheme}").format(scheme=word(Scheme(pin.scheme)))
        if pin.since <= desk.as_of:
            yield Event(pin.since, "pin", what, None, _joined(value, pin.pinned_by, pin.reason))
        if pin.ended_on and pin.ended_on <= desk.as_of:
            yield Event(pin.ended_on, "pin", what, None, _("taken off"))
