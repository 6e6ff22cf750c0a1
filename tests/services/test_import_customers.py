"""Customers' workbooks: who a row means, and what its other columns become."""

import json
from datetime import date

import pytest

from tests.importing import CUSTOMERS, kept, outcome, taken, wants


def test_a_row_without_a_code_gets_one_that_stays(db):
    sheet = {"客户": [("客户名称", "城市"), ("恒力", "苏州")]}
    taken(db, sheet)
    taken(db, {"客户": [("客户名称", "城市"), ("恒力", "上海")]})
    assert kept(db, "customers", "code", "city") == [("K00001", "上海")]


def test_a_made_up_code_leaves_the_codes_of_the_sheet_alone(db):
    taken(db, {"客户": [CUSTOMERS, (None, "甲"), ("K00001", "乙")]})
    assert kept(db, "customers", "code", "name") == [("K00002", "甲"), ("K00001", "乙")]


def test_names_differing_in_width_spaces_and_brackets_are_one_customer(db):
    taken(db, {"客户": [("客户名称",), ("恒力（集团）有限公司",), ("恒力 (集团) 有限公司",)]})
    assert len(kept(db, "customers", "code")) == 1


def test_an_unknown_code_adopts_the_one_namesake_without_a_code(db):
    taken(db, {"客户": [("客户名称",), ("恒力",)]})
    results = taken(db, {"客户": [CUSTOMERS, ("C001", "恒力")]})
    assert outcome(results) == [("customers", 0, 1, 0, 0)]
    assert kept(db, "customers", "code", "code_stated") == [("C001", 1)]


def test_an_unknown_code_beside_a_namesake_with_a_code_is_another_customer(db):
    taken(db, {"客户": [CUSTOMERS, ("C001", "恒力")]})
    taken(db, {"客户": [CUSTOMERS, ("C002", "恒力")]})
    assert kept(db, "customers", "code") == ["C001", "C002"]


def test_two_namesakes_need_the_code(db):
    taken(db, {"客户": [CUSTOMERS, ("C001", "恒力"), ("C002", "恒力")]})
    results = taken(db, {"客户": [("客户名称", "城市"), ("恒力", "苏州")]})
    assert wants(results) == [(2, "客户名称", "a customer code: 2 customers are named 恒力")]


def test_a_name_the_sheet_itself_gives_two_codes_needs_one(db):
    rows = [CUSTOMERS, ("C1", "恒力"), (None, "恒力"), ("C2", "恒力")]
    assert outcome(taken(db, {"客户": rows})) == [("customers", 2, 0, 0, 1)]
    assert outcome(taken(db, {"客户": rows})) == [("customers", 0, 0, 2, 1)]


def test_the_tax_id_finds_a_renamed_customer(db):
    header = ("客户名称", "统一社会信用代码")
    taken(db, {"客户": [header, ("老名字", "91320500MA1XXXXX1A")]})
    taken(db, {"客户": [header, ("新名字", "91320500MA1XXXXX1A")]})
    assert kept(db, "customers", "name") == ["新名字"]


def test_an_unknown_code_without_a_name_is_rejected(db):
    results = taken(db, {"客户": [("客户编号", "城市"), ("C009", "苏州")]}, strict=False)
    assert wants(results) == [(2, "Customer name", "a name: the customer is not known yet")]


def test_blank_cells_keep_what_is_stored_unless_told_to_clear(db):
    header = (*CUSTOMERS, "城市")
    taken(db, {"客户": [header, ("C1", "恒力", "苏州")]})
    blank = {"客户": [header, ("C1", "恒力", None)]}
    taken(db, blank)
    assert kept(db, "customers", "city") == ["苏州"]
    taken(db, blank, clear_blanks=True)
    assert kept(db, "customers", "city") == [None]


def test_the_users_own_columns_are_kept_and_a_grade_never_decides(db):
    taken(db, {"客户": [(*CUSTOMERS, "客户等级", "车间面积"), ("C1", "恒力", "A", "5000平")]})
    taken(db, {"客户": [(*CUSTOMERS, "车间面积"), ("C1", "恒力", "6000平")]})
    (extra,) = kept(db, "customers", "extra")
    assert json.loads(extra) == {"客户等级": "A", "车间面积": "6000平"}


def test_of_two_names_the_first_is_the_manager_and_the_rest_is_told(db):
    results = taken(db, {"客户": [(*CUSTOMERS, "客户经理"), ("C1", "恒力", "张伟/李娜")]})
    assert kept(db, "staff", "name", "role") == [("张伟", "account_manager")]
    assert any("李娜" in sentence for sentence in results[0].warnings)


def test_managers_are_kept_also_where_the_first_row_names_none(db):
    rows = [(*CUSTOMERS, "客户经理"), ("C1", "恒力", None), ("C2", "永利", "张伟")]
    taken(db, {"客户": rows})
    assert kept(db, "customers", "code", "manager_id") == [("C1", None), ("C2", 1)]


def test_two_colleagues_under_one_code_are_one(db):
    taken(db, {"客户": [(*CUSTOMERS, "客户经理"), ("C1", "恒力", "张伟"), ("C2", "永利", "李娜")]})
    taken(
        db, {"员工": [("员工编号", "姓名", "城市"), ("E1", "张伟", "上海"), ("E1", "李娜", "苏州")]}
    )
    assert kept(db, "staff", "code", "name", "city") == [
        ("E1", "李娜", "苏州"),
        (None, "李娜", None),
    ]


def test_a_manager_spelled_nearly_like_another_is_warned_of(db):
    rows = [(*CUSTOMERS, "客户经理"), ("C1", "恒力", "欧阳振华"), ("C2", "永利", "欧阳振花")]
    results = taken(db, {"客户": rows})
    assert "欧阳振花 is new to the staff, and nearly the name of 欧阳振华: one person?" in (
        results[0].warnings
    )


def test_contact_columns_make_the_primary_contact_and_later_rows_further_ones(db):
    rows = [(*CUSTOMERS, "联系人", "手机"), ("C1", "恒力", "王芳", 13800000000)]
    rows.append(("C1", "恒力", "李四", "13800000001"))
    for _time in range(2):
        taken(db, {"客户": rows})
    assert kept(db, "contacts", "name", "mobile", "is_primary") == [
        ("王芳", "13800000000", 1),
        ("李四", "13800000001", 0),
    ]


def test_a_new_first_contact_takes_the_place_of_the_old(db):
    header = (*CUSTOMERS, "联系人")
    taken(db, {"客户": [header, ("C1", "恒力", "王芳")]})
    taken(db, {"客户": [header, ("C1", "恒力", "李四")]})
    assert kept(db, "contacts", "name", "is_primary") == [("王芳", 0), ("李四", 1)]


def test_a_primary_contact_told_of_in_two_rows_stays_primary(db):
    contacts = [("客户编号", "姓名", "主要联系人"), ("C1", "李娜", "否"), ("C1", "李娜", "是")]
    for _turn in range(2):
        taken(db, {"客户": [CUSTOMERS, ("C1", "恒力")], "联系人": contacts})
        assert kept(db, "contacts", "name", "is_primary") == [("李娜", 1)]


def test_what_is_told_of_a_contact_without_a_name_is_the_primary_contacts(db):
    taken(db, {"客户": [(*CUSTOMERS, "联系人"), ("C1", "恒力", "王芳")]})
    taken(db, {"客户": [(*CUSTOMERS, "微信"), ("C1", "恒力", "wangfang")]})
    assert kept(db, "contacts", "name", "wechat") == [("王芳", "wangfang")]


def test_the_last_contact_becomes_an_interaction_and_the_next_one_an_appointment(db):
    header = (*CUSTOMERS, "最近回访", "回访方式", "下次联系时间")
    rows = [header, ("C1", "恒力", date(2025, 12, 1), "上门", date(2026, 2, 1))]
    rows.append(("C2", "永利", date(2025, 12, 2), None, None))
    for _time in range(2):
        taken(db, {"客户": rows})
    assert kept(db, "interactions", "occurred_on", "channel", "outcome") == [
        ("2025-12-01", "onsite", "completed"),
        ("2026-02-01", "phone", "planned"),
        ("2025-12-02", "phone", "completed"),
    ]


def test_an_appointment_is_completed_by_the_last_contact_of_its_day(db):
    head = (*CUSTOMERS, "最近回访", "下次联系时间")
    taken(db, {"客户": [head, ("C1", "恒力", None, date(2026, 1, 2))]})
    for _turn in range(2):
        taken(db, {"客户": [head, ("C1", "恒力", date(2026, 1, 2), date(2026, 2, 1))]})
        assert kept(db, "interactions", "occurred_on", "outcome") == [
            ("2026-01-02", "completed"),
            ("2026-02-01", "planned"),
        ]


def test_a_customer_on_a_row_for_each_contact_has_one_appointment(db):
    head = (*CUSTOMERS, "联系人", "下次联系")
    rows = [head, ("C1", "恒力", "李娜", "2026-02-01"), ("C1", "恒力", "王强", "2026-02-01")]
    for _turn in range(2):
        taken(db, {"客户": rows})
        assert kept(db, "interactions", "occurred_on", "outcome") == [("2026-02-01", "planned")]


def test_a_survey_with_an_id_is_met_by_its_id_alone(db):
    head = ("问卷编号", "客户编号", "调查日期", "总体满意度")
    surveys = [head, ("S1", "C1", "2025-03-01", 5), (None, "C1", "2025-03-01", 2)]
    for _turn in range(2):
        taken(db, {"客户": [CUSTOMERS, ("C1", "恒力")], "满意度": surveys})
        assert kept(db, "surveys", "code", "overall") == [("S1", 5_000_000), (None, 2_000_000)]


def test_people_who_report_to_each_other_are_both_kept(db):
    rows = [("姓名", "角色", "上级"), ("张伟", "客户经理", "陈静"), ("陈静", "部门经理", "张伟")]
    taken(db, {"员工": rows})
    assert kept(db, "staff", "id", "reports_to_id") == [(1, 2), (2, 1)]


@pytest.mark.parametrize(("strict", "expected"), [(False, ["C0", "C1"]), (True, ["C0"])])
def test_strict_keeps_all_or_nothing(db, strict, expected):
    taken(db, {"客户": [CUSTOMERS, ("C0", "老客户")]})
    header = (*CUSTOMERS, "首次购买日期")
    sheet = {"客户": [header, ("C1", "恒力", "2025-01-01"), ("C2", "永利", "2025-13-01")]}
    assert taken(db, sheet, strict=strict)[0].counts()["rejected"] == 1
    assert kept(db, "customers", "code") == expected


def test_a_rehearsal_tells_old_and_new_values_and_keeps_nothing(db):
    taken(db, {"客户": [(*CUSTOMERS, "城市"), ("C1", "恒力", "苏州")]})
    sheet = {"客户": [(*CUSTOMERS, "城市"), ("C1", "恒力", "上海")]}
    results = taken(db, sheet, keep=False, details=True)
    assert results[0].differences == {0: [("City", "苏州", "上海")]}
    assert kept(db, "customers", "city") == ["苏州"]


def test_a_rehearsal_tells_words_people_and_own_columns_as_people_read_them(db):
    header = (*CUSTOMERS, "客户经理", "合作阶段", "我的列")
    taken(db, {"客户": [header, ("C1", "恒力", "张伟", "潜在", "甲")]})
    sheet = {"客户": [header, ("C1", "恒力", "李娜", "成交", "乙")]}
    [customers] = taken(db, sheet, keep=False, details=True)
    assert sorted(customers.differences[0]) == [
        ("Cooperation stage", "potential", "active"),
        ("Manager", "张伟", "李娜"),
        ("我的列", "甲", "乙"),
    ]


def test_a_contact_new_to_a_known_customer_updates_the_row(db):
    taken(db, {"客户": [CUSTOMERS, ("C1", "恒力")]})
    sheet = {"客户": [(*CUSTOMERS, "联系人", "手机"), ("C1", "恒力", "李娜", "13900020002")]}
    results = taken(db, sheet, details=True)
    assert outcome(results) == [("customers", 0, 1, 0, 0)]
    assert results[0].differences == {0: [("contact", "", "C1 恒力 李娜")]}


def test_members_without_a_company_are_customers_by_their_own_name(db):
    taken(db, {"会员": [("会员卡号", "联系人", "手机号码"), ("M1", "王芳", "13800000000")]})
    assert kept(db, "customers", "code", "name") == [("M1", "王芳")]


def test_superiors_are_found_wherever_they_stand_in_the_sheet(db):
    rows = [("姓名", "角色", "上级"), ("张伟", "客户经理", "陈静"), ("陈静", "部门经理", None)]
    taken(db, {"员工": rows})
    assert kept(db, "staff", "id", "name", "reports_to_id") == [(1, "陈静", None), (2, "张伟", 1)]
