"""The page that leads to the briefs of a week."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from kam.agenda.facts import DueLine
from kam.i18n import _, pick, word
from kam.models.enums import Channel, Tier, VisitState
from kam.reports.page import Page
from kam.reports.table import Field, Style, Table
from kam.reports.visits import Reach

FIELDS = (
    Field("plan_on", "计划日", "Plan on", Style.date),
    Field("customer", "客户编号", "Customer code"),
    Field("name", "客户名称", "Customer name", link="file"),
    Field("tier", "客户类别", "Tier", Style.words, Tier),
    Field("channels", "方式", "Channel"),
    Field("due_on", "到期日", "Due on", Style.date),
    Field("state", "状态", "State", Style.words, VisitState),
    Field("city", "城市", "City"),
    Field("contact", "联系人", "Contact"),
    Field("phone", "电话", "Phone"),
)


def index_page(
    manager: str,
    as_of: date,
    visits: Iterable[tuple[Sequence[DueLine], str]],
    reach: Mapping[int, Reach],
) -> Page:
    """The visits day by day, each leading to the file of its brief; `visits` are lines and file."""
    rows = [_row(lines, file, reach) for lines, file in visits]
    title = _("Visit briefs for {name}, {day}").format(name=manager, day=as_of)
    table = Table(FIELDS, rows, group_by="plan_on")
    return Page(title, (table,), rows)


def _row(lines: Sequence[DueLine], file: str, reach: Mapping[int, Reach]) -> dict[str, Any]:
    first = lines[0]
    channels = dict.fromkeys(word(line.channel, Channel) for line in lines)
    return {
        "plan_on": first.plan_on,
        "customer": first.customer,
        "name": first.name,
        "tier": first.tier,
        "channels": pick("、", ", ").join(channels),
        "due_on": first.due_on,
        "state": first.state,
        "file": file,
        **reach[first.customer_id]._asdict(),
    }
