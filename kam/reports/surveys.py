"""Whom to ask how satisfied he is, as people and programs read it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from kam.agenda.surveys import DueSurvey, SurveysLeftOut
from kam.i18n import _, pick
from kam.models.enums import SurveyTrigger, Tier, VisitState
from kam.reports.table import Field, Style, Table
from kam.reports.visits import Reach


class DueSurveys(NamedTuple):
    """The surveys asked for, ordered by due_on, tier, code and trigger."""

    entries: list[DueSurvey]
    reach: Mapping[int, Reach]
    """Customer -> whom to ask and where."""
    orders: Mapping[int, str | None]
    """Customer -> the number of the order whose delivery is asked about."""
    left_out: SurveysLeftOut


FIELDS = (
    Field("customer", "客户编号", "Customer code"),
    Field("name", "客户名称", "Customer name"),
    Field("tier", "客户类别", "Tier", Style.words, Tier),
    Field("trigger", "触发原因", "Trigger", Style.words, SurveyTrigger),
    Field("due_on", "到期日", "Due on", Style.date),
    Field("state", "状态", "State", Style.words, VisitState),
    Field("days_overdue", "逾期天数", "Days overdue", Style.integer),
    Field("last_on", "上次调查", "Last survey", Style.date),
    Field("about_on", "交付或结案日", "Delivered or closed on", Style.date),
    Field("order", "订单编号", "Order number"),
    Field("manager", "客户经理", "Manager"),
    Field("contact", "联系人", "Contact"),
    Field("phone", "电话", "Phone"),
)
_ON_SCREEN = (
    *("state", "due_on", "customer", "name", "tier", "trigger", "contact", "phone", "order"),
    *("last_on", "manager"),
)
"""What people need, first things first: a narrow terminal leaves out the last ones."""


def for_machines(due: DueSurveys) -> Table:
    """Every field of every entry."""
    return Table(FIELDS, _rows(due))


def for_people(due: DueSurveys, *, grouped: bool) -> Table:
    """What one needs to ask; `grouped` by manager."""
    by_key = {field.key: field for field in FIELDS}
    rows = _rows(due)
    without = set() if any(row["order"] for row in rows) else {"order"}
    if not grouped and len({row["manager"] for row in rows}) < 2:
        without.add("manager")
    if grouped:
        rows.sort(key=lambda row: (row["manager"] is None, row["manager"]))
    fields = tuple(by_key[key] for key in _ON_SCREEN if key not in without)
    return Table(fields, rows, group_by="manager" if grouped else None)


def _rows(due: DueSurveys) -> list[dict[str, Any]]:
    return [
        {
            "customer": each.customer,
            "name": each.name,
            "tier": each.tier,
            "trigger": each.trigger,
            "due_on": each.due_on,
            "state": each.state,
            "days_overdue": each.days_overdue,
            "last_on": each.last_on,
            "about_on": each.about_on,
            "order": due.orders.get(each.customer_id) if _is_delivery(each) else None,
            "manager": each.manager,
            "contact": due.reach[each.customer_id].contact,
            "phone": due.reach[each.customer_id].phone,
        }
        for each in due.entries
    ]


def _is_delivery(each: DueSurvey) -> bool:
    return each.trigger == SurveyTrigger.after_delivery


def remarks(due: DueSurveys) -> list[str]:
    """What to know beside the list: who was left out and why."""
    found = []
    if texts := due.left_out.texts():
        found.append(_("left out: {reasons}").format(reasons=pick("；", "; ").join(texts)))
    return found
