"""Opening a workbook: whatever people call one, or a clear word why it cannot be."""

from pathlib import Path

from kam.errors import NotFoundError, UnreadableFileError
from kam.i18n import _
from kam.sheets.books import Book, RawSheet
from kam.sheets.sniffing import Format, sniff

__all__ = ["Book", "RawSheet", "open_book"]


def open_book(path: Path) -> Book:
    """The workbook at `path`, told by its content; its sheets are read when asked for.

    NotFoundError where there is no such file; UnreadableFileError for what is no workbook or
    cannot be read, also while the rows of a sheet are taken.
    """
    try:
        if not path.exists():
            raise NotFoundError(_("no file {path}: check the name and folder").format(path=path))
        if not path.is_file():
            raise UnreadableFileError(
                _("{path} is a folder or device, not a workbook: name a file in it").format(
                    path=path
                )
            )
        return _opened(path, sniff(path))
    except PermissionError:
        raise UnreadableFileError(
            _("{path} may not be read: close it in Excel, or ask for permission").format(path=path)
        ) from None
    except OSError as error:
        raise UnreadableFileError(
            _("{path} cannot be read ({reason}): copy it to this machine and try again").format(
                path=path, reason=error.strerror or error
            )
        ) from None


def _opened(path: Path, form: Format) -> Book:
    match form:
        case Format.text:
            from kam.sheets.delimited import open_text

            return open_text(path)
        case Format.html:
            from kam.sheets.markup import open_html

            return open_html(path)
        case Format.xml:
            from kam.sheets.markup import open_xml

            return open_xml(path)
    from kam.sheets.excel import open_workbook

    return open_workbook(path, form)
