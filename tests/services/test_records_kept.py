"""`add` and `edit`: a record told by options is read and checked as a row of a workbook."""

from collections.abc import Mapping
from typing import Any

import pytest

from kam.errors import AmbiguousError, ConflictError, NotFoundError, UsageError
from kam.services import keeping, records, workspace
from kam.services.keeping import Kept, Told
from kam.services.nouns import CONTACTS, CUSTOMERS, INTERACTIONS, NOUNS, STAFF, SURVEYS, Noun
from tests.builders import (
    a_contact,
    a_customer,
    a_follow_up,
    a_request,
    a_staff_member,
    a_survey,
    a_ticket,
    an_interaction,
    one_operation,
)


def added(db: str, noun: Noun, given: Mapping[str, str], **own: str) -> Kept:
    with workspace.writing(a_request(db)) as desk:
        return keeping.add(desk, noun, Told(given, own))


def edited(db: str, noun: Noun, said: str, given: Mapping[str, str], **own: str) -> Kept:
    with workspace.writing(a_request(db)) as desk:
        return keeping.edit(desk, noun, records.find(desk, noun, said), Told(given, own))


def the(db: str, noun: Noun, said: str) -> dict[str, Any]:
    with workspace.reading(a_request(db)) as desk:
        return records.one(desk, noun, records.find(desk, noun, said))


@pytest.fixture
def company(db: str) -> str:
    """A database with one customer C1 华东精工, its manager 张伟 E1 and its contact 李娜."""
    with one_operation(db) as ledger:
        manager = a_staff_member(ledger, "张伟", code="E1")
        customer = a_customer(
            ledger, code="C1", name="华东精工", phone="0512-1", manager_id=manager
        )
        a_contact(ledger, customer, name="李娜", mobile="13900020002", is_primary=True)
        an_interaction(ledger, customer, staff_id=manager)
        a_survey(ledger, customer, overall=9, scale=10, scores={"product": 8})
        a_follow_up(ledger, customer, owner_id=manager)
        a_ticket(ledger, customer, owner_id=manager)
    return db


def test_what_is_typed_is_read_as_in_a_workbook(db: str) -> None:
    given = {
        "name": "华东精工",
        "credit_limit": "20万",
        "size": "中型",
        "first_purchase_on": "2024.3.5",
    }
    added(db, CUSTOMERS, given)
    row = the(db, CUSTOMERS, "华东精工")
    assert (row["credit_limit"], row["size"]) == (200_000, "medium")
    assert row["first_purchase_on"].isoformat() == "2024-03-05"


def test_set_takes_any_header_and_columns_of_ones_own(db: str) -> None:
    added(db, CUSTOMERS, {"name": "甲"}, 账期="月结30天", 我的列="abc")
    row = the(db, CUSTOMERS, "甲")
    assert (row["payment_terms"], row["extra"]) == ("月结30天", {"我的列": "abc"})


def test_a_unit_in_the_header_scales_the_value(db: str) -> None:
    added(db, CUSTOMERS, {"name": "甲"}, **{"信用额度(万元)": "2"})
    assert the(db, CUSTOMERS, "甲")["credit_limit"] == 20_000


def test_a_column_of_ones_own_that_may_be_a_slip_is_pointed_out(db: str) -> None:
    assert "行业" in added(db, CUSTOMERS, {"name": "甲"}, 行页="机械").warnings[0]


@pytest.mark.parametrize(
    ("noun", "given"),
    [
        (CUSTOMERS, {"name": "华东精工"}),
        (CUSTOMERS, {"name": "别的名字", "code": "C1"}),
        (STAFF, {"name": "张伟"}),
        (CONTACTS, {"name": "李娜", "customer": "C1"}),
    ],
)
def test_add_never_touches_what_is_there(company: str, noun: Noun, given: dict[str, str]) -> None:
    with pytest.raises(ConflictError, match=r"kam .* edit"):
        added(company, noun, given)


def test_a_second_person_of_a_name_needs_a_code_of_his_own(company: str) -> None:
    added(company, STAFF, {"name": "张伟", "code": "E2"})
    assert the(company, STAFF, "E1")["id"] != the(company, STAFF, "E2")["id"]


def test_a_second_call_of_a_day_is_a_second_call(company: str) -> None:
    given = {"customer": "C1", "channel": "电话", "occurred_on": "2025-12-01", "staff": "张伟"}
    assert added(company, INTERACTIONS, given).id != 1


@pytest.mark.parametrize(
    ("noun", "given", "wanted"),
    [
        (CUSTOMERS, {"name": "甲", "potential": "9"}, "--potential 9: .*from 1 to 5"),
        (CUSTOMERS, {"name": "甲", "size": "巨大"}, "--size 巨大: .*large, medium, small"),
        (INTERACTIONS, {"customer": "C1", "channel": "phone"}, "--on is missing"),
        (INTERACTIONS, {"customer": "C1", "occurred_on": "明天", "channel": "phone"}, "--on 明天"),
        (SURVEYS, {"customer": "C1", "answered_on": "2025-1-1", "overall": "9"}, "--overall 9"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(
    company: str, noun: Noun, given: dict[str, str], wanted: str
) -> None:
    with pytest.raises(UsageError, match=wanted):
        added(company, noun, given)


def test_a_manager_nobody_knows_is_not_made_up(company: str) -> None:
    with pytest.raises(NotFoundError, match="李四"):
        added(company, CUSTOMERS, {"name": "乙", "manager": "李四"})


def test_an_edit_changes_what_is_told_and_nothing_else(company: str) -> None:
    before = the(company, CUSTOMERS, "C1")
    kept = edited(company, CUSTOMERS, "C1", {"city": "苏州"})
    assert kept.differences == (("City", "", "苏州"),)
    assert the(company, CUSTOMERS, "C1") == before | {"city": "苏州"}


@pytest.mark.parametrize(
    ("noun", "said", "key"),
    [
        (CUSTOMERS, "C1", "phone"),
        (CUSTOMERS, "C1", "manager"),
        (CONTACTS, "李娜", "mobile"),
        (INTERACTIONS, "1", "staff"),
        (SURVEYS, "1", "overall"),
        (SURVEYS, "1", "product"),
    ],
)
def test_an_empty_value_clears_the_field(company: str, noun: Noun, said: str, key: str) -> None:
    assert the(company, noun, said)[key] is not None
    edited(company, noun, said, {key: ""})
    assert the(company, noun, said)[key] is None


@pytest.mark.parametrize(
    ("noun", "said", "key"),
    [
        (CUSTOMERS, "C1", "name"),
        (CONTACTS, "李娜", "customer"),
        (INTERACTIONS, "1", "channel"),
        (INTERACTIONS, "1", "occurred_on"),
        (SURVEYS, "1", "answered_on"),
    ],
)
def test_what_every_record_has_cannot_be_cleared(
    company: str, noun: Noun, said: str, key: str
) -> None:
    with pytest.raises(UsageError, match="cannot be blank"):
        edited(company, noun, said, {key: ""})


@pytest.mark.parametrize("noun", [each for each in NOUNS if each.name != "orders"])
def test_an_edit_of_nothing_changes_nothing(company: str, noun: Noun) -> None:
    said = {"customers": "C1", "staff": "E1", "contacts": "李娜"}.get(noun.name, "1")
    before = the(company, noun, said)
    assert edited(company, noun, said, {}).differences == ()
    assert the(company, noun, said) == before


def test_an_edited_survey_keeps_its_scale(company: str) -> None:
    edited(company, SURVEYS, "1", {"comment": "好"})
    assert the(company, SURVEYS, "1")["scale"] == 10


def test_an_interaction_moved_to_another_day_is_the_same_one(company: str) -> None:
    assert edited(company, INTERACTIONS, "#1", {"occurred_on": "2025-12-02"}).id == 1
    assert the(company, INTERACTIONS, "1")["occurred_on"].day == 2


def test_a_code_that_another_has_is_refused(company: str) -> None:
    added(company, CUSTOMERS, {"name": "乙", "code": "C2"})
    with pytest.raises(ConflictError, match="C1"):
        edited(company, CUSTOMERS, "C2", {"code": "C1"})


def test_a_customer_may_be_given_a_new_code_and_name(company: str) -> None:
    edited(company, CUSTOMERS, "C1", {"code": "C9", "name": "华南精工"})
    assert the(company, CUSTOMERS, "华南")["code"] == "C9"


def test_a_field_kam_works_out_is_refused(company: str) -> None:
    with pytest.raises(UsageError, match="works this out"):
        edited(company, CUSTOMERS, "C1", {}, **{"客户类别(系统)": "重要"})


def test_a_tier_told_by_hand_is_information_and_decides_nothing(company: str) -> None:
    edited(company, CUSTOMERS, "C1", {}, 客户类别="重要")
    assert the(company, CUSTOMERS, "C1")["extra"] == {"客户类别": "重要"}


def test_a_contact_is_found_by_name_with_his_customer_where_names_repeat(company: str) -> None:
    added(company, CUSTOMERS, {"name": "乙", "code": "C2"})
    added(company, CONTACTS, {"name": "李娜", "customer": "C2"})
    with workspace.reading(a_request(company)) as desk:
        with pytest.raises(AmbiguousError, match=r"C1.*C2"):
            records.find(desk, CONTACTS, "李娜")
        second = records.find(desk, CONTACTS, "李娜", records.find(desk, CUSTOMERS, "C2"))
        assert records.one(desk, CONTACTS, second)["customer"] == "C2"


def test_a_new_primary_contact_takes_the_place_of_the_old(company: str) -> None:
    added(company, CONTACTS, {"name": "王明", "customer": "C1", "is_primary": "yes"})
    assert the(company, CONTACTS, "李娜")["is_primary"] is False
