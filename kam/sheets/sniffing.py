"""What a file really is, told by its content; its name is not believed."""

import codecs
import re
from enum import StrEnum
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from kam.errors import UnreadableFileError
from kam.i18n import N_, _

HEAD = 65_536


class Format(StrEnum):
    """A way of keeping a workbook that kam opens."""

    xlsx = "xlsx"
    xlsb = "xlsb"
    xls = "xls"
    ods = "ods"
    html = "html"
    xml = "xml"
    text = "text"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_BARE_BIFF = (b"\x09\0\4\0", b"\x09\2\6\0", b"\x09\4\6\0", b"\x09\x08\x10\0", b"\x09\x08\x08\0")
_OTHERS = {
    b"%PDF": N_("a PDF document"),
    b"\x89PNG": N_("a picture"),
    b"\xff\xd8\xff": N_("a picture"),
    b"GIF8": N_("a picture"),
    b"{\\rtf": N_("a text document"),
    b"Rar!": N_("a packed archive"),
    b"7z\xbc\xaf": N_("a packed archive"),
    b"\x1f\x8b": N_("a packed archive"),
    b"SQLite format 3": N_("a database"),
    b"MIME-Version:": N_("a web archive"),
}
_CONVERTIBLE = {"a text document", "a web archive"}
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f]")
_HTML = re.compile(r"<(?:html|table|!doctype html|meta|body|div|style)\b", re.IGNORECASE)


def refused(path: Path, what: str, *, convertible: bool = False) -> UnreadableFileError:
    """The error for a file that is something else; `convertible` if Excel could open it."""
    message = (
        _("{path} is {what}, not a workbook: open it in Excel or WPS and save it as .xlsx")
        if convertible
        else _("{path} is {what}, not a workbook: give an .xlsx, .xls, .ods or .csv file")
    )
    return UnreadableFileError(message.format(path=path, what=_(what)))


def locked(path: Path) -> UnreadableFileError:
    """The error for a workbook that asks for a password."""
    return UnreadableFileError(
        _(
            "{path} is protected by a password: open it in Excel, save it as .xlsx without one"
        ).format(path=path)
    )


def damaged(path: Path) -> UnreadableFileError:
    """The error for a workbook that breaks off or contradicts itself."""
    return UnreadableFileError(
        _("{path} is damaged or incomplete: open it in Excel and save it as .xlsx again").format(
            path=path
        )
    )


def sniff(path: Path) -> Format:
    """The format of the file at `path`; UnreadableFileError for what is no workbook."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip(b"\0 \r\n\t"):
        raise UnreadableFileError(_("{path} is empty: nothing to read in it").format(path=path))
    if head.startswith(_ZIP):
        return _packed(path)
    if head.startswith(_OLE):
        return _compound(path)
    for magic, what in _OTHERS.items():
        if head.startswith(magic):
            raise refused(path, what, convertible=what in _CONVERTIBLE)
    if head.startswith(_BARE_BIFF):
        raise refused(path, N_("a very old Excel file"), convertible=True)
    return _written(path, head)


def _packed(path: Path) -> Format:
    try:
        with ZipFile(path) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
            sealed = "META-INF/manifest.xml"
            if sealed in archive.namelist() and _is_sealed(archive, sealed):
                raise locked(path)
    except (BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError):
        raise damaged(path) from None
    if any(name.endswith("workbook.bin") for name in names):
        return Format.xlsb
    if any(name.startswith("xl/") or name.endswith("workbook.xml") for name in names):
        return Format.xlsx
    if any(name.startswith(("word/", "ppt/", "visio/")) for name in names):
        raise refused(path, N_("a text document or presentation"))
    if any(name.endswith(".iwa") for name in names):
        raise refused(path, N_("an Apple document"))
    if "content.xml" in names:
        return Format.ods
    raise refused(path, N_("a packed archive"))


def _is_sealed(archive: ZipFile, manifest: str) -> bool:
    if archive.getinfo(manifest).file_size > 10_000_000:
        return False
    return b"encryption-data" in archive.read(manifest)


def _compound(path: Path) -> Format:
    """An OLE file keeps the names of its streams in UTF-16."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise locked(path)
    if "WordDocument".encode("utf-16-le") in content:
        raise refused(path, N_("a text document or presentation"))
    if "PowerPoint Document".encode("utf-16-le") in content:
        raise refused(path, N_("a text document or presentation"))
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return Format.xls
    raise damaged(path)


def _written(path: Path, head: bytes) -> Format:
    """Text of some kind: markup, or a table with separators."""
    text = head.decode(encoding_of(path), errors="ignore").lstrip("\ufeff \t\r\n")
    if "urn:schemas-microsoft-com:office:spreadsheet" in text and text.startswith("<?xml"):
        return Format.xml
    if text.startswith("<") and _HTML.search(text):
        return Format.html
    if text.startswith("<?xml"):
        raise refused(path, N_("an XML document"), convertible=True)
    controls = len(_CONTROL.findall(text.replace("\0", "")))
    if controls * 100 > len(text):
        raise refused(path, N_("not text"))
    return Format.text


def encoding_of(path: Path) -> str:
    """The encoding of a text file: its mark, else UTF-16 by its zeros, else UTF-8, else GB18030."""
    with path.open("rb") as file:
        head = file.read(4096)
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return encoding
    if guessed := _utf_16_without_mark(head):
        return guessed
    for encoding in ("utf-8", "gb18030"):
        if _decodes(path, encoding):
            return encoding
    raise refused(path, N_("text in an encoding that kam does not know, or no text at all"))


def _utf_16_without_mark(head: bytes) -> str | None:
    """Every other byte of Latin letters, digits and line ends in UTF-16 is zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) * 10 < len(head) or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
