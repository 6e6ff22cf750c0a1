"""How a kind of sheet looks when kam writes it: headers, styles, what stays in sight."""

from collections.abc import Sequence

from kam.i18n import pick
from kam.sheets.columns import Column, Kind
from kam.sheets.writing import Sheet, SheetColumn

COMPUTED = "E6EEDF"
"""Behind the headers of columns that kam works out."""
_AS_CODES = ("code", "phone")
_NAMES = ("customer_name", "name")


def header(column: Column) -> str:
    """The header in the language in use; that of a computed column says that kam worked it out."""
    if column.computed:
        return pick(f"{column.zh}(系统)", f"{column.en} (system)")
    return pick(column.zh, column.en)


def style(column: Column) -> str:
    """The style of the column's cells; codes and phones are text, so that leading zeros live."""
    return "code" if column.reader.name in _AS_CODES else column.reader.style


def sheet(kind: Kind, columns: Sequence[Column], own: Sequence[str] = ()) -> Sheet:
    """The sheet of a kind with these columns, and the user's `own` after those that are no figures.

    See `ordered` for the values of a row.
    """
    stated = [_sheet_column(each) for each in columns if not each.computed]
    computed = [_sheet_column(each) for each in columns if each.computed]
    added = [SheetColumn(each) for each in own]
    return Sheet(pick(kind.zh, kind.en), (*stated, *added, *computed), frozen(columns), True)


def frozen(columns: Sequence[Column]) -> int:
    """How many columns say whom a row is about: up to the name."""
    keys = [column.key for column in columns]
    return next((keys.index(name) + 1 for name in _NAMES if name in keys), 0)


def _sheet_column(column: Column) -> SheetColumn:
    tint = {"tint": COMPUTED} if column.computed else {}
    return SheetColumn(header(column), style(column), column.width, **tint)
