"""A page as a value: one thing seen from several sides, or a report of several lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kam.models.addresses import masked_text
from kam.reports.table import Field, Style, Table, plain_number, shown


@dataclass(frozen=True)
class Facts:
    """Labels with their values, both ready to read."""

    items: tuple[tuple[str, str], ...]
    title: str | None = None

    @classmethod
    def of(
        cls, fields: Sequence[Field], values: Mapping[str, Any], title: str | None = None
    ) -> "Facts":
        """The fields that have a value, in their order, in the language in use."""
        items = ((each.header, shown(each)(values.get(each.key))) for each in fields)
        return cls(tuple(item for item in items if item[1]), title)


@dataclass(frozen=True)
class Paragraph:
    """Sentences, one per line."""

    lines: tuple[str, ...]
    title: str | None = None


Section = Facts | Table | Paragraph


@dataclass(frozen=True)
class Page:
    """What people read, and beside it `data`, the same for machines.

    `data` holds dicts, lists, texts, numbers, dates and Decimals; a Decimal is written with the
    decimals it has, so money is quantized to two before.
    """

    title: str
    sections: tuple[Section, ...]
    data: Any = None


def as_data(fields: Sequence[Field], values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields' values as a page's data; an exact number has the places it needs,
    an address nothing secret."""
    places = {Style.number: None, Style.money: 2, Style.score: 1}
    data = {each.key: values.get(each.key) for each in fields}
    for each in fields:
        if each.style is Style.secret and data[each.key] is not None:
            data[each.key] = masked_text(data[each.key])
        if each.style in places and (number := data[each.key]) is not None:
            data[each.key] = Decimal(plain_number(number, places[each.style]))
    return data


def as_rows(page: Page) -> list[list[str]]:
    """The page as rows of cells, sections apart by an empty row, for csv and workbooks."""
    rows: list[list[str]] = [[page.title]]
    for section in page.sections:
        rows.append([])
        if section.title:
            rows.append([section.title])
        match section:
            case Facts():
                rows += [list(item) for item in section.items]
            case Paragraph():
                rows += [[line] for line in section.lines]
            case Table():
                rows.append([field.header for field in section.fields])
                rows += [
                    [shown(field)(row[field.key]) for field in section.fields]
                    for row in section.rows
                ]
                rows += [[line] for line in section.footer]
    return rows
