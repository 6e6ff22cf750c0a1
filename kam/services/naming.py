"""What tables, records and fields are called, for texts about any of them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.engine import Connection

from kam.i18n import _, pick, word
from kam.models.addresses import masked_text
from kam.models.all import metadata
from kam.models.base import Money
from kam.models.enums import Dimension, Scheme
from kam.money import show
from kam.reports.table import plain_number
from kam.services.nouns import NOUNS, Noun
from kam.services.stored import stored
from kam.sheets.columns import Column
from kam.store import history
from kam.store.plans import PARTS
from kam.workdays import parse_every

Fields = Mapping[str, Any]

_NOUNS: dict[str, Noun] = {str(stored(noun).model.__tablename__): noun for noun in NOUNS}
_NOUNS_OF_PARTS = {"order_lines": _NOUNS["orders"], "survey_scores": _NOUNS["surveys"]}

# Table -> Chinese, one in English, many in English; only what is no noun of its own.
_TABLES = {
    "order_lines": ("订单明细", "order line", "order lines"),
    "survey_scores": ("满意度分项", "survey score", "survey scores"),
    "judgements": ("客户评定", "judgement", "judgements"),
    "pins": ("人工指定", "pin", "pins"),
    "snoozes": ("推迟", "snooze", "snoozes"),
    "skips": ("跳过", "skip", "skips"),
    "cadences": ("专属频率", "own cadence", "own cadences"),
    "stand_ins": ("代理", "stand-in", "stand-ins"),
    "notices": ("已发日程", "agenda sent", "agendas sent"),
    "policy_versions": ("策略版本", "policy version", "policy versions"),
}

_FIELDS = {
    "as_of": ("评定日", "As of"),
    "applied_by": ("启用人", "Applied by"),
    "by": ("代理人", "Stand-in"),
    "dimension": ("维度", "Dimension"),
    "done_on": ("完成日", "Done on"),
    "due_on": ("到期日", "Due on"),
    "ended_on": ("解除日", "Ended on"),
    "every": ("频率", "Every"),
    "interaction": ("互动", "Interaction"),
    "day": ("日期", "Day"),
    "line": ("回访项", "Visit line"),
    "opened_on": ("提出日", "Opened on"),
    "owner": ("负责人", "Owner"),
    "pinned_by": ("指定人", "Pinned by"),
    "policy_version": ("策略版本", "Policy version"),
    "previous": ("原值", "Previous"),
    "profit": ("毛利", "Profit"),
    "reason": ("原因", "Reason"),
    "result": ("结果", "Result"),
    "scheme": ("评定项", "Scheme"),
    "score": ("得分", "Score"),
    "set_by": ("设定人", "Set by"),
    "since": ("起始日", "Since"),
    "skipped_on": ("跳过日", "Skipped on"),
    "staff": ("员工", "Staff member"),
    "until": ("截止日", "Until"),
    "value": ("值", "Value"),
    "version": ("版本", "Version"),
    "what": ("事项", "What"),
}

_WORDS = {"scheme": Scheme, "dimension": Dimension}

INTERNAL = frozenset(
    ("id", "name_key", "code_stated", "number_stated", "reasons", "text", "applied_at")
) | {column for _whole, column in PARTS.values()}
"""Fields that say nothing to people, or too much for a line, or what the record's name says."""


def things(table: str, n: int = 2) -> str:
    """What `n` records of a table are called: "customers", "1" gives "customer"."""
    if noun := _NOUNS.get(table):
        return pick(noun.zh, noun.en if n == 1 else noun.kind.en.lower())
    zh, one, many = _TABLES.get(table, (table, table, table))
    return pick(zh, one if n == 1 else many)


def field_label(table: str, field: str) -> str:
    """What a field is called: as its column's header where it has one."""
    name = field.removesuffix("_id")
    if column := None if field == "customer_id" else _column(table, field):
        return pick(column.zh, column.en)
    if name == "customer":
        return things("customers", 1).capitalize()
    return pick(*_FIELDS.get(name, (name, name.replace("_", " ").capitalize())))


def _column(table: str, field: str) -> Column | None:
    noun = _NOUNS.get(table) or _NOUNS_OF_PARTS.get(table)
    known = noun.kind.by_key if noun else {}
    return known.get(field) or known.get(field.removesuffix("_id"))


def value_text(table: str, field: str, value: Any, names: Mapping[tuple[str, int], str]) -> str:
    """A stored value as people read it; `names` are those of records referred to."""
    if value is None or value == "":
        return ""
    if is_secret(table, field):
        return masked_text(value)
    if target := reference(table, field):
        return names.get((target, value), f"#{value}")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        money = isinstance(metadata.tables[table].c[field].type, Money)
        return show(value) if money else plain_number(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return pick("；", "; ").join(f"{key}: {each}" for key, each in value.items())
    if field == "every":
        return parse_every(value).text()
    column = _column(table, field)
    words = (column.words if column else None) or _WORDS.get(field)
    return word(value, words) if words and isinstance(value, str) else str(value)


def is_secret(table: str, field: str) -> bool:
    """Whether the field holds what nobody may be shown as it is."""
    column = _column(table, field)
    return column is not None and column.secret


def reference(table: str, field: str) -> str | None:
    """The table a field refers to, None when it refers to none."""
    column = metadata.tables[table].c.get(field)
    keys = () if column is None else column.foreign_keys
    return next((key.column.table.name for key in keys), None)


def names(connection: Connection, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """What each record (table, id) is called, also when it is gone; one query for each table."""
    by_table: dict[str, set[int]] = {}
    for table, row_id in wanted:
        by_table.setdefault(table, set()).add(row_id)
    found: dict[tuple[str, int], str] = {}
    for name, ids in by_table.items():
        stored = history.known_rows(connection, name, ids)
        found |= names_of(connection, {(name, row_id): row for row_id, row in stored.items()})
        found |= {(name, i): f"#{i}" for i in ids if (name, i) not in found}
    return found


def names_of(
    connection: Connection, records: Mapping[tuple[str, int], Fields]
) -> dict[tuple[str, int], str]:
    """What records are called whose fields are known; those they belong to are looked up."""
    owners = {key: _owner(key[0], row) for key, row in records.items()}
    above = {owner for owner in owners.values() if owner is not None}
    called = names(connection, above) if above else {}
    return {
        key: " ".join(filter(None, [called.get(owners[key] or ("", 0), ""), _own_name(key, row)]))
        for key, row in records.items()
    }


_OWNERS = ("order_id", "survey_id", "customer_id", "staff_id")
_OWN_NAMES = {
    "customers": ("code", "name"),
    "staff": ("code", "name"),
    "contacts": ("name",),
    "orders": ("number",),
    "order_lines": ("position",),
    "interactions": ("occurred_on", "channel"),
    "surveys": ("answered_on",),
    "survey_scores": ("dimension",),
    "judgements": ("scheme", "as_of"),
    "pins": ("scheme",),
    "snoozes": ("line",),
    "skips": ("line", "due_on"),
    "cadences": ("line",),
    "stand_ins": ("since",),
    "followups": ("what",),
    "tickets": ("kind", "what"),
    "notices": ("day",),
    "policy_versions": ("version",),
}


def _owner(table: str, row: Fields) -> tuple[str, int] | None:
    """The record another is named after: a line by its order, a call by the customer."""
    if table == "orders":
        return None  # its number is enough
    for field in _OWNERS:
        if (target := reference(table, field)) and row.get(field):
            return target, row[field]
    return None


def _own_name(key: tuple[str, int], row: Fields) -> str:
    table, row_id = key
    fields = _OWN_NAMES.get(table, ("code", "name"))
    spoken = (value_text(table, field, row.get(field), {}) for field in fields)
    return " ".join(filter(None, spoken)) or f"#{row_id}"
