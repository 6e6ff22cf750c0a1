"""Rows of a sheet that are no records: blank ones, totals, repeated headers, notes, examples."""

import re
from collections.abc import Collection, Iterable, Sequence

from kam.sheets.columns import Cell, Kind
from kam.sheets.header_texts import key
from kam.sheets.headers import Header, resolve
from kam.sheets.texts import as_written, is_blank

_TOTAL = re.compile(
    r".{0,8}(?:合计|小计|总计|总额合计|汇总)(?:\(.*\))?|(?:grand|sub|page)?-?total|sum"
)
_NOTE = re.compile(
    r"(?:备?注|说明|填表|填写|制表|制单|审核|审批|打印|经办|导出|更新)\S{0,4}[:：].*|note[s]?:.*",
    re.I,
)
_EXAMPLE = frozenset(("示例", "样例", "举例", "例", "例如", "范例", "example", "sample"))
_FORMAT = re.compile(
    r"[(\[【（]?(?:非?必填项?|选填项?|可选|必选|必输|系统自动生成|文本|数字|数值|日期|下拉\S*|\S*格式\S*|"
    r"required|optional|mandatory|text|string|number|date|integer|decimal|varchar\S*)[)\]】）]?",
    re.I,
)
_NAME = re.compile(r"[a-z][a-z0-9_.]*", re.I)
_BELOW = 3
"""Rows under the header that may explain it."""
_EXAMPLES = 5
"""A row that equals fewer examples than this may well be a real one."""


def skipped_rows(
    kind: Kind,
    headers: Sequence[Header],
    columns: Sequence[Sequence[Cell]],
    distinct: Sequence[Collection[Cell]],
) -> set[int]:
    """The indices of the rows that are no records; `distinct` holds each column's different cells.

    Only the different cells are looked at, so that half a million rows cost little.
    """
    rows = len(columns[0]) if columns else 0
    found = set(_white(columns, distinct)) | set(_totals(columns, distinct))
    found.update(_repeated(headers, columns, distinct))
    found.update(_notes(columns, distinct))
    for index in range(min(_BELOW, rows)):
        row = [column[index] for column in columns]
        if _explains(kind, headers, row) or _is_example(headers, row):
            found.add(index)
    return found


def _where(column: Sequence[Cell], wanted: Collection[Cell]) -> Iterable[int]:
    return (index for index, cell in enumerate(column) if cell in wanted)


def _white(
    columns: Sequence[Sequence[Cell]], distinct: Sequence[Collection[Cell]]
) -> Iterable[int]:
    """Rows of nothing but spaces; wholly empty ones never come this far."""
    if not any(isinstance(cell, str) and cell and is_blank(cell) for d in distinct for cell in d):
        return ()
    left = list(range(len(columns[0])))
    for column in columns:
        left = [index for index in left if is_blank(column[index])]
    return left


def _totals(
    columns: Sequence[Sequence[Cell]], distinct: Sequence[Collection[Cell]]
) -> Iterable[int]:
    """Rows whose first cell says 合计, 小计, total."""
    for place, column in enumerate(columns):
        words = {cell for cell in distinct[place] if isinstance(cell, str) and _is_total(cell)}
        for index in _where(column, words) if words else ():
            if all(is_blank(before[index]) for before in columns[:place]):
                yield index


def _is_total(text: str) -> bool:
    return (
        len(text) < 24 and _TOTAL.fullmatch("".join(text.lower().split()).rstrip(":：")) is not None
    )


def _repeated(
    headers: Sequence[Header],
    columns: Sequence[Sequence[Cell]],
    distinct: Sequence[Collection[Cell]],
) -> Iterable[int]:
    """Rows that say the headers again, as where a list was printed page by page."""
    for header, column, cells in zip(headers, columns, distinct, strict=True):
        if header.text and header.text in cells:
            for index in _where(column, (header.text,)):
                if _says_headers(headers, [each[index] for each in columns]):
                    yield index


def _says_headers(headers: Sequence[Header], row: Sequence[Cell]) -> bool:
    pairs = [(h.text, as_written(c)) for h, c in zip(headers, row, strict=True) if not is_blank(c)]
    return len(pairs) > 1 and 2 * sum(key(a) == key(b) for a, b in pairs) > len(pairs)


def _notes(
    columns: Sequence[Sequence[Cell]], distinct: Sequence[Collection[Cell]]
) -> Iterable[int]:
    """Rows of one cell that begins with 注：, 制表人： and the like."""
    for place, column in enumerate(columns):
        words = {cell for cell in distinct[place] if isinstance(cell, str) and _NOTE.match(cell)}
        for index in _where(column, words) if words and len(columns) > 2 else ():
            if sum(not is_blank(each[index]) for each in columns) == 1:
                yield index


def _explains(kind: Kind, headers: Sequence[Header], row: Sequence[Cell]) -> bool:
    """A row under the header that repeats it in English, or says 必填, 文本, 示例."""
    texts = [as_written(cell).strip() for cell in row if not is_blank(cell)]
    if not texts:
        return False
    if all(map(_FORMAT.fullmatch, texts)) or texts[0].lower().strip(":：") in _EXAMPLE:
        return True
    if len(texts) < 2 or not all(map(_NAME.fullmatch, texts)):
        return _says_headers(headers, row)
    return 3 * sum(resolve(kind, text) is not None for text in texts) >= len(texts)


def _is_example(headers: Sequence[Header], row: Sequence[Cell]) -> bool:
    """The example row of kam's own template, left as it was: every example in its place."""
    told = [(h, c) for h, c in zip(headers, row, strict=True) if h.column or not is_blank(c)]
    shown = [(h, c) for h, c in told if h.column and h.column.example != ""]
    return len(shown) >= _EXAMPLES and all(
        header.column is not None and as_written(cell) in examples(header.column.example)
        for header, cell in told
    )


def examples(example: str | int | float | tuple[str, str]) -> tuple[str, ...]:
    """How the example of a column stands in a workbook, in Chinese and in English."""
    return tuple(map(as_written, example if isinstance(example, tuple) else (example,)))
