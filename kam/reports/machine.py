"""Answers for programs: json, ndjson, csv, tsv; and md for pasting.

A list of 150,000 rows is written about as quickly as the standard library writes it: each column
has its own memory of values already spelled, each row fills one prepared line.
"""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from itertools import islice
from json.encoder import encode_basestring
from operator import itemgetter
from typing import Any, TextIO

from kam.models.addresses import masked_text
from kam.reports.page import Facts, Page, Paragraph, as_rows
from kam.reports.table import Field, Style, Table, plain_number, shown

_REMEMBERED = 50_000
_CHUNK = 10_000


class _Spelling(dict[Any, str]):
    """value -> its text; remembers what it has spelled, up to a limit."""

    def __init__(self, spell: Callable[[Any], str], none: str) -> None:
        super().__init__({None: none})
        self._spell = spell

    def __missing__(self, value: Any) -> str:
        text = self._spell(value)
        if len(self) < _REMEMBERED:
            self[value] = text
        return text


def _quoted(spell: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda value: f'"{spell(value)}"'


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _text(value: Any) -> str:
    return encode_basestring(value if type(value) is str else str(value))


_JSON: dict[Style, Callable[[Any], str]] = {
    Style.text: _text,
    Style.words: lambda value: _text(value.value if isinstance(value, Enum) else value),
    Style.date: _quoted(date.isoformat),
    Style.time: _quoted(lambda value: value.isoformat("minutes")),
    Style.instant: _quoted(_utc),
    Style.money: lambda value: plain_number(value, 2),
    Style.score: lambda value: plain_number(value, 1),
    Style.rate: lambda value: plain_number(Decimal(plain_number(value, 6))),
    Style.integer: str,
    Style.number: plain_number,
    Style.boolean: lambda value: "true" if value else "false",
    Style.secret: lambda value: _text(masked_text(value)),
}


def _objects(table: Table) -> Iterator[str]:
    """Each row as one line of JSON."""
    line = "{" + ", ".join(f'"{field.key}": %s' for field in table.fields) + "}"
    columns = [
        _spelled(field, list(map(itemgetter(field.key), table.rows))) for field in table.fields
    ]
    return map(line.__mod__, zip(*columns, strict=True))


def _spelled(field: Field, values: list[Any]) -> Iterator[str]:
    """A column in JSON; one that is all text goes straight through the standard library."""
    if field.style in (Style.text, Style.words) and set(map(type, values)) == {str}:
        return map(encode_basestring, values)
    return map(_Spelling(_JSON[field.style], "null").__getitem__, values)


def write_json(answer: Table | Page, file: TextIO) -> None:
    """A list as an array with one object per line, a page as its data."""
    if isinstance(answer, Page):
        file.write(exact_json(answer.data) + "\n")
        return
    lines = _objects(answer)
    file.write("[")
    between = "\n"
    while chunk := list(islice(lines, _CHUNK)):
        file.write(between + ",\n".join(chunk))
        between = ",\n"
    file.write("\n]\n" if answer.rows else "]\n")


def write_ndjson(answer: Table | Page, file: TextIO) -> None:
    """One object per line; of a page its data in one line, or a line for each of a list."""
    if isinstance(answer, Page):
        things = answer.data if isinstance(answer.data, list) else [answer.data]
        file.writelines(exact_json(thing, indent=None) + "\n" for thing in things)
        return
    lines = _objects(answer)
    while chunk := list(islice(lines, _CHUNK)):
        file.write("\n".join(chunk) + "\n")


def exact_json(data: Any, indent: int | None = 2, level: int = 0) -> str:
    """JSON of nested data whose Decimals are numbers with the decimals they have."""
    if isinstance(data, Mapping):
        pairs = [
            f"{encode_basestring(str(key))}: {exact_json(value, indent, level + 1)}"
            for key, value in data.items()
        ]
        return _nested("{", pairs, "}", indent, level)
    if isinstance(data, list | tuple):
        return _nested(
            "[", [exact_json(each, indent, level + 1) for each in data], "]", indent, level
        )
    return _scalar(data)


def _nested(opening: str, parts: list[str], closing: str, indent: int | None, level: int) -> str:
    if indent is None or not parts:
        return opening + ", ".join(parts) + closing
    start = "\n" + " " * indent * (level + 1)
    return f"{opening}{start}{(',' + start).join(parts)}\n{' ' * indent * level}{closing}"


def _scalar(value: Any) -> str:
    match value:
        case Enum():
            return _text(value.value)
        case Decimal():
            return f"{value:f}"
        case datetime():
            return _JSON[Style.instant](value)
        case date() | time():
            return f'"{value.isoformat()}"'
    return json.dumps(value, ensure_ascii=False)


def write_separated(
    answer: Table | Page, file: TextIO, delimiter: str = ",", end: str = "\n"
) -> None:
    """csv or tsv: headers and words in the language in use, numbers without thousands marks."""
    writer = csv.writer(file, delimiter=delimiter, lineterminator=end)
    if isinstance(answer, Page):
        writer.writerows([_harmless(cell) for cell in row] for row in as_rows(answer))
        return
    writer.writerow([field.header for field in answer.fields])
    columns = [
        map(_Spelling(cell(field), "").__getitem__, map(itemgetter(field.key), answer.rows))
        for field in answer.fields
    ]
    writer.writerows(zip(*columns, strict=True))


def cell(field: Field) -> Callable[[Any], str]:
    """How a value of the field stands in a text file that a spreadsheet may open."""
    if field.numeric:
        return _JSON[field.style]
    if field.style is Style.text:
        return lambda value: _harmless(str(value))
    return shown(field)


def _harmless(text: str) -> str:
    """The text, with a leading ' where a spreadsheet would take it for a formula."""
    formula = text[:1] in ("=", "@") or (text[:1] in ("+", "-") and not _is_number(text))
    return f"'{text}" if formula else text


def _is_number(text: str) -> bool:
    return text[1:].replace(" ", "").replace("-", "").replace(".", "").isdigit()


def write_md(answer: Table | Page, file: TextIO) -> None:
    """Markdown; a page's sections under headings."""
    if isinstance(answer, Table):
        _md_table(answer, file)
        return
    file.write(f"# {answer.title}\n")
    for section in answer.sections:
        file.write(f"\n## {section.title}\n\n" if section.title else "\n")
        match section:
            case Facts():
                file.writelines(f"- {label}: {value}\n" for label, value in section.items)
            case Paragraph():
                file.writelines(f"{line}\n" for line in section.lines)
            case Table():
                _md_table(section, file)


def _md_table(table: Table, file: TextIO) -> None:
    rules = ["---:" if field.numeric else "---" for field in table.fields]
    spell = [(field.key, shown(field)) for field in table.fields]
    file.write(_md_row([field.header for field in table.fields]) + _md_row(rules))
    file.writelines(_md_row([show(row[key]) for key, show in spell]) for row in table.rows)
    file.writelines(f"\n{line}\n" for line in table.footer)


def _md_row(cells: list[str]) -> str:
    escaped = (cell.replace("|", "\\|").replace("\n", "<br>") for cell in cells)
    return f"| {' | '.join(escaped)} |\n"
