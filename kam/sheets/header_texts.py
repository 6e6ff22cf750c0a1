"""The text of one header: what compares equal, its unit, its best score."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

_MARKS = re.compile(r"^[*★※●#\s]+|[*★※●:;\s]+$")
NUMBERING = re.compile(r"^\(?\d{1,2}(?:[、)]|\.(?!\d))\s*")
BRACKET = re.compile(r"[(\[【{<〈《]([^()\[\]【】{}<>〈〉《》]*)[)\]】}>〉》]")
_NOISE = re.compile(r"[\s_\-.'\"“”?*]+")
_SCALES = {
    "": 1,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
}
_SCALE = "(千万|百万|十万|千|万|亿)?"
_UNIT = re.compile(
    rf"(?:单位:?|以)?(?:人民币|rmb|cny|¥)?{_SCALE}(元|人民币|rmb|cny|¥)?(?:人民币|计)?"
)
_TRAILING_UNIT = re.compile(rf"(?:[/,:]|(?<=[额价款本入算])){_SCALE}(元)?$")
_POINTS = re.compile(r"(?:满分为?:?|[01][-~—至到])(\d{1,3})(?:分制?)?|(\d{1,3})分制?")
_FOREIGN = re.compile(r"美元|美金|欧元|英镑|港币|港元|日元|usd|eur|gbp|hkd|jpy|[$€£]")
_SYSTEM = ("系统", "system")


@dataclass(frozen=True)
class Said:
    """A header taken apart: `full` and `plain` (without remarks in brackets) compare equal
    whatever the width, case, spaces and marks; `factor` is its unit, `points` the best score."""

    full: str
    plain: str
    factor: Decimal = Decimal(1)
    points: int | None = None
    system: bool = False


def key(text: str) -> str:
    """The header without what does not matter: `*客户名称（必填）：` and `客户 名称` are equal."""
    return said(text).plain


@cache
def said(text: str) -> Said:
    """The header taken apart."""
    rest = unicodedata.normalize("NFKC", text).lower().replace("\n", " ")
    rest = NUMBERING.sub("", _MARKS.sub("", rest))
    factor, points, system, kept = Decimal(1), None, False, []
    for inner in ("".join(found.split()) for found in BRACKET.findall(rest)):
        unit = _UNIT.fullmatch(inner)
        if unit and inner:
            factor = Decimal(_SCALES[unit[1] or ""])
        elif score := _POINTS.fullmatch(inner):
            points = int(score[1] or score[2])
        elif inner in _SYSTEM:
            system = True
        elif inner and not re.match(r"\*|[非必选可]+填|required|optional", inner):
            kept.append(_NOISE.sub("", inner))
    bare = _MARKS.sub("", BRACKET.sub("", rest))
    if (unit := _TRAILING_UNIT.search(bare)) and (unit[1] or unit[2]):
        bare, factor = bare[: unit.start()], Decimal(_SCALES[unit[1] or ""])
    if (score := _POINTS.search(bare)) and "满分" in bare and not bare.startswith("满分"):
        bare, points = bare[: score.start()], int(score[1] or score[2])
    plain = _NOISE.sub("", _MARKS.sub("", bare))
    full = plain + "".join(f"({each})" for each in kept)
    foreign = any(map(_FOREIGN.search, kept))
    return Said(full, full if foreign else plain, factor, points, system)
