"""What the doctor finds, in a sound database and in others."""

import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from kam.errors import NotFoundError
from kam.models.enums import Level
from kam.services import doctor_pages
from kam.services.doctor import Examination, examine
from kam.store import schema
from kam.store.ledger import Ledger
from tests.builders import (
    a_customer,
    a_judgement,
    a_request,
    a_staff_member,
    an_interaction,
    an_order,
    one_operation,
)


def seen(db: str) -> Examination:
    return examine(a_request(db))


def complaints(db: str) -> dict[str, tuple[Level, int]]:
    """Check -> level and how many, of all that is not well."""
    found = (each for each in seen(db).findings if each.level is not Level.ok)
    return {each.check: (each.level, each.n) for each in found}


def a_key_account(ledger: Ledger, **fields: object) -> int:
    customer = a_customer(ledger, **fields)
    a_judgement(ledger, customer, scheme="key_account", value="true")
    return customer


def test_a_sound_database_is_well(db: str) -> None:
    with one_operation(db) as ledger:
        customer = a_customer(ledger, manager_id=a_staff_member(ledger))
        an_order(ledger, customer, lines=[{"amount": Decimal(5), "cost": Decimal(3)}])
    found = seen(db)
    assert found.worst is Level.ok
    assert (found.schema, found.policy_version) == (schema.HEAD, 1)
    assert (found.counts["customers"], found.counts["order_lines"]) == (1, 1)
    assert found.sizes.file == Path(db).stat().st_size


def test_where_there_is_no_database_there_is_nothing_to_examine(db: str) -> None:
    with pytest.raises(NotFoundError):
        seen(db)


def test_customers_without_manager_are_counted_lost_and_archived_ones_apart(db: str) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger, code="C1")
        a_customer(ledger, cooperation_stage="lost")
        a_customer(ledger, archived=True)
    assert complaints(db) == {"managers": (Level.warning, 1)}
    assert any("C1" in each.what and "C1" in each.todo for each in seen(db).findings)


def test_key_accounts_lacking_manager_or_assessment_are_named(db: str) -> None:
    with one_operation(db) as ledger:
        manager = a_staff_member(ledger)
        a_key_account(ledger, code="K1", cooperation_stage="lost")
        well = a_key_account(ledger, code="K2", manager_id=manager)
        long_ago = a_key_account(ledger, code="K3", manager_id=manager)
        an_interaction(ledger, well, purpose="assessment", on=date(2025, 10, 5))
        an_interaction(ledger, long_ago, purpose="assessment", on=date(2025, 10, 4))
        an_interaction(ledger, long_ago, purpose="assessment", outcome="planned")
    said = [each.what for each in seen(db).findings if each.check == "key_accounts"]
    assert said == [
        "key accounts without manager: K1",
        "key accounts without a recent needs assessment: K1, K3",
    ]


def test_a_customer_that_is_a_key_account_no_more_lacks_nothing(db: str) -> None:
    with one_operation(db) as ledger:
        once = a_key_account(ledger, manager_id=a_staff_member(ledger))
        a_judgement(ledger, once, scheme="key_account", value=None, as_of=date(2025, 6, 1))
    assert complaints(db) == {}


def test_staff_named_nearly_alike_are_paired_those_who_left_apart(db: str) -> None:
    with one_operation(db) as ledger:
        for name in ("张伟", "张伟(华东)", "张强", "欧阳振华"):
            a_staff_member(ledger, name)
        a_staff_member(ledger, "欧阳振花", left_on=date(2025, 1, 1))
    assert complaints(db) == {"staff": (Level.warning, 1)}
    assert any("张伟/张伟(华东)" in each.what for each in seen(db).findings)


WRONG = {
    "amount": "UPDATE orders SET amount = amount + 1",
    "profit": "UPDATE orders SET profit = profit - 1",
    "missing profit": "UPDATE orders SET profit = NULL",
}


@pytest.mark.parametrize("what", WRONG)
def test_an_order_that_is_not_the_sum_of_its_lines_is_a_problem(db: str, what: str) -> None:
    with one_operation(db) as ledger:
        customer = a_customer(ledger, manager_id=a_staff_member(ledger))
        an_order(ledger, customer, lines=[{"amount": Decimal(5), "cost": Decimal(3)}])
        ledger.connection.execute(text(WRONG[what]))
    assert complaints(db) == {"orders": (Level.problem, 1)}


def test_a_reference_to_nothing_is_a_problem(db: str) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger, manager_id=a_staff_member(ledger))
    with closing(sqlite3.connect(db)) as connection:  # a tool that minds no foreign keys
        connection.execute("DELETE FROM staff")
        connection.commit()
    assert complaints(db) == {"references": (Level.problem, 1)}


def test_a_policy_that_is_not_valid_is_a_problem(db: str) -> None:
    with one_operation(db) as ledger:
        ledger.connection.execute(text("UPDATE policy_versions SET text = 'nonsense = 1'"))
    assert complaints(db) == {"policy": (Level.problem, 1)}


def test_a_newer_database_is_a_problem(db: str) -> None:
    with one_operation(db) as ledger:
        ledger.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert complaints(db) == {"schema": (Level.problem, 1)}


def test_an_older_database_will_be_upgraded(db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with one_operation(db):
        pass
    monkeypatch.setattr(schema, "HEAD", "0999")
    assert complaints(db) == {"schema": (Level.warning, 1)}


@pytest.mark.parametrize("start", [4096, 40_000])
def test_a_damaged_database_is_examined_as_far_as_it_goes(db: str, start: int) -> None:
    with one_operation(db) as ledger:
        for _ in range(200):
            a_customer(ledger, remarks="x" * 200)
    whole = Path(db).read_bytes()
    Path(db).write_bytes(whole[:start] + b"\xff" * (len(whole) - start))
    found = seen(db)
    assert found.findings[0].check == "integrity"
    assert found.worst is Level.problem
    assert doctor_pages.page(found).title == "The database has problems."


def test_a_file_that_is_no_database_is_a_problem(db: str) -> None:
    Path(db).write_text("not a database" * 100)
    assert complaints(db)["integrity"] == (Level.problem, 1)
