"""Exported questionnaires (问卷星): which question asks for which field, and how answers read.

An export begins with columns about the answer (序号, 提交答卷时间, 所用时间, 来源 ...), those of
the questions follow, numbered: `2、您对我们的总体满意度`, `4、请评价:产品质量`, `第4题(产品质量)`.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from kam.models.enums import Channel, Dimension
from kam.sheets.cells import MOMENT, Unreadable, as_written, enum_reader, is_blank
from kam.sheets.columns import Cell, Column, Reader
from kam.sheets.header_texts import BRACKET, NUMBERING, key
from kam.sheets.headers import Match, Meaning, matched, stated, surest, understood
from kam.sheets.kinds.context import SUBSTANCE
from kam.sheets.kinds.surveys import SURVEYS
from kam.sheets.texts import narrow

_MOMENT = "提交答卷时间"
_TELLING = frozenset(("序号", "所用时间", "来源详情", "来自ip"))
_MEDIUM = "来源"
"""How the questionnaire reached the person (微信, 链接): a channel, not who asked."""
ABOUT_THE_ANSWER = frozenset((*_TELLING, _MEDIUM, "来自ip(省份)", "来自ip(城市)"))
"""Headers of an export, as `key` gives them, that are no questions and of which kam keeps none."""
_TOTAL = "总分"
"""The sum over all questions: no answer to any."""

_MATRIX = re.compile(r"第\d+题\((.+)\)")
_PARTS = re.compile(r"[:_]|[—–―]+|(?<=[\u4e00-\u9fff])-+|-+(?=[\u4e00-\u9fff])")
_NO_PART = re.compile(r"[\d\s.分~至到,、?-]*")
_SKIPPED = frozenset(("(跳过)", "(空)", "-3", "-2"))
_LETTER = re.compile(r"[a-z] ?[.、:] ?", re.IGNORECASE)
_POINTS = re.compile(r"(\d+(?:\.\d+)?) ?分?")
_DIMENSIONS = frozenset(Dimension)
_UNTOLD = 1500
"""Added to the rank of a question nobody answered: any other is surer."""
_SURE = 2.0
"""What is added to the score of an export that names the customer and answers anything: its
headers are like no others. Any other is of no use, whatever it may be about."""


@dataclass(frozen=True)
class Wording:
    """What the policy says of questions: field of a survey -> words that ask for it."""

    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    by_option: bool = False
    """A number is the place of the option, 1 the first and best one; else the score itself."""


def is_export(headers: Iterable[str]) -> bool:
    """Whether a sheet with these headers is an exported questionnaire."""
    said = {key(text) for text in headers if text}
    return key(_MOMENT) in said and bool(_TELLING & said)


def match(
    headers: Sequence[str],
    wording: Wording,
    *,
    mapping: Mapping[str, str],
    fixed: Collection[str],
    spoken: str = "",
    answers: Callable[[int], Collection[Cell]] = lambda _at: (),
) -> Match:
    """The headers of an export read as columns of surveys; the arguments are those of `match`.

    What `--map` says comes first, then headers kam knows as they stand, then the policy's words.
    `answers` gives the different cells below a header: why somebody recommends us is no NPS.
    """
    questions = [question(text) for text in headers]
    guesses = (*understood(questions, SURVEYS), *_asked(questions, wording.words))
    places = [
        *stated(headers, SURVEYS, mapping),
        *_borne_out(guesses, answers),
        *((_medium(), at) for at, text in enumerate(headers) if key(text) == _MEDIUM),
    ]
    chosen = {at: (_as_exported(column), False) for at, (column, _) in surest(places).items()}
    found = matched(headers, SURVEYS, chosen, fixed=fixed, spoken=spoken)
    answered = SUBSTANCE["surveys"] & {column.key for column, _ in chosen.values()}
    score = found.score + _SURE if answered and not found.lacking else 0
    return replace(found, refused="", score=score)  # questions are prose: 供应商 ...


def _borne_out(
    guesses: Iterable[tuple[Meaning, int]], answers: Callable[[int], Collection[Cell]]
) -> Iterator[tuple[Meaning, int]]:
    """The guesses most of whose answers read as values of the column; without answers less sure."""
    for meaning, at in guesses:
        told = [cell for cell in answers(at) if not is_blank(cell) and given(cell) is not None]
        if not told:
            yield meaning._replace(rank=meaning.rank + _UNTOLD), at
        elif 2 * _readable(told, _as_exported(meaning.column).reader) > len(told):
            yield meaning, at


def _readable(cells: Iterable[Cell], reader: Reader) -> int:
    count = 0
    for cell in cells:
        with suppress(Unreadable):
            reader.read(cell)
            count += 1
    return count


def question(header: str) -> str:
    """What a header asks for: without its number; of a matrix, what one row of it asks.

    Empty for a column about the answer.
    """
    if key(header) in ABOUT_THE_ANSWER or key(header) == _TOTAL:
        return ""
    text = " ".join(unicodedata.normalize("NFKC", header).split())
    if row := _MATRIX.fullmatch(text):
        return row[1]
    bare = BRACKET.sub(" ", NUMBERING.sub("", text))
    parts = [part for part in _PARTS.split(bare) if not _NO_PART.fullmatch(part)]
    return parts[-1].strip() if parts else bare


def _asked(
    questions: Sequence[str], words: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Meaning, int]]:
    """The fields whose words a question contains, with its position.

    A longer word is surer, and what is asked of the whole (总体, 推荐, 意见) surer than a
    dimension. Of equal words the last counts: 产品价格 is a price.
    """
    order = {column.key: place for place, column in enumerate(SURVEYS.columns)}
    for at, text in enumerate(questions):
        hits = sorted(_hits(key(text), words), reverse=True) if text else []
        mixed = any(name in _DIMENSIONS for _length, _place, name in hits)
        for turn, (length, _place, name) in enumerate(hits):
            rank = 1000 if name in _DIMENSIONS else 500 + 5 * mixed
            yield Meaning(rank - 10 * length + turn, order[name], SURVEYS.by_key[name], False), at


def _hits(text: str, words: Mapping[str, Sequence[str]]) -> Iterator[tuple[int, int, str]]:
    """(length of the longest word contained, its place, field)."""
    for name, known in words.items():
        found = [(len(word), text.rfind(word)) for word in map(key, known) if word in text]
        if found:
            yield (*max(found), name)


def _medium() -> Meaning:
    column = SURVEYS.by_key["channel"]
    return Meaning(2000, 0, replace(column, reader=Reader("medium", _read_medium)), False)


def _read_medium(cell: Cell) -> Any:
    """The channel of 微信, 短信, 邮件; None for a medium that is none, such as 链接."""
    try:
        return enum_reader(Channel).read(cell)
    except Unreadable:
        return None


def _as_exported(column: Column) -> Column:
    """The column with a reader that knows how exports write what was skipped or left blank."""
    reader = MOMENT if column.key == "answered_on" else column.reader
    taken = answer if reader.name in ("score", "integer") else given

    def read(cell: Cell) -> Any:
        kept = taken(cell)
        return None if kept is None else reader.read(kept)

    return replace(column, reader=replace(reader, read=read))


def given(cell: Cell) -> Cell:
    """The cell; None where the question was skipped or left blank."""
    return None if narrow(as_written(cell)) in _SKIPPED else cell


def answer(cell: Cell) -> Cell:
    """The answer to a choice or a scale without what stands around it: A.满意, 9分, 5(非常满意)."""
    if not isinstance(cell, str) or given(cell) is None:
        return given(cell)
    text = _LETTER.sub("", narrow(cell), count=1) if _LETTER.match(narrow(cell)) else narrow(cell)
    text = BRACKET.sub("", text).strip() or text
    points = _POINTS.fullmatch(text)
    return points[1] if points else text


def is_option(cell: Cell) -> bool:
    """Whether the answer is a bare number, which may be the place of an option; 4分 is none."""
    if isinstance(cell, bool) or given(cell) is None:
        return False
    return isinstance(cell, int | float) or (isinstance(cell, str) and narrow(cell).isdecimal())
