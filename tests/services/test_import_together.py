"""Sheets and files of one import that tell of the same record."""

from tests.importing import kept, outcome, taken

CONTACT = ("客户编号", "客户名称", "联系人", "手机")


def test_a_contact_on_the_customers_sheet_and_on_its_own_is_one_person(db: str) -> None:
    taken(
        db,
        {
            "客户": [CONTACT, ("C1", "甲公司", "李娜", "13900020002")],
            "联系人": [("客户编号", "姓名", "决策角色"), ("C1", "李娜", "决策人")],
        },
    )
    assert kept(db, "contacts", "name", "mobile", "decision_role", "is_primary") == [
        ("李娜", "13900020002", "decider", 1)
    ]


def test_an_appointment_on_the_customers_sheet_and_among_the_visits_is_one(db: str) -> None:
    taken(
        db,
        {
            "客户": [
                ("客户编号", "客户名称", "客户经理", "下次联系日期"),
                ("C1", "甲", "张伟", "2026-02-03"),
            ],
            "回访": [
                ("客户编号", "日期", "方式", "跟进人", "内容"),
                ("C1", "2026-02-03", "电话", "张伟", "对账"),
            ],
        },
    )
    assert kept(db, "interactions", "channel", "summary") == [("phone", "对账")]


def test_the_later_sheet_adds_to_a_customer_the_earlier_one_made(db: str) -> None:
    results = taken(
        db,
        {
            "客户": [("客户编号", "客户名称", "城市"), ("C1", "甲公司", "苏州")],
            "客户(2)": [("客户编号", "客户名称", "城市"), ("C1", "甲公司", "上海")],
        },
    )
    assert kept(db, "customers", "city") == ["上海"]
    assert outcome(results) == [("customers", 1, 0, 0, 0), ("customers", 0, 1, 0, 0)]
