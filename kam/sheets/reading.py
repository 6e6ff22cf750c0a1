"""A table read into values: whole columns at once, problems as values."""

from collections.abc import Iterable, Mapping, Sequence

from kam.i18n import _, pick
from kam.sheets import senses
from kam.sheets.assignments import fixed_values, parse_assignments, refuse_unknown
from kam.sheets.cells import as_written, read_column
from kam.sheets.columns import Cell, Kind
from kam.sheets.header_texts import key, said
from kam.sheets.headers import Header
from kam.sheets.kinds import NEEDED
from kam.sheets.questionnaires import ABOUT_THE_ANSWER, is_export
from kam.sheets.sheet import Sheet
from kam.sheets.tables import Table

__all__ = ["Sheet", "fixed_values", "parse_assignments", "read", "refuse_unknown"]


def read(table: Table, *, fixed: Mapping[str, str] | None = None) -> Sheet:
    """The values of the table, its problems, and the columns kam has no field for.

    `fixed` gives a field a value where its cell is blank or the column is missing (`--set`);
    UsageError for a value its field cannot hold.
    """
    given = fixed_values(table.kind, fixed or {})
    sheet = Sheet(table)
    left = [
        header
        for header, cells in zip(table.headers, table.cells, strict=True)
        if not _take(sheet, header, cells)
    ]
    if is_export(header.text for header in table.headers):
        left = [header for header in left if key(header.text) not in ABOUT_THE_ANSWER]
    _keep_others(sheet, left)
    for name, value in given.items():
        column = sheet.values.get(name)
        sheet.values[name] = [value if v is None else v for v in column or [None] * sheet.n]
    sheet.idle = senses.idle_rows(sheet)
    senses.settle(sheet)
    _want_needed(sheet)
    return sheet


def _take(sheet: Sheet, header: Header, cells: Sequence[Cell]) -> bool:
    """Read the column into its field; False where it has none, or was only thought to have."""
    column = header.column
    if column is None:
        return False
    if column.computed:
        return True
    values, bad = read_column(cells, column.reader, header.factor)
    if bad and header.tentative:
        filled = sum(value is not None for value in values)
        if filled > len(bad):
            _tell_of_doubt(sheet, header, cells, min(bad))
        return False
    for row, reason in bad.items():
        if column.free:
            values[row] = as_written(cells[row])
        else:
            sheet.reject(row, header.text, as_written(cells[row]), reason.text())
    sheet.values[column.key] = values
    return True


def _tell_of_doubt(sheet: Sheet, header: Header, cells: Sequence[Cell], row: int) -> None:
    """Note that a column nearly all of which reads as its field is not taken for it after all."""
    assert header.column is not None
    sheet.notes.append(
        _(
            "{column} is not read as {field}, because row {row} says {said}; "
            "to reject such rows instead: --map '{field}={column}'"
        ).format(
            column=header.text,
            field=pick(header.column.zh, header.column.en),
            row=sheet.table.row_numbers[row],
            said=as_written(cells[row]),
        )
    )


def _keep_others(sheet: Sheet, headers: Iterable[Header]) -> None:
    """Columns without a field: a customer's own are kept, others only named."""
    cells = dict(zip((h.position for h in sheet.table.headers), sheet.table.cells, strict=True))
    names: list[str] = []
    for header in headers:
        if said(header.text).system:
            continue
        name, turn = header.text, 2
        while name in names:
            name, turn = f"{header.text} ({turn})", turn + 1
        names.append(name)
        if sheet.kind.name == "customers":
            sheet.extra[name] = [as_written(cell) or None for cell in cells[header.position]]
    sheet.unknown = () if sheet.kind.name == "customers" else tuple(names)


def _want_needed(sheet: Sheet) -> None:
    """Reject the rows that lack what a row must say."""
    for group in NEEDED[sheet.kind.name]:
        present = [name for name in group if name in sheet.values]
        rows: Iterable[int] = range(sheet.n)
        for name in present:
            column = sheet.values[name]
            rows = [row for row in rows if column[row] is None] if None in column else []
        header = sheet.header(present[0] if present else group[0])
        headers = {sheet.header(name) for name in group}
        want = _needed(sheet.kind, group)
        for row in rows:
            problems = sheet.bad.get(row, ())
            if row not in sheet.idle and not any(each.column in headers for each in problems):
                sheet.reject(row, header, "", want)


def _needed(kind: Kind, group: Sequence[str]) -> str:
    fields = [pick(kind.by_key[name].zh, kind.by_key[name].en) for name in group]
    return _("a value for {fields}").format(fields=_(" or ").join(fields))
