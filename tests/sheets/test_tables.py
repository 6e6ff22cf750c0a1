"""Tables found in the sheets people really have."""

# ruff: noqa: DTZ001 - cells know no zone

from datetime import datetime

import pytest

from kam.sheets.kinds import KINDS, kind, written
from kam.sheets.skipping import examples
from kam.sheets.tables import NoTable, column_letters
from tests.sheets.workbooks import a_table, found, keys, records

CUSTOMERS = ["客户编号", "客户名称", "联系人", "手机", "客户经理"]
HENGLI = ["C1", "恒力精密", "李娜", "13900020002", "张伟"]
DONGFANG = ["C2", "东方机械", "王强", "13900020003", "张伟"]


@pytest.mark.parametrize(
    "above",
    [
        [],
        [["客户资料表"]],
        [["客户资料表（2025 年）"], ["部门：大客户部", None, "填表日期：2025-12-31"], []],
        [["1、带星号的为必填项\n2、状态列说明：0-禁用 1-启用\n3、导入时本段内容请勿删除，切记！"]],
        [[f"说明 {line}"] for line in range(25)],
    ],
)
def test_the_header_is_found_under_titles_and_notes(above: list[list[str]]) -> None:
    table = a_table([*above, CUSTOMERS, HENGLI])
    assert keys(table)["客户编号"] == "code"
    assert records(table) == [tuple(HENGLI)]
    assert list(table.row_numbers) == [len(above) + 2]


def test_a_header_over_two_rows_is_joined() -> None:
    table = a_table(
        [
            ["客户名称", "联系人", None, None, "备注"],
            [None, "姓名", "电话", "职务", None],
            ["恒力精密", "李娜", "139", "经理", "老客户"],
        ],
        merged=["B1:D1", "A1:A2"],
    )
    assert keys(table) == {
        "客户名称": "name",
        "联系人姓名": "contact_name",
        "联系人电话": "contact_phone",
        "联系人职务": "contact_title",
        "备注": "remarks",
    }
    assert list(table.row_numbers) == [3]


def test_a_group_title_does_not_change_the_headers_under_it() -> None:
    table = a_table([["基本信息", None, None], ["客户名称", "行业", "传真"], ["恒力", "机械", "1"]])
    assert [header.text for header in table.headers] == ["客户名称", "行业", "传真"]


def test_a_first_record_that_lacks_much_is_not_taken_for_a_second_header_row() -> None:
    headers = ["Customer name", "Name", "Customer code", "Mobile", "E-mail", "Primary"]
    sparse = ["华东精工", None, None, "13900020002", None, None]
    table = a_table([headers, sparse], name="Contacts")
    assert records(table) == [tuple(sparse)]


def test_cells_merged_downwards_count_for_each_of_their_rows() -> None:
    table = a_table(
        [
            ["订单编号", "客户名称", "下单日期", "产品", "金额"],
            ["S1", "恒力", "2025-01-10", "刀具", 10],
            [None, None, None, "油", 20],
            ["S2", "东方", "2025-01-11", "刀具", 5],
        ],
        merged=["A2:A3", "B2:B3", "C2:C3"],
    )
    assert [row[:3] for row in records(table)][1] == ("S1", "恒力", "2025-01-10")
    assert records(table)[2][1] == "东方"


@pytest.mark.parametrize(
    "odd",
    [
        [],
        [" ", None, "\u3000"],
        ["合计", None, None, None, 3],
        ["小 计："],
        [None, "总计", None],
        ["上海小计", None, None, None],
        ["Total", None, None, None, 5],
        CUSTOMERS,
        ["注：以上客户均已核对"],
        ["制表人：王芳"],
    ],
)
def test_rows_that_are_no_records_are_left_out_and_counted(odd: list[str]) -> None:
    table = a_table([CUSTOMERS, HENGLI, odd, DONGFANG])
    assert records(table) == [tuple(HENGLI), tuple(DONGFANG)]
    assert list(table.row_numbers) == [2, 4]
    assert table.skipped == 1


@pytest.mark.parametrize(
    "odd",
    [
        ["customerCode", "customerName", "contact", "mobile", "owner"],
        ["必填", "必填", "选填", "选填", "选填"],
        ["文本", "文本", "文本格式", "数字", None],
        ["示例", "某某公司", "张三", "13800000000", "李四"],
    ],
)
def test_a_row_under_the_header_that_explains_it_is_left_out(odd: list[str]) -> None:
    table = a_table([CUSTOMERS, odd, HENGLI])
    assert records(table) == [tuple(HENGLI)]
    assert table.skipped == 1


@pytest.mark.parametrize("noun", KINDS, ids=lambda noun: noun.name)
@pytest.mark.parametrize("language", [0, -1])
def test_the_example_row_of_the_template_is_no_record(noun: object, language: int) -> None:
    columns = written(kind(noun.name))  # type: ignore[attr-defined]
    headers = [column.zh for column in columns]
    example = [examples(column.example)[language] or None for column in columns]
    assert records(a_table([headers, example])) == []


def test_an_example_row_that_was_filled_in_is_a_record() -> None:
    columns = [kind("customers").by_key[key] for key in ("code", "name", "industry")]
    row = [examples(column.example)[0] for column in columns]
    table = a_table([[column.zh for column in columns], [*row[:2], "化工"]])
    assert len(records(table)) == 1


def test_a_customer_whose_name_holds_a_total_is_a_record() -> None:
    assert len(records(a_table([CUSTOMERS, ["C9", "总计控股", None, None, None]]))) == 1


def test_empty_columns_at_the_end_are_dropped_and_a_nameless_one_is_called_by_its_letter() -> None:
    table = a_table([[*CUSTOMERS, None, None, " ", "区"], [*HENGLI, None, "自留", None, None]])
    assert [header.text for header in table.headers] == [*CUSTOMERS, "G", "区"]


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA")])
def test_columns_are_called_as_in_excel(number: int, letters: str) -> None:
    assert column_letters(number) == letters


def test_short_rows_are_filled_up_and_long_ones_kept() -> None:
    table = a_table([CUSTOMERS, ["C1", "恒力"], HENGLI])
    assert records(table)[0] == ("C1", "恒力", None, None, None)


def test_true_is_not_taken_for_the_number_one() -> None:
    table = a_table([["客户名称", "已归档", "联系人"], ["a", 1, "x"], ["b", True, "y"]])
    assert [type(cell) for cell in table.cells[1]] == [float, bool]


def test_a_sheet_that_is_not_recognised_says_its_headers_and_what_to_do() -> None:
    sheet = found([["甲", "乙"], ["1", "2"]], name="杂项")
    assert isinstance(sheet, NoTable)
    assert all(part in sheet.reason for part in ("杂项", "甲, 乙", "--as", "--map"))


def test_a_supplier_sheet_is_not_taken_for_customers_and_says_why() -> None:
    sheet = found([["名称", "联系人", "电话", "地址"], ["甲", "b", "1", "d"]], name="供应商")
    assert isinstance(sheet, NoTable)
    assert "供应商" in sheet.reason


def test_a_title_that_says_suppliers_is_heard() -> None:
    rows = [["供应商通讯录"], ["名称", "联系人", "电话", "地址"], ["甲", "b", "1", "d"]]
    assert isinstance(found(rows), NoTable)


def test_a_sheet_named_with_as_is_taken_whatever_it_says() -> None:
    rows = [["供应商名称", "名称", "联系人"], ["甲", "乙", "丙"]]
    assert keys(a_table(rows, kind=kind("customers"))) == {"名称": "name", "联系人": "contact_name"}


def test_headers_named_with_map_are_enough() -> None:
    rows = [["单位", "谁管", "何地"], ["甲", "张伟", "上海"]]
    table = a_table(rows, kind=kind("customers"), mapping={"客户名称": "单位", "manager": "谁管"})
    assert keys(table) == {"单位": "name", "谁管": "manager"}


def test_an_empty_sheet_is_passed_over_without_a_word() -> None:
    assert found([]) == NoTable("Sheet1", "")


def test_a_table_without_rows_is_a_table() -> None:
    table = a_table([CUSTOMERS])
    assert (records(table), table.skipped) == ([], 0)


def test_one_column_of_names_in_a_sheet_called_customers_is_enough() -> None:
    assert records(a_table([["客户名称"], ["恒力"]], name="客户")) == [("恒力",)]


@pytest.mark.parametrize("header", ["客户名称", "#NAME?", "姓名"])
def test_one_column_in_a_sheet_of_any_name_is_not_guessed_at(header: str) -> None:
    assert isinstance(found([[header], ["恒力"]]), NoTable)


def test_moments_stay_moments() -> None:
    at = datetime(2025, 1, 1, 10, 30)
    table = a_table([["客户名称", "跟进时间", "跟进方式"], ["恒力", at, "电话"]])
    assert records(table)[0][1] == at


def test_a_real_row_that_shares_the_examples_words_is_a_record():
    table = a_table([("姓名", "角色", "上级"), ("张伟", "客户经理", "王芳")], "员工")
    assert records(table) == [("张伟", "客户经理", "王芳")]
