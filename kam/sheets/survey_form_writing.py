"""Writing the questionnaire's sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from kam.i18n import pick
from kam.sheets.columns import Column
from kam.sheets.kinds.surveys import SURVEYS
from kam.sheets.layout import COMPUTED
from kam.sheets.survey_form import BESIDE, RECOMMENDATIONS, SCORES, STATED, TO_FILL_IN
from kam.sheets.template import Words, choices, dictionary, drop_down, head
from kam.sheets.writing import BookWriter, Sheet, SheetColumn

_FILL_IN = "FFF4C2"
"""Behind the headers of the columns to fill in."""
_BY_HAND = ("answered_on", *TO_FILL_IN, "channel")
_FROZEN = 2


def write_form(path: Path, rows: Iterable[Sequence[Any]]) -> None:
    """Write the questionnaire; a row holds the values of STATED, then those of BESIDE."""
    columns = [SURVEYS.by_key[key] for key in STATED]
    heads = [_head(column) for column in columns]
    beside = [
        SheetColumn(pick(*names), look, width, tint=COMPUTED) for names, look, width in BESIDE
    ]
    lists: list[Words] = []
    with BookWriter() as book:
        title = pick("满意度调查", "Surveys")
        book.add(Sheet(title, (*heads, *beside), frozen=_FROZEN), rows)
        for sheet in book.book.worksheets:
            for place, column in enumerate(columns, 1):
                if words := _offered(column):
                    rule = drop_down(get_column_letter(place), words, lists)
                    sheet.data_validations.append(rule)
        dictionary(book, lists)
        book.save(path)


def _head(column: Column) -> SheetColumn:
    made = head(column, _offered(column))
    return replace(made, tint=_FILL_IN) if column.key in _BY_HAND else made


def _offered(column: Column) -> Words:
    """What the column's drop-down offers; empty where anything may be written."""
    if column.key == "nps":
        return RECOMMENDATIONS
    if column.reader.name == "score":
        return tuple(pick(*words) for words in SCORES)
    return choices(column)
