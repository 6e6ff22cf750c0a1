"""Judgements as people and programs read them: what moved and why, the list, the history."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from kam.i18n import _, ngettext, pick, word
from kam.models.enums import Grade, Scheme, Tier
from kam.reports.page import Facts, Page, Section
from kam.reports.table import Field, Style, Table, plain_number
from kam.rules.judging import Change, Recomputed
from kam.rules.reasons import Reason

WORDS = {Scheme.tier: Tier, Scheme.grade: Grade}

LISTED = (
    Field("customer", "客户编号", "Customer code"),
    Field("name", "客户名称", "Customer name"),
    Field("manager", "客户经理", "Manager"),
    Field("manager_code", "客户经理编号", "Manager code", screen=False),
    Field("tier", "客户类别", "Tier", Style.words, Tier),
    Field("tier_since", "类别起始", "Tier since", Style.date),
    Field("grade", "客户等级", "Grade", Style.words, Grade),
    Field("grade_since", "等级起始", "Grade since", Style.date),
    Field("key_account", "大客户", "Key account", Style.boolean),
)

CHANGED = (
    Field("as_of", "评定日", "As of", Style.date),
    Field("customer", "客户编号", "Customer code"),
    Field("name", "客户名称", "Customer name"),
    Field("scheme", "评定项", "Scheme", Style.words, Scheme),
    Field("from", "原", "From"),
    Field("to", "现", "To"),
    Field("policy_version", "策略版本", "Policy version", Style.integer),
    Field("why", "理由", "Why"),
)
_MOVED = tuple(
    Field("move", "变动", "Move") if field.key == "from" else field
    for field in CHANGED
    if field.key in ("customer", "name", "from", "why")
)


def value_text(scheme: str, value: str | None) -> str:
    """A kept value in the language in use; — for no tier or grade."""
    if scheme == Scheme.key_account:
        return _("no") if value is None else _("yes")
    if value is None:
        return "—"
    return word(value, WORDS.get(Scheme(scheme)))


def why(reasons: Iterable[Reason]) -> str:
    """Reasons in a row."""
    return pick("；", "; ").join(reason.text() for reason in reasons)


def reason_data(reason: Reason) -> dict[str, Any]:
    """A reason for programs: amounts with two decimals."""
    data = reason.as_dict()
    if reason.measure == "annual_amount":
        for key in ("value", "limit"):
            if data[key] is not None:
                data[key] = Decimal(plain_number(data[key], 2))
    return data


def recomputed_page(done: Recomputed, *, most: int | None = None) -> Page:
    """Who moved from where to where and why, and how many are where; `most` moves of a kind."""
    data = {
        "as_of": done.as_of,
        "policy_version": done.policy_version,
        "evaluated": done.evaluated,
        "counts": done.counts,
        "changes": [_change_data(change) for change in done.changes],
    }
    sections: list[Section] = [_counted(done)]
    for scheme in Scheme:
        moved = [change for change in done.changes if change.scheme is scheme]
        if moved:
            sections.append(_moves(scheme, moved, most))
    title = _("Customers judged as of {day}").format(day=done.as_of)
    return Page(title, tuple(sections), data)


def _counted(done: Recomputed) -> Facts:
    sep = pick("，", ", ")
    items = [(_("evaluated"), str(done.evaluated)), (_("changes"), str(len(done.changes)))]
    for scheme, words in WORDS.items():
        counts = done.counts[scheme.value]
        texts = [f"{word(value)} {counts[value.value]}" for value in words]
        texts.append(f"{_('none')} {counts['none']}")
        items.append((word(scheme), sep.join(texts)))
    items.append((word(Scheme.key_account), str(done.counts[Scheme.key_account.value])))
    return Facts(tuple(items))


def _moves(scheme: Scheme, moved: Sequence[Change], most: int | None) -> Table:
    """The moves of one scheme, equal ones together."""
    rows, left = [], 0
    by_move: dict[str, list[Change]] = {}
    for change in moved:
        texts = (value_text(scheme, each) for each in (change.before, change.after))
        by_move.setdefault(" → ".join(texts), []).append(change)
    for move, changes in by_move.items():
        left += max(0, len(changes) - most) if most is not None else 0
        for change in changes[:most]:
            said = {"customer": change.customer, "name": change.name, "move": move}
            rows.append(said | {"why": why(change.verdict.reasons)})
    footer = []
    if left:
        footer.append(
            ngettext(
                "{n} further move; kam tier history lists them all",
                "{n} further moves; kam tier history lists them all",
                left,
            ).format(n=left)
        )
    title = (
        f"{word(scheme)}: {pick('，', ', ').join(f'{m} ({len(c)})' for m, c in by_move.items())}"
    )
    return Table(_MOVED, rows, title, "move" if len(by_move) > 1 else None, tuple(footer))


def _change_data(change: Change) -> dict[str, Any]:
    return {
        "customer": change.customer,
        "name": change.name,
        "scheme": change.scheme.value,
        "from": change.before,
        "to": change.after,
        "reasons": [reason_data(reason) for reason in change.verdict.reasons],
    }


def listed_table(rows: Sequence[Mapping[str, Any]]) -> Table:
    """The list of customers with their judgements."""
    return Table(LISTED, rows)


def history_table(rows: Iterable[Mapping[str, Any]], *, for_people: bool) -> Table:
    """The history, newest first: in words for people, in terms for programs."""
    told = []
    for row in rows:
        moved = {}
        if for_people:
            moved = {side: value_text(row["scheme"], row[side]) for side in ("from", "to")}
        told.append({**row, **moved, "why": why(map(Reason.from_dict, row["reasons"] or ()))})
    return Table(CHANGED, told)
