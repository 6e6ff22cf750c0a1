"""A proposed week as people and programs read it."""

from datetime import date, time
from typing import NamedTuple

from kam.agenda.week import Week
from kam.i18n import _, ngettext, pick
from kam.models.enums import Channel, Tier, VisitState, WeekKind
from kam.reports.table import Field, Style, Table


class Entry(NamedTuple):
    """One visit of the week; `on` is None where no day has room."""

    kind: WeekKind
    on: date | None
    at: time | None
    customer: str
    name: str
    tier: str | None
    line: str | None
    channel: str
    due_on: date | None
    state: str | None
    contact: str | None
    phone: str | None
    city: str | None


class WeekPlan(NamedTuple):
    """A manager's week: its entries in order, those without a day last."""

    manager: str
    first: date
    last: date
    capacity: int
    working_days: int
    entries: list[Entry]
    week: Week


_FIELDS = (
    Field("kind", "类型", "Kind", Style.words, WeekKind),
    Field("on", "日期", "On", Style.date),
    Field("at", "时间", "At", Style.time),
    Field("customer", "客户编号", "Customer code"),
    Field("name", "客户名称", "Customer name"),
    Field("tier", "客户类别", "Tier", Style.words, Tier),
    Field("line", "回访项", "Visit line"),
    Field("channel", "方式", "Channel", Style.words, Channel),
    Field("due_on", "到期日", "Due on", Style.date),
    Field("state", "状态", "State", Style.words, VisitState),
    Field("contact", "联系人", "Contact"),
    Field("phone", "电话", "Phone"),
    Field("city", "城市", "City"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = Field("day", "日期", "Day")
_ON_SCREEN = ("at", "kind", "customer", "name", "channel", "phone", "contact", "due_on", "tier")


def for_machines(plan: WeekPlan) -> Table:
    """Every field of every visit; `kind` is appointment, proposed or left, `on` null for left."""
    return Table(_FIELDS, [entry._asdict() for entry in plan.entries])


def for_people(plan: WeekPlan) -> Table:
    """The visits under their days, what does not fit at the end."""
    by_key = {field.key: field for field in _FIELDS}
    fields = (_DAY, *(by_key[key] for key in (*_ON_SCREEN, "city")))
    rows = [entry._asdict() | {"day": _day(entry)} for entry in plan.entries]
    title = _("Week of {manager}, {first} to {last}").format(
        manager=plan.manager, first=plan.first, last=plan.last
    )
    return Table(fields, rows, title, group_by="day", footer=(_summary(plan),))


def _day(entry: Entry) -> str:
    if entry.on is None:
        return _("does not fit this week")
    day = entry.on.weekday()
    return f"{entry.on} {pick('周' + '一二三四五六日'[day], _WEEKDAYS[day])}"


def _summary(plan: WeekPlan) -> str:
    left = len(plan.week.left)
    room = ngettext(
        "{days} working day, at most {n} visits a day",
        "{days} working days, at most {n} visits a day",
        plan.working_days,
    ).format(days=plan.working_days, n=plan.capacity)
    if not left:
        return room
    short = ngettext("{n} visit does not fit", "{n} visits do not fit", left).format(n=left)
    return pick("；", "; ").join((room, short))
