"""What may be typed, and what each of it stands for."""

from datetime import date

from kam.policy.load import load
from kam.services import completing
from kam.services.completing import Offer
from kam.services.policies import apply
from kam.services.workspace import writing
from tests.builders import a_customer, a_request, a_staff_member, one_operation


def test_the_help_of_a_code_is_the_name_and_of_a_name_the_code(db: str) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger, code="C1", name="华东精工")
    assert completing.customers(db, "C") == [Offer("C1", "华东精工")]
    assert completing.customers(db, "华") == [Offer("华东精工", "C1")]


def test_a_name_that_several_have_is_offered_once_with_all_their_codes(db: str) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger, code="C1", name="同名")
        a_customer(ledger, code="C2", name="同名")
    assert completing.customers(db, "同") == [Offer("同名", "C1, C2")]


def test_our_people_come_by_name_those_who_left_last(db: str) -> None:
    with one_operation(db) as ledger:
        a_staff_member(ledger, "丁一", code="E1", left_on=date(2025, 1, 1))
        a_staff_member(ledger, "张伟", code="E2")
        a_staff_member(ledger, "Anna Li")
    everybody = [Offer("Anna Li", ""), Offer("张伟", "E2"), Offer("丁一", "E1")]
    assert completing.staff(db, "") == everybody
    assert completing.staff(db, "E") == [Offer("E2", "张伟"), Offer("E1", "丁一")]
    assert completing.staff(db, "伟") == [Offer("张伟", "E2")]
    assert completing.staff(db, "anna") == [Offer("Anna Li", "")]


def test_the_lines_of_the_default_are_there_without_a_database(db: str) -> None:
    names = [line.name for line in load().visits.lines()]
    assert [each.value for each in completing.lines(db, "")] == list(dict.fromkeys(names))
    assert completing.lines(db, "ons")[0] == Offer("onsite", "important, general")


def test_the_lines_are_those_of_the_policy_in_force(db: str) -> None:
    line = '{ name = "wechat", channel = "message", every = "2 weeks", by = "account_manager" }'
    with writing(a_request(db)) as desk:
        apply(desk, load(f"[visits.cadence]\nimportant = [{line}]\ngeneral = []"))
    assert completing.lines(db, "") == [
        Offer("wechat", "important"),
        *(Offer(name, "new") for name in ("phone-1w", "phone-1m", "onsite-3m")),
    ]


def test_actors_are_those_who_changed_something(db: str) -> None:
    assert completing.actors(db, "") == []
    with one_operation(db) as ledger:
        a_customer(ledger)
    assert completing.actors(db, "te") == [Offer("tester")]
