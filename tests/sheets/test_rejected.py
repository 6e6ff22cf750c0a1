"""Rejected rows go out as they came in, with the reason, and come back once repaired."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kam.errors import ConflictError
from kam.sheets.columns import Cell, Problem
from kam.sheets.opening import open_book
from kam.sheets.reading import read
from kam.sheets.rejected import Rejected, free_path, refuse_existing, rejected, write_rejected
from kam.sheets.tables import Table, find


def a_table(path: Path) -> Table:
    with open_book(path) as book:
        found = find(book.sheets[0])
    assert isinstance(found, Table)
    return found


def written(path: Path, *rows: tuple[Cell, ...], headers: tuple[str, ...], sheet: str) -> Path:
    columns = list(zip(*rows, strict=True))
    write_rejected(path, [Rejected(sheet, headers, columns, ["?"] * len(rows))])
    return path


@pytest.mark.parametrize(
    "cell",
    [
        "0012",
        "=1+1",
        "+86 138",
        "a & <b>",
        " white ",
        "two\nlines",
        "_x0041_",
        7,
        -2.5,
        12345678901234.56,
        True,
        date(2026, 1, 5),
        date(1900, 1, 5),
        datetime(2010, 12, 1, 8, 26, 59),  # noqa: DTZ001 - cells know no zone
        time(10, 30),
        None,
    ],
)
def test_a_cell_comes_back_as_it_was(cell: Cell, tmp_path: Path) -> None:
    path = written(tmp_path / "r.xlsx", ("x", cell), headers=("A", "B"), sheet="S")
    with open_book(path) as book:
        row = list(book.sheets[0].rows())[1]
    assert row[1] == ("" if cell is None else str(cell) if cell == date(1900, 1, 5) else cell)


def test_what_begins_like_a_formula_stays_text(tmp_path: Path) -> None:
    path = written(tmp_path / "r.xlsx", ("=cmd|' /C calc'!A0",), headers=("A",), sheet="S")
    cell = load_workbook(path)["S"]["A2"]
    assert (cell.data_type, cell.number_format) == ("s", "@")


def test_characters_no_workbook_may_hold_are_left_out(tmp_path: Path) -> None:
    path = written(tmp_path / "r.xlsx", ("a\x01b\ud800c",), headers=("A",), sheet="S")
    assert load_workbook(path)["S"]["A2"].value == "abc"


def test_the_reason_names_column_cell_and_wish(tmp_path: Path) -> None:
    source = written(
        tmp_path / "in.xlsx",
        ("SO1", "C1", "2026-01-05", "12,5o"),
        headers=("订单编号", "客户编号", "下单日期", "金额"),
        sheet="订单",
    )
    table = a_table(source)
    problem = Problem("订单", 2, "金额", "12,5o", "an amount like 1250.00")
    write_rejected(tmp_path / "out.xlsx", [rejected(table, [(0, problem)])])
    sheet = load_workbook(tmp_path / "out.xlsx")["订单"]
    assert [cell.value for cell in sheet[1]][-1] == "Reason (system)"
    assert [cell.value for cell in sheet[2]] == [
        "SO1",
        "C1",
        "2026-01-05",
        "12,5o",
        "金额: 12,5o; wanted an amount like 1250.00",
    ]


def test_a_repaired_workbook_is_read_like_the_first_and_its_reasons_are_passed_over(
    tmp_path: Path,
) -> None:
    headers = ("*客户名称", "客户编号", "授信额度(万元)", "我的列")
    source = written(tmp_path / "in.xlsx", ("甲公司", "C1", 5, "x"), headers=headers, sheet="客户")
    problem = Problem("客户", 2, "", "", "something else")
    write_rejected(tmp_path / "out.xlsx", [rejected(a_table(source), [(0, problem)])])
    first, again = read(a_table(source)), read(a_table(tmp_path / "out.xlsx"))
    assert again.values == first.values
    assert again.extra == first.extra == {"我的列": ["x"]}


def test_rows_rejected_twice_have_one_reason(tmp_path: Path) -> None:
    source = written(
        tmp_path / "in.xlsx", ("C1", "甲"), headers=("客户编号", "客户名称"), sheet="客户"
    )
    problem = Problem("客户", 2, "", "", "no")
    again = rejected(a_table(source), [(0, problem)])
    assert list(again.headers) == ["客户编号", "客户名称"]


def test_a_sheet_of_the_same_name_from_another_file_gets_a_sheet_of_its_own(
    tmp_path: Path,
) -> None:
    part = Rejected("客户", ["名称"], [["甲"]], ["?"])
    write_rejected(tmp_path / "r.xlsx", [part, part])
    assert load_workbook(tmp_path / "r.xlsx").sheetnames == ["客户", "客户(2)"]


def test_the_name_is_one_that_is_free(tmp_path: Path) -> None:
    source = Path("elsewhere/客户.xls")
    first = free_path(source, tmp_path)
    assert first == tmp_path / "客户-rejected.xlsx"
    first.touch()
    assert free_path(source, tmp_path) == tmp_path / "客户-rejected-2.xlsx"


def test_a_name_somebody_took_in_the_meantime_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    path.write_text("repaired by hand")
    part = Rejected("客户", ["名称"], [["甲"]], ["?"])
    assert write_rejected(path, [part]) == tmp_path / "r-2.xlsx"
    assert path.read_text() == "repaired by hand"
    assert sorted(tmp_path.iterdir()) == [tmp_path / "r-2.xlsx", path]


def test_a_file_that_is_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConflictError, match="--rejected"):
        refuse_existing(tmp_path)
