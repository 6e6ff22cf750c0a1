"""What the headers of a sheet mean: matched to the columns of a kind."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from kam.sheets.columns import Column, Kind
from kam.sheets.header_texts import key, said
from kam.sheets.kinds.context import IDENTITY, NEEDED, SUBSTANCE, TELLING, TURNS, Turn

ENOUGH = 1.3
"""The score from which a sheet is taken for a kind without being told."""


@dataclass(frozen=True)
class Header:
    """One header of a sheet and the column it means; None for one kam has no column for."""

    text: str
    """As written, on one line."""
    column: Column | None
    factor: Decimal
    position: int
    """The column of the sheet, from 0."""
    points: int | None = None
    tentative: bool = False
    """Believed only where every cell below reads as a value of the column."""


@dataclass(frozen=True)
class Match:
    """How well headers fit a kind."""

    kind: Kind
    headers: tuple[Header, ...]
    score: float
    refused: str = ""
    """The word in the sheet that speaks against the kind."""
    lacking: tuple[tuple[str, ...], ...] = ()
    """The groups of needed columns of which the sheet has none."""

    @property
    def known(self) -> tuple[Header, ...]:
        return tuple(each for each in self.headers if each.column)


class Meaning(NamedTuple):
    """A column that a header may mean; the lower the rank, the surer."""

    rank: int
    order: int
    """The place of the column in its sheet."""
    column: Column
    tentative: bool


_INDEXES: dict[int, tuple[Kind, dict[str, list[Meaning]]]] = {}


def _index(kind: Kind) -> dict[str, list[Meaning]]:
    """Every header kam knows of the kind and what it may mean."""
    # By identity: a kind's own hash goes through all its columns.
    if kept := _INDEXES.get(id(kind)):
        return kept[1]
    index: dict[str, list[Meaning]] = {}
    _INDEXES[id(kind)] = kind, index
    for order, column in enumerate(kind.columns):
        for rank, text in enumerate((column.zh, column.en, *column.also)):
            place = Meaning(max(0, rank - 1), order, column, text.endswith("?"))
            index.setdefault(said(text).full, []).append(place)
    return index


def meanings(kind: Kind, text: str) -> list[Meaning]:
    """The columns the header may mean."""
    if text in kind.by_key and not kind.by_key[text].computed:
        return [Meaning(0, 0, kind.by_key[text], False)]
    header, index = said(text), _index(kind)
    places = index.get(header.full)
    if places is None:
        places = [place._replace(rank=place.rank + 1) for place in index.get(header.plain, ())]
    return [place for place in places if place.column.computed == header.system]


def is_known(text: str) -> bool:
    """Whether the header is one of any kind."""
    from kam.sheets.kinds import KINDS

    return any(meanings(kind, text) for kind in KINDS)


def resolve(kind: Kind, name: str) -> Column | None:
    """The column of the kind that the user calls `name`: its key, a header, a synonym."""
    best = min(meanings(kind, name), key=lambda place: place.rank, default=None)
    return best.column if best else None


def match(
    headers: Sequence[str],
    kind: Kind,
    *,
    mapping: Mapping[str, str] | None = None,
    fixed: Collection[str] = (),
    spoken: str = "",
) -> Match:
    """The headers read as columns of `kind`, and how well they fit.

    `mapping` names headers for columns (`--map`), `fixed` the columns given by `--set`; `spoken`
    is what the sheet's name and title say. One column gets one header, the surest.
    """
    chosen = surest([*stated(headers, kind, mapping or {}), *understood(headers, kind)])
    _take_turns(headers, kind, chosen)
    return matched(headers, kind, chosen, fixed=fixed, spoken=spoken)


def matched(
    headers: Sequence[str],
    kind: Kind,
    chosen: Mapping[int, tuple[Column, bool]],
    *,
    fixed: Collection[str] = (),
    spoken: str = "",
) -> Match:
    """The headers with the columns chosen for them (as in `surest`), and how well they fit."""
    made = tuple(_header(text, at, chosen.get(at)) for at, text in enumerate(headers))
    present = {each.column.key for each in made if each.column and not each.column.computed}
    named = present | {column.key for name in fixed if (column := resolve(kind, name))}
    lacking = tuple(group for group in NEEDED[kind.name] if not named & set(group))
    found = Match(kind, made, 0.0, _refusal(kind, headers, spoken), lacking)
    return replace(found, score=_score(found, present, spoken))


def stated(
    headers: Sequence[str], kind: Kind, mapping: Mapping[str, str]
) -> Iterator[tuple[Meaning, int]]:
    """What `--map` says of the headers, surer than anything else, each with its position."""
    said_of = {
        key(header): column for name, header in mapping.items() if (column := resolve(kind, name))
    }
    for at, text in enumerate(headers):
        if text and (column := said_of.get(key(text))):
            yield Meaning(-1, 0, column, False), at


def understood(headers: Sequence[str], kind: Kind) -> Iterator[tuple[Meaning, int]]:
    """The columns each header may mean, with its position."""
    for at, text in enumerate(headers):
        if text:
            yield from ((meaning, at) for meaning in meanings(kind, text))


def surest(places: Iterable[tuple[Meaning, int]]) -> dict[int, tuple[Column, bool]]:
    """Position -> column and whether it is tentative; each column goes to its surest header."""
    chosen: dict[int, tuple[Column, bool]] = {}
    taken: set[str] = set()
    for place, at in sorted(places, key=lambda each: (each[0].rank, each[0].order, each[1])):
        if at not in chosen and place.column.key not in taken:
            chosen[at] = (place.column, place.tentative)
            taken.add(place.column.key)
    return chosen


def _take_turns(headers: Sequence[str], kind: Kind, chosen: dict[int, tuple[Column, bool]]) -> None:
    """Give a header its other meaning where the rest of the sheet asks for it."""
    for turn in TURNS.get(kind.name, ()):
        places = {column.key: at for at, (column, _) in chosen.items()}
        at = places.get(turn.key)
        if at is None or not _fits(turn, headers[at], places):
            continue
        if turn.instead is None:
            del chosen[at]
        elif turn.instead not in places:
            chosen[at] = (kind.by_key[turn.instead], chosen[at][1])


def _fits(turn: Turn, text: str, places: Mapping[str, int]) -> bool:
    asked = (turn.other in places) == turn.present
    return asked and (not turn.said or key(text) in map(key, turn.said))


def _header(text: str, at: int, choice: tuple[Column, bool] | None) -> Header:
    parts = said(text)
    column, tentative = choice or (None, False)
    return Header(" ".join(text.split()), column, parts.factor, at, parts.points, tentative)


def _refusal(kind: Kind, headers: Sequence[str], spoken: str) -> str:
    """The word that speaks against the kind, in a header or in the sheet's name or title."""
    texts = [said(text).full for text in headers if text] + [said(spoken).full]
    return next(
        (word for word in kind.refuse_words if any(said(word).full in text for text in texts)), ""
    )


@cache
def _weight(text: str) -> float:
    """How much a header says about the kind: one that fits five kinds says a fifth."""
    from kam.sheets.kinds import KINDS

    return 1 / max(1, sum(bool(meanings(kind, text)) for kind in KINDS))


def _score(match: Match, present: Collection[str], spoken: str) -> float:
    """The higher, the surer; below ENOUGH the sheet is of no kind kam takes."""
    kind = match.kind
    score = sum(_worth(header) for header in match.known)
    first = next((each.column.key for each in match.headers if each.column), "")
    score += first in IDENTITY[kind.name]
    told = TELLING.get(kind.name, frozenset()) & {said(each.text).full for each in match.known}
    score += 0 if match.lacking or not told else 3 if first in IDENTITY[kind.name] else 1.5
    score += 2 * any(said(word).full in said(spoken).full for word in kind.sheet_words)
    score -= sum(1.5 if set(group) & IDENTITY[kind.name] else 1 for group in match.lacking)
    score -= 3 * (len(match.lacking) > 1)
    score -= 4 * len(match.known) < sum(bool(header.text) for header in match.headers)
    substance = SUBSTANCE.get(kind.name)
    return score - 2 * bool(substance and not substance & set(present))


def _worth(header: Header) -> float:
    """What a recognised header says for its kind; one written as kam writes it says most."""
    column = header.column
    assert column is not None
    exact = said(header.text).full in (said(column.zh).full, said(column.en).full)
    return _weight(header.text) * (0.3 if header.tentative else 1 if exact else 0.9)


def best(
    headers: Sequence[str],
    kinds: Sequence[Kind],
    *,
    mapping: Mapping[str, str] | None = None,
    fixed: Collection[str] = (),
    spoken: str = "",
) -> Match:
    """The kind that fits best; one that a word speaks against only where no other fits."""
    found = [match(headers, kind, mapping=mapping, fixed=fixed, spoken=spoken) for kind in kinds]
    fit = [each for each in found if not each.refused and each.score >= ENOUGH]
    return max(fit or found, key=lambda each: each.score)
