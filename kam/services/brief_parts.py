"""The parts of a brief: each what people read and, under its key, the same as data."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from kam.agenda.birthdays import is_near
from kam.agenda.questions import Question
from kam.i18n import _, pick, word
from kam.models.enums import (
    Area,
    Calendar,
    Channel,
    Dimension,
    FollowUpState,
    Mark,
    StaffRole,
    VisitState,
)
from kam.policy.schema import Policy
from kam.reports.page import Facts, as_data
from kam.reports.table import Field, Style, Table
from kam.rules.satisfaction import on_five
from kam.services import records
from kam.services.customer_pages import PRODUCT, Part
from kam.services.dossiers import LAST, Dossier, Quarter
from kam.services.nouns import CONTACTS, INTERACTIONS, ORDERS, SURVEYS, Noun
from kam.services.records import Row

LINE = (
    Field("line", "回访项", "Visit line"),
    Field("channel", "方式", "Channel", Style.words, Channel),
    Field("due_on", "到期日", "Due on", Style.date),
    Field("days_overdue", "逾期天数", "Days overdue", Style.integer),
    Field("plan_on", "计划日", "Plan on", Style.date),
    Field("state", "状态", "State", Style.words, VisitState),
    Field("last_on", "上次", "Last", Style.date),
    Field("owner", "负责人", "Owner"),
    Field("owner_role", "应由", "To be done by", Style.words, StaffRole),
    Field("owner_note", "说明", "Note"),
    Field("why", "依据", "Why"),
)
_LINE_READ = tuple(
    replace(each, style=Style.text) if each.key == "last_on" else each for each in LINE
)
QUARTER = (
    Field("from", "从", "From", Style.date),
    Field("to", "到", "To", Style.date),
    Field("amount", "金额", "Amount", Style.money),
    Field("orders", "订单数", "Orders", Style.integer),
    Field("change", "环比", "Change", Style.rate),
)
LOST = (
    Field("product", "产品", "Product"),
    Field("amount", "前一年金额", "Amount in the year before", Style.money),
    Field("last_on", "最近", "Last", Style.date),
)
FOLLOW_UP = (
    Field("what", "内容", "What"),
    Field("opened_on", "承诺日期", "Promised on", Style.date),
    Field("due_on", "期限", "Due on", Style.date),
    Field("state", "状态", "State", Style.words, FollowUpState),
    Field("days_overdue", "逾期天数", "Days overdue", Style.integer),
    Field("owner", "负责人", "Owner"),
)
HAD = (
    Field("occurred_on", "日期", "Date", Style.date),
    Field("channel", "方式", "Channel", Style.words, Channel),
    Field("staff", "跟进人", "Staff"),
    Field("contacts_met", "对方人员", "Contacts met"),
    Field("said", "内容", "What was said"),
    Field("promised", "承诺事项", "What was promised"),
)
SCORE = (
    Field("name", "项目", "Item"),
    Field("score", "评分", "Score", Style.number),
    Field("scale", "满分", "Scale", Style.integer),
    Field("mark", "提示", "Mark", Style.words, Mark),
)
QUESTION = (
    Field("area", "方面", "Area", Style.words, Area),
    Field("question", "问题", "Question"),
    Field("reason", "缘由", "Why"),
)
_PERSON = ("name", "title", "decision_role", "attitude", "mobile", "phone", "wechat")
_BIRTHDAY = Field("birthday", "生日", "Birthday")
_AHEAD = ("occurred_on", "occurred_at", "channel", "purpose", "staff", "line", "summary")


def filled(fields: Sequence[Field], rows: Sequence[Mapping[str, Any]]) -> tuple[Field, ...]:
    """The fields that any of the rows has a value for."""
    return tuple(each for each in fields if any(row[each.key] not in (None, "", 0) for row in rows))


def listed(
    key: str, title: str, fields: Sequence[Field], rows: Sequence[Row], more: Sequence[str] = ()
) -> Part:
    """A list with the columns that hold anything; nothing to read where there are no rows.

    `more` are sentences under it.
    """
    table = Table(filled(fields, rows), rows, title, footer=tuple(more))
    return Part(key, (table,) if rows else (), [as_data(fields, row) for row in rows])


def of_noun(key: str, title: str, noun: Noun, keys: Sequence[str], rows: Sequence[Row]) -> Part:
    """Records of a noun: the columns of these keys to read, and everything as data."""
    every = records.fields(noun)
    known = {each.key: each for each in every}
    table = Table(filled([known[each] for each in keys], rows), rows, title)
    return Part(key, (table,) if rows else (), [as_data(every, row) for row in rows])


def purposes(one: Dossier) -> Part:
    """What the visit is for: each line with when, by whom and why."""
    rows = [
        {**each.due._asdict(), "why": each.why(), "visit": each.visit()} for each in one.purposes
    ]
    sections = tuple(
        Facts.of(_LINE_READ, _read(row), _("Purpose: {visit}").format(visit=row["visit"]))
        for row in rows
    )
    return Part("lines", sections, [as_data(LINE, row) for row in rows])


def _read(row: Row) -> Row:
    """A line as people read it: silent about 0 days, not about a contact there never was."""
    last = row["last_on"] or _("none yet")
    return {**row, "days_overdue": row["days_overdue"] or None, "last_on": str(last)}


def contacts(one: Dossier, policy: Policy, as_of: date) -> Part:
    """Who is who at the customer, with the birthdays that are near."""
    within = policy.visits.brief.birthday_within
    rows = [{**row, "birthday": _birthday(row, as_of, within)} for row in one.contacts]
    known = {each.key: each for each in records.fields(CONTACTS)} | {"birthday": _BIRTHDAY}
    fields = filled([known[key] for key in (*_PERSON, "birthday", "remarks")], rows)
    every = records.fields(CONTACTS)
    data = [
        as_data(every, stored) | {"birthday_near": bool(row["birthday"])}
        for stored, row in zip(one.contacts, rows, strict=True)
    ]
    return Part("contacts", (Table(fields, rows, _("Contacts")),) if rows else (), data)


def _birthday(row: Row, as_of: date, within: int) -> str | None:
    """The day and month of a birthday that is near; None for any other."""
    day, calendar = row["birthday"], row["birthday_calendar"]
    if day is None or not is_near(day, calendar, as_of, within):
        return None
    written = f"{day:%m-%d}"
    return f"{word(Calendar.lunar)} {written}" if calendar == Calendar.lunar else written


def follow_ups(one: Dossier) -> Part:
    """What we promised and have not done."""
    return listed("follow_ups", _("Open promises"), FOLLOW_UP, one.open_follow_ups())


def appointments(one: Dossier) -> Part:
    """What is agreed for days to come."""
    title = _("Appointments ahead")
    return of_noun("appointments", title, INTERACTIONS, _AHEAD, one.appointments)


def orders(one: Dossier) -> Part:
    """The last orders."""
    keys = ("number", "ordered_on", "amount", "lines", "remarks")
    return of_noun("orders", _("Last orders"), ORDERS, keys, one.orders)


def quarters(found: Sequence[Quarter]) -> Part:
    """The trend: the last quarters, the oldest first."""
    keys = [each.key for each in QUARTER]
    rows = [dict(zip(keys, quarter, strict=True)) for quarter in found]
    bought = any(row["amount"] or row["orders"] for row in rows)
    sections = (Table(QUARTER, rows, _("Purchases by quarter")),) if bought else ()
    return Part("quarters", sections, [as_data(QUARTER, row) for row in rows])


def products(one: Dossier) -> Part:
    """What is bought most."""
    rows = [each._asdict() for each in one.products if each.orders][:LAST]
    fields = tuple(each for each in PRODUCT if each.key != "quantity")
    table = Table(fields, rows, _("Most bought in the year"))
    return Part("products", (table,) if rows else (), [as_data(PRODUCT, row) for row in rows])


def lost_products(one: Dossier) -> Part:
    """What is not bought any more, the greatest amount first."""
    rows = [
        {"product": each.product, "amount": each.bought_before, "last_on": each.last_on}
        for each in one.no_longer_bought()
    ]
    return listed("lost_products", _("Not bought any more this year"), LOST, rows)


def visits(one: Dossier) -> Part:
    """The last contacts: what was said in the five areas, what was promised."""
    promised: dict[int, list[Row]] = {}
    for row in one.follow_ups:
        promised.setdefault(row["interaction"], []).append(row)
    rows = [
        {
            **row,
            "said": _said(row),
            "promised": "\n".join(map(_promise, promised.get(row["id"], ()))) or None,
        }
        for row in one.visits
    ]
    keys = ("what", "due_on", "done_on")
    every = records.fields(INTERACTIONS)
    data = [
        as_data(every, row)
        | {"promised": [{key: p[key] for key in keys} for p in promised.get(row["id"], ())]}
        for row in one.visits
    ]
    table = Table(filled(HAD, rows), rows, _("Last visits and contacts"))
    return Part("visits", (table,) if rows else (), data)


def _said(row: Row) -> str:
    """The summary, and what was said in each area, a line each."""
    lines = [row["summary"]] if row["summary"] else []
    for area in Area:
        if row[area]:
            lines.append(_("{name}: {note}").format(name=word(area), note=row[area]))
    return "\n".join(lines)


def _promise(row: Row) -> str:
    message = _("{what}, by {due}: done on {day}") if row["done_on"] else _("{what}, by {due}")
    return message.format(what=row["what"], due=row["due_on"], day=row["done_on"])


def last_survey(one: Dossier, policy: Policy) -> Part:
    """The last answer, with what is low marked, whatever its scale."""
    row, limit = one.survey, policy.visits.brief.low_score
    if row is None:
        return Part("last_survey", (), None)
    headers = {each.key: each.header for each in records.fields(SURVEYS)}
    scored = [(headers[key], row[key]) for key in ("overall", *Dimension)]
    rows = [
        {"name": name, "score": score, "scale": row["scale"], "mark": _mark(low)}
        for name, score in scored
        if score is not None
        for low in [on_five(score, row["scale"]) <= limit]
    ]
    if row["nps"] is not None:
        low = row["nps"] <= policy.surveys.detractor_to
        recommends = {"name": headers["nps"], "score": row["nps"], "scale": 10}
        rows.append(recommends | {"mark": _mark(low)})
    who = pick("，", ", ").join(filter(None, (str(row["answered_on"]), row["contact"])))
    title = _("Last survey ({who})").format(who=who)
    notes = [_("{name}: {note}").format(name=headers["comment"], note=row["comment"])]
    table = Table(filled(SCORE, rows), rows, title, footer=tuple(notes if row["comment"] else ()))
    low_ones = [each.value for each in Dimension if _is_low(row, each, limit)]
    data = as_data(records.fields(SURVEYS), row) | {"low": low_ones}
    return Part("last_survey", (table,), data)


def _is_low(row: Row, dimension: Dimension, limit: float) -> bool:
    score = row[dimension]
    return score is not None and on_five(score, row["scale"]) <= limit


def _mark(low: bool) -> str | None:
    return Mark.low.value if low else None


def questions(asked: Sequence[Question]) -> Part:
    """The outline, area by area."""
    rows = [
        {"area": each.area.value, "question": each.text, "reason": each.reason} for each in asked
    ]
    table = Table(QUESTION, rows, _("Question outline"), group_by="area")
    return Part("questions", (table,), [as_data(QUESTION, row) for row in rows])
