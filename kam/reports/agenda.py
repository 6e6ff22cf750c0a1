"""The agenda of a day as people and programs read it, and as it is sent to a person."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from kam.agenda.entries import Entry
from kam.i18n import _, pick
from kam.models.enums import AgendaKind, Channel, Tier, VisitState
from kam.reports.table import Field, Style, Table
from kam.reports.visits import Due, Reach, footer


class Agenda(NamedTuple):
    """What is to be done on a day, person by person."""

    as_of: date
    entries: list[Entry]
    reach: Mapping[int, Reach]
    """Customer -> whom to call and where."""
    due: Due
    """The due list behind it, with what that leaves out."""
    one_person: bool = False


class Plan(NamedTuple):
    """An agenda for a calendar."""

    entries: list[Entry]
    gone: list[Entry]
    """What is over: called off, done, snoozed, or told by an appointment in its place."""
    reach: Mapping[int, Reach]
    places: Mapping[int, str]
    """Customer -> the address."""
    as_of: date
    database: str
    """What tells the entries of this database from others'."""
    sequence: int
    """Rises with every change of the database and every day."""
    now: datetime
    zone: str
    minutes: int
    """How long an appointment takes."""
    person: str | None


FIELDS = (
    Field("kind", "类型", "Kind", Style.words, AgendaKind),
    Field("state", "状态", "State", Style.words, VisitState),
    Field("day", "日期", "Day", Style.date),
    Field("time", "时间", "Time", Style.time),
    Field("due_on", "到期日", "Due on", Style.date),
    Field("customer", "客户编号", "Customer code"),
    Field("name", "客户名称", "Customer name"),
    Field("tier", "客户类别", "Tier", Style.words, Tier),
    Field("line", "回访项", "Visit line"),
    Field("channel", "方式", "Channel", Style.words, Channel),
    Field("what", "事项", "What"),
    Field("contact", "联系人", "Contact"),
    Field("phone", "电话", "Phone"),
    Field("city", "城市", "City"),
    Field("owner", "负责人", "Owner"),
    Field("owner_code", "负责人编号", "Owner code"),
    Field("owner_note", "说明", "Note"),
    Field("days_overdue", "逾期天数", "Days overdue", Style.integer),
)
_ON_SCREEN = (
    *("state", "time", "kind", "customer", "name", "channel", "what", "phone", "contact"),
    *("due_on", "tier", "day", "city", "line", "owner_note"),
)
"""What people need, first things first: a narrow terminal leaves out the last ones."""


def for_machines(agenda: Agenda) -> Table:
    """Every field of every entry, person by person."""
    return Table(FIELDS, _rows(agenda))


def for_people(agenda: Agenda) -> Table:
    """The day's list; everybody's is grouped by person."""
    by_key = {field.key: field for field in FIELDS}
    rows = _rows(agenda)
    blank = {key for key in ("time", "what", "owner_note") if not any(row[key] for row in rows)}
    fields = [by_key[key] for key in _ON_SCREEN if key not in blank]
    if not agenda.one_person:
        fields.append(by_key["owner"])
        _tell_namesakes_apart(rows)
    group = None if agenda.one_person else "owner"
    return Table(tuple(fields), rows, group_by=group, footer=footer(agenda.due))


def _tell_namesakes_apart(rows: list[dict[str, Any]]) -> None:
    owners = {(row["owner"], row["owner_code"]) for row in rows}
    shared = {name for name, times in Counter(name for name, _code in owners).items() if times > 1}
    for row in rows:
        if row["owner"] in shared and row["owner_code"]:
            row["owner"] = f"{row['owner']} {row['owner_code']}"


def _rows(agenda: Agenda) -> list[dict[str, Any]]:
    return [_row(entry, agenda.reach[entry.customer_id]) for entry in agenda.entries]


def _row(entry: Entry, reach: Reach) -> dict[str, Any]:
    row = {field.key: getattr(entry, field.key, None) for field in FIELDS}
    owner = {"owner": entry.owner.name, "owner_code": entry.owner.code}
    return row | reach._asdict() | owner | {"owner_note": entry.owner.note}


def counted(entries: Sequence[Entry], as_of: date) -> str:
    """How many there are, in a few words: "2 overdue, 3 today"."""
    overdue = sum(entry.state == VisitState.overdue for entry in entries)
    ahead = sum(entry.day > as_of and entry.state != VisitState.overdue for entry in entries)
    texts = (
        (overdue, _("{n} overdue")),
        (len(entries) - overdue - ahead, _("{n} today")),
        (ahead, _("{n} later")),
    )
    return pick("，", ", ").join(text.format(n=n) for n, text in texts if n)
