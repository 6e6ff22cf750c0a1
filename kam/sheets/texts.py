"""Cells as text: cleaning, codes, phones, what the user saw, and what is no value at all."""

import math
import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from kam.i18n import N_, _
from kam.sheets.columns import Cell


class Unreadable(ValueError):
    """A cell that does not hold what its column wants.

    `want` is the message of the catalogue saying what was wanted, `details` what goes into its
    braces; a detail that depends on the language is a function, called when the text is shown.
    """

    def __init__(self, want: str, **details: str | Callable[[], str]) -> None:
        super().__init__(want)
        self.want = want
        self.details = details

    def text(self) -> str:
        """What was wanted, in the language in use."""
        shown = {name: say() if callable(say) else say for name, say in self.details.items()}
        return _(self.want).format(**shown)

    def __str__(self) -> str:
        return self.text()


_NOTHING = (
    "- -- --- — —— – ― / // \\ . * 无 暂无 没有 未知 不详 待定 未填 未填写 空 n/a none null nil"
)
_MARKS = frozenset(_NOTHING.split())
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\ud800-\udfff]")
_LINE_END = re.compile("(?:_x000D_)?\r?\n|_x000D_|\r|[\x0b\x0c\u2028\u2029]", re.IGNORECASE)
_UNTIDY = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028-\u2029\u2060\ufeff\ud800-\udfff]|_x0"
)
_EDGES = " \t\n\u3000\xa0\u200c\u200d\u200e\u200f\u2002\u2003\u2007\u2009\u202f"
_QUOTED = re.compile(r'="((?:[^"]|"")*)"')
_SHORTENED = re.compile(r"[+-]?\d(?:\.\d+)?E\+\d{2,3}")
_ERROR = re.compile(
    r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)", re.IGNORECASE
)
_WHOLE_DIGITS = 10**15  # Excel keeps 15 digits of a number; what follows is lost


def tidy(text: str) -> str:
    """The text without control characters, outer space and `="..."`; line ends are newlines."""
    if _UNTIDY.search(text):
        text = _INVISIBLE.sub("", _LINE_END.sub("\n", text))
    text = text.strip(_EDGES)
    if text.startswith('="') and (quoted := _QUOTED.fullmatch(text)):
        return tidy(quoted[1].replace('""', '"'))
    return text


def narrow(text: str) -> str:
    """The text tidied, on one line, with full-width digits, letters and marks made half-width."""
    return " ".join(unicodedata.normalize("NFKC", tidy(text)).split())


def is_blank(cell: Cell) -> bool:
    """True for None and for text of nothing but white, zero-width or control characters."""
    return cell is None or (isinstance(cell, str) and not tidy(cell))


def is_mark(text: str) -> bool:
    """True where people write that there is nothing: "-", "/", "无", "N/A". Takes narrow text."""
    return text.lower() in _MARKS


def is_error(text: str) -> bool:
    """True for what Excel shows when a formula fails: "#N/A", "#REF!"."""
    return text.startswith("#") and _ERROR.fullmatch(text) is not None


def number_text(number: float) -> str:
    """A number cell in plain digits: 19306.0 is "19306", 1e-7 is "0.0000001"."""
    if isinstance(number, float) and math.isfinite(number):
        text = format(Decimal(repr(number)), "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if text == "-0" else text
    return str(number)


def _time_text(moment: time | datetime) -> str:
    return f"{moment:%H:%M:%S}" if moment.second or moment.microsecond else f"{moment:%H:%M}"


def as_written(cell: Cell) -> str:
    """What the user saw in the cell, on one line: for listings of problems and for text columns."""
    match cell:
        case None:
            return ""
        case str():
            return " ".join(tidy(cell).split("\n"))
        case bool():
            return "TRUE" if cell else "FALSE"
        case int() | float():
            return number_text(cell)
        case datetime():
            day = cell.date().isoformat()
            return day if cell.time() == time() else f"{day} {_time_text(cell)}"
        case date():
            return cell.isoformat()
        case time():
            return _time_text(cell)
        case timedelta():
            return _duration_text(cell)


def _duration_text(span: timedelta) -> str:
    sign, seconds = ("-", -span) if span < timedelta() else ("", span)
    minutes, left = divmod(round(seconds.total_seconds()), 60)
    return f"{sign}{minutes // 60}:{minutes % 60:02}:{left:02}"


def read_text(cell: Cell) -> str | None:
    """Free text: any words, newlines kept; numbers and dates as they are shown."""
    return (tidy(cell) if isinstance(cell, str) else as_written(cell)) or None


def read_name(cell: Cell) -> str | None:
    """A name on one line, as written; None for a mark such as "无"; a failed formula is refused."""
    text = " ".join(as_written(cell).split())
    if is_error(text):
        raise Unreadable(N_("a name, not the result of a failed formula"))
    return None if not text or is_mark(text) else text


def read_code(cell: Cell) -> str | None:
    """A code as text, leading zeros kept; `="019"`, `'019` and the number 19.0 are understood."""
    return _code(cell, N_("a code; format the column as text, Excel keeps only 15 digits"))


def read_phone(cell: Cell) -> str | None:
    """A phone number as text, spaces and dashes as written; a number cell gives its digits."""
    return _code(cell, N_("a phone number; format the column as text, Excel keeps only 15 digits"))


def _code(cell: Cell, damaged: str) -> str | None:
    if isinstance(cell, str):
        text = narrow(narrow(cell).lstrip("' "))
    elif isinstance(cell, int | float) and (not math.isfinite(cell) or abs(cell) >= _WHOLE_DIGITS):
        raise Unreadable(damaged)
    else:
        text = as_written(cell)
    if is_error(text):
        raise Unreadable(N_("a code, not the result of a failed formula"))
    if _SHORTENED.fullmatch(text):
        raise Unreadable(damaged)
    return None if not text or is_mark(text) else text
