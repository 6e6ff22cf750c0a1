"""Undo: what was done is gone, what came after is kept, and undo itself can be undone."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from kam.errors import ConflictError, NotFoundError
from kam.models.contacts import Contact
from kam.models.customers import Customer
from kam.models.orders import Order, OrderLine
from kam.models.staff import Staff
from kam.models.surveys import SurveyScore
from kam.store.ledger import Ledger
from kam.store.undo import EDITED, GONE, REFERRED, TAKEN, Kept, undo
from tests.builders import (
    a_contact,
    a_customer,
    a_judgement,
    a_staff_member,
    a_survey,
    an_order,
    one_operation,
    state,
)


def do(db: str, work: Callable[[Ledger], object]) -> int:
    """One operation that does `work`; gives its id."""
    with one_operation(db) as ledger:
        work(ledger)
    assert ledger.operation is not None
    return ledger.operation


def take_back(db: str, operation: int) -> list[Kept]:
    with one_operation(db) as ledger:
        return undo(ledger, operation)


@pytest.fixture
def customer(db: str) -> int:
    """A customer, made by operation 1."""
    with one_operation(db) as ledger:
        return a_customer(ledger, code="C1", phone="021")


def everything(ledger: Ledger) -> None:
    boss = a_staff_member(ledger, "王芳")
    manager = a_staff_member(ledger, "张伟", reports_to_id=boss)
    ledger.update(Staff, {boss: {"reports_to_id": manager}})
    customer = a_customer(ledger, manager_id=manager, extra={"区": "东"}, tier="new")
    a_contact(ledger, customer)
    an_order(ledger, customer, lines=[{"amount": Decimal(5)}, {"amount": Decimal(7)}])
    a_survey(ledger, customer, scores={"price": 3, "speed": 4})


WORK: dict[str, Callable[[Ledger, int], object]] = {
    "creating": lambda ledger, _: everything(ledger),
    "editing": lambda ledger, c: ledger.update(Customer, {c: {"phone": "1", "tags": "a"}}),
    "deleting": lambda ledger, c: ledger.delete(Customer, [c]),
    "editing twice": lambda ledger, c: [
        ledger.update(Customer, {c: {"phone": str(n)}}) for n in (1, 2)
    ],
    "editing, then deleting": lambda ledger, c: [
        ledger.update(Customer, {c: {"phone": "1"}}),
        ledger.delete(Customer, [c]),
    ],
    "creating, then deleting": lambda ledger, _: [
        ledger.delete(Customer, [a_customer(ledger)]),
        a_customer(ledger),
    ],
    "creating, then editing": lambda ledger, _: ledger.update(
        Customer, {a_customer(ledger): {"phone": "1"}}
    ),
}


@pytest.mark.parametrize("what", WORK)
def test_undo_gives_back_the_old_state_and_its_undo_the_new(
    db: str, customer: int, what: str
) -> None:
    before = state(db)
    done = do(db, lambda ledger: WORK[what](ledger, customer))
    after = state(db)
    assert take_back(db, done) == []
    assert state(db) == before
    assert take_back(db, done + 1) == []
    assert state(db) == after
    assert take_back(db, done) == []
    assert state(db) == before


def test_an_operation_is_undone_once(db: str, customer: int) -> None:
    take_back(db, 1)
    with pytest.raises(ConflictError, match=r"already undone, by 2; .*: kam undo 2"):
        take_back(db, 1)


def test_an_unknown_operation_is_not_found(db: str, customer: int) -> None:
    with pytest.raises(NotFoundError, match="no operation 7"):
        take_back(db, 7)


def test_a_record_edited_since_is_named_and_kept(db: str, customer: int) -> None:
    do(db, lambda ledger: ledger.update(Customer, {customer: {"phone": "010"}}))
    last = do(db, lambda ledger: ledger.update(Customer, {customer: {"phone": "020"}}))
    before = state(db)
    assert take_back(db, 2) == [Kept("customers", customer, EDITED)]
    assert state(db) == before
    take_back(db, last)


def test_only_the_record_edited_since_is_kept(db: str, customer: int) -> None:
    two = do(db, lambda ledger: [a_customer(ledger, code=f"N{n}") for n in range(3)])
    do(db, lambda ledger: ledger.update(Customer, {customer + 2: {"phone": "1"}}))
    assert take_back(db, two) == [Kept("customers", customer + 2, EDITED)]
    assert [row[0] for row in state(db)["customers"]] == [customer, customer + 2]


def test_an_edit_that_was_undone_holds_nothing_back(db: str, customer: int) -> None:
    edit = do(db, lambda ledger: ledger.update(Customer, {customer: {"phone": "1"}}))
    take_back(db, edit)
    assert take_back(db, 1) == []
    assert state(db)["customers"] == []


def test_an_edit_done_again_holds_back(db: str, customer: int) -> None:
    edit = do(db, lambda ledger: ledger.update(Customer, {customer: {"phone": "1"}}))
    take_back(db, edit)
    take_back(db, edit + 1)
    assert take_back(db, 1) == [Kept("customers", customer, EDITED)]


def test_a_record_others_refer_to_is_named_and_kept(db: str, customer: int) -> None:
    do(db, lambda ledger: a_contact(ledger, customer))
    before = state(db)
    assert take_back(db, 1) == [Kept("customers", customer, REFERRED)]
    assert state(db) == before


def test_colleagues_a_kept_one_reports_to_are_kept_with_him(db: str) -> None:
    def team(ledger: Ledger) -> None:
        boss = a_staff_member(ledger, "王芳")
        a_staff_member(ledger, "张伟", reports_to_id=boss)
        a_staff_member(ledger, "李娜", reports_to_id=boss)

    do(db, team)
    do(db, lambda ledger: a_customer(ledger, manager_id=2))
    assert take_back(db, 1) == [Kept("staff", 1, REFERRED), Kept("staff", 2, REFERRED)]
    assert [row[0] for row in state(db)["staff"]] == [1, 2]


def test_an_order_with_its_lines_is_one_record(db: str, customer: int) -> None:
    lines = [{"amount": Decimal(5)}, {"amount": Decimal(7)}]
    ordered = do(db, lambda ledger: an_order(ledger, customer, lines=lines))
    do(db, lambda ledger: ledger.update(OrderLine, {2: {"amount": Decimal(8)}}))
    before = state(db)
    assert take_back(db, ordered) == [Kept("orders", 1, EDITED)]
    assert state(db) == before


def test_an_order_whose_lines_were_replaced_since_is_kept(db: str, customer: int) -> None:
    ordered = do(db, lambda ledger: an_order(ledger, customer))
    do(
        db,
        lambda ledger: [
            ledger.delete(OrderLine, [1]),
            ledger.create(OrderLine, [{"order_id": 1, "position": 1, "amount": Decimal(3)}]),
        ],
    )
    before = state(db)
    assert take_back(db, ordered) == [Kept("orders", 1, EDITED)]
    assert state(db) == before


def test_replaced_lines_and_scores_come_back(db: str, customer: int) -> None:
    do(db, lambda ledger: a_survey(ledger, customer, scores={"price": 3}))
    before = state(db)
    replaced = do(
        db,
        lambda ledger: [
            ledger.delete(SurveyScore, [1]),
            ledger.create(
                SurveyScore, [{"survey_id": 1, "dimension": "price", "score": Decimal(4)}]
            ),
        ],
    )
    assert take_back(db, replaced) == []
    assert state(db) == before


def test_an_edit_of_the_order_keeps_lines_added_before(db: str, customer: int) -> None:
    do(db, lambda ledger: an_order(ledger, customer))
    line = {"order_id": 1, "position": 2, "amount": Decimal(3)}
    added = do(db, lambda ledger: ledger.create(OrderLine, [line]))
    do(db, lambda ledger: ledger.update(Order, {1: {"remarks": "急"}}))
    assert take_back(db, added) == [Kept("orders", 1, EDITED)]


def test_judgements_go_and_return_with_their_customer(db: str, customer: int) -> None:
    do(db, lambda ledger: a_judgement(ledger, customer))
    before = state(db)
    assert take_back(db, 1) == []
    assert state(db)["customers"] == state(db)["judgements"] == []
    assert take_back(db, 3) == []
    assert state(db) == before


def test_what_refers_to_a_record_that_is_gone_stays_gone(db: str, customer: int) -> None:
    contact = do(db, lambda ledger: a_contact(ledger, customer))
    deleted = do(db, lambda ledger: ledger.delete(Contact, [1]))
    do(db, lambda ledger: ledger.delete(Customer, [customer]))
    assert contact == 2
    assert take_back(db, deleted) == [Kept("contacts", 1, GONE)]


def test_an_order_of_a_customer_that_is_gone_is_named_once(db: str, customer: int) -> None:
    do(db, lambda ledger: an_order(ledger, customer))
    deleted = do(db, lambda ledger: [ledger.delete(OrderLine, [1]), ledger.delete(Order, [1])])
    do(db, lambda ledger: ledger.delete(Customer, [customer]))
    assert take_back(db, deleted) == [Kept("orders", 1, GONE)]


def test_a_record_whose_code_is_in_use_again_stays_gone(db: str, customer: int) -> None:
    deleted = do(db, lambda ledger: ledger.delete(Customer, [customer]))
    do(db, lambda ledger: a_customer(ledger, code="C1"))
    assert take_back(db, deleted) == [Kept("customers", customer, TAKEN)]


def test_a_code_in_use_again_is_not_given_back(db: str, customer: int) -> None:
    renamed = do(db, lambda ledger: ledger.update(Customer, {customer: {"code": "C2"}}))
    do(db, lambda ledger: a_customer(ledger, code="C1"))
    assert take_back(db, renamed) == [Kept("customers", customer, TAKEN)]


def test_ids_are_not_used_again_after_undo(db: str, customer: int) -> None:
    take_back(db, 1)
    with one_operation(db) as ledger:
        assert a_customer(ledger) == customer + 1


def test_merging_relinks_and_undo_gives_each_his_own_back(db: str, customer: int) -> None:
    def second(ledger: Ledger) -> None:
        other = a_customer(ledger, first_purchase_on=date(2024, 1, 1))
        a_contact(ledger, other)
        an_order(ledger, other)

    do(db, second)
    before = state(db)
    merged = do(
        db,
        lambda ledger: [
            ledger.update(Contact, {1: {"customer_id": customer}}),
            ledger.update(Order, {1: {"customer_id": customer}}),
            ledger.delete(Customer, [customer + 1]),
        ],
    )
    assert take_back(db, merged) == []
    assert state(db) == before
