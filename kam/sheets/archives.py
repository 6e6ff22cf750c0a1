"""Zipped workbooks looked over before they are read: how large they would get, what failed in them.

The reader keeps a sheet as a full rectangle and gives a failed formula as a blank cell. So a bomb,
or a stray value in the last corner of a sheet, is refused here, and the cells that say #N/A are
noted.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from kam.errors import UnreadableFileError
from kam.i18n import _
from kam.sheets.sniffing import damaged

_LARGEST = 1_500_000_000
_DENSE = 100_000_000
_RATIO = 200
_CELLS = 32_000_000  # a million rows of thirty columns
_CHUNK = 1 << 20

Failed = dict[tuple[int, int], str]
"""What cells with a failed formula say, by Excel row and column from 1."""

_WORKSHEET = re.compile(r"worksheets/[^/]+\.xml", re.IGNORECASE)
_WIDE = re.compile(rb' r="([A-Z]{2,3})\d+"[^>]*[^/]>(?!</)')
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d{1,7})"')
_VALUED = re.compile(rb' r="([A-Z]{1,3})(\d{1,7})"[^>]*[^/]>(?!</)')
_FAILED = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>'
    rb"(?:(?!<(?:\w+:)?c[ >]).){0,20000}?<(?:\w+:)?v>([^<]{1,40})<",
    re.DOTALL,
)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")


@dataclass
class Sheet:
    """What a look through a worksheet's XML tells."""

    columns: int = 1
    rows: int = 1
    failed: Failed = field(default_factory=dict)


def look_over(path: Path) -> dict[str, Failed]:
    """The failed cells by sheet name; UnreadableFileError for an archive not fit to be read."""
    try:
        with ZipFile(path) as archive:
            _refuse_bombs(path, archive)
            names = {part: name for name, part in sheet_parts(archive).items()}
            failed = {}
            for part in filter(_WORKSHEET.search, archive.namelist()):
                sheet = _looked_through(archive, part)
                name = names.get(part, part)
                if sheet.rows * sheet.columns > _CELLS:
                    _refuse_stray_cells(path, archive, part, name)
                failed[name] = sheet.failed
            return failed
    except (BadZipFile, ZlibError, OSError, EOFError, NotImplementedError, RuntimeError):
        raise damaged(path) from None


def _refuse_bombs(path: Path, archive: ZipFile) -> None:
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    absurd = any(
        member.file_size > _DENSE and member.file_size > _RATIO * max(member.compress_size, 1)
        for member in members
    )
    if absurd or total > _LARGEST:
        raise UnreadableFileError(
            _(
                "{path} would unpack to {size} MB, too large to be a workbook of yours: "
                "split it into several files"
            ).format(path=path, size=f"{total // 1_000_000:,}")
        )


def _looked_through(archive: ZipFile, part: str) -> Sheet:
    """One pass, quick enough to be made always; the extent may come out too large."""
    sheet = Sheet()
    wide: set[bytes] = set()
    for text in _pieces(archive, part):
        wide.update(_WIDE.findall(text))
        if last := _ROW.search(text, max(_last(text, b"<row ", b":row ") - 10, 0)):
            sheet.rows = max(sheet.rows, int(last[1]))
        if b't="e"' in text:
            sheet.failed.update(
                ((int(row), _column(letters)), said.decode("ascii", "replace"))
                for letters, row, said in _FAILED.findall(text)
            )
    sheet.columns = max(map(_column, wide), default=26)
    return sheet


def _refuse_stray_cells(path: Path, archive: ZipFile, part: str, name: str) -> None:
    """Looks at every value to tell a sheet that is large from one that is only formatted."""
    rows = columns = 1
    letters: set[bytes] = set()
    for text in _pieces(archive, part):
        for found in _VALUED.finditer(text):
            letters.add(found[1])
            rows = max(rows, int(found[2]))
    columns = max(map(_column, letters), default=1)
    if rows * columns > _CELLS:
        raise UnreadableFileError(
            _(
                "{path}: sheet {sheet} reaches {rows} rows down and {columns} columns across: "
                "delete what stands outside the table, or copy the table into a new workbook"
            ).format(path=path, sheet=name, rows=f"{rows:,}", columns=f"{columns:,}")
        )


def _pieces(archive: ZipFile, part: str) -> Iterator[bytes]:
    """The part in pieces that begin with a cell, so that no cell is cut in two."""
    kept = b""
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            text = kept + chunk
            cut = max(_last(text, b"<c ", b":c "), 0)
            cut = cut if len(text) - cut < _CHUNK else len(text)
            yield text[:cut]
            kept = text[cut:]
    yield kept


def _last(text: bytes, usual: bytes, prefixed: bytes) -> int:
    """Where the last element begins, -1 for nowhere; a search in vain costs a whole pass."""
    found = text.rfind(usual)
    return found if found >= 0 else text.rfind(prefixed)


def _column(letters: bytes) -> int:
    """A is 1, Z 26, XFD 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def sheet_parts(archive: ZipFile) -> dict[str, str]:
    """Sheet name to the archive's member that holds it; empty where that cannot be told."""
    try:
        book = archive.read("xl/workbook.xml")
        relations = archive.read("xl/_rels/workbook.xml.rels")
    except KeyError:
        return {}
    targets = {
        _attribute(tag, "Id"): _attribute(tag, "Target") for tag in _RELATION.findall(relations)
    }
    return {
        _attribute(tag, "name"): posixpath.normpath(
            posixpath.join("/xl", targets.get(_attribute(tag, r"\w+:id"), ""))
        ).lstrip("/")
        for tag in _SHEET.findall(book)
    }


def _attribute(tag: bytes, name: str) -> str:
    from html import unescape

    found = re.search(
        rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag.decode("utf-8", "replace")
    )
    return unescape(found[1] or found[2] or "") if found else ""
