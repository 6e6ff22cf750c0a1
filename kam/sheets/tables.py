"""The table in a sheet: where its header is, which kind it is, its cells column by column."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain, compress, islice, zip_longest

from kam.i18n import _, pick
from kam.sheets.books import RawSheet
from kam.sheets.columns import Cell, Kind
from kam.sheets.headers import ENOUGH, Header, Match, best, is_known
from kam.sheets.kinds import KINDS
from kam.sheets.kinds.surveys import SURVEYS
from kam.sheets.questionnaires import Wording, is_export
from kam.sheets.questionnaires import match as match_questions
from kam.sheets.skipping import skipped_rows
from kam.sheets.texts import as_written, is_blank, is_error

_LOOK = 40
"""Rows looked at for the header."""
_LONGEST_HEADER = 60
_LONGEST_QUESTION = 500
_MOST_HEADERS = 512
_CHUNK = 4096


@dataclass(frozen=True)
class Table:
    """A sheet of a known kind, its cells column-wise; all columns are of one length."""

    sheet: str
    kind: Kind
    headers: tuple[Header, ...]
    cells: list[list[Cell]]
    """Parallel to `headers`."""
    row_numbers: Sequence[int]
    """The number of each row as Excel shows it."""
    skipped: int
    """Rows between and below the records that were none: blank, totals, notes, examples."""
    lacking: tuple[tuple[str, ...], ...] = ()
    by_option: bool = False
    """A number in an answer is the place of an option, 1 the first and best one."""


@dataclass(frozen=True)
class NoTable:
    """A sheet that was passed over, and why in the user's words; empty sheets have no reason."""

    sheet: str
    reason: str


@dataclass(frozen=True)
class _Place:
    """A header found: the rows it takes (from 0), and what it means."""

    first: int
    last: int
    match: Match


def find(
    sheet: RawSheet,
    *,
    kind: Kind | None = None,
    mapping: Mapping[str, str] | None = None,
    fixed: Collection[str] = (),
    wording: Wording | None = None,
) -> Table | NoTable:
    """The table in the sheet, or why there is none.

    `kind` is what `--as` says, `mapping` what `--map`, `fixed` the columns that `--set` gives,
    `wording` what the policy says of questionnaires.
    """
    rows = iter(sheet.rows())
    head = list(islice(rows, _LOOK))
    texts = [_header_texts(row[:_MOST_HEADERS]) for row in head]
    wording = wording or Wording()
    place = max(
        _places(sheet, texts, (kind,) if kind else KINDS, mapping or {}, fixed, wording),
        key=lambda each: (each.match.score, each.first == each.last),
        default=None,
    )
    if place is None or (not kind and (place.match.refused or place.match.score < ENOUGH)):
        return NoTable(sheet.name, _reason(sheet.name, texts, place))
    below = chain(head[place.last + 1 :], rows)
    columns = _Columns(below, sheet.first_row + place.last + 1)
    headers = [header.text for header in place.match.headers]
    if place.match.kind is not SURVEYS or not is_export(headers):
        return _table(sheet, place.match, columns)
    found = match_questions(
        headers, wording, mapping=mapping or {}, fixed=fixed, answers=columns.different
    )
    return replace(_table(sheet, found, columns), by_option=wording.by_option)


def _header_texts(row: Sequence[Cell]) -> list[str]:
    """The texts of a row that may be headers; questions may be longer than other headers."""
    texts = [_header_text(cell, _LONGEST_HEADER) for cell in row]
    if is_export(texts):
        return [_header_text(cell, _LONGEST_QUESTION) for cell in row]
    return texts


def _header_text(cell: Cell, longest: int) -> str:
    text = " ".join(as_written(cell).split())
    return "" if len(text) > longest or is_error(text) else text


def _places(
    sheet: RawSheet,
    texts: Sequence[Sequence[str]],
    kinds: Sequence[Kind],
    mapping: Mapping[str, str],
    fixed: Collection[str],
    wording: Wording,
) -> Iterator[_Place]:
    """Every row, and every pair of rows, that may be the header."""
    titles = [sheet.name]
    least = 2 if len(kinds) > 1 and any(sum(map(bool, row)) > 1 for row in texts) else 1
    for at, row in enumerate(texts):
        said = [text for text in row if text]
        below = texts[at + 1] if at + 1 < len(texts) else []
        choices = [(at, row)] if said else []
        if said and any(below):
            choices.append((at + 1, _joined(row, below)))
        known = 0
        for last, headers in choices:
            found = _match(headers, kinds, mapping, fixed, " ".join(titles), wording)
            if last > at and len(found.known) <= known:
                continue  # a second row that adds no column is a record, not a header
            known = len(found.known)
            # A lone column counts where the sheet's name speaks for it too.
            alone = len(found.known) == 1 and len(kinds) > 1
            if len(found.known) >= least and (not alone or found.score > 2):
                yield _Place(at, last, found)
        if len(said) == 1:
            titles += said


def _match(
    headers: Sequence[str],
    kinds: Sequence[Kind],
    mapping: Mapping[str, str],
    fixed: Collection[str],
    spoken: str,
    wording: Wording,
) -> Match:
    """What the headers mean; those of an exported questionnaire are questions."""
    if SURVEYS in kinds and is_export(headers):
        return match_questions(headers, wording, mapping=mapping, fixed=fixed, spoken=spoken)
    return best(headers, kinds, mapping=mapping, fixed=fixed, spoken=spoken)


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Two header rows as one: 联系人 over 姓名 and 电话 is 联系人姓名 and 联系人电话."""
    joined, group = [], ""
    for above, below in zip_longest(upper, lower, fillvalue=""):
        group = above or (group if below else "")
        both = f"{group}{below}"
        alone = below and not is_known(both) and (is_known(below) or lower.count(below) == 1)
        joined.append(below if alone else both)
    return joined


def _reason(sheet: str, texts: Sequence[Sequence[str]], place: _Place | None) -> str:
    """Why the sheet is passed over; empty for an empty sheet."""
    row = max(texts, key=lambda row: sum(map(bool, row)), default=[])
    said = [text for text in row if text]
    if not said:
        return ""
    if place and place.match.refused and place.match.score >= ENOUGH:
        return _(
            "sheet {sheet}: not taken for {kind}, as it says {word}; if it is, use --as {name}"
        ).format(
            sheet=sheet,
            kind=pick(place.match.kind.zh, place.match.kind.en),
            word=place.match.refused,
            name=place.match.kind.name,
        )
    if is_export(said):
        return _(
            "sheet {sheet}: a questionnaire in which kam finds no question for the customer, or "
            "none it has a field for; say which is which with --map 'field=question', or once and "
            "for all in the policy, under surveys.questionnaire"
        ).format(sheet=sheet)
    return _(
        "sheet {sheet}: not recognised by its headers ({headers}); say what it is with --as, "
        "and which column is which with --map 'field=header'"
    ).format(sheet=sheet, headers=", ".join(said[:12]) + (" ..." if len(said) > 12 else ""))


class _Columns:
    """The rows below the header turned into columns, equal cells kept once."""

    def __init__(self, rows: Iterable[Sequence[Cell]], number: int) -> None:
        self.cells: list[list[Cell]] = []
        self.distinct: list[dict[Cell, Cell]] = []
        self.numbers: list[range] = []
        self.blank = 0
        self.length = 0
        rows = iter(rows)
        while chunk := list(islice(rows, _CHUNK)):
            self._add(chunk, number)
            number += len(chunk)

    def _add(self, chunk: list[Sequence[Cell]], number: int) -> None:
        """Take the rows that hold something, the first of them numbered `number` in Excel."""
        if all(map(any, chunk)):
            self.numbers.append(range(number, number + len(chunk)))
        else:
            filled = [any(row) or not all(map(is_blank, row)) for row in chunk]
            kept = compress(range(number, number + len(chunk)), filled)
            self.numbers.extend(range(each, each + 1) for each in kept)
            chunk = list(compress(chunk, filled))
            self.blank += len(filled) - len(chunk)
        parts = list(zip_longest(*chunk))
        for _new in range(len(self.cells), len(parts)):
            self.cells.append([None] * self.length)
            self.distinct.append({})
        for column, distinct, part in zip(self.cells, self.distinct, parts, strict=False):
            canonical = list(map(distinct.setdefault, part, part))
            # True equals 1 and would be taken for it.
            column.extend(part if bool in set(map(type, part)) else canonical)
        self.length += len(chunk)
        for column in self.cells[len(parts) :]:
            column.extend([None] * len(chunk))

    def row_numbers(self) -> Sequence[int]:
        """The number of each row as Excel shows it."""
        if not self.length:
            return ()
        first, last = self.numbers[0].start, self.numbers[-1].stop
        whole = last - first == self.length
        return range(first, last) if whole else list(chain.from_iterable(self.numbers))

    def column(self, at: int) -> list[Cell]:
        """The cells of the column; blank ones where the sheet is not that wide."""
        return self.cells[at] if at < len(self.cells) else [None] * self.length

    def different(self, at: int) -> Collection[Cell]:
        """The different cells of the column."""
        return self.distinct[at] if at < len(self.distinct) else ()


def _table(sheet: RawSheet, found: Match, columns: _Columns) -> Table:
    """The records under the header, without the rows that are none and without empty columns."""
    headers = tuple(_named(found.headers, columns, sheet.first_column))
    cells = [columns.column(header.position) for header in headers]
    distinct = [columns.different(header.position) for header in headers]
    numbers = columns.row_numbers()
    drop = skipped_rows(found.kind, headers, cells, distinct)
    _fill_down(sheet, headers, cells, numbers)
    if drop:
        keep = [index not in drop for index in range(columns.length)]
        cells = [list(compress(column, keep)) for column in cells]
        numbers = list(compress(numbers, keep))
    skipped = columns.blank + len(drop)
    return Table(sheet.name, found.kind, headers, cells, numbers, skipped, found.lacking)


def _named(headers: Sequence[Header], columns: _Columns, first: int) -> Iterator[Header]:
    """The headers that say something or stand over cells; a nameless one is called K, like its
    column in Excel."""
    for at in range(max(len(headers), len(columns.cells))):
        if at < len(headers) and headers[at].text:
            yield headers[at]
        elif not all(map(is_blank, columns.different(at))):
            yield Header(column_letters(first + at), None, Decimal(1), at)


def column_letters(number: int) -> str:
    """What Excel calls the column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, left = divmod(number - 1, 26)
        letters = chr(ord("A") + left) + letters
    return letters


def _fill_down(
    sheet: RawSheet,
    headers: Sequence[Header],
    cells: Sequence[list[Cell]],
    numbers: Sequence[int],
) -> None:
    """Give each row of cells merged downwards what the first of them holds."""
    place = {sheet.first_column + header.position: at for at, header in enumerate(headers)}
    for top, left, low, _right in sheet.merged:
        if low == top or left not in place or not numbers or low < numbers[0]:
            continue
        column = cells[place[left]]
        start, stop = bisect_left(numbers, top), bisect_right(numbers, low)
        if start < stop and numbers[start] == top:
            column[start:stop] = [column[start]] * (stop - start)
