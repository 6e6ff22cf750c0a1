"""The law of undo: whatever was done, undone newest first, leaves nothing behind."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kam.models.base import Record
from kam.models.contacts import Contact
from kam.models.customers import Customer
from kam.models.orders import Order, OrderLine
from kam.models.staff import Staff
from kam.models.surveys import Survey, SurveyScore
from kam.store import rows
from kam.store.ledger import Ledger
from kam.store.rows import table_of
from kam.store.undo import undo
from tests.builders import (
    a_contact,
    a_customer,
    a_judgement,
    a_pin,
    a_staff_member,
    a_survey,
    an_interaction,
    an_order,
    one_operation,
    state,
)

Step = tuple[str, int, int]
"""What to do, to which of the records there are, with which value."""

MADE = ["staff", "customer", "contact", "order", "talk", "survey", "judgement", "pin"]
CHANGED = ["rename", "relink", "promote", "reprice", "drop order", "drop survey", "drop customer"]
STEPS = st.tuples(st.sampled_from(MADE + CHANGED), st.integers(0, 5), st.integers(0, 9))
OPERATIONS = st.lists(st.lists(STEPS, min_size=1, max_size=6), min_size=1, max_size=8)


def ids(ledger: Ledger, model: type[Record]) -> list[int]:
    return list(ledger.connection.execute(table_of(model).select()).scalars())


def pick(ledger: Ledger, model: type[Record], which: int) -> int | None:
    found = ids(ledger, model)
    return found[which % len(found)] if found else None


def drop(ledger: Ledger, model: type[Record], part: type[Record], column: str, row: int) -> None:
    parts = rows.referring(ledger.connection, table_of(part).c[column], [row])
    ledger.delete(part, [row_id for row_id, _whole in parts])
    ledger.delete(model, [row])


def drop_free_customer(ledger: Ledger, customer: int) -> None:
    """Delete a customer nothing refers to; others stay."""
    for table in table_of(Customer).metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table is table_of(Customer) and list(
                rows.referring(ledger.connection, key.parent, [customer])
            ):
                return
    ledger.delete(Customer, [customer])


def make(ledger: Ledger, what: str, which: int, value: int) -> None:
    customer = pick(ledger, Customer, which)
    day = date(2025, 1, 1) + timedelta(days=value)
    if what == "staff":
        a_staff_member(ledger, f"员工{value}", reports_to_id=pick(ledger, Staff, which))
    elif what == "customer" or customer is None:
        a_customer(ledger, manager_id=pick(ledger, Staff, which), extra={"n": value})
    elif what == "contact":
        a_contact(ledger, customer, birthday=day)
    elif what == "order":
        lines = [{"amount": Decimal(n), "cost": Decimal(value)} for n in range(value % 3 + 1)]
        an_order(ledger, customer, lines=lines, on=day)
    elif what == "talk":
        an_interaction(ledger, customer, staff_id=pick(ledger, Staff, which), on=day)
    elif what == "survey":
        a_survey(ledger, customer, scores={"price": value % 5 + 1})
    elif what == "judgement":
        a_judgement(ledger, customer, as_of=day)
    else:
        a_pin(ledger, customer, since=day)


def change(ledger: Ledger, what: str, which: int, value: int) -> None:
    customer, order = pick(ledger, Customer, which), pick(ledger, Order, which)
    survey, staff = pick(ledger, Survey, which), pick(ledger, Staff, which)
    if what == "rename" and customer:
        fields: dict[str, Any] = {"name": f"名{value}", "extra": {"v": value} if value else None}
        ledger.update(Customer, {customer: fields})
    elif what == "relink" and customer:
        ledger.update(Contact, {i: {"customer_id": customer} for i in ids(ledger, Contact)})
    elif what == "promote" and staff:
        ledger.update(Staff, {staff: {"reports_to_id": pick(ledger, Staff, value)}})
    elif what == "reprice" and order:
        ledger.update(Order, {order: {"amount": Decimal(value) / 7}})
    elif what == "drop order" and order:
        drop(ledger, Order, OrderLine, "order_id", order)
    elif what == "drop survey" and survey:
        drop(ledger, Survey, SurveyScore, "survey_id", survey)
    elif what == "drop customer" and customer:
        drop_free_customer(ledger, customer)


@given(OPERATIONS)
def test_undoing_every_operation_newest_first_restores_the_whole_database(
    operations: list[list[Step]],
) -> None:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        db = str(Path(folder) / "kam.db")
        with one_operation(db):
            pass
        states, done = [state(db)], []
        for steps in operations:
            with one_operation(db) as ledger:
                for what, which, value in steps:
                    (make if what in MADE else change)(ledger, what, which, value)
            if ledger.operation is not None:
                done.append(ledger.operation)
                states.append(state(db))
        undone = []
        for operation in reversed(done):
            assert state(db) == states.pop()
            undone.append(take_back(db, operation))
        assert state(db) == states.pop()
        redo(db, undone)


def take_back(db: str, operation: int) -> int:
    """Undo with nothing kept; gives the operation that did it."""
    with one_operation(db) as ledger:
        assert undo(ledger, operation) == []
    assert ledger.operation is not None
    return ledger.operation


def redo(db: str, undone: list[int]) -> None:
    """Undoing the undos, last first, and then these, comes to the same empty database."""
    empty = state(db)
    again = [take_back(db, operation) for operation in reversed(undone)]
    for operation in reversed(again):
        take_back(db, operation)
    assert state(db) == empty
