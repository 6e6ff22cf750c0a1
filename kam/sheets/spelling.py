"""Cells as Excel keeps them: each value as the XML of its cell, in a way no reader misreads."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

LONGEST = 32_767
"""Characters Excel takes in a cell, counted as UTF-16 counts them."""

FORMATS = {
    "text": "General",
    "code": "@",
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm:ss",
    "instant": "yyyy-mm-dd hh:mm",
    "time": "hh:mm",
    "span": "[h]:mm:ss",
    "money": "#,##0.00",
    "score": "0.0",
    "rate": "0.0%",
    "integer": "0",
    "number": "General",
}
"""Style of a column -> Excel's number format. Codes are text: their leading zeros live."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile("[<>&\x00-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_|^[\\s=+\\-@]|\\s$")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA = ("=", "+", "-", "@")
_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_DAY_0 = date(1899, 12, 30)
_FIRST_DAY = date(1900, 3, 1)
"""Excel counts a 29 February 1900; kam writes what lies before as text."""
_EXACT_DIGITS = 15
_CUT = "…"

Spell = Callable[[Any], str]
"""Gives what stands behind `<c r="A1"` for a value that is not None."""


class Speller:
    """Spells values for one workbook; `ids` names the workbook's style of each of FORMATS.

    `cut` counts the texts that were too long for a cell.
    """

    def __init__(self, ids: dict[str, int]) -> None:
        self.cut = 0
        self._ids = ids
        self._by_type: dict[type, Spell] = {
            str: self.styled("text"),
            bool: _boolean,
            int: self.styled("number"),
            float: self.styled("number"),
            Decimal: self.styled("number"),
            datetime: self._moment,
            date: self.styled("date"),
            time: self.styled("time"),
            timedelta: self.styled("span"),
        }

    def styled(self, style: str) -> Spell:
        """How the values of a column of this style are spelled."""
        attribute = f' s="{self._ids[style]}"' if self._ids[style] else ""
        if style in ("text", "code"):
            return self._texts(attribute)
        if style in ("date", "moment", "instant", "time", "span"):
            return lru_cache(maxsize=10_000)(lambda value: self._temporal(value, attribute))
        return lambda value: self._number(value, attribute)

    def any(self, value: Any) -> str:
        """A cell spelled by its own type, as where a sheet is handed back as it came."""
        return self._by_type[type(value)](value)

    def _texts(self, attribute: str) -> Spell:
        plain = f'{attribute} t="inlineStr"><is><t>%s</t></is></c>'

        def spell(value: Any) -> str:
            text = value if type(value) is str else str(value)
            if len(text) * 2 <= LONGEST and not _SPECIAL.search(text):
                return plain % text
            return self._special(text, attribute)

        return spell

    def _special(self, text: str, attribute: str) -> str:
        """A text that XML or Excel would not take as it is."""
        text = _ESCAPED.sub("_x005F_", without_forbidden(self._fitting(text)))
        if text.startswith(_FORMULA):
            attribute = f' s="{self._ids["code"]}"'  # it stays text when somebody edits it
        keep = ' xml:space="preserve"' if text != text.strip() else ""
        return f'{attribute} t="inlineStr"><is><t{keep}>{text.translate(_XML)}</t></is></c>'

    def _fitting(self, text: str) -> str:
        units = text.encode("utf-16-le", "surrogatepass")
        if len(units) <= 2 * LONGEST:
            return text
        self.cut += 1
        return units[: 2 * (LONGEST - len(_CUT))].decode("utf-16-le", "ignore") + _CUT

    def _number(self, value: Any, attribute: str) -> str:
        digits = f"{value:f}" if isinstance(value, Decimal) else str(value)
        if len(digits) > _EXACT_DIGITS and not _survives(digits):
            return self._special(digits, attribute)
        return f"{attribute}><v>{digits}</v></c>"

    def _moment(self, value: datetime) -> str:
        midnight = value.time() == time()
        return self._temporal(value, f' s="{self._ids["date" if midnight else "moment"]}"')

    def _temporal(self, value: Any, attribute: str) -> str:
        serial = excel_serial(value)
        if serial is None:
            return self._special(str(value), "")
        return f"{attribute}><v>{serial}</v></c>"


def without_forbidden(text: str) -> str:
    """The text without the control characters that XML does not allow."""
    return _FORBIDDEN.sub("", text)


def _survives(digits: str) -> bool:
    """Whether the number comes back digit by digit from the binary number Excel keeps."""
    return Decimal(repr(float(digits))) == Decimal(digits)


def _boolean(value: bool) -> str:
    return f' t="b"><v>{value:d}</v></c>'


def excel_serial(value: date | datetime | time | timedelta) -> int | float | None:
    """The number Excel keeps for it, which knows no zone; None for a day Excel does not know."""
    match value:
        case datetime():
            day = excel_serial(value.date())
            return None if day is None else day + _fraction(value.time())
        case date():
            return (value - _DAY_0).days if value >= _FIRST_DAY else None
        case time():
            return _fraction(value)
        case timedelta():
            return value / timedelta(days=1)


def _fraction(at: time) -> float:
    whole = timedelta(
        hours=at.hour, minutes=at.minute, seconds=at.second, microseconds=at.microsecond
    )
    return whole / timedelta(days=1)
