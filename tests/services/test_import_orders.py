"""Orders' workbooks: lines, totals, returns, numbers; and what is told of interactions, surveys."""

from datetime import date

import pytest

from tests.importing import CUSTOMERS, ORDERS, kept, outcome, taken, wants

KNOWN = {"客户": [CUSTOMERS, ("C1", "恒力"), ("C2", "永利")]}
LINES = ("订单编号", "客户编号", "下单日期", "产品名称", "数量", "单价", "成本")
DAY = date(2025, 6, 1)


@pytest.fixture
def known(db):
    """A database with the customers C1 and C2."""
    taken(db, KNOWN)
    return db


def test_rows_that_repeat_a_number_are_its_lines(known):
    rows = [
        LINES,
        ("S1", "C1", DAY, "轴承", 10, 12.345, 100),
        ("S1", "C1", DAY, "皮带", 2, 100, None),
    ]
    taken(known, {"订单": rows})
    assert kept(known, "orders", "number", "amount", "profit") == [("S1", 32345, 2345)]
    assert kept(known, "order_lines", "position", "amount") == [(1, 12345), (2, 20000)]


def test_the_lines_of_the_file_replace_the_stored_ones(known):
    taken(known, {"订单": [LINES, ("S1", "C1", DAY, "轴承", 10, 12, None)]})
    results = taken(known, {"订单": [LINES, ("S1", "C1", DAY, "皮带", 1, 5, None)]})
    assert outcome(results) == [("orders", 0, 1, 0, 0)]
    assert kept(known, "order_lines", "product", "amount") == [("皮带", 500)]
    assert kept(known, "orders", "amount") == [500]


def test_an_order_is_kept_or_rejected_whole(known):
    rows = [
        LINES,
        ("S1", "C1", DAY, "轴承", 10, 12, None),
        ("S1", "C1", DAY, "皮带", "两个", 5, None),
    ]
    results = taken(known, {"订单": rows})
    assert [row for row, _column, _want in wants(results)] == [3, 2]
    assert wants(results)[1][2] == "another line of this order is rejected"
    assert kept(known, "orders", "id") == []


def test_a_number_under_two_customers_is_rejected(known):
    rows = [ORDERS, ("S1", "C1", DAY, 10), ("S1", "C2", DAY, 20)]
    results = taken(known, {"订单": rows})
    assert {want for _row, _column, want in wants(results)} == {"one customer per order number"}


def test_a_stored_number_of_another_customer_is_rejected(known):
    taken(known, {"订单": [ORDERS, ("S1", "C1", DAY, 10)]})
    results = taken(known, {"订单": [ORDERS, ("S1", "C2", DAY, 10)]})
    assert outcome(results) == [("orders", 0, 0, 0, 1)]


def test_the_orders_total_counts_once(known):
    rows = [("订单编号", "客户编号", "下单日期", "产品名称", "订单金额")]
    rows += [("S1", "C1", DAY, "轴承", 300), ("S1", "C1", DAY, "皮带", 300)]
    taken(known, {"订单": rows})
    assert kept(known, "orders", "amount") == [30000]
    assert sum(kept(known, "order_lines", "amount")) == 30000


def test_lines_that_do_not_add_up_to_their_orders_total_are_told_of(known):
    head = ("订单编号", "客户编号", "下单日期", "产品名称", "金额", "订单总额")
    rows = [head, ("S1", "C1", DAY, "轴承", 100, 100), ("S2", "C1", DAY, "皮带", 50, 70)]
    [orders] = taken(known, {"订单": rows})
    assert orders.warnings == [
        "the lines of 1 order do not add up to its total and count instead of it: row 3 says 70.00"
    ]
    assert kept(known, "orders", "amount") == [10000, 5000]


def test_a_line_without_a_number_below_its_order_is_rejected_with_the_whole_order(known):
    rows = [
        LINES,
        ("S1", "C1", DAY, "轴承", 10, 12, None),
        (None, None, None, "皮带", 2, 5, None),
        (None, None, None, "垫片", 2, 5, None),
        ("S2", "C1", DAY, "轴承", 1, 12, None),
        (None, "C1", DAY, "皮带", 1, 12, None),
    ]
    results = taken(known, {"订单": rows})
    assert {row for row, _column, _want in wants(results)} == {2, 3, 4, 6}
    assert kept(known, "orders", "number") == ["S2"]


def test_orders_of_days_still_to_come_are_told_of(known):
    rows = [ORDERS, ("S1", "C1", DAY, 10), ("S2", "C1", date(2062, 6, 1), 10)]
    [orders] = taken(known, {"订单": rows})
    assert orders.warnings == [
        "1 order is dated on a day still to come and counts from then on: row 3 says 2062-06-01"
    ]


def test_rows_without_numbers_are_orders_by_customer_day_amount_and_turn(known):
    rows = [("客户编号", "下单日期", "金额"), ("C1", DAY, 10), ("C1", DAY, 10), ("C2", DAY, 10)]
    taken(known, {"订单": rows})
    results = taken(known, {"订单": [*rows, ("C1", DAY, 10)]})
    assert outcome(results) == [("orders", 1, 0, 3, 0)]
    assert len(set(kept(known, "orders", "number"))) == 4


def test_a_return_has_a_negative_amount_and_cost(known):
    taken(known, {"订单": [LINES, ("R1", "C1", DAY, "轴承", -2, 10, 12)]})
    assert kept(known, "order_lines", "amount", "cost") == [(-2000, -1200)]
    assert kept(known, "orders", "profit") == [-800]


def test_orders_of_unknown_customers_are_rejected_unless_they_are_to_be_made(known):
    sheet = {"订单": [ORDERS, ("S1", "C9", DAY, 10)]}
    assert outcome(taken(known, sheet)) == [("orders", 0, 0, 0, 1)]
    assert outcome(taken(known, sheet, create_customers=True)) == [("orders", 1, 0, 0, 0)]
    assert kept(known, "customers", "code") == ["C1", "C2", "C9"]


def test_another_currency_is_rejected(known):
    rows = [(*ORDERS, "币种"), ("S1", "C1", DAY, 10, "USD"), ("S2", "C1", DAY, 10, "人民币")]
    results = taken(known, {"订单": rows})
    assert wants(results) == [(2, "币种", "amounts in CNY; one database keeps one currency")]


def test_a_line_needs_an_amount_or_what_it_is_worked_out_from(known):
    results = taken(known, {"订单": [LINES, ("S1", "C1", DAY, "轴承", 10, None, None)]})
    assert wants(results) == [(2, "单价", "an amount, or a quantity and a unit price")]


def test_sheets_are_taken_in_the_order_they_need_each_other(db):
    results = taken(db, {"订单": [ORDERS, ("S1", "C1", DAY, 10)], **KNOWN})
    assert outcome(results) == [("customers", 2, 0, 0, 0), ("orders", 1, 0, 0, 0)]


def test_a_blank_outcome_is_done_or_planned_by_its_day(known):
    rows = [("客户编号", "日期", "方式", "回访人"), ("C1", date(2026, 1, 5), "电话", "张伟")]
    rows.append(("C1", date(2026, 1, 6), "电话", "张伟"))
    taken(known, {"回访记录": rows}, as_of=date(2026, 1, 5))
    assert kept(known, "interactions", "outcome") == ["completed", "planned"]


def test_the_nth_row_of_a_key_meets_the_nth_stored(known):
    header = ("客户编号", "日期", "方式", "回访内容")
    taken(known, {"回访记录": [header, ("C1", DAY, "电话", "甲"), ("C1", DAY, "电话", "乙")]})
    again = [header, ("C1", DAY, "电话", "甲"), ("C1", DAY, "电话", "丙")]
    results = taken(known, {"回访记录": again})
    assert outcome(results) == [("interactions", 0, 1, 1, 0)]
    assert kept(known, "interactions", "summary") == ["甲", "丙"]


def test_an_interaction_is_known_by_its_own_number(known):
    header = ("回访编号", "客户编号", "日期", "方式")
    taken(known, {"回访记录": [header, ("V1", "C1", DAY, "电话")]})
    taken(known, {"回访记录": [header, ("V1", "C1", date(2025, 7, 1), "上门")]})
    assert kept(known, "interactions", "code", "occurred_on", "channel") == [
        ("V1", "2025-07-01", "onsite")
    ]


def test_a_blank_channel_is_rejected(known):
    results = taken(known, {"回访记录": [("客户编号", "日期", "方式"), ("C1", DAY, None)]})
    assert outcome(results) == [("interactions", 0, 0, 0, 1)]


def test_surveys_keep_their_scale_and_a_score_per_dimension(known):
    header = ("客户编号", "填写日期", "总体满意度(10分制)", "售后", "NPS")
    rows = {"满意度调查": [header, ("C1", DAY, 8, 9, 10)]}
    for _time in range(2):
        taken(known, rows)
    assert kept(known, "surveys", "overall", "scale", "nps") == [(8_000_000, 10, 10)]
    assert kept(known, "survey_scores", "dimension") == ["after_sale"]


AGENDA = ("客户编号", "方式", "日期", "结果", "内容", "跟进人", "回访项", "到期日(系统)")


def test_an_agenda_comes_back_with_what_was_filled_in_and_the_rest_is_passed_over(known):
    rows = [AGENDA, ("C1", "电话", DAY, "已完成", "谈妥", "张伟", "phone", DAY)]
    rows.append(("C2", "电话", DAY, None, None, "张伟", "phone", DAY))
    results = taken(known, {"回访计划": rows})
    assert (results[0].n, results[0].skipped) == (1, 1)
    assert kept(known, "interactions", "summary", "outcome") == [("谈妥", "completed")]


def test_what_is_done_on_a_day_to_come_is_told_of(known):
    rows = [("客户编号", "日期", "方式", "结果"), ("C1", date(2026, 2, 1), "电话", "已完成")]
    results = taken(known, {"回访记录": rows}, as_of=date(2026, 1, 5))
    assert "row 2 is completed on a day still to come" in results[0].warnings[0]


def test_a_cancelled_order_is_no_revenue(known):
    rows = [(*ORDERS, "订单状态"), ("S1", "C1", DAY, 10, "已取消"), ("S2", "C1", DAY, 20, "已完成")]
    results = taken(known, {"订单": rows})
    assert [(row, column) for row, column, _want in wants(results)] == [(2, "订单状态")]
    assert kept(known, "orders", "number") == ["S2"]


def test_every_unknown_customer_is_told_of_once_however_many_there_are(known):
    rows = [ORDERS, *((f"S{n}", f"X{n}", DAY, 10) for n in range(300))]
    assert len(wants(taken(known, {"订单": rows}))) == 300
