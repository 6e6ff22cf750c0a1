"""What people decided about visits, as a list with the reasons."""

from datetime import date, timedelta
from typing import Any

from kam.i18n import _
from kam.models.visits import OwnCadence, Skip, Snooze
from kam.reports.table import Field, Style, Table
from kam.services.finding import find_customer
from kam.services.naming import things
from kam.services.workspace import Workspace
from kam.store import arrangements
from kam.store.among import only
from kam.workdays import add_months, parse_every

FIELDS = (
    Field("kind", "事项", "Kind"),
    Field("customer", "客户编号", "Customer code"),
    Field("name", "客户名称", "Customer name"),
    Field("line", "回访项", "Visit line"),
    Field("what", "内容", "What"),
    Field("since", "起始日", "Since", Style.date),
    Field("until", "截止日", "Until", Style.date),
    Field("reason", "原因", "Reason"),
    Field("set_by", "设定人", "Set by"),
)

ONE_DAY = timedelta(days=1)
Told = tuple[bool, dict[str, Any]]
"""Whether it holds on the day, and its row."""


def listing(desk: Workspace, customer: str | None, *, everything: bool = False) -> Table:
    """Snoozes, skips and own cadences that hold on the day; all set by then with `everything`.

    A skip is told of for a year.
    """
    wanted = None if customer is None else only(find_customer(desk, customer).id)
    found = [
        told(row, desk.as_of)
        for model, told in ((Snooze, _snooze), (Skip, _skip), (OwnCadence, _cadence))
        for row in arrangements.told(desk.connection, model, desk.as_of, wanted)
    ]
    rows = [row for holds, row in found if holds or everything]
    rows.sort(key=lambda row: (row["customer"], row["line"], row["since"], row["kind"]))
    return Table(FIELDS, rows)


def _snooze(row: Any, as_of: date) -> Told:
    what = _("back on {day}").format(day=row.until)
    last = row.until - ONE_DAY
    return last >= as_of, _row(row, "snoozes", what, row.since, last)


def _skip(row: Any, as_of: date) -> Told:
    what = _("due {day} given up").format(day=row.due_on)
    fresh = row.skipped_on > add_months(as_of, -12)
    return fresh, _row(row, "skips", what, row.skipped_on, None)


def _cadence(row: Any, as_of: date) -> Told:
    ends = (row.until, row.ended_on and row.ended_on - ONE_DAY)
    last = min((day for day in ends if day), default=None)
    what = _("every {span}").format(span=parse_every(row.every).text())
    return last is None or last >= as_of, _row(row, "cadences", what, row.since, last)


def _row(row: Any, table: str, what: str, since: date, until: date | None) -> dict[str, Any]:
    who = {"customer": row.code, "name": row.name, "line": row.line}
    when = {"what": what, "since": since, "until": until}
    return {"kind": things(table, 1), **who, **when, "reason": row.reason, "set_by": row.set_by}
