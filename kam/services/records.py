"""Lists and pages of records, and the one record a person means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from kam.errors import AmbiguousError, NotFoundError, UsageError
from kam.i18n import _, pick
from kam.models.customers import Customer
from kam.reports.page import Facts, Page, as_data
from kam.reports.table import Field, Style, Table, shown
from kam.services.finding import find_customer, find_staff
from kam.services.nouns import Noun
from kam.services.stored import stored
from kam.services.workspace import Workspace
from kam.sheets.columns import Column
from kam.store.records import Link, Where, listed

_STYLES = {
    "date": Style.date,
    "moment": Style.date,
    "time": Style.time,
    "money": Style.money,
    "price": Style.number,
    "quantity": Style.number,
    "score": Style.number,
    "integer": Style.integer,
    "boolean": Style.boolean,
}
_MOST_LISTED = 10
_ALIKE = 500
Row = dict[str, Any]


@dataclass(frozen=True)
class Wish:
    """What a list is asked for: `only` narrows by key, dates include both ends."""

    only: Mapping[str, Any] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    search: str | None = None
    sort: str | None = None
    limit: int | None = None


def field_of(column: Column, *, screen: bool = True) -> Field:
    """A workbook's column as the field of an answer."""
    style = Style.words if column.words else _STYLES.get(column.reader.name, Style.text)
    style = Style.secret if column.secret else style
    return Field(column.key, column.zh, column.en, style, column.words, screen)


def fields(noun: Noun) -> tuple[Field, ...]:
    """Everything known of a record of the noun, the listed keys in their order first."""
    kept = stored(noun)
    linked = {key for link in kept.links for key in link.shown}
    known = {"id": Field("id", "序号", "Id", Style.integer)}
    for column in noun.kind.columns:
        if not column.computed and column.key in kept.model.model_fields.keys() | linked:
            known[column.key] = field_of(column)
            if (code := f"{column.key}_code") in linked:
                known[code] = Field(code, f"{column.zh}编号", f"{column.en} code")
    known |= {each.key: each for each in kept.more}
    first = [known.pop(key) for key in noun.listed]
    rest = [Field(f.key, f.zh, f.en, f.style, f.words, False) for f in known.values()]
    return (*first, *rest)


def listing(desk: Workspace, noun: Noun, wish: Wish) -> Table:
    """The records wished for, as the day asked for sees them."""
    every = fields(noun)
    order = (_sorting(noun, every, wish.sort),) if wish.sort else ()
    limit = None if wish.limit is None else wish.limit + 1
    wheres = [*_visible(desk, noun), *_narrowed(desk, noun, wish)]
    found = rows(desk, noun, wheres, (*order, *noun.order), limit)
    footer = []
    if wish.limit is not None and len(found) > wish.limit:
        found.pop()
        footer.append(_("only the first {n}; there are more").format(n=wish.limit))
    return Table(every, found, footer=tuple(footer))


def one(desk: Workspace, noun: Noun, record_id: int) -> Row:
    """Everything known of one record."""
    return rows(desk, noun, [Where(("id",), "=", record_id)])[0]


def page(desk: Workspace, noun: Noun, record_id: int) -> Page:
    """One record on a page, with its parts."""
    row = one(desk, noun, record_id)
    every = fields(noun)
    parts = stored(noun).parts
    sections, data = parts(desk, row) if parts else ((), {})
    title = f"{pick(noun.zh, noun.en)} {called(noun, row)}"
    return Page(title, (Facts.of(readable(noun), row), *sections), as_data(every, row) | data)


def readable(noun: Noun) -> tuple[Field, ...]:
    """The fields that people read on a page: without numbers only programs go by."""
    codes = {f"{key}_code" for link in stored(noun).links for key in link.shown}
    return tuple(
        each
        for each in fields(noun)
        if each.key not in codes and (each.key != "id" or "id" in noun.listed)
    )


def called(noun: Noun, row: Mapping[str, Any]) -> str:
    """The record in a sentence: "C0001 华东精工", "#12 C0001 华东精工 2026-01-05 phone"."""
    spell = {each.key: shown(each) for each in fields(noun)}
    words = [("#" if key == "id" else "") + spell[key](row.get(key)) for key in noun.title]
    return " ".join(word for word in dict.fromkeys(words) if word)


def rows(
    desk: Workspace,
    noun: Noun,
    wheres: Sequence[Where | tuple[Where, ...]],
    order: Sequence[str] = ("id",),
    limit: int | None = None,
) -> list[Row]:
    """The records for which all conditions hold, with everything known of each."""
    kept = stored(noun)
    found = listed(desk.connection, kept.model, kept.links, wheres, order, limit)
    if kept.fill:
        kept.fill(desk.connection, found)
    return found


def _visible(desk: Workspace, noun: Noun) -> list[Where | tuple[Where, ...]]:
    """A question for a day sees nothing dated later, but what is planned."""
    if noun.day is None:
        return []
    seen = Where((noun.day,), "<=", desk.as_of)
    return [(seen, Where(noun.planned[:1], "=", noun.planned[1])) if noun.planned else seen]


def _narrowed(desk: Workspace, noun: Noun, wish: Wish) -> list[Where | tuple[Where, ...]]:
    wheres: list[Where | tuple[Where, ...]] = [
        _only(desk, noun, key, value) for key, value in wish.only.items() if value is not None
    ]
    if noun.day and wish.since:
        wheres.append(Where((noun.day,), ">=", wish.since))
    if noun.day and wish.until:
        wheres.append(Where((noun.day,), "<=", wish.until))
    if wish.search:
        linked = [key for link in stored(noun).links for key in link.shown if key in noun.title]
        wheres.append(Where((*noun.search, *linked), "has", wish.search))
    return wheres


def _only(desk: Workspace, noun: Noun, key: str, value: Any) -> Where:
    link = link_of(noun, key)
    if link is not None:
        find = find_customer if link.model is Customer else find_staff
        return Where((link.column,), "=", find(desk, value).id)
    return Where((key,), "=" if noun.kind.by_key[key].words else "has", value)


def link_of(noun: Noun, key: str) -> Link | None:
    """The link whose key this is, None for a field of the record's own."""
    return next((link for link in stored(noun).links if key in link.shown), None)


def _sorting(noun: Noun, every: Sequence[Field], said: str) -> str:
    """The key to sort by, with its `-`; UsageError with the nearest for an unknown one."""
    kept = stored(noun)
    more = {each.key for each in kept.more} - kept.model.model_fields.keys()
    return sorting([each for each in every if each.key not in more], said)


def sorting(every: Sequence[Field], said: str) -> str:
    """The field that `--sort` names by key or header, `-` before it from the greatest down."""
    name, down = said.lstrip("-").strip(), said.startswith("-")
    known = {word.casefold(): f.key for f in every for word in (f.zh, f.en, f.key)}
    key = known.get(name.casefold()) or known.get(name.casefold().replace("-", "_"))
    if key is None:
        near = get_close_matches(name.casefold(), known, 1, 0.5)
        message = _("--sort: no column {name}; one of {known}")
        if near:
            message = _("--sort: no column {name}; did you mean {near}? One of {known}")
        keys = " ".join(each.key for each in every)
        raise UsageError(message.format(name=name, near="".join(near), known=keys))
    return f"-{key}" if down else key


def find(desk: Workspace, noun: Noun, said: str, customer: int | None = None) -> int:
    """The id of the one record meant: by code, number, `#id`, exact name, or a part of the name.

    `customer` limits where to look. Raises NotFoundError, AmbiguousError.
    """
    kept = stored(noun)
    if kept.model is Customer:
        return find_customer(desk, said).id
    if "customer_id" not in kept.model.model_fields:
        return find_staff(desk, said).id
    scope = [] if customer is None else [Where(("customer_id",), "=", customer)]
    text = said.strip()
    for where in _tries(noun, text):
        found = listed(desk.connection, kept.model, kept.links, [*scope, where], limit=50)
        if found:
            return _the_one(noun, found, text)
    raise NotFoundError(_unknown(desk, noun, scope, text))


def _tries(noun: Noun, text: str) -> list[Where]:
    """The ways a record may be meant, the surest first."""
    tries = [Where(noun.called, "=", text)]
    number = text.removeprefix("#")
    if number.isdecimal() and (number != text or noun.called != ("number",)):
        tries.append(Where(("id",), "=", int(number)))
    if text and noun.called != ("code",):
        tries.append(Where(noun.called, "has", text))
    return tries


def _the_one(noun: Noun, found: Sequence[Row], said: str) -> int:
    if len(found) == 1:
        return int(found[0]["id"])
    shown_names = (f"#{row['id']} {called(noun, row)}" for row in found[:_MOST_LISTED])
    names = pick("、", ", ").join(shown_names)
    if len(found) > _MOST_LISTED:
        names += _(" and {n} more").format(n=len(found) - _MOST_LISTED)
    raise AmbiguousError(
        _("{said} may be any of {matches}; say which, like: {example}").format(
            said=said, matches=names, example=f"'#{found[0]['id']}'"
        )
    )


def _unknown(desk: Workspace, noun: Noun, scope: Sequence[Where], said: str) -> str:
    what, command = pick(noun.zh, noun.en), f"kam {noun.name} list"
    alike = Where(noun.called, "has", said[: max(2, len(said) // 2)])
    kept = stored(noun)
    near_by = listed(desk.connection, kept.model, kept.links, [*scope, alike], limit=_ALIKE)
    names = {str(row[key]) for row in near_by for key in noun.called if row[key]}
    near = get_close_matches(said, sorted(names), 1, 0.5)
    if near:
        message = _("no {what} {said}; did you mean {near}? See {command}")
        return message.format(what=what, said=said, near=near[0], command=command)
    return _("no {what} {said}; see {command}").format(what=what, said=said, command=command)
