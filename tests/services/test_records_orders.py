"""Orders told by lines or by an amount."""

from typing import Any

import pytest

from kam.errors import ConflictError, UsageError
from kam.services import keeping, order_lines, records, workspace
from kam.services.keeping import Kept, Told
from kam.services.nouns import ORDERS
from tests.builders import a_customer, a_request, one_operation

GIVEN = {"customer": "C1", "ordered_on": "2025-06-01"}


@pytest.fixture
def company(db: str) -> str:
    with one_operation(db) as ledger:
        a_customer(ledger, code="C1", name="华东精工")
        a_customer(ledger, code="C2", name="华南电气")
    return db


def added(db: str, *lines: str, amount: str | None = None, number: str | None = None) -> Kept:
    given = GIVEN | ({"number": number} if number else {})
    with workspace.writing(a_request(db)) as desk:
        told = order_lines.new(desk, {}, {"line": lines, "amount": amount})
        return keeping.add(desk, ORDERS, Told(given, {}, told))


def edited(db: str, order: int, *lines: str, amount: str | None = None, **given: str) -> Kept:
    with workspace.writing(a_request(db)) as desk:
        told = order_lines.changed(desk, order, {"line": lines, "amount": amount})
        return keeping.edit(desk, ORDERS, order, Told(given, {}, told))


def shown(db: str, order: int) -> dict[str, Any]:
    with workspace.reading(a_request(db)) as desk:
        data = records.page(desk, ORDERS, order).data
    assert isinstance(data, dict)
    return data


def test_an_order_is_the_sum_of_its_lines(company: str) -> None:
    order = shown(company, added(company, "立铣刀,20,86.5,1000", "刀片，3，0.125").id)
    assert (str(order["amount"]), str(order["profit"])) == ("1730.38", "730.00")
    assert [line["product"] for line in order["lines"]] == ["立铣刀", "刀片"]


def test_a_comma_in_a_product_stands_in_quotes(company: str) -> None:
    order = shown(company, added(company, '"刀,大号",1,5').id)
    assert order["lines"][0]["product"] == "刀,大号"


def test_two_orders_alike_without_a_number_are_two(company: str) -> None:
    assert added(company, amount="500").id != added(company, amount="500").id


def test_a_number_that_is_there_is_not_added_again(company: str) -> None:
    added(company, amount="500", number="SO1")
    with pytest.raises(ConflictError, match="kam orders edit SO1"):
        added(company, amount="600", number="SO1")


@pytest.mark.parametrize("line", ["刀", "刀,1", "刀,,5", "刀,1,2,3,4", ""])
def test_a_line_not_written_as_one_is_refused(company: str, line: str) -> None:
    with pytest.raises(UsageError, match="product,quantity,price"):
        added(company, line)


def test_an_order_of_nothing_is_refused(company: str) -> None:
    with pytest.raises(UsageError, match="--amount"):
        added(company)


def test_an_edit_of_the_order_leaves_its_lines_alone(company: str) -> None:
    order = added(company, "立铣刀,20,86.5,1000", "刀片,3,1").id
    before = shown(company, order)["lines"]
    kept = edited(company, order, delivered_on="2025-06-09", number="SO9", customer="C2")
    assert {header for header, _old, _new in kept.differences} == {
        *("Delivered on", "Order number", "Customer code", "Customer name"),
    }
    assert shown(company, order)["lines"] == before


def test_new_lines_replace_all_the_old(company: str) -> None:
    order = added(company, "立铣刀,20,86.5,1000", "刀片,3,1").id
    edited(company, order, "刀片,10,1")
    after = shown(company, order)
    assert (len(after["lines"]), str(after["amount"]), after["profit"]) == (1, "10.00", None)


def test_lines_of_the_same_sum_are_replaced_too(company: str) -> None:
    order = added(company, "刀片,10,1").id
    assert edited(company, order, "铣刀,10,1").differences
    assert shown(company, order)["lines"][0]["product"] == "铣刀"


def test_an_amount_cannot_stand_for_several_lines(company: str) -> None:
    order = added(company, "甲,1,1", "乙,1,1").id
    with pytest.raises(ConflictError, match="2 lines"):
        edited(company, order, amount="5")
