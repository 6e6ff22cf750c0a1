"""What the columns of a sheet mean together: scales of surveys, times of day, order totals."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time
from decimal import Decimal
from typing import Any
from zlib import crc32

from kam.i18n import _
from kam.models.names import name_key
from kam.sheets import agenda, survey_form
from kam.sheets.cells import SATISFACTION_WORDS, as_written
from kam.sheets.columns import Cell
from kam.sheets.questionnaires import answer, is_export, is_option
from kam.sheets.sheet import Sheet
from kam.sheets.texts import narrow

RANGES: dict[str, tuple[int, int]] = {"potential": (1, 5), "nps": (0, 10), "scale": (2, 100)}
"""Field -> the least and the greatest value it may have."""

USUAL_SCALE = 5

_FORMS: dict[str, tuple[Callable[[Iterable[str]], bool], Sequence[str]]] = {
    "interactions": (agenda.is_agenda, agenda.TO_FILL_IN),
    "surveys": (survey_form.is_form, survey_form.TO_FILL_IN),
}
"""Kind -> how the headers of a form tell it, and the fields of a row that are filled in."""


def settle(sheet: Sheet) -> None:
    """Make what the columns say together into values that each stand alone."""
    if is_export(header.text for header in sheet.table.headers):
        _settle_export(sheet)
    for key, (least, most) in RANGES.items():
        if key in sheet.values:
            want = _("a number from {least} to {most}").format(least=least, most=most)
            _within(sheet, key, [(least, most)] * sheet.n, [want] * sheet.n)
    _split_moments(sheet)
    if sheet.kind.name == "orders":
        _tell_lines_from_totals(sheet.values)
    if sheet.kind.name == "surveys":
        _settle_scale(sheet)


def idle_rows(sheet: Sheet) -> frozenset[int]:
    """Rows of an agenda or a questionnaire of kam's that were not filled in: they say nothing."""
    is_ours, to_fill_in = _FORMS.get(sheet.kind.name, (None, ()))
    if is_ours is None or not is_ours(header.text for header in sheet.table.headers):
        return frozenset()
    told = [sheet.values[key] for key in to_fill_in if key in sheet.values]
    return frozenset(row for row in range(sheet.n) if all(column[row] is None for column in told))


def _within(
    sheet: Sheet, key: str, limits: Sequence[tuple[int, int]], wants: Sequence[str]
) -> None:
    """Reject the rows whose value lies outside its limits."""
    column, cells = sheet.values[key], sheet.cells(key)
    for row, value in enumerate(column):
        if value is not None and not limits[row][0] <= value <= limits[row][1]:
            sheet.reject(row, sheet.header(key), as_written(cells[row]), wants[row])
            column[row] = None


def _split_moments(sheet: Sheet) -> None:
    """A date with a time of day is a date, and a time where no other column gives one."""
    for key in [key for key in sheet.values if sheet.kind.by_key[key].reader.name == "moment"]:
        column = sheet.values[key]
        at = key.removesuffix("_on") + "_at"
        if at in sheet.kind.by_key:
            stated = sheet.values.get(at) or [None] * sheet.n
            sheet.values[at] = list(map(_time_of_day, column, stated))
        sheet.values[key] = [value and value.date() for value in column]


def _time_of_day(moment: datetime | None, stated: time | None) -> time | None:
    """The stated time, else the moment's; midnight is no time of day but a date without one."""
    if stated is not None or moment is None:
        return stated
    return moment.time() if moment.time() != time() else None


def _tell_lines_from_totals(values: dict[str, list[Any]]) -> None:
    """A total that differs between the lines of most orders is the amount of the line."""
    if "amount" in values or not {"number", "order_amount"} <= values.keys():
        return
    amounts: dict[str, set[Decimal]] = {}
    rows: dict[str, int] = {}
    for number, amount in zip(values["number"], values["order_amount"], strict=True):
        if number is not None and amount is not None:
            amounts.setdefault(number, set()).add(amount)
            rows[number] = rows.get(number, 0) + 1
    several = [number for number, count in rows.items() if count > 1]
    if 2 * sum(len(amounts[number]) > 1 for number in several) > len(several):
        values["amount"] = values.pop("order_amount")


def _settle_export(sheet: Sheet) -> None:
    """Make a questionnaire's answers those of a survey: the day, and an id that stays.

    Exports number their answers anew, and two questionnaires both have a first one. The moment of
    the answer and the company as written name it in every later export too.
    """
    values = sheet.values
    moments = values.get("answered_on") or [None] * sheet.n
    values["answered_on"] = [
        each.date() if isinstance(each, datetime) else each for each in moments
    ]
    if "code" not in values:
        named = (values.get(each) or [None] * sheet.n for each in ("customer", "customer_name"))
        values["code"] = _answer_codes(moments, [a or b for a, b in zip(*named, strict=True)])
    _tell_of_numbers(sheet)
    if sheet.table.by_option and "nps" in values:
        values["nps"] = [
            value - 1 if value is not None and is_option(cell) else value
            for value, cell in zip(values["nps"], sheet.cells("nps"), strict=True)
        ]


def _tell_of_numbers(sheet: Sheet) -> None:
    """Note how the numbers of an export are read: the other way round nobody would notice."""
    scored = [
        header.column.key
        for header in sheet.table.headers
        if header.column and header.column.reader.name == "score"
    ]
    if any(is_option(cell) for key in scored for cell in set(sheet.cells(key))):
        sheet.notes.append(
            _(
                "numbers are read as options, 1 being the best; if 5 is, say in the policy: "
                'surveys.questionnaire.numbers = "score"'
            )
            if sheet.table.by_option
            else _(
                "numbers are read as scores, 5 being the best; if 1 is, say in the policy: "
                'surveys.questionnaire.numbers = "option"'
            )
        )


def _answer_codes(moments: Sequence[Any], companies: Sequence[Any]) -> list[str | None]:
    """20260105102345-1c291ca3: the moment and a mark of the company; None without either."""
    codes: list[str | None] = []
    seen: Counter[str] = Counter()
    for moment, company in zip(moments, companies, strict=True):
        if not isinstance(moment, datetime) or moment.time() == time() or not company:
            codes.append(None)
            continue
        code = f"{moment:%Y%m%d%H%M%S}-{crc32(name_key(company).encode()):08x}"
        seen[code] += 1
        codes.append(code if seen[code] == 1 else f"{code}-{seen[code]}")
    return codes


def _settle_scale(sheet: Sheet) -> None:
    """Give every survey one scale, and its scores on it.

    The scale is what the row says (满分), else --set, else the header of the overall score, else
    of any score, else 5. A score under a header with a scale of its own is carried over; words
    are on 5.
    """
    points = {
        header.column.key: header.points
        for header in sheet.table.headers
        if header.column and header.column.reader.name == "score"
    }
    told = points.get("overall") or next(filter(None, points.values()), None)
    stated = sheet.values.get("scale") or [None] * sheet.n
    scale = [told or USUAL_SCALE if value is None else int(value) for value in stated]
    sheet.values["scale"] = scale
    limits = [(1 if best == USUAL_SCALE else 0, best) for best in scale]
    wants = [
        _(
            "a score from {least} to {most}; another scale by a column 满分 or --set scale=10"
        ).format(least=least, most=most)
        for least, most in limits
    ]
    exported = is_export(header.text for header in sheet.table.headers)
    for key in [each for each in points if each in sheet.values]:
        cells = sheet.cells(key)
        tops = [points[key] or best for best in scale]
        if sheet.table.by_option:
            sheet.values[key] = list(map(_from_option, sheet.values[key], cells, tops))
        plain = list(map(answer, cells)) if exported else cells
        sheet.values[key] = list(map(_on_scale, sheet.values[key], plain, tops, scale))
        _within(sheet, key, limits, wants)


def _from_option(value: Decimal | None, cell: Cell, top: int) -> Decimal | None:
    """The score that the place of an option means; one beyond the last stays, to be refused."""
    if value is None or not is_option(cell):
        return value
    score = top + 1 - value
    return score if score >= (1 if top == USUAL_SCALE else 0) else value


def _on_scale(value: Decimal | None, cell: Cell, top: int, best: int) -> Decimal | None:
    """The value carried over from its own scale, or that of words, to the best score `best`."""
    if value is None:
        return None
    if isinstance(cell, str) and narrow(cell).lower() in SATISFACTION_WORDS:
        top = USUAL_SCALE
    return value if top == best else value * best / top
