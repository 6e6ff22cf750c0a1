"""Cells as numbers: amounts, quantities, whole numbers, scores. Exact, never a float."""

import math
import re
from decimal import Decimal

from kam.i18n import N_
from kam.money import round_half_up
from kam.sheets.columns import Cell
from kam.sheets.texts import Unreadable, is_mark, narrow

ONE = Decimal(1)

SATISFACTION_WORDS = {
    "非常满意": 5,
    "很满意": 5,
    "满意": 4,
    "比较满意": 4,
    "较满意": 4,
    "一般": 3,
    "不满意": 2,
    "比较不满意": 2,
    "不太满意": 2,
    "非常不满意": 1,
    "很不满意": 1,
    "very satisfied": 5,
    "satisfied": 4,
    "neutral": 3,
    "dissatisfied": 2,
    "very dissatisfied": 1,
}
"""Answers in words and what they are on a scale of 5 [L]."""

_SCALES = {
    "": 0,
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "w": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
}
_CURRENCY = r"(?:人民币|rmb|cny)?¥?"
_NUMBER = r"(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(?P<power>e-\d{1,2})?"
_SCALE = "(?P<scale>" + "|".join(sorted(filter(None, _SCALES), key=len, reverse=True)) + ")?"
_TAIL = r"(?P<trailing>-)?(?P<close>\))?"
_AMOUNT = re.compile(
    rf"(?P<open>\()?(?P<sign>[+-])?{_CURRENCY}(?P<inner>[+-])?{_NUMBER}{_SCALE}"
    rf"(?P<unit>元整?|圆整?|块)?(?:人民币|rmb|cny)?{_TAIL}"
)
_UNITS = (
    "个|件|台|套|只|箱|包|张|支|把|吨|t|千克|公斤|kg|米|m|条|瓶|盒|双|份|组|根|本|卷|桶|袋|块|片|"
    "辆|次|单|笔|人|家|户|天|pcs?|ea"
)
_COUNT = re.compile(
    rf"(?P<open>\()?(?P<sign>[+-])?(?P<inner>(?!))?{_NUMBER}{_SCALE}(?P<unit>(?!))?(?:{_UNITS})?{_TAIL}"
)
_FOREIGN = re.compile(
    r"[$€£₩₽₹฿]|美元|美金|欧元|英镑|港币|港元|日元|日币|澳元|加元|韩元|新台币|台币|卢布|新加坡元"
    r"|usd|eur|gbp|hkd|jpy|twd|aud|cad|sgd|krw|chf|inr"
)
_SPACE = re.compile(r"(?<!\d) | (?!\d)")
_SHORTENED = re.compile(r"\d(?:\.\d+)?e\+?\d+")
_LOOKALIKES = str.maketrans({"−": "-", "–": "-", "—": "-", "。": ".", "'": "", "、": ","})

WANT_AMOUNT = N_("an amount like 1250.00")
WANT_NUMBER = N_("a number like 12.5")
WANT_INTEGER = N_("a whole number like 12")
WANT_SCORE = N_("a score like 4.5, or one of 非常满意, 满意, 一般, 不满意, 非常不满意")


def _plain(text: str) -> str:
    """The text ready for the patterns; a space between digits stays, and is refused."""
    return _SPACE.sub("", narrow(text).translate(_LOOKALIKES)).lower()


def _refuse_foreign(text: str) -> None:
    if _FOREIGN.search(narrow(text).lower()):
        raise Unreadable(
            N_("an amount in the database's currency, like 1250.00; a database keeps one currency")
        )


def _parsed(pattern: re.Pattern[str], text: str, want: str) -> tuple[Decimal, bool]:
    """The number in `text`, and whether the text itself states its unit (万, 元)."""
    if _SHORTENED.fullmatch(text.lstrip("+-")):
        raise Unreadable(N_("all digits of the number; Excel has shortened it to 1.2E+11"))
    found = pattern.fullmatch(text)
    if not found or bool(found["open"]) != bool(found["close"]):
        raise Unreadable(want)
    signs = [found[name] for name in ("open", "sign", "inner", "trailing") if found[name]]
    if len(signs) > 1:
        raise Unreadable(want)
    number = Decimal(found["number"].replace(",", "") + (found["power"] or ""))
    number = number.scaleb(_SCALES[found["scale"] or ""])
    negative = bool(signs) and signs != ["+"]
    return (-number if negative else number), bool(found["scale"] or found["unit"])


def _number(
    cell: Cell, pattern: re.Pattern[str], want: str, limit: Decimal, factor: Decimal
) -> Decimal | None:
    """The exact number in the cell times `factor`, unless the cell states a unit of its own."""
    if isinstance(cell, str):
        text = _plain(cell)
        if not text or is_mark(text) or is_mark(narrow(cell)):
            return None
        number, own_unit = _parsed(pattern, text, want)
        number = number if own_unit else number * factor
    elif isinstance(cell, bool) or not isinstance(cell, int | float) or not math.isfinite(cell):
        raise Unreadable(want)
    else:
        number = Decimal(repr(cell)) * factor
    if abs(number) >= limit:
        raise Unreadable(N_("a smaller number, below {limit}"), limit=f"{limit:,}")
    return number or Decimal(0)  # never -0


def read_money(cell: Cell, factor: Decimal = ONE) -> Decimal | None:
    """An amount rounded half up to cents; ¥, 元, 万, 亿, separators and (1,200.00) understood."""
    if isinstance(cell, str):
        _refuse_foreign(cell)
    number = _number(cell, _AMOUNT, WANT_AMOUNT, Decimal(10) ** 15, factor)
    return None if number is None else round_half_up(number)


def read_price(cell: Cell, factor: Decimal = ONE) -> Decimal | None:
    """A price per unit, written like an amount, to six decimal places."""
    if isinstance(cell, str):
        _refuse_foreign(cell)
    return _six_places(_number(cell, _AMOUNT, WANT_AMOUNT, Decimal(10) ** 12, factor))


def read_quantity(cell: Cell, factor: Decimal = ONE) -> Decimal | None:
    """A quantity to six decimal places; a unit behind it (10 箱) is left out."""
    return _six_places(_number(cell, _COUNT, WANT_NUMBER, Decimal(10) ** 12, factor))


def read_integer(cell: Cell, factor: Decimal = ONE) -> int | None:
    """A whole number; 12.0 is 12, 12.5 is refused."""
    number = _six_places(_number(cell, _COUNT, WANT_INTEGER, Decimal(10) ** 12, factor))
    if number is not None and number != number.to_integral_value():
        raise Unreadable(WANT_INTEGER)
    return None if number is None else int(number)


def read_score(cell: Cell) -> Decimal | None:
    """The score as answered, 0 to 100 on whatever scale; words are given on 5."""
    if isinstance(cell, str):
        text = narrow(cell).lower()
        if text in SATISFACTION_WORDS:
            return Decimal(SATISFACTION_WORDS[text])
        cell = text.removesuffix("分").removesuffix("星").rstrip() or text
    number = _six_places(_number(cell, _COUNT, WANT_SCORE, Decimal(10) ** 12, ONE))
    if number is not None and not 0 <= number <= 100:
        raise Unreadable(WANT_SCORE)
    return number


def _six_places(number: Decimal | None) -> Decimal | None:
    """Half up at the sixth place, without the zeros behind: 12.50 is 12.5, 1E+3 is 1000."""
    if number is None:
        return None
    rounded = round_half_up(number, 6).normalize()
    return rounded.quantize(ONE) if rounded == rounded.to_integral_value() else rounded
