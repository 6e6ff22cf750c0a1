"""The collection form: what it asks for, and that an untouched one holds no records."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kam import i18n
from kam.sheets.kinds import KINDS, written
from kam.sheets.opening import open_book
from kam.sheets.tables import Table, find
from kam.sheets.template import choices, write_template

FORM = "form.xlsx"


@pytest.fixture(params=i18n.LANGUAGES)
def form(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    i18n.use(request.param)
    write_template(tmp_path / FORM)
    yield tmp_path / FORM
    i18n.use("en")


@pytest.fixture
def chinese(tmp_path: Path) -> Iterator[Any]:
    i18n.use("zh")
    write_template(tmp_path / FORM)
    yield load_workbook(tmp_path / FORM)
    i18n.use("en")


def tables(path: Path) -> list[Table]:
    with open_book(path) as book:
        found = [find(sheet) for sheet in book.sheets if not sheet.hidden]
    return [table for table in found if isinstance(table, Table)]


def test_every_kind_has_a_sheet_that_is_recognised(form: Path) -> None:
    assert tuple(table.kind for table in tables(form)) == KINDS


def test_every_header_means_the_column_it_was_written_for(form: Path) -> None:
    for table in tables(form):
        wanted = [column.key for column in written(table.kind) if not column.computed]
        assert [each.column.key for each in table.headers if each.column] == wanted


def test_the_example_rows_are_no_records(form: Path) -> None:
    assert [(len(table.row_numbers), table.skipped) for table in tables(form)] == [(0, 1)] * 6


def test_an_example_somebody_changed_is_a_record(chinese: Any, tmp_path: Path) -> None:
    chinese["客户"]["B2"].value = "上海华东精工有限公司"
    chinese.save(tmp_path / "filled.xlsx")
    assert [len(table.row_numbers) for table in tables(tmp_path / "filled.xlsx")][1] == 1


def test_required_headers_are_starred(chinese: Any) -> None:
    assert chinese["客户"]["B1"].value == "*客户名称"
    assert chinese["客户"]["A1"].value == "客户编号"


def test_every_header_carries_a_note(form: Path) -> None:
    book = load_workbook(form)
    heads = [cell for sheet in book.worksheets[:-1] for cell in sheet[1]]
    assert all(cell.comment and cell.comment.text for cell in heads)


def test_closed_lists_have_drop_downs_from_a_hidden_sheet(chinese: Any) -> None:
    assert chinese.sheetnames[-1] == "字典"
    assert chinese["字典"].sheet_state == "hidden"
    rules = {
        str(rule.sqref): rule.formula1 for rule in chinese["互动"].data_validations.dataValidation
    }
    letter, number = rules["F2:F1048576"].split("!$")[1].split("$")[0], 1
    assert chinese["字典"][f"{letter}{number}"].value == "电话"


def test_every_closed_list_and_yes_or_no_is_offered(chinese: Any) -> None:
    for kind in KINDS:
        offered = [column for column in written(kind) if not column.computed and choices(column)]
        rules = chinese[kind.zh].data_validations.dataValidation
        assert len(rules) == len(offered)


def test_codes_and_phones_are_typed_as_text(chinese: Any) -> None:
    columns = chinese["客户"].column_dimensions
    assert columns["A"].number_format == "@"
    assert chinese["客户"]["A2"].number_format == "@"


def test_the_header_stays_in_sight_and_is_printed_on_each_page(chinese: Any) -> None:
    sheet = chinese["客户"]
    assert sheet.freeze_panes == "C2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.paperSize == 9
