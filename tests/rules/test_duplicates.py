"""Which customers may be one and the same."""

import pytest

from kam.models.names import name_key
from kam.rules.duplicates import Known, pairs


def known(number: int, name: str, **fields: object) -> Known:
    return Known(number, name, name_key(name), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("上海恒力（集团）有限公司", "上海恒力(集团) 有限公司"),
        ("苏州恒力精密机械有限公司", "苏州恒立精密机械有限公司"),
        ("苏州恒力精密机械有限公司", "苏州恒力精密机械有限责任公司"),
        ("Northwind Traders Ltd", "Northwind Trader Ltd."),
    ],
)
def test_names_written_twice_are_found(one: str, other: str) -> None:
    assert [pair[:2] for pair in pairs([known(1, one), known(2, other)])] == [(1, 2)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("张伟", "张强"),
        ("第一纺织厂", "第二机械厂"),
        ("客户100", "客户101"),
        ("Customer 17850", "Customer 17851"),
        ("北京恒力", "上海恒力"),
    ],
)
def test_different_customers_are_left_in_peace(one: str, other: str) -> None:
    assert pairs([known(1, one), known(2, other)]) == []


def test_a_tax_id_says_more_than_a_name() -> None:
    both = [known(1, "甲公司", tax_id="91A"), known(2, "甲公司", tax_id="91a")]
    assert [pair.why for pair in pairs(both)] == ["tax_id"]


def test_a_phone_is_the_same_however_it_is_written() -> None:
    one = known(1, "甲公司", phones=("0512-6666 8888",))
    other = known(2, "乙工厂", phones=("+86 051266668888",))
    assert [pair.why for pair in pairs([one, other])] == ["phone"]


@pytest.mark.parametrize("phone", ["8888", "0", "转 12"])
def test_a_short_number_is_nobodys_phone(phone: str) -> None:
    assert pairs([known(1, "甲公司", phones=(phone,)), known(2, "乙工厂", phones=(phone,))]) == []


def test_a_number_that_many_share_tells_nobody_apart() -> None:
    names = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
    many = [known(n, name * 5, phones=("4008001234",)) for n, name in enumerate(names)]
    assert pairs(many) == []


def test_of_three_that_are_one_each_is_paired_with_the_first() -> None:
    three = [known(n, "恒力公司") for n in (1, 2, 3)]
    assert [pair[:2] for pair in pairs(three)] == [(1, 2), (1, 3)]
