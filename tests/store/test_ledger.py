"""What the ledger writes and takes down."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from kam.models.base import Record
from kam.models.customers import Customer
from kam.models.interactions import Interaction
from kam.models.operations import Change, Operation
from kam.models.orders import Order
from kam.models.staff import Staff
from kam.store import engine, rows
from kam.store.ledger import newest_operation
from kam.store.packing import pack, unpack
from kam.store.rows import table_of
from tests.builders import (
    NOW,
    a_customer,
    a_staff_member,
    an_interaction,
    an_order,
    one_operation,
)


def stored(db: str, model: type[Record], row_id: int) -> Mapping[str, Any]:
    with engine.reading(db) as connection:
        return rows.fetch(connection, table_of(model), [row_id])[row_id]


def count_of(db: str, model: type[Record]) -> int:
    with engine.reading(db) as connection:
        return len(connection.execute(table_of(model).select()).all())


def test_a_command_that_changes_nothing_is_no_operation(db: str) -> None:
    with one_operation(db) as ledger:
        customer = a_customer(ledger, phone="021")
    with one_operation(db) as ledger:
        assert ledger.update(Customer, {customer: {"phone": "021"}}) == {}
        ledger.delete(Customer, [])
        ledger.create(Customer, [])
    assert ledger.operation is None
    assert count_of(db, Operation) == 1


def test_an_operation_says_who_when_what_and_how_many(db: str) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger)
        a_customer(ledger)
    kept = stored(db, Operation, 1)
    assert (kept["actor"], kept["command"], kept["at"]) == ("tester", "kam test", NOW)
    assert kept["summary"] == {"customers": {"created": 2}}


def test_an_update_tells_and_keeps_only_what_differs(db: str) -> None:
    with one_operation(db) as ledger:
        customer = a_customer(ledger, phone="021", city="上海")
        changed = ledger.update(Customer, {customer: {"phone": "010", "city": "上海"}})
    assert changed == {customer: {"phone": ("021", "010")}}
    assert stored(db, Customer, customer)["phone"] == "010"


def test_rows_created_together_are_one_change_however_many(db: str) -> None:
    with one_operation(db) as ledger:
        ids = ledger.create_columns(
            Staff, {"name": [f"员工{n}" for n in range(3000)], "code": [None] * 3000}
        )
    assert (ids[0], ids[-1]) == (1, 3000)
    assert count_of(db, Change) == 1


def test_rows_may_name_different_fields_and_get_the_defaults_of_the_rest(db: str) -> None:
    with one_operation(db) as ledger:
        first, second = ledger.create(
            Customer,
            [
                {"code": "1", "name": "a", "name_key": "a", "extra": {"区": "东"}},
                {"code": "2", "name": "b", "name_key": "b", "archived": True},
            ],
        )
    assert stored(db, Customer, first) | {"extra": None} == stored(db, Customer, first) | {
        "extra": None,
        "archived": False,
        "code_stated": True,
    }
    assert stored(db, Customer, first)["extra"] == {"区": "东"}
    assert stored(db, Customer, second)["archived"] is True


def test_no_text_is_nothing_and_not_the_word_null(db: str) -> None:
    with one_operation(db) as ledger:
        customer = a_customer(ledger, extra={"区": "东"})
        ledger.update(Customer, {customer: {"extra": None}})
        found = ledger.connection.exec_driver_sql("SELECT extra FROM customers").all()
    assert found == [(None,)]


def test_an_id_is_never_used_twice(db: str) -> None:
    with one_operation(db) as ledger:
        first = a_customer(ledger)
        ledger.delete(Customer, [first])
    with one_operation(db) as ledger:
        assert a_customer(ledger) == first + 1


def test_rows_that_refer_to_each_other_are_deleted_and_restored_in_any_order(db: str) -> None:
    with one_operation(db) as ledger:
        ids = ledger.create(Staff, [{"name": f"员工{n}"} for n in range(1200)])
        circle = {i: {"reports_to_id": ids[n - 1]} for n, i in enumerate(ids)}
        ledger.update(Staff, circle)
        table = table_of(Staff)
        held = rows.fetch(ledger.connection, table, ids)
        ledger.delete(Staff, ids)
        ledger.restore(table, held)
        assert rows.fetch(ledger.connection, table, ids) == held


def test_the_newest_operation_is_neither_undone_nor_an_undo(db: str) -> None:
    with one_operation(db) as ledger:
        assert newest_operation(ledger.connection) is None
        a_customer(ledger)
    with one_operation(db) as ledger:
        assert newest_operation(ledger.connection) == 1


VALUES = [
    (Customer, {"credit_limit": Decimal("1250.50"), "first_purchase_on": date(2024, 2, 29)}),
    (Customer, {"extra": {"合同": "2026-01-05", "n": None}, "archived": True, "potential": 3}),
    (Order, {"amount": Decimal("-0.01"), "ordered_on": date(2025, 1, 1), "profit": None}),
    (Interaction, {"occurred_at": time(9, 30), "summary": "谈了\n价格"}),
]


@pytest.mark.parametrize(("model", "row"), VALUES)
def test_what_history_packs_comes_back_as_it_was(model: type[Record], row: dict[str, Any]) -> None:
    assert unpack(table_of(model), pack({7: row})) == {7: row}
    assert unpack(table_of(model), pack({7: [row, {}]})) == {7: [row, {}]}


def test_history_leaves_behind_a_field_that_is_no_more() -> None:
    assert unpack(table_of(Customer), pack({1: {"fax": "1", "name": "n"}})) == {1: {"name": "n"}}


def test_a_decimal_and_a_day_are_stored_and_read_exactly(db: str) -> None:
    with one_operation(db) as ledger:
        customer = a_customer(ledger)
        order = an_order(ledger, customer, amount="90071992547409.91", on=date(2025, 12, 31))
        talk = an_interaction(ledger, customer, staff_id=a_staff_member(ledger))
    assert stored(db, Order, order)["amount"] == Decimal("90071992547409.91")
    assert stored(db, Order, order)["ordered_on"] == date(2025, 12, 31)
    assert stored(db, Interaction, talk)["outcome"] == "completed"
