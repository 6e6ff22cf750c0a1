"""The list of customers: who they are, how they stand, what they buy, on any day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kam.i18n import _
from kam.models.customers import Customer
from kam.models.enums import CooperationStage, Grade, LifecycleStage, Scheme, Tier
from kam.reports.table import Field, Style, Table
from kam.rules.judging import Judged, Subject
from kam.rules.stages import effective_stage, is_archived
from kam.services import judging
from kam.services.finding import find_staff
from kam.services.nouns import CUSTOMERS
from kam.services.records import sorting
from kam.services.stored import stored
from kam.services.workspace import Workspace
from kam.sheets.terms import TAG_SEPARATOR
from kam.store import exports, judgements
from kam.store.records import Where, Wheres, listed

FIELDS = (
    Field("code", "客户编号", "Code"),
    Field("name", "客户名称", "Name"),
    Field("manager", "客户经理", "Manager"),
    Field("manager_code", "客户经理编号", "Manager code", screen=False),
    Field("cooperation_stage", "合作阶段", "Stage", Style.words, CooperationStage),
    Field("lifecycle_stage", "生命周期", "Lifecycle", Style.words, LifecycleStage, screen=False),
    Field("tier", "客户类别", "Tier", Style.words, Tier),
    Field("tier_since", "类别起始", "Tier since", Style.date, screen=False),
    Field("grade", "客户等级", "Grade", Style.words, Grade),
    Field("grade_score", "等级得分", "Score", Style.score),
    Field("key_account", "大客户", "Key account", Style.boolean),
    Field("annual_amount", "年成交额", "Annual amount", Style.money),
    Field("annual_orders", "年订单数", "Annual orders", Style.integer),
    Field("first_order_on", "首次订单", "First order", Style.date, screen=False),
    Field("last_order_on", "最近订单", "Last order", Style.date),
    Field("last_contact_on", "最近互动", "Last contact", Style.date),
    Field("archived", "已归档", "Archived", Style.boolean, screen=False),
    Field("industry", "行业", "Industry", screen=False),
    Field("region", "区域", "Region", screen=False),
    Field("city", "城市", "City", screen=False),
    Field("tags", "标签", "Tags", screen=False),
)
_STORED = ("id", "code", "name", "lifecycle_stage", "industry", "region", "city", "tags")
Row = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """Which customers to list; None asks for nothing."""

    manager: str | None = None
    tier: Tier | None = None
    grade: Grade | None = None
    stage: CooperationStage | None = None
    city: str | None = None
    industry: str | None = None
    tag: str | None = None
    key_account: bool = False
    archived: bool = False
    """Archived ones too."""
    search: str | None = None
    sort: str | None = None
    limit: int | None = None


def listing(desk: Workspace, wanted: Wanted) -> Table:
    """The customers wanted as of the desk's day, by code unless sorted."""
    by = sorting(FIELDS, wanted.sort) if wanted.sort else "code"
    wheres = _wheres(desk, wanted)
    links = stored(CUSTOMERS).links
    found = listed(desk.connection, Customer, links, wheres, ("code",), names=_STORED)
    standing = standings(desk)
    rows = [row | standing[row["id"]] for row in found]
    rows = _sorted([row for row in rows if _fits(row, wanted)], by)
    footer: tuple[str, ...] = ()
    if wanted.limit is not None and len(rows) > wanted.limit:
        footer = (_("the first {n} of {all}").format(n=wanted.limit, all=len(rows)),)
    return Table(FIELDS, rows[: wanted.limit], footer=footer)


def _wheres(desk: Workspace, wanted: Wanted) -> Wheres:
    """What the database can tell."""
    said = {"city": wanted.city, "industry": wanted.industry, "tags": wanted.tag}
    wheres = [Where((key,), "has", value) for key, value in said.items() if value is not None]
    if wanted.search is not None:
        wheres.append(Where(CUSTOMERS.search, "has", wanted.search))
    if wanted.manager is not None:
        wheres.append(Where(("manager_id",), "=", find_staff(desk, wanted.manager).id))
    return wheres


def _fits(row: Row, wanted: Wanted) -> bool:
    """Whether what was worked out is as wanted."""
    return (
        wanted.tier in (None, row["tier"])
        and wanted.grade in (None, row["grade"])
        and wanted.stage in (None, row["cooperation_stage"])
        and (row["key_account"] or not wanted.key_account)
        and (wanted.archived or not row["archived"])
        and (wanted.tag is None or wanted.tag in row["tags"].split(TAG_SEPARATOR))
    )


def _sorted(rows: list[Row], by: str) -> list[Row]:
    """By the field, `-` from the greatest down, blank ones last; equals stay in their order."""
    key, down = by.removeprefix("-"), by.startswith("-")
    known = sorted((r for r in rows if r[key] is not None), key=lambda r: r[key], reverse=down)
    return known + [row for row in rows if row[key] is None]


def standings(desk: Workspace) -> dict[int, Row]:
    """Customer -> how he stands: stage, judgements as kept, score, figures, last contact."""
    kept = judgements.values_kept(desk.connection, desk.as_of)
    tiers = judgements.kept(desk.connection, Scheme.tier.value, desk.as_of)
    contacted = exports.last_interactions(desk.connection, desk.as_of)
    judged = judging.judge(desk, kept)
    scores = _scores(judged)
    values = {scheme: kept.get(scheme.value, {}) for scheme in Scheme}
    found = {}
    for one in (*judged.rated, *judged.unrated):
        tier = tiers.get(one.id)
        found[one.id] = figures_of(desk, one) | {
            "tier": tier and tier.value,
            "tier_since": tier.since if tier and tier.value else None,
            "grade": values[Scheme.grade].get(one.id),
            "grade_score": scores.get(one.id),
            "key_account": bool(values[Scheme.key_account].get(one.id)),
            "last_contact_on": contacted.get(one.id),
        }
    return found


def _scores(judged: Judged) -> Mapping[int, float | None]:
    pairs: Sequence[tuple[Subject, Any]] = list(zip(judged.rated, judged.graded, strict=True))
    return {one.id: graded.score for one, graded in pairs}


def figures_of(desk: Workspace, one: Subject) -> Row:
    """The stage and the figures of one customer on the desk's day."""
    return {
        "cooperation_stage": effective_stage(one.standing, desk.as_of).value,
        "archived": is_archived(one.standing, desk.as_of),
        "annual_amount": one.figures.annual_amount,
        "annual_orders": one.figures.annual_orders,
        "first_order_on": one.figures.first_order_on,
        "last_order_on": one.figures.last_order_on,
    }
