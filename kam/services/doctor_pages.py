"""An examination as a page."""

from typing import Any

from kam.i18n import _, pick
from kam.models.enums import Level
from kam.reports.page import Facts, Page
from kam.reports.table import Field, Style, Table
from kam.services import naming
from kam.services.doctor import Examination, Finding

FINDING = (
    Field("level", "程度", "Level", Style.words),
    Field("what", "情况", "What"),
    Field("count", "数量", "How many", Style.integer),
    Field("todo", "下一步", "What to do"),
)


def page(found: Examination) -> Page:
    """Where the database lies and how big it is, its records, and what was found."""
    rows = [_row(each) for each in found.findings]
    sections = (Facts(_facts(found)), Table(FINDING, rows, _("Findings")))
    data = {
        "database": found.db,
        "size": found.sizes.file,
        "log_size": found.sizes.log,
        "schema": found.schema,
        "policy_version": found.policy_version,
        "counts": dict(found.counts),
        "findings": [{"check": each.check, **_row(each)} for each in found.findings],
    }
    return Page(_title(found.worst), sections, data)


def _title(worst: Level) -> str:
    if worst is Level.ok:
        return _("All is well.")
    if worst is Level.warning:
        return _("The database is sound; some things want attention.")
    return _("The database has problems.")


def _row(each: Finding) -> dict[str, Any]:
    return {
        "level": each.level,
        "what": each.what,
        "count": each.n or None,
        "todo": each.todo or None,
    }


def _facts(found: Examination) -> tuple[tuple[str, str], ...]:
    facts = [(pick("数据库", "Database"), found.db)]
    if found.sizes.file is not None:
        facts.append((pick("大小", "Size"), _bytes(found.sizes.file)))
        facts.append((pick("待合并日志", "Log to be merged"), _bytes(found.sizes.log or 0)))
    if found.schema is not None:
        facts.append((pick("结构版本", "Schema"), found.schema))
    if found.policy_version is not None:
        facts.append((pick("策略版本", "Policy version"), str(found.policy_version)))
    counts = (
        f"{n:,} {naming.things(table, n)}"
        for table, n in found.counts.items()
        if n and table not in ("operations", "changes", "policy_versions")
    )
    facts.append((pick("记录", "Records"), pick("，", ", ").join(counts) or _("none")))
    return tuple(facts)


def _bytes(n: int) -> str:
    """1,234 kB, 12.3 MB: as people say it."""
    return f"{n / 1_000_000:,.1f} MB" if n >= 1_000_000 else f"{n / 1_000:,.0f} kB"
