"""Answers for people: aligned plain text anywhere, coloured tables on a terminal.

Plain text has no colour and no box, cuts nothing off and knows that Chinese is two columns wide,
so that a mail from cron can be read.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, TextIO

from rich.cells import cell_len

from kam.i18n import _, pick
from kam.reports.page import Facts, Page, Paragraph
from kam.reports.table import Field, Style, Table, shown

_GAP = "  "
_NARROWEST = 10
"""A text column is dropped from a terminal's table rather than made narrower than this."""
_LONGEST_WORD = 20
COLOURS = {
    "overdue": "red",
    "due": "yellow",
    "planned": "green",
    "important": "bold",
    "A": "bold",
    "low": "red",
}
"""A value that stands out -> how: Rich's style, and the class of a page's style sheet."""


def write_plain(answer: Table | Page, file: TextIO) -> None:
    """The answer as aligned text, every value whole."""
    if isinstance(answer, Table):
        file.write(f"{answer.title}\n" if answer.title else "")
        file.writelines(f"{line}\n" for line in _plain_table(answer))
        return
    file.write(f"{answer.title}\n")
    for section in answer.sections:
        file.write(f"\n{section.title}\n" if section.title else "\n")
        match section:
            case Facts():
                width = max((cell_len(label) for label, _value in section.items), default=0)
                for label, value in section.items:
                    file.write(f"  {_padded(label, width, False)}{_GAP}{_one_line(value)}\n")
            case Paragraph():
                file.writelines(f"  {line}\n" for line in section.lines)
            case Table():
                file.writelines(f"  {line}".rstrip() + "\n" for line in _plain_table(section))


def _plain_table(table: Table) -> Iterator[str]:
    fields = [field for field in table.on_screen if field.key != table.group_by]
    spell = [(field.key, shown(field)) for field in fields]
    cells = [[_one_line(show(row[key])) for key, show in spell] for row in table.rows]
    headers = [field.header for field in fields]
    widths = [max(map(cell_len, column)) for column in zip(headers, *cells, strict=True)]

    def line(texts: list[str]) -> str:
        padded = map(_padded, texts, widths, [field.numeric for field in fields])
        return _GAP.join(padded).rstrip()

    if not table.rows:
        yield _("nothing to list")
    else:
        yield line(headers)
        for name, members in groups(table):
            if name is not None:
                yield ""
                yield f"{name} ({len(members)})"
            yield from (line(cells[place]) for place in members)
    if table.footer:
        yield ""
        yield from table.footer


def groups(table: Table) -> list[tuple[str | None, list[int]]]:
    """The places of the rows under the name of their group; one nameless group without grouping."""
    places = range(len(table.rows))
    if table.group_by is None:
        return [(None, list(places))]
    key = table.group_by
    show = shown(next(field for field in table.fields if field.key == key))
    grouped = groupby(places, key=lambda place: table.rows[place][key])
    return [(show(value) or _("unassigned"), list(members)) for value, members in grouped]


def _padded(text: str, width: int, right: bool) -> str:
    room = " " * (width - cell_len(text))
    return room + text if right else text + room


def _one_line(text: str) -> str:
    return " ".join(text.split("\n")) if "\n" in text else text


def write_rich(answer: Table | Page, console: Any) -> None:
    """The answer on a terminal, as wide as it is."""
    if isinstance(answer, Table):
        if answer.title:
            console.print(answer.title, style="bold")
        _rich_table(answer, console)
        return
    console.print(answer.title, style="bold")
    for section in answer.sections:
        console.print()
        if section.title:
            console.print(section.title, style="bold cyan")
        match section:
            case Facts():
                _rich_facts(section, console)
            case Paragraph():
                for line in section.lines:
                    console.print(f"  {line}")
            case Table():
                _rich_table(section, console)


def _rich_facts(facts: Facts, console: Any) -> None:
    from rich.table import Table as Grid

    grid = Grid.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, value in facts.items:
        grid.add_row(f"  {label}", value)
    console.print(grid)


def _rich_table(table: Table, console: Any) -> None:
    fields = [field for field in table.on_screen if field.key != table.group_by]
    cells = {field.key: [shown(field)(row[field.key]) for row in table.rows] for field in fields}
    fitting = _fitting(fields, cells, console.width)
    if table.rows:
        headed = table.group_by is None
        if not headed:
            console.print(_grid(fitting, True))
        for name, members in groups(table):
            if name is not None:
                console.print(f"\n{name} ({len(members)})", style="bold")
            console.print(_grid(fitting, headed, _coloured(table, fitting, cells, members)))
    else:
        console.print(_("nothing to list"), style="dim")
    notes = [*table.footer, *(_dropped(fields[len(fitting) :]) if table.rows else ())]
    if notes:
        console.print()
    for line in notes:
        console.print(line, style="dim")


def _grid(fitting: list[tuple[Field, int]], headed: bool, rows: Any = ()) -> Any:
    """Rich's table of these columns; several of them stand exactly under each other."""
    from rich import box
    from rich.table import Table as Grid

    grid = Grid(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        show_header=headed,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style="bold",
    )
    for field, width in fitting:
        justify: Any = "right" if field.numeric else "left"
        grid.add_column(field.header, justify=justify, overflow="fold", width=width)
    for row in rows:
        grid.add_row(*row)
    return grid


def _coloured(
    table: Table, fitting: list[tuple[Field, int]], cells: dict[str, list[str]], members: list[int]
) -> Iterator[list[Any]]:
    from rich.text import Text

    for place in members:
        row = table.rows[place]
        yield [
            Text(cells[field.key][place], style=COLOURS.get(str(row[field.key]), ""))
            for field, _width in fitting
        ]


def _dropped(fields: list[Field]) -> list[str]:
    if not fields:
        return []
    names = pick("、", ", ").join(field.header for field in fields)
    return [_("No room here for {columns}; -o FILE.xlsx has them").format(columns=names)]


def is_one_word(texts: list[str]) -> bool:
    """Whether the texts are codes and phones, which nobody can read in two pieces."""
    return all(len(text) <= _LONGEST_WORD and text.isascii() and " " not in text for text in texts)


def _fitting(
    fields: list[Field], cells: dict[str, list[str]], width: int
) -> list[tuple[Field, int]]:
    """The first fields that fit with the width of each: words give way, figures and days never."""
    natural = [max(map(cell_len, [field.header, *cells[field.key]]), default=0) for field in fields]
    least = [
        max(min(_NARROWEST, wide), cell_len(field.header))
        if field.style is Style.text and not is_one_word(cells[field.key])
        else wide
        for field, wide in zip(fields, natural, strict=True)
    ]
    room = [sum(least[: n + 1]) + 2 * n for n in range(len(fields))]
    count = max(1, sum(needed <= width for needed in room))
    spare = width - room[count - 1]
    widths = []
    for place in range(count):
        more = min(natural[place] - least[place], max(0, spare))
        spare -= more
        widths.append(least[place] + more)
    return list(zip(fields, widths, strict=False))
