"""Two records of one customer made one, and two again."""

from datetime import date
from typing import Any

import pytest

from kam.errors import UsageError
from kam.services import customer_life, merging, records, workspace
from kam.services.nouns import CONTACTS, CUSTOMERS, INTERACTIONS, ORDERS, SURVEYS, Noun
from kam.services.records import Wish
from kam.store.ledger import newest_operation
from kam.store.undo import undo
from tests.builders import (
    a_contact,
    a_customer,
    a_pin,
    a_request,
    a_survey,
    an_interaction,
    an_order,
    one_operation,
    state,
)


@pytest.fixture
def twins(db: str) -> str:
    """C1 华东精工 and C2 华东精工机械, both with a tier, contacts and a past."""
    with one_operation(db) as ledger:
        one = a_customer(ledger, tier="new", code="C1", name="华东精工", tags="甲")
        two = a_customer(
            ledger,
            tier="important",
            code="C2",
            name="华东精工机械",
            city="苏州",
            tags="乙、甲",
            remarks="老客户",
            extra={"列": "值"},
        )
        a_contact(ledger, one, name="李娜", is_primary=True)
        a_contact(ledger, two, name="李 娜", mobile="13900020002", is_primary=True)
        a_contact(ledger, two, name="王明", is_primary=False)
        for customer in (one, two):
            an_order(ledger, customer)
            an_interaction(ledger, customer)
            a_survey(ledger, customer, scores={"product": 4})
        a_pin(ledger, two)
    return db


def merge(db: str, keep: str = "C1", other: str = "C2") -> str:
    with workspace.writing(a_request(db)) as desk:
        return merging.merge(desk, keep, other)


def every(db: str, noun: Noun) -> list[Any]:
    with workspace.reading(a_request(db)) as desk:
        return list(records.listing(desk, noun, Wish()).rows)


def test_everything_of_the_other_is_the_ones_now(twins: str) -> None:
    merge(twins)
    assert [row["code"] for row in every(twins, CUSTOMERS)] == ["C1"]
    for noun in (ORDERS, INTERACTIONS, SURVEYS):
        assert [row["customer"] for row in every(twins, noun)] == ["C1", "C1"]
    assert [row[1] for row in state(twins)["pins"]] == [1]


def test_blank_fields_are_filled_and_tags_and_own_columns_joined(twins: str) -> None:
    merge(twins)
    [row] = every(twins, CUSTOMERS)
    assert (row["name"], row["city"], row["tags"]) == ("华东精工", "苏州", "甲、乙")
    assert (row["remarks"], row["extra"]) == ("老客户", {"列": "值"})


def test_a_contact_of_the_same_name_is_one_and_one_is_primary(twins: str) -> None:
    merge(twins)
    contacts = [(row["name"], row["mobile"], row["is_primary"]) for row in every(twins, CONTACTS)]
    assert contacts == [("李娜", "13900020002", True), ("王明", None, False)]


def test_contacts_of_one_name_reached_differently_are_two(twins: str) -> None:
    with one_operation(twins) as ledger:
        a_contact(ledger, 1, name="王明", mobile="13911112222")
        a_contact(ledger, 2, name="王明", mobile="13933334444")
    merge(twins)
    assert [row["name"] for row in every(twins, CONTACTS)].count("王明") == 2


def test_how_the_other_was_judged_goes_with_it(twins: str) -> None:
    merge(twins)
    assert [row[1] for row in state(twins)["judgements"]] == [1]


def test_undo_makes_them_two_again_to_the_last_row(twins: str) -> None:
    before = state(twins)
    merge(twins)
    assert state(twins) != before
    with one_operation(twins) as ledger:
        operation = newest_operation(ledger.connection)
        assert operation is not None
        assert undo(ledger, operation) == []
    assert state(twins) == before


def test_a_stated_code_outlives_one_kam_made_up(twins: str) -> None:
    with one_operation(twins) as ledger:
        a_customer(ledger, code="K00001", code_stated=False, name="华东")
    merge(twins, "K00001", "C1")
    assert {row["code"] for row in every(twins, CUSTOMERS)} == {"C1", "C2"}


def test_a_lost_double_does_not_make_the_customer_lost(twins: str) -> None:
    with workspace.writing(a_request(twins)) as desk:
        customer_life.lose(desk, "C2", None)
    merge(twins)
    [row] = every(twins, CUSTOMERS)
    assert (row["cooperation_stage"], row["lost_on"]) == (None, None)


def test_a_customer_is_not_merged_with_itself(twins: str) -> None:
    with pytest.raises(UsageError, match="same customer"):
        merge(twins, "C1", "华东精工")


def test_archived_comes_back_before_lost_does(twins: str) -> None:
    with workspace.writing(a_request(twins)) as desk:
        customer_life.lose(desk, "C1", date(2025, 12, 1))
        customer_life.archive(desk, "C1", None)
        customer_life.restore(desk, "C1")
        row = records.one(desk, CUSTOMERS, 1)
        assert (row["archived"], row["lost_on"]) == (False, date(2025, 12, 1))
        customer_life.restore(desk, "C1")
        assert records.one(desk, CUSTOMERS, 1)["lost_on"] is None
