"""Tables read into values."""

# ruff: noqa: DTZ001 - cells know no zone

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from kam import i18n
from kam.errors import UsageError
from kam.models.enums import Channel, CooperationStage
from kam.sheets.cells import People
from kam.sheets.columns import Problem
from kam.sheets.kinds import kind
from kam.sheets.reading import fixed_values, parse_assignments, refuse_unknown
from tests.sheets.workbooks import a_sheet

ORDERS = ["订单号", "客户名称", "下单日期", "产品", "数量", "单价"]


def test_columns_become_values_of_their_fields() -> None:
    sheet = a_sheet(
        [
            ["客户编号", "客户名称", "年采购额（万元）", "客户经理", "首次成交日期"],
            ["001", "恒力", "12.5", "张伟/李娜", "2024年3月15日"],
        ]
    )
    assert sheet.values == {
        "code": ["001"],
        "name": ["恒力"],
        "stated_annual_amount": [Decimal("125000.00")],
        "manager": [People("张伟", ("李娜",))],
        "first_purchase_on": [date(2024, 3, 15)],
    }
    assert (sheet.n, sheet.bad, sheet.extra) == (1, {}, {})


def test_a_blank_cell_is_none_and_a_missing_column_is_not_there() -> None:
    sheet = a_sheet([["客户编号", "客户名称", "行业"], ["1", "恒力", None]])
    assert sheet.values["industry"] == [None]
    assert "city" not in sheet.values


def test_a_bad_cell_says_where_it_stands_what_it_said_and_what_was_wanted() -> None:
    sheet = a_sheet([ORDERS, ["S1", "恒力", "2025-01-10", "刀具", 1, "12,5o"]], name="一月订单")
    assert sheet.bad == {0: [Problem("一月订单", 2, "单价", "12,5o", "an amount like 1250.00")]}


def test_every_bad_cell_of_a_row_is_named() -> None:
    sheet = a_sheet([ORDERS, ["S1", "恒力", "一月", "刀具", "x", 1]])
    assert [problem.column for problem in sheet.bad[0]] == ["下单日期", "数量"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["S1", None, "2025-01-10", "刀具", 1, 1], "客户名称"),
        (["S1", "恒力", None, "刀具", 1, 1], "下单日期"),
    ],
)
def test_a_row_without_what_it_needs_is_rejected(row: list[object], column: str) -> None:
    (problem,) = a_sheet([ORDERS, row]).bad[0]
    assert (problem.column, problem.said) == (column, "")


def test_a_code_or_a_name_is_enough_to_find_a_customer() -> None:
    sheet = a_sheet(
        [["订单号", "客户编号", "客户名称", "下单日期", "金额"], ["1", "C1", None, "2025-01-10", 5]]
    )
    assert sheet.bad == {}


def test_what_a_customer_sheet_says_beyond_kam_is_kept_as_written() -> None:
    sheet = a_sheet(
        [["客户名称", "联系人", "客户等级", "QQ", "QQ"], ["恒力", "李娜", "A", 10001.0, None]]
    )
    assert sheet.extra == {"客户等级": ["A"], "QQ": ["10001"], "QQ (2)": [None]}


def test_other_sheets_only_name_what_was_left_aside() -> None:
    sheet = a_sheet([[*ORDERS, "审核人"], ["S1", "恒力", "2025-01-10", "刀具", 1, 1, "王"]])
    assert (sheet.unknown, sheet.extra) == (("审核人",), {})


def test_what_kam_worked_out_itself_is_ignored() -> None:
    sheet = a_sheet([["客户编号", "客户名称", "客户类别(系统)"], ["1", "恒力", "重要"]])
    assert (sheet.values.keys(), sheet.extra) == ({"code", "name"}, {})


def test_a_status_of_stage_words_is_the_cooperation_stage() -> None:
    sheet = a_sheet(
        [["客户名称", "联系人", "客户状态"], ["恒力", "李", "成交"], ["东方", "王", None]]
    )
    assert sheet.values["cooperation_stage"] == [CooperationStage.active, None]


def test_a_status_of_other_words_costs_no_row() -> None:
    sheet = a_sheet(
        [["客户名称", "联系人", "客户状态"], ["恒力", "李", "成交"], ["东方", "王", "启用"]]
    )
    assert (sheet.bad, sheet.extra) == ({}, {"客户状态": ["成交", "启用"]})


def test_a_status_that_fails_in_a_few_rows_is_told_of_with_the_row_and_what_to_do() -> None:
    head = ["客户", "拜访日期", "方式", "状态"]
    rows = [["恒力", "2025-01-10", "电话", said] for said in ("未接通", "完成", "改天再说")]
    sheet = a_sheet([head, *rows])
    assert sheet.notes == [
        "状态 is not read as Outcome, because row 4 says 改天再说; "
        "to reject such rows instead: --map 'Outcome=状态'"
    ]
    assert "outcome" not in sheet.values


def test_free_text_takes_any_words() -> None:
    sheet = a_sheet([["客户名称", "采购预算", "偏好"], ["恒力", "1千万以上", 3.5]])
    assert sheet.values["purchasing_budget"] == ["1千万以上"]
    assert sheet.values["preferences"] == ["3.5"]


class TestSet:
    def test_a_value_fills_blank_cells_and_missing_columns(self) -> None:
        rows = [["客户名称", "联系人", "负责人"], ["恒力", "李", "张伟"], ["东方", "王", None]]
        sheet = a_sheet(rows, fixed={"客户经理": "王芳", "city": "苏州"})
        assert [person.first for person in sheet.values["manager"]] == ["张伟", "王芳"]
        assert sheet.values["city"] == ["苏州", "苏州"]

    def test_a_needed_value_may_come_from_it(self) -> None:
        rows = [["产品", "数量", "单价", "金额"], ["刀具", 1, 5, 5]]
        sheet = a_sheet(rows, fixed={"客户名称": "恒力", "下单日期": "2025-01-10"})
        assert sheet.bad == {}
        assert sheet.values["ordered_on"] == [date(2025, 1, 10)]

    def test_a_value_the_field_cannot_hold_is_refused(self) -> None:
        with pytest.raises(UsageError, match="潜力=高"):
            fixed_values(kind("customers"), {"潜力": "高"})

    def test_a_field_of_another_sheet_is_left_to_it(self) -> None:
        assert fixed_values(kind("staff"), {"下单日期": "2025-01-10"}) == {}

    def test_a_field_of_no_sheet_is_refused_with_the_nearest(self) -> None:
        with pytest.raises(UsageError, match="客户经理"):
            refuse_unknown({"客户经里": "张伟"})

    @pytest.mark.parametrize("text", ["客户经理", "=张伟", "客户经理=", ""])
    def test_what_is_no_assignment_is_refused_with_an_example(self, text: str) -> None:
        with pytest.raises(UsageError, match="客户经理=张伟"):
            parse_assignments([text])

    def test_assignments_keep_everything_behind_the_first_equals(self) -> None:
        said = parse_assignments(["备注 = a=b", "城市＝苏州"])
        assert said == {"备注": "a=b", "城市": "苏州"}

    def test_one_field_given_two_values_is_refused(self) -> None:
        with pytest.raises(UsageError, match="twice"):
            parse_assignments(["城市=苏州", "城市=上海"])


class TestInteractions:
    def test_a_moment_is_a_day_and_a_time(self) -> None:
        rows = [
            ["客户名称", "跟进时间", "跟进方式"],
            ["恒力", datetime(2025, 1, 1, 10, 30), "电话"],
        ]
        values = a_sheet(rows).values
        assert (values["occurred_on"], values["occurred_at"]) == (
            [date(2025, 1, 1)],
            [time(10, 30)],
        )
        assert values["channel"] == [Channel.phone]

    def test_a_day_alone_has_no_time(self) -> None:
        rows = [["客户名称", "跟进时间", "跟进方式"], ["恒力", date(2025, 1, 1), "电话"]]
        assert a_sheet(rows).values["occurred_at"] == [None]

    def test_a_blank_channel_is_rejected_unless_set(self) -> None:
        rows = [["客户名称", "跟进时间", "跟进方式"], ["恒力", date(2025, 1, 1), None]]
        assert a_sheet(rows).bad[0][0].column == "跟进方式"
        assert a_sheet(rows, fixed={"方式": "电话"}).bad == {}

    def test_an_agenda_row_nobody_filled_in_is_idle_not_bad(self) -> None:
        rows = [
            ["客户名称", "回访项", "方式", "日期", "结果", "内容", "到期日(系统)"],
            ["恒力", "phone", "电话", "2025-01-02", "已完成", "已谈", "2025-01-01"],
            ["东方", "onsite", "上门", "2025-01-03", None, None, "2025-01-03"],
        ]
        sheet = a_sheet(rows)
        assert (sheet.idle, sheet.bad) == ({1}, {})


class TestOrders:
    def test_a_total_that_repeats_is_the_orders(self) -> None:
        rows = [
            [*ORDERS, "实付金额"],
            ["S1", "恒力", "2025-01-10", "a", 1, 1, 30],
            ["S1", "恒力", "2025-01-10", "b", 1, 1, 30],
        ]
        assert a_sheet(rows).values["order_amount"] == [30, 30]

    def test_a_total_that_differs_line_by_line_is_the_lines(self) -> None:
        rows = [
            [*ORDERS, "实付金额"],
            ["S1", "恒力", "2025-01-10", "a", 1, 1, 10],
            ["S1", "恒力", "2025-01-10", "b", 1, 1, 20],
        ]
        values = a_sheet(rows).values
        assert values["amount"] == [10, 20]
        assert "order_amount" not in values


class TestSurveys:
    @pytest.mark.parametrize(
        ("header", "said", "scale", "score"),
        [
            ("总体满意度", 4, 5, 4),
            ("总体满意度", "非常满意", 5, 5),
            ("总体满意度(10分制)", 9, 10, 9),
            ("总体满意度（满分100）", "85分", 100, 85),
            ("总体满意度(10分制)", "满意", 10, 8),
        ],
    )
    def test_a_score_stands_on_the_scale_its_header_names(
        self, header: str, said: object, scale: int, score: int
    ) -> None:
        values = a_sheet([["客户名称", "调查日期", header], ["恒力", "2025-01-10", said]]).values
        assert (values["scale"], values["overall"]) == ([scale], [score])

    def test_the_row_knows_its_scale_best_and_set_fills_the_others(self) -> None:
        rows = [
            ["客户名称", "调查日期", "总体满意度", "满分"],
            ["恒力", "2025-01-10", 90, 100],
            ["东方", "2025-01-10", 9, None],
        ]
        assert a_sheet(rows, fixed={"scale": "10"}).values["scale"] == [100, 10]

    def test_dimensions_are_carried_over_to_the_scale_of_the_whole(self) -> None:
        headers = ["客户名称", "调查日期", "总体满意度(10分制)", "服务态度(5分制)"]
        values = a_sheet([headers, ["恒力", "2025-01-10", 9, 4]]).values
        assert values["attitude"] == [8]

    @pytest.mark.parametrize("said", [0, 6, 85])
    def test_a_score_off_its_scale_is_rejected(self, said: int) -> None:
        sheet = a_sheet([["客户名称", "调查日期", "总体满意度"], ["恒力", "2025-01-10", said]])
        assert "from 1 to 5" in sheet.bad[0][0].want

    @pytest.mark.parametrize("said", [-1, 11])
    def test_a_recommendation_lies_between_nought_and_ten(self, said: int) -> None:
        rows = [["客户名称", "调查日期", "满意度", "NPS"], ["恒力", "2025-01-10", 4, said]]
        assert a_sheet(rows).bad[0][0].column == "NPS"


def test_what_was_wanted_is_said_in_the_language_in_use() -> None:
    i18n.use("zh")
    sheet = a_sheet([ORDERS, ["S1", None, "2025-01-10", "刀具", 1, 1]])
    assert "客户编号" in sheet.bad[0][0].want
