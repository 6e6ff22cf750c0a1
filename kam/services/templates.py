"""The collection form a sales team fills in."""

from pathlib import Path

from kam.errors import UsageError
from kam.i18n import _


def check(path: Path) -> None:
    """Raise UsageError unless `path` names an .xlsx: drop-downs and notes need one."""
    if path.suffix.lower() != ".xlsx":
        raise UsageError(_("{file}: the form is an Excel file; end it in .xlsx").format(file=path))


def write(path: Path) -> None:
    """Write the form, in the language in use, to `path`."""
    from kam.sheets.template import write_template

    write_template(path)
