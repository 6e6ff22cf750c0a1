"""History in words, an operation field by field, and undo as people meet it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

import pytest

from kam import i18n
from kam.errors import ConflictError, NotFoundError
from kam.models.customers import Customer
from kam.models.orders import Order, OrderLine
from kam.services import operation_pages, operations, workspace
from kam.services.operations import Story, Undone
from kam.services.workspace import Workspace
from kam.store.ledger import Ledger
from tests.builders import (
    a_contact,
    a_customer,
    a_request,
    a_staff_member,
    a_survey,
    an_order,
    one_operation,
)


@contextmanager
def a_desk(db: str) -> Iterator[Workspace]:
    with workspace.reading(a_request(db)) as desk:
        yield desk


def story(db: str, operation: int, *, everything: bool = True) -> Story:
    with a_desk(db) as desk:
        return operations.show(desk, operation, everything=everything)


def told(db: str, operation: int) -> list[tuple[str, str, str, str]]:
    """Record, field, old and new of every line, in words."""
    return [(line.record, *line.words) for line in story(db, operation).lines]


def undo(db: str, operation: int | None = None) -> Undone:
    with workspace.writing(a_request(db)) as desk:
        return operations.undo(desk, operation)


def do(db: str, work: Callable[[Ledger], object]) -> None:
    with one_operation(db) as ledger:
        work(ledger)


@pytest.fixture
def customer(db: str) -> int:
    """Operation 1: 华东精工, looked after by 张伟."""
    with one_operation(db) as ledger:
        manager = a_staff_member(ledger, "张伟")
        return a_customer(ledger, code="C1", name="华东精工", phone="021", manager_id=manager)


def test_history_lists_the_newest_first_in_the_policys_zone(db: str, customer: int) -> None:
    do(db, lambda ledger: ledger.update(Customer, {customer: {"phone": "010"}}))
    with a_desk(db) as desk:
        newest, oldest = operations.history(desk)
    assert (newest["id"], newest["summary"]) == (2, "1 customer updated")
    assert oldest["summary"] == "1 staff member created, 1 customer created"
    assert (oldest["created"], oldest["actor"]) == (2, "tester")
    assert oldest["at"].isoformat() == "2026-01-05T09:00:00+08:00"


def test_history_can_be_limited_and_asked_for_one_actor(db: str, customer: int) -> None:
    do(db, lambda ledger: a_contact(ledger, customer))
    with a_desk(db) as desk:
        assert [row["id"] for row in operations.history(desk, limit=1)] == [2]
        assert [row["id"] for row in operations.history(desk, actor="Tester")] == [2, 1]
        assert operations.history(desk, actor="nobody") == []
        assert operations.history(desk, since=date(2026, 1, 6)) == []


def test_summaries_are_in_the_language_in_use(db: str, customer: int) -> None:
    i18n.use("zh")
    with a_desk(db) as desk:
        (entry,) = operations.history(desk)
    assert entry["summary"] == "新建 1 条员工，新建 1 条客户"


def test_an_update_shows_field_old_and_new(db: str, customer: int) -> None:
    do(db, lambda ledger: ledger.update(Customer, {customer: {"phone": "010", "city": "上海"}}))
    assert told(db, 2) == [
        ("C1 华东精工", "Company phone", "021", "010"),
        ("C1 华东精工", "City", "", "上海"),
    ]


def test_a_reference_is_shown_by_name_also_when_it_is_gone(db: str, customer: int) -> None:
    do(db, lambda ledger: ledger.update(Customer, {customer: {"manager_id": None}}))
    undo(db, 2)
    do(db, lambda ledger: ledger.update(Customer, {customer: {"manager_id": None}}))
    assert told(db, 2) == [("C1 华东精工", "Manager", "张伟", "")]
    (line,) = story(db, 2).lines
    assert (line.field, line.old, line.new) == ("manager", "张伟", None)


def test_what_was_created_is_shown_as_it_was_then(db: str, customer: int) -> None:
    do(db, lambda ledger: ledger.update(Customer, {customer: {"phone": "010"}}))
    do(db, lambda ledger: ledger.delete(Customer, [customer]))
    lines = told(db, 1)
    assert ("C1 华东精工", "Company phone", "", "021") in lines
    assert ("C1 华东精工", "Manager", "", "张伟") in lines
    assert ("C1 华东精工", "Company phone", "021", "") not in lines


def test_what_was_deleted_is_shown(db: str, customer: int) -> None:
    do(db, lambda ledger: ledger.delete(Customer, [customer]))
    assert ("C1 华东精工", "Company phone", "021", "") in told(db, 2)


def test_money_days_and_terms_are_shown_as_people_write_them(db: str, customer: int) -> None:
    def work(ledger: Ledger) -> None:
        order = an_order(ledger, customer, amount="61200.5", on=date(2025, 6, 1), number="SO1")
        ledger.update(Order, {order: {"remarks": "急"}})
        a_survey(ledger, customer, scores={"price": 3})

    do(db, work)
    lines = told(db, 2)
    assert ("SO1", "Amount", "", "61,200.50") in lines
    assert ("SO1", "Ordered on", "", "2025-06-01") in lines
    assert ("SO1 1", "Amount", "", "61,200.50") in lines
    assert ("SO1", "Remarks", "", "急") in lines
    assert ("C1 华东精工 2025-12-01 price", "Score", "", "3") in lines


def test_a_long_operation_is_cut_and_says_how_much_is_left(db: str, customer: int) -> None:
    lines = [{"order_id": 1, "position": n, "amount": Decimal(n)} for n in range(2, 102)]
    do(db, lambda ledger: [an_order(ledger, customer), ledger.create(OrderLine, lines)])
    short = story(db, 2, everything=False)
    assert short.more == 102 - operations.SHOWN
    assert story(db, 2).more == 0
    page = operation_pages.story_page(short)
    assert page.sections[1].footer == (  # type: ignore[union-attr]
        "... and 82 more records; all of them: kam history show 2 --all",
    )


def test_an_unknown_operation_is_not_found(db: str, customer: int) -> None:
    with pytest.raises(NotFoundError, match="no operation 9"):
        story(db, 9)


def test_undo_takes_back_the_newest_and_says_what(db: str, customer: int) -> None:
    do(db, lambda ledger: a_contact(ledger, customer))
    undone = undo(db)
    assert (undone.undid["id"], undone.operation, undone.kept) == (2, 3, ())
    assert operations.in_words(undone.counts, undone=True) == "1 contact removed"
    assert undo(db).undid["id"] == 1


def test_nothing_left_to_undo_is_a_conflict(db: str, customer: int) -> None:
    undo(db)
    with pytest.raises(ConflictError, match="nothing to undo"):
        undo(db)


def test_an_undo_that_could_take_nothing_back_is_refused_with_the_reason(
    db: str, customer: int
) -> None:
    do(db, lambda ledger: ledger.update(Customer, {customer: {"phone": "1"}}))
    do(db, lambda ledger: ledger.update(Customer, {customer: {"phone": "2"}}))
    with pytest.raises(ConflictError, match="customer C1 华东精工 was changed since"):
        undo(db, 2)
    assert undo(db, 3).undid["id"] == 3


def test_undo_names_what_it_keeps_and_why(db: str, customer: int) -> None:
    def two(ledger: Ledger) -> None:
        a_customer(ledger, code="C2", name="长江机械")
        a_customer(ledger, code="C3")

    do(db, two)
    do(db, lambda ledger: a_contact(ledger, customer + 1))
    undone = undo(db, 2)
    assert [each.text() for each in undone.kept] == [
        "customer C2 长江机械 is referred to by others"
    ]
    data = operation_pages.undone_page(undone).data
    assert data["kept"] == [{"table": "customers", "record": "C2 长江机械", "why": "referred"}]
    assert data["counts"] == {"customers": {"deleted": 1}}


def test_a_rehearsed_undo_names_no_operation_and_changes_nothing(db: str, customer: int) -> None:
    with workspace.writing(a_request(db, keep=False)) as desk:
        undone = operations.undo(desk)
    assert undone.operation is None
    assert undo(db).undid["id"] == 1


def test_undoing_an_undo_says_it_is_done_again(db: str, customer: int) -> None:
    undo(db)
    page = operation_pages.undone_page(undo(db, 2))
    assert page.title == "Operation 1 done again: kam test"
