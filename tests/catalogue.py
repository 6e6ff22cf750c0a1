"""The Chinese catalogue: `python -m tests.catalogue` brings it up to date with the code.

It takes new messages into `kam.po` (without a translation, to be filled in), drops those the code
no longer has, compiles `kam.mo` and names what still lacks Chinese.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

KAM = Path(__file__).parent.parent / "kam"
PO = KAM / "locale" / "zh" / "LC_MESSAGES" / "kam.po"
MO = PO.with_suffix(".mo")


def extracted() -> Catalog:
    """Every message the code marks with `_`, `N_` or `ngettext`."""
    catalogue = Catalog(charset="utf-8")
    for file, _line, message, _comments, context in extract_from_dir(KAM, [("**.py", "python")]):
        catalogue.add(message, locations=[(f"kam/{Path(file).as_posix()}", 0)], context=context)
    return catalogue


def kept() -> Catalog:
    """The catalogue as it stands in `kam.po`."""
    with PO.open("rb") as file:
        return read_po(file, locale="zh", domain="kam")


def shipped() -> Catalog:
    """The catalogue as the program finds it, in `kam.mo`."""
    with MO.open("rb") as file:
        return read_mo(file)


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as `kam.mo` holds it."""
    made = io.BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()


def said(catalogue: Catalog) -> dict[object, object]:
    """The translation of every translated message."""
    return {
        _hashable(each.id): _hashable(each.string)
        for each in catalogue
        if each.id and _said(each.string)
    }


def _hashable(text: object) -> object:
    """A message; one with a plural is a list here and a tuple there."""
    return tuple(text) if isinstance(text, list) else text


def missing(template: Catalog, catalogue: Catalog) -> list[str]:
    """The English of every message without Chinese."""
    lacking = []
    for message in template:
        known = catalogue.get(message.id, message.context)
        if message.id and (known is None or not _said(known.string)):
            lacking.append(str(message.id))
    return lacking


def _said(translation: object) -> bool:
    parts = translation if isinstance(translation, list | tuple) else (translation,)
    return all(parts)


def update() -> list[str]:
    """Rewrite `kam.po` and `kam.mo`; the messages that still lack Chinese."""
    template = extracted()
    catalogue = kept() if PO.exists() else Catalog(locale="zh", domain="kam", charset="utf-8")
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.header_comment = "# The Chinese words of kam."
    catalogue.project, catalogue.version, catalogue.fuzzy = "kam", "1", False
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    with PO.open("wb") as file:
        write_po(file, catalogue, sort_output=True, width=100, include_lineno=False)
    MO.write_bytes(compiled(kept()))
    return missing(template, catalogue)


if __name__ == "__main__":
    for english in (lacking := update()):
        print(f"no Chinese yet: {english}")  # noqa: T201
    sys.exit(1 if lacking else 0)
