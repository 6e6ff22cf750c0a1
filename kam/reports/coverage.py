"""Visit coverage as people and programs read it (handbook 3.7)."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from kam.agenda.coverage import Covered, Key, month_of
from kam.agenda.cycles import Cycle, Period
from kam.i18n import _, ngettext, word
from kam.models.enums import Channel, CoverageBy, CycleResult, Tier
from kam.reports.page import Page
from kam.reports.table import Field, Style, Table


class Report(NamedTuple):
    """Coverage of a period, group by group."""

    period: Period
    by: CoverageBy
    groups: list[Covered]
    total: Covered
    people: Mapping[int, tuple[str, str | None]]
    """Member of staff -> name and code."""
    not_judged: int
    """Customers without a tier judgement up to the period's end."""
    listed: list[Cycle] | None
    """The cycles behind the numbers, where they were asked for."""
    customers: Mapping[int, tuple[str, str]]
    """Customer -> code and name."""
    managers: Mapping[int, int | None]
    """Customer -> manager."""


_GROUPS = {
    CoverageBy.tier: Field("group", "客户类别", "Tier"),
    CoverageBy.line: Field("group", "回访项", "Visit line"),
    CoverageBy.manager: Field("group", "客户经理", "Manager"),
    CoverageBy.month: Field("group", "月份", "Month"),
}
_COUNTS = (
    Field("customers", "客户数", "Customers", Style.integer),
    Field("covered", "已覆盖", "Covered", Style.integer),
    Field("coverage", "覆盖率", "Coverage", Style.rate),
    Field("target", "目标", "Target", Style.rate),
    Field("fell_due", "到期", "Fell due", Style.integer),
    Field("in_time", "按时", "In time", Style.integer),
    Field("late", "逾期完成", "Late", Style.integer),
    Field("missed", "未完成", "Missed", Style.integer),
    Field("skipped", "跳过", "Skipped", Style.integer),
    Field("open", "待完成", "Open", Style.integer),
)
_LEFT = (
    Field("needed", "尚需客户", "Customers needed", Style.integer),
    Field("reachable", "可达客户", "Customers in reach", Style.integer),
    Field("visits_left", "尚需回访", "Visits left", Style.integer),
)
_ON_SCREEN = (
    *("customers", "covered", "coverage", "target", "missed", "late", "in_time", "fell_due"),
    *("skipped", "open"),
)
"""What people need, first things first: a narrow terminal leaves out the last ones."""
_CODE = Field("group_code", "编号", "Code")
_TO_DO = Field("to_do", "距目标", "To the target")

_CYCLE = (
    Field("customer", "客户编号", "Customer code"),
    Field("name", "客户名称", "Customer name"),
    Field("manager", "客户经理", "Manager"),
    Field("tier", "客户类别", "Tier", Style.words, Tier),
    Field("line", "回访项", "Visit line"),
    Field("channel", "方式", "Channel", Style.words, Channel),
    Field("due_on", "到期日", "Due on", Style.date),
    Field("met_on", "完成日", "Met on", Style.date),
    Field("result", "结果", "Result", Style.words, CycleResult),
    Field("reason", "原因", "Reason"),
    Field("ended_on", "终止日", "Ended on", Style.date),
    Field("month", "月份", "Month", screen=False),
)
_CYCLE_KEYS = tuple(field.key for field in _CYCLE)
_TIERS = {tier.value: rank for rank, tier in enumerate(Tier)}


_SHEETS = ("csv", "tsv", "xlsx")


def answer(report: Report, format: str) -> Page | Table:
    """The report as it suits the format: a page, a list for spreadsheets, or the cycles."""
    if report.listed is not None:
        return cycles_for_people(report) if format == "table" else cycles_for_machines(report)
    return table(report) if format in _SHEETS else page(report)


def page(report: Report) -> Page:
    """Each group with its numbers and what is left to do, and all of them together."""
    rows = [
        {**_row(report, one), "group": _label(report, one), "to_do": _to_do(one)}
        for one in (*_in_order(report), report.total)
    ]
    by_key = {field.key: field for field in _COUNTS}
    fields = (_GROUPS[report.by], *(by_key[key] for key in _ON_SCREEN), _TO_DO)
    return Page(_title(report), (Table(fields, rows, footer=_footer(report)),), _data(report))


def table(report: Report) -> Table:
    """The same numbers as one list, for spreadsheets; the last row is the total."""
    rows = [
        {**_row(report, one), "group": _label(report, one)}
        for one in (*_in_order(report), report.total)
    ]
    return Table((_GROUPS[report.by], _CODE, *_COUNTS, *_LEFT), rows)


def cycles_for_machines(report: Report) -> Table:
    """Every field of each cycle, by due_on, tier, code and line."""
    return Table(_CYCLE, _cycle_rows(report))


def cycles_for_people(report: Report) -> Table:
    """The cycles under the names of their groups."""
    rows, key = _cycle_rows(report), report.by.value
    rank = _TIERS if report.by is CoverageBy.tier else {}
    rows.sort(key=lambda row: (row[key] is None, rank.get(row[key], 0), row[key]))
    empty = {each for each in ("reason", "ended_on") if not any(row[each] for row in rows)}
    fields = tuple(each for each in _CYCLE if each.key not in empty)
    return Table(fields, rows, _title(report), group_by=key, footer=_footer(report))


def remarks(report: Report) -> list[str]:
    """What to know beside the numbers: who is left out."""
    text = ngettext(
        "{n} customer had no tier yet on {day} and is not counted",
        "{n} customers had no tier yet on {day} and are not counted",
        report.not_judged,
    )
    told = text.format(n=report.not_judged, day=report.period.end)
    return [told] if report.not_judged else []


def _title(report: Report) -> str:
    period = report.period
    return _("Visit coverage from {since} to {until}, as of {day}").format(
        since=period.first, until=period.last, day=period.as_of
    )


def _in_order(report: Report) -> list[Covered]:
    """The groups in their order: managers by name, nobody's customers last."""
    if report.by is not CoverageBy.manager:
        return report.groups
    return sorted(
        report.groups, key=lambda one: (one.key is None, *map(str, _names(report, one.key)))
    )


def _names(report: Report, key: Key) -> tuple[str | None, str | None]:
    """A group's name for programs, and a manager's code."""
    if isinstance(key, int):
        return report.people[key]
    return None if key is None else str(key), None


def _label(report: Report, one: Covered) -> str:
    """A group's name for people."""
    if one is report.total:
        return _("total")
    name, _code = _names(report, one.key)
    if name is None:
        return _("unassigned")
    return word(name, Tier) if report.by is CoverageBy.tier else name


def _row(report: Report, one: Covered) -> dict[str, Any]:
    name, code = _names(report, one.key)
    return {
        "group": name,
        "group_code": code,
        "customers": one.customers,
        "covered": one.covered,
        "coverage": _rate(one.coverage),
        "target": _rate(one.target),
        "fell_due": one.fell_due,
        **{each.value: one.results.get(each.value, 0) for each in CycleResult},
        "needed": one.needed,
        "reachable": one.reachable,
        "visits_left": one.visits_left,
    }


def _rate(share: Fraction | None) -> float | None:
    return None if share is None else round(float(share), 6)


def _to_do(one: Covered) -> str:
    """What is left to do to reach the target, in words."""
    if not one.customers:
        return ""
    if not one.needed:
        return _("reached")
    if one.is_over:
        text = ngettext("missed by {n} customer", "missed by {n} customers", one.needed)
        return text.format(n=one.needed)
    if one.visits_left is None:
        text = ngettext(
            "out of reach: {n} more customer needed, {reachable} within reach",
            "out of reach: {n} more customers needed, {reachable} within reach",
            one.needed,
        )
        return text.format(n=one.needed, reachable=one.reachable)
    text = ngettext(
        "{n} more customer (visits: {visits})",
        "{n} more customers (visits: {visits})",
        one.needed,
    )
    return text.format(n=one.needed, visits=one.visits_left)


def _footer(report: Report) -> tuple[str, ...]:
    lines = []
    if not report.period.is_over:
        lines.append(
            _("the period is not over: overdue visits count as missed until they are made")
        )
    if report.by is CoverageBy.month:
        lines.append(_("each month stands as at its end; the total is of the whole period"))
    return tuple(lines)


def _data(report: Report) -> dict[str, Any]:
    total = _row(report, report.total)
    for key in ("group", "group_code"):
        del total[key]
    return {
        "from": report.period.first,
        "to": report.period.last,
        "as_of": report.period.as_of,
        "by": report.by,
        "groups": [_row(report, one) for one in _in_order(report)],
        "total": total,
        "not_judged": report.not_judged,
    }


def _cycle_rows(report: Report) -> list[dict[str, Any]]:
    customers, managers, people = report.customers, report.managers, report.people
    rows: list[dict[str, Any]] = []
    for one in report.listed or ():
        manager = managers[one.customer_id]
        name = None if manager is None else people[manager][0]
        who = (*customers[one.customer_id], name, one.tier, one.line, one.channel)
        what = (one.due_on, one.met_on, one.result, one.reason, one.ended_on)
        month = month_of(one.belongs_on)
        rows.append(dict(zip(_CYCLE_KEYS, (*who, *what, month), strict=True)))
    rows.sort(key=lambda row: (row["due_on"], _TIERS[row["tier"]], row["customer"], row["line"]))
    return rows
