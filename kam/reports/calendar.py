"""The agenda as a calendar file (RFC 5545) that a calendar takes in again and again.

Each thing keeps its UID, and SEQUENCE rises: a calendar that took in an earlier file moves the
entry instead of doubling it (RFC 5546), and takes away what comes as cancelled.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from kam.agenda.entries import Entry
from kam.i18n import _, pick, word
from kam.models.enums import AgendaKind, Channel, Tier
from kam.reports.agenda import FIELDS, Plan
from kam.reports.visits import Reach

_HEADERS = {field.key: (field.zh, field.en) for field in FIELDS}


def calendar(plan: Plan) -> bytes:
    """The plan as the bytes of an .ics file: timed appointments in the policy's zone, everything
    else for the whole day.
    """
    made = Calendar()
    made.add("prodid", f"-//kam//kam//{pick('ZH', 'EN')}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", plan.person or "kam")
    listed = [_event(plan, entry) for entry in plan.entries]
    here = {str(event["uid"]) for event in listed}
    over = [_event(plan, entry, "CANCELLED") for entry in plan.gone]
    for event in (*listed, *(each for each in over if str(each["uid"]) not in here)):
        made.add_component(event)
    _add_zone(made, plan)
    return bytes(made.to_ical())


def _add_zone(made: Calendar, plan: Plan) -> None:
    """Say what the clock of the zone does, from the first entry on."""
    days = [plan.as_of, *(entry.day for entry in (*plan.entries, *plan.gone))]
    made.add_missing_timezones(first_date=min(days).replace(month=1, day=1))
    for zone in made.timezones:
        zone.pop("comment", None)  # allowed there, yet some readers stumble over it


def _event(plan: Plan, entry: Entry, status: str = "CONFIRMED") -> Event:
    event = Event()
    event.add("uid", f"{_name(entry)}@{plan.database}.kam")
    event.add("dtstamp", plan.now)
    event.add("sequence", plan.sequence)
    event.add("status", status)
    _say_when(event, plan, entry)
    event.add("summary", _summary(entry))
    reach = plan.reach.get(entry.customer_id, Reach(None, None, None))
    address = plan.places.get(entry.customer_id)
    if where := pick("", ", ").join(filter(None, (reach.city, address))):
        event.add("location", where)
    event.add("description", "\n".join(_description(plan, entry)))
    return event


def _name(entry: Entry) -> str:
    """What stays the same however the thing is moved."""
    if entry.kind == AgendaKind.visit:
        return f"visit-{entry.customer}-{entry.line}"
    return f"{entry.kind.replace('_', '-')}-{entry.id}"


def _say_when(event: Event, plan: Plan, entry: Entry) -> None:
    if entry.time is not None:
        start = datetime.combine(entry.day, entry.time, ZoneInfo(plan.zone))
        event.add("dtstart", start)
        event.add("duration", timedelta(minutes=plan.minutes))
        return
    day = entry.day
    if entry.kind == AgendaKind.follow_up:
        day = max(day, plan.as_of)  # an old promise is today's business
    event.add("dtstart", day)
    event.add("dtend", _next(day))
    event.add("transp", "TRANSPARENT")


def _next(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)


def _summary(entry: Entry) -> str:
    """ "phone 华东精工 (important)", "华东精工: send the quotation"."""
    name = entry.name
    if entry.tier:
        name = f"{name} ({word(entry.tier, Tier)})"
    if entry.kind == AgendaKind.follow_up:
        return _("{name}: {what}").format(name=name, what=entry.what)
    return f"{word(entry.channel, Channel)} {name}"


def _description(plan: Plan, entry: Entry) -> Iterator[str]:
    """Whom to reach, what for, and by when."""
    reach = plan.reach.get(entry.customer_id, Reach(None, None, None))
    facts = (
        (_HEADERS["contact"], reach.contact),
        (_HEADERS["phone"], reach.phone),
        (_HEADERS["what"], entry.what),
        (_HEADERS["line"], entry.line),
        (_HEADERS["due_on"], entry.due_on.isoformat()),
        (("上次", "Last"), entry.last_on and entry.last_on.isoformat()),
        (_HEADERS["owner_note"], entry.owner.note),
        (_HEADERS["customer"], entry.customer),
    )
    for header, value in facts:
        if value:
            yield _("{name}: {what}").format(name=pick(*header), what=value)
