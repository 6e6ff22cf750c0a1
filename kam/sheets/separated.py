"""A sheet as csv or tsv: text that Excel opens and kam reads back as it was."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, time
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

DELIMITERS = {".csv": ",", ".tsv": "\t"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_AT_ONCE = 2_000


def write_separated(
    path: Path, headers: Sequence[str], rows: Iterable[Sequence[Any]], delimiter: str
) -> int:
    """Write the sheet to `path`, with the mark by which Excel knows UTF-8; gives its rows."""
    left, count = iter(rows), 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(map(harmless, headers))
        while chunk := list(islice(left, _AT_ONCE)):
            writer.writerows([_text(value) for value in row] for row in chunk)
            count += len(chunk)
    return count


def harmless(text: str) -> str:
    """The text; one a spreadsheet would take for a formula as `="..."`, which shows just it."""
    if not text.startswith(_FORMULA) or text in ("-", "+"):
        return text
    doubled = text.replace('"', '""')
    return f'="{doubled}"'


def _text(value: Any) -> str:
    match value:
        case str():
            return harmless(value)
        case None:
            return ""
        case Decimal():
            return _digits(value)
        case time():
            return value.isoformat("seconds" if value.second else "minutes")
        case date():
            return value.isoformat()
    return str(value)


def _digits(number: Decimal) -> str:
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
