"""An answer as one web page that needs nothing else: no script, no request, readable on a phone.

`page.html.j2` beside this file says how it looks. Below 640 pixels each row of a list becomes a
card that names its values; printed it fits A4.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TextIO
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, Template
from rich.cells import cell_len

from kam.i18n import _, language
from kam.reports.page import Facts, Page, Paragraph, Section
from kam.reports.table import Field, Style, Table, shown
from kam.reports.text import COLOURS, groups, is_one_word

GENERATOR = "kam"
"""What a page says it was made by; a file that says it may be made anew."""
_HEAD = 1_000
"""Characters in which a page says who made it."""
_MANY = 8
"""A list of more columns takes the whole width of a screen, and A4 across."""
_FEW = 4
"""A list of more columns, or with prose, becomes cards on a phone."""
_LONG = 40
"""A text of more columns of characters takes a line of its own, or a wide column."""


class _Header(NamedTuple):
    text: str
    kind: str


class _Cell(NamedTuple):
    """A value as it stands; `kind` are the classes it is drawn by."""

    label: str
    text: str
    kind: str
    link: str | None


class _Group(NamedTuple):
    name: str | None
    """None where the list is not grouped."""
    size: int
    rows: Iterator[list[_Cell]]


def write_html(answer: Table | Page, file: TextIO, title: str = "") -> None:
    """The answer as a page; `title` heads a list that has none of its own."""
    if isinstance(answer, Table):
        answer = Page(answer.title or title or GENERATOR, (replace(answer, title=None),))
    parts = _template().generate(
        language=language(),
        generator=GENERATOR,
        title=answer.title,
        wide=any(_is_wide(section) for section in answer.sections),
        sections=[_section(each) for each in answer.sections],
    )
    file.writelines(parts)


def is_ours(path: Path) -> bool:
    """Whether the file is a page written here, which may be written anew."""
    with path.open(encoding="utf-8", errors="replace") as file:
        return f'<meta name="generator" content="{GENERATOR}">' in file.read(_HEAD)


@cache
def _template() -> Template:
    folder = FileSystemLoader(Path(__file__).parent)
    made = Environment(loader=folder, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return made.get_template("page.html.j2")


def _is_wide(section: Section) -> bool:
    return isinstance(section, Table) and len(section.on_screen) > _MANY


def _section(section: Section) -> dict[str, Any]:
    """What the template needs of a section, by the names it uses."""
    found: dict[str, Any] = {"title": section.title, "footer": ()}
    match section:
        case Facts():
            facts = [(label, value, _is_long(value)) for label, value in section.items]
            return found | {"facts": facts}
        case Paragraph():
            return found | {"lines": section.lines}
    return found | _table(section)


def _is_long(text: str) -> bool:
    return cell_len(text) > _LONG or "\n" in text


def _table(table: Table) -> dict[str, Any]:
    fields = [field for field in table.on_screen if field.key != table.group_by]
    kinds = [_kind(field, table) for field in fields]
    listed = groups(table) if table.rows else []
    return {
        "headers": [_Header(field.header, "number" if field.numeric else "") for field in fields],
        "groups": [
            _Group(name, len(members), _rows(table, fields, kinds, members))
            for name, members in listed
        ],
        "cards": len(fields) > _FEW or "prose" in kinds,
        "footer": table.footer,
        "nothing": _("nothing to list"),
    }


def _kind(field: Field, table: Table) -> str:
    """How a column is drawn: figures at the right, days and words in one piece, prose wide."""
    if field.numeric:
        return "number"
    if field.style is not Style.text:
        return "word"
    texts = [str(row[field.key] or "") for row in table.rows]
    if is_one_word(texts):
        return "word"
    return "prose" if any(map(_is_long, texts)) else ""


def _rows(
    table: Table, fields: Sequence[Field], kinds: Sequence[str], members: Sequence[int]
) -> Iterator[list[_Cell]]:
    columns = [
        (field, field.header, shown(field), kind) for field, kind in zip(fields, kinds, strict=True)
    ]
    for place in members:
        row = table.rows[place]
        cells = []
        for field, label, show, kind in columns:
            value = row[field.key]
            classes = f"{kind} {COLOURS.get(str(value), '')}".strip()
            link = row[field.link] if field.link else None
            cells.append(_Cell(label, show(value), classes, link and quote(link)))
        yield cells
