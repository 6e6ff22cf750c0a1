"""Cells as words of a closed list: enums, yes and no, tags, people."""

import re
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import NamedTuple

from kam.i18n import N_, pick, word
from kam.models.words import WORDS
from kam.sheets.columns import Cell, Reader
from kam.sheets.texts import Unreadable, as_written, is_error, is_mark, narrow

TAG_SEPARATOR = "、"
_BETWEEN_TAGS = re.compile(r"[,，、;；|｜\n]")
_BETWEEN_PEOPLE = re.compile(r"[/／、,，;；&＆|\n]")
_NO_LETTERS = re.compile(r"[\s_\-/·.]+")

_YES_WORDS = "是 y yes true t 1 √ ✓ ✔ ☑ 对 有 真 on"
_NO_WORDS = "否 n no false f 0 × ✗ ✘ x ☐ 不是 无 没有 假 off"
_YES, _NO = frozenset(_YES_WORDS.split()), frozenset(_NO_WORDS.split())


class People(NamedTuple):
    """The people named in one cell: who counts, and the others as written."""

    first: str
    rest: tuple[str, ...]


def _fold(text: str) -> str:
    """What is left of a word when case, width, spaces, hyphens and underscores do not matter."""
    return _NO_LETTERS.sub("", narrow(text).casefold())


@cache
def _terms(words: type[Enum]) -> Mapping[str, Enum]:
    """Every way to write a member of `words`, folded. A word that means two members is a bug."""
    terms: dict[str, Enum] = {}
    for member, said in WORDS[words].items():
        for way in (*said, str(member.value), member.name):
            if terms.setdefault(_fold(way), member) is not member:
                raise ValueError(f"{words.__name__}: {way} is {terms[_fold(way)]} and {member}")
    return terms


@cache
def enum_reader(words: type[Enum]) -> Reader:
    """The reader of a column that holds members of `words`; it returns the member."""

    def read(cell: Cell) -> Enum | None:
        text = as_written(cell)
        if (member := _terms(words).get(_fold(text))) is not None:
            return member
        if not text or is_mark(narrow(text)):
            return None
        raise _not_a_term(text, words)

    return Reader(words.__name__, read)


def _not_a_term(text: str, words: type[Enum]) -> Unreadable:
    from difflib import get_close_matches

    def choices() -> str:
        return pick("、", ", ").join(word(member) for member in words)

    near = get_close_matches(_fold(text), _terms(words), 1, 0.6)
    if not near:
        return Unreadable(N_("one of {choices}"), choices=choices)
    nearest = _terms(words)[near[0]]
    return Unreadable(
        N_("one of {choices}; nearest is {nearest}"),
        choices=choices,
        nearest=lambda: word(nearest),
    )


def read_boolean(cell: Cell) -> bool | None:
    """True for 是, √, Y, 1; False for 否, ×, N, 0."""
    text = narrow(as_written(cell)).lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    if not text or is_mark(text):
        return None
    raise Unreadable(N_("是 or 否 (yes or no)"))


def read_tags(cell: Cell) -> str | None:
    """The tags in the order written, each once, joined by "、"; None without any."""
    text = cell if isinstance(cell, str) else as_written(cell)
    parts = (" ".join(as_written(part).split()) for part in _BETWEEN_TAGS.split(text))
    return TAG_SEPARATOR.join(dict.fromkeys(p for p in parts if p and not is_mark(p))) or None


def read_people(cell: Cell) -> People | None:
    """The first name in the cell and the rest: 张伟/李娜 is 张伟, and 李娜."""
    text = cell if isinstance(cell, str) else as_written(cell)
    whole = narrow(text)
    if is_mark(whole):
        return None
    names = [" ".join(as_written(part).split()) for part in _BETWEEN_PEOPLE.split(text)]
    named = list(dict.fromkeys(name for name in names if name and not is_mark(name)))
    if any(map(is_error, [whole, *named])):
        raise Unreadable(N_("a person's name, not the result of a failed formula"))
    return People(named[0], tuple(named[1:])) if named else None
