"""The agenda as people and programs read it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kam.agenda.facts import DueLine, LeftOut
from kam.i18n import _, ngettext, pick, word
from kam.models.enums import Channel, StaffRole, Tier, VisitState
from kam.reports.table import Field, Style, Table


class Reach(NamedTuple):
    """How a customer may be reached."""

    contact: str | None
    phone: str | None
    city: str | None


class Due(NamedTuple):
    """The agenda asked for, ordered by due_on, tier, code and line."""

    lines: list[DueLine]
    reach: Mapping[int, Reach]
    """Customer -> whom to call and where."""
    left_out: LeftOut
    elsewhere: Counter[str]
    """Lines of the manager's own customers that lie with others: owner -> how many."""
    not_counted: Counter[str]
    """Channel that counts for nothing -> contacts by it since the last that counted."""
    unannounced: list[int]
    """Years whose public holidays are not published yet."""
    settled: list[DueLine]
    """The lines that an appointment plans or that are snoozed, whoever they lie with."""

    @property
    def is_pressing(self) -> bool:
        """Whether any line is due or overdue."""
        return any(line.state in (VisitState.due, VisitState.overdue) for line in self.lines)


FIELDS = (
    Field("customer", "客户编号", "Customer code"),
    Field("name", "客户名称", "Customer name"),
    Field("tier", "客户类别", "Tier", Style.words, Tier),
    Field("line", "回访项", "Visit line"),
    Field("channel", "方式", "Channel", Style.words, Channel),
    Field("due_on", "到期日", "Due on", Style.date),
    Field("plan_on", "计划日", "Plan on", Style.date),
    Field("state", "状态", "State", Style.words, VisitState),
    Field("days_overdue", "逾期天数", "Days overdue", Style.integer),
    Field("last_on", "上次", "Last", Style.date),
    Field("owner", "负责人", "Owner"),
    Field("owner_code", "负责人编号", "Owner code"),
    Field("owner_role", "应由", "To be done by", Style.words, StaffRole),
    Field("owner_note", "说明", "Note"),
    Field("manager", "客户经理", "Manager"),
    Field("contact", "联系人", "Contact"),
    Field("phone", "电话", "Phone"),
    Field("city", "城市", "City"),
)
_KEYS = tuple(field.key for field in FIELDS)
_ON_SCREEN = (
    *("state", "due_on", "plan_on", "customer", "name", "tier", "channel", "line", "contact"),
    *("phone", "last_on", "city", "owner", "owner_note"),
)
"""What people need, first things first: a narrow terminal leaves out the last ones."""


def for_machines(due: Due) -> Table:
    """Every field of every line, in the order of the handbook."""
    return Table(FIELDS, _rows(due))


def for_people(due: Due, *, grouped: bool) -> Table:
    """What one needs for the calls and visits of the day; `grouped` by owner."""
    by_key = {field.key: field for field in FIELDS}
    rows = _rows(due)
    without = set() if any(row["owner_note"] for row in rows) else {"owner_note"}
    if all(row["line"] == row["channel"] for row in rows):  # its name says nothing more
        without.add("line")
    if not grouped and len({row["owner"] for row in rows}) < 2:
        without.add("owner")
    if grouped:
        rows.sort(key=lambda row: (row["owner"] is None, row["owner"]))
    fields = tuple(by_key[key] for key in _ON_SCREEN if key not in without)
    return Table(fields, rows, group_by="owner" if grouped else None, footer=footer(due))


def _rows(due: Due) -> list[dict[str, Any]]:
    reach, keys, rows = due.reach, _KEYS, []
    for line in due.lines:
        (id_, code, name, tier, visit, channel, due_on, plan_on, state, days) = line[:10]
        (last, _owner_id, owner, owner_code, role, note, _manager_id, manager, _code) = line[10:]
        visit_of = (code, name, tier, visit, channel, due_on, plan_on, state, days, last)
        who = (owner, owner_code, role, note, manager)
        rows.append(dict(zip(keys, (*visit_of, *who, *reach[id_]), strict=True)))
    return rows


def footer(due: Due) -> tuple[str, ...]:
    """What stands under the list: lines that lie with others, contacts that were not counted."""
    lines = []
    if elsewhere := sum(due.elsewhere.values()):
        lines.append(
            ngettext(
                "{n} further line of your customers lies with {names}",
                "{n} further lines of your customers lie with {names}",
                elsewhere,
            ).format(n=elsewhere, names=_listed(sorted(due.elsewhere)))
        )
    if ignored := sum(due.not_counted.values()):
        channels = [word(each, Channel) for each in sorted(due.not_counted)]
        lines.append(
            ngettext(
                "{n} contact by {channels} since the last visit was not counted",
                "{n} contacts by {channels} since the last visit were not counted",
                ignored,
            ).format(n=ignored, channels=_listed(channels))
        )
    return tuple(lines)


def _listed(names: Sequence[str]) -> str:
    return pick("、", ", ").join(name or _("unassigned") for name in names)


def remarks(due: Due) -> list[str]:
    """What to know beside the list: what was left out and why, and calendars that are missing."""
    found = []
    if texts := due.left_out.texts():
        found.append(_("left out: {reasons}").format(reasons=pick("；", "; ").join(texts)))
    if due.unannounced:
        found.append(
            _(
                "the public holidays of {years} are not published yet: weekends are off, "
                "and the days the policy names"
            ).format(years=_listed([str(year) for year in due.unannounced]))
        )
    return found
