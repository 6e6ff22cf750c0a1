"""The questionnaire: written, filled in, imported, summed up."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from kam import i18n
from kam.cli.progress import Silent
from kam.errors import AmbiguousError, NotFoundError, UsageError
from kam.reports.satisfaction import page
from kam.services import surveys, surveys_form, workspace
from kam.services.imports.result import Options
from kam.services.imports.taking import Wanted, parse, take
from kam.sheets.cells import SCORE
from kam.sheets.survey_form import SCORES, STATED, TO_FILL_IN
from tests.builders import (
    a_contact,
    a_customer,
    a_request,
    a_staff_member,
    a_survey,
    an_order,
    one_operation,
)
from tests.importing import kept, outcome

DAY = date(2026, 1, 5)


@pytest.fixture
def company(db: str) -> str:
    """A important, never asked, with a delivery; B general, asked lately; N is nobody's."""
    with one_operation(db) as ledger:
        manager = a_staff_member(ledger, "张伟")
        a = a_customer(ledger, code="00A", name="恒力", tier="important", manager_id=manager)
        b = a_customer(ledger, code="B", name="=华东", tier="general", manager_id=manager)
        a_customer(ledger, code="N", name="盛拓", phone="0512-1")
        a_contact(ledger, a, name="李总", mobile="013800001111", is_primary=True)
        an_order(ledger, a, number="SO-1", on=date(2025, 12, 20), delivered_on=date(2025, 12, 28))
        a_survey(ledger, b, on=date(2025, 12, 1))
    return db


@pytest.fixture(params=i18n.LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    i18n.use(request.param)
    yield request.param
    i18n.use("en")


def rows(db: str, *customers: str, **wanted: Any) -> list[surveys_form.Row]:
    with workspace.reading(a_request(db, as_of=DAY)) as desk:
        return surveys_form.rows(desk, customers, **wanted)


def a_form(db: str, *customers: str, **wanted: Any) -> Path:
    path = Path(db).with_name("form.xlsx")
    surveys_form.write(path, rows(db, *customers, **wanted))
    return path


def filled_in(path: Path, row: int, **values: Any) -> None:
    """Type values under the headers of these fields."""
    book = load_workbook(path)
    for field, value in values.items():
        book.worksheets[0].cell(row, STATED.index(field) + 1, value)
    book.save(path)


def imported(db: str, path: Path) -> Any:
    parsed, _passed_over = parse([path], Wanted(), Silent())
    with workspace.writing(a_request(db, as_of=DAY)) as desk:
        return take(desk, parsed, Options(), Silent())


def test_a_form_nobody_filled_in_is_passed_over(company: str, language: str) -> None:
    [result] = imported(company, a_form(company, "00A", "B", "N"))
    assert (result.n, result.skipped, result.problems, result.unknown) == (0, 3, [], ())


def test_a_form_comes_back_into_the_summary(company: str, language: str) -> None:
    path = a_form(company, "N", "00A")
    words = load_workbook(path).worksheets[-1]
    best, least = words["B1"].value, words["B5"].value
    filled_in(path, 3, answered_on=DAY, overall=best, product=least, nps=9, comment="好")
    assert outcome(imported(company, path)) == [("surveys", 1, 0, 0, 0)]
    assert outcome(imported(company, path)) == [("surveys", 0, 0, 1, 0)]
    assert kept(company, "surveys", "customer_id", "contact", "trigger", "nps")[1:] == [
        (1, "李总", "periodic", 9)
    ]
    with workspace.reading(a_request(company, as_of=DAY)) as desk:
        told = page(surveys.summary(desk, surveys.Wanted(since=DAY))).data
    assert (told["answers"], told["csat"], told["nps"]) == (1, 1.0, 1.0)
    assert told["dimensions"][0] == {"name": "product", "csat": 0.0, "answers": 1}


def test_the_words_offered_are_those_the_import_reads() -> None:
    for language in (0, 1):
        assert [SCORE.read(words[language]) for words in SCORES] == [5, 4, 3, 2, 1]


def test_a_row_says_whom_to_ask_and_why(company: str) -> None:
    [row] = rows(company, due=True)
    assert row[:5] == ("00A", "恒力", "李总", "periodic", None)
    assert row[len(STATED) :] == (
        *(date(2025, 4, 1), None, None, "important", "013800001111", "张伟"),
    )


def test_a_customer_that_is_not_due_is_asked_periodically(company: str) -> None:
    found = rows(company, "N", "B")
    assert [row[:4] for row in found] == [
        ("N", "盛拓", None, "periodic"),
        ("B", "=华东", None, "periodic"),
    ]
    assert found[0][-3:] == (None, "0512-1", None)


def test_what_a_customer_is_due_for_first_is_the_trigger(company: str) -> None:
    with one_operation(company) as ledger:
        a_survey(ledger, 1, on=date(2025, 12, 1))
    [row] = rows(company, "恒力")
    assert (row[3], row[len(STATED)], row[-4]) == ("after delivery", date(2026, 1, 4), "SO-1")


def test_a_customer_named_twice_has_one_row(company: str) -> None:
    assert len(rows(company, "00A", "恒力")) == 1


@pytest.mark.parametrize(
    ("customers", "wanted", "refusal"),
    [
        ((), {}, UsageError),
        (("B",), {"due": True}, UsageError),
        (("B",), {"manager": "张伟"}, UsageError),
        (("谁",), {}, NotFoundError),
        ((), {"due": True, "manager": "谁"}, NotFoundError),
    ],
)
def test_a_wish_that_means_nobody_is_refused(
    customers: tuple[str, ...], wanted: dict[str, Any], refusal: type, company: str
) -> None:
    with pytest.raises(refusal):
        rows(company, *customers, **wanted)


def test_a_name_that_means_several_is_refused(company: str) -> None:
    with one_operation(company) as ledger:
        a_customer(ledger, name="恒力二厂")
        a_customer(ledger, name="恒力三厂")
    with pytest.raises(AmbiguousError):
        rows(company, "力")


def test_every_answer_has_a_drop_down_and_a_note(company: str) -> None:
    book = load_workbook(a_form(company, "00A"))
    sheet, lists = book.worksheets[0], book.worksheets[-1]
    offered = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    scored = [place for place, key in enumerate(STATED, 1) if key in TO_FILL_IN[:-2]]
    letters = map(get_column_letter, scored)
    assert {offered[f"{each}2:{each}1048576"] for each in letters} == {"'Lists'!$B$1:$B$5"}
    assert [cell.value for cell in lists["C"]] == list(range(11))
    assert all(sheet.cell(1, place + 1).comment for place in range(len(STATED)))
    assert (sheet.freeze_panes, lists.sheet_state) == ("C2", "hidden")


def test_codes_and_names_stay_text(company: str) -> None:
    sheet = load_workbook(a_form(company, "00A", "B")).worksheets[0]
    assert (sheet["A2"].value, sheet["B3"].value, sheet["B3"].data_type) == ("00A", "=华东", "s")


def test_an_answer_without_its_day_is_rejected_with_the_reason(company: str) -> None:
    path = a_form(company, "00A")
    filled_in(path, 2, overall="satisfied")
    [result] = imported(company, path)
    [(_row, problem)] = result.problems
    assert "Answered on" in problem.column
