"""Which visits are listed, for whom, and what is said beside the list."""

from datetime import date
from typing import Any

import pytest

from kam.errors import NotFoundError
from kam.reports.visits import Due, for_machines, for_people, remarks
from kam.services import visits
from kam.services.visits import Wanted
from kam.services.workspace import reading
from tests.builders import (
    a_contact,
    a_customer,
    a_request,
    a_staff_member,
    an_interaction,
    an_order,
    one_operation,
)

DAY = date(2026, 1, 5)
LONG_AGO = date(2025, 1, 1)


@pytest.fixture
def company(db: str) -> str:
    """周总 over 王芳 over 张伟 and 李娜; A important and B general are 张伟's, N new is 李娜's."""
    with one_operation(db) as ledger:
        top = a_staff_member(ledger, "周总", role="executive", code="E1")
        head = a_staff_member(ledger, "王芳", role="department_manager", reports_to_id=top)
        first = a_staff_member(ledger, "张伟", reports_to_id=head, code="M1")
        second = a_staff_member(ledger, "李娜", reports_to_id=head)
        helper = a_staff_member(ledger, "赵顾问", role="sales_consultant")
        a = a_customer(ledger, code="A", tier="important", manager_id=first, city="苏州")
        a_customer(ledger, code="B", tier="general", manager_id=first, phone="0512-1")
        n = a_customer(ledger, code="N", tier="new", manager_id=second, consultant_id=helper)
        an_order(ledger, n, on=date(2025, 12, 30))
        a_contact(ledger, a, name="前台", mobile="1")
        a_contact(ledger, a, name="李总", mobile=None, phone="2", is_primary=True)
        an_interaction(ledger, a, channel="phone", on=date(2025, 12, 20), staff_id=first)
    return db


def due(db: str, *, on: date = DAY, **wanted: Any) -> Due:
    with reading(a_request(db, as_of=on)) as desk:
        return visits.due(desk, Wanted(**wanted))


def lines(found: Due) -> list[tuple[str, str, str]]:
    return [(line.customer, line.line, line.owner or "") for line in found.lines]


ALL = [
    ("B", "phone", "张伟"),
    ("A", "onsite", "王芳"),
    ("A", "executive", "周总"),
    ("B", "onsite", "张伟"),
    ("N", "phone-1w", "赵顾问"),
]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ALL),
        ({"manager": "张伟"}, [ALL[0], ALL[3]]),
        ({"manager": "王芳"}, [ALL[1]]),
        ({"manager": "赵顾问"}, [ALL[4]]),
        ({"customers_of": "张伟"}, ALL[:4]),
        ({"customers_of": "王芳"}, []),
        ({"team": "王芳"}, [ALL[0], ALL[3]]),
        ({"team": "周总"}, ALL[:2] + ALL[3:4]),
        ({"team": "张伟"}, []),
        ({"customer": "A"}, ALL[1:3]),
        ({"channel": "onsite"}, [ALL[1], ALL[3]]),
        ({"state": "upcoming"}, [ALL[4]]),
        ({"state": "snoozed"}, []),
        ({"manager": "张伟", "channel": "phone"}, [ALL[0]]),
        ({"customers_of": "张伟", "manager": "周总"}, [ALL[2]]),
        ({"within": 0}, ALL[:4]),
        ({"within": 20, "customer": "A"}, [*ALL[1:3], ("A", "phone", "张伟")]),
    ],
)
def test_the_filters(
    wanted: dict[str, Any], expected: list[tuple[str, str, str]], company: str
) -> None:
    assert lines(due(company, **wanted)) == expected


def test_a_filter_that_names_nobody_says_so(company: str) -> None:
    with pytest.raises(NotFoundError, match="nobody is called 张维; did you mean 张伟"):
        due(company, manager="张维")


def test_the_footer_names_those_with_whom_lines_of_ones_customers_lie(company: str) -> None:
    footer = for_people(due(company, manager="张伟"), grouped=False).footer
    assert footer == ("2 further lines of your customers lie with 周总, 王芳",)


def test_the_primary_contact_is_named_with_a_number_else_the_companys(company: str) -> None:
    rows = {row["customer"]: row for row in for_machines(due(company)).rows}
    assert (rows["A"]["contact"], rows["A"]["phone"], rows["A"]["city"]) == ("李总", "2", "苏州")
    assert (rows["B"]["contact"], rows["B"]["phone"]) == (None, "0512-1")


def test_one_who_has_left_is_no_longer_the_contact(company: str) -> None:
    with one_operation(company) as ledger:
        a_contact(ledger, 2, name="旧人", is_primary=True, left_on=DAY)
        a_contact(ledger, 2, name="新人", mobile="3")
    rows = {row["customer"]: row for row in for_machines(due(company)).rows}
    assert (rows["B"]["contact"], rows["B"]["phone"]) == ("新人", "3")


def test_a_row_has_the_keys_of_the_handbook(company: str) -> None:
    wanted = (
        "customer name tier line channel due_on plan_on state days_overdue last_on owner "
        "owner_code owner_role manager contact phone city"
    )
    assert set(wanted.split()) <= set(for_machines(due(company)).rows[0])


@pytest.mark.parametrize(
    ("interaction", "listed"),
    [
        ({"channel": "phone"}, False),
        ({"channel": "phone", "outcome": "no_answer"}, True),
        ({"channel": "message"}, True),
        ({"channel": "phone", "on": date(2026, 1, 6)}, True),
    ],
)
def test_only_what_counts_moves_a_line(
    interaction: dict[str, Any], listed: bool, company: str
) -> None:
    with one_operation(company) as ledger:
        an_interaction(ledger, 2, **{"on": DAY} | interaction)
    assert (("B", "phone", "张伟") in lines(due(company))) is listed


def test_an_onsite_visit_by_an_executive_counts_as_his_and_as_one_onsite(company: str) -> None:
    with one_operation(company) as ledger:
        an_interaction(ledger, 1, channel="onsite", on=date(2026, 1, 2), staff_id=1)
    assert not due(company, customer="A").lines


def test_calls_after_the_first_purchase_meet_the_first_lines_in_turn(company: str) -> None:
    with one_operation(company) as ledger:
        an_interaction(ledger, 3, on=date(2025, 12, 29))
        an_interaction(ledger, 3, on=date(2025, 12, 30))
    assert lines(due(company, customer="N", within=30)) == [("N", "phone-1m", "李娜")]


def test_an_imported_first_purchase_counts_when_it_is_the_earlier(company: str) -> None:
    with one_operation(company) as ledger:
        a_customer(ledger, code="O", tier="new", first_purchase_on=date(2025, 12, 28))
        both = a_customer(ledger, code="P", tier="new", first_purchase_on=date(2025, 12, 29))
        an_order(ledger, both, amount=-1, on=date(2025, 12, 1))
        an_order(ledger, both, on=date(2025, 12, 30))
    first = {x.customer: x.due_on for x in due(company).lines if x.line == "phone-1w"}
    assert first == {"N": date(2026, 1, 6), "O": date(2026, 1, 4), "P": DAY}


def test_an_appointment_plans_its_line(company: str) -> None:
    with one_operation(company) as ledger:
        an_interaction(ledger, 2, outcome="planned", on=date(2026, 1, 7))
    [line] = due(company, customer="B", channel="phone").lines
    assert (line.state, line.plan_on) == ("planned", date(2026, 1, 7))


def test_messages_since_the_last_visit_are_counted_in_the_footer(company: str) -> None:
    with one_operation(company) as ledger:
        an_interaction(ledger, 1, channel="message", on=date(2025, 12, 20))
        an_interaction(ledger, 1, channel="message", on=date(2025, 12, 21))
        an_interaction(ledger, 1, channel="email", on=date(2026, 1, 5))
    [line] = for_people(due(company), grouped=True).footer
    assert line == "2 contacts by email, message since the last visit were not counted"


def test_the_tier_of_the_day_asked_for_decides(company: str) -> None:
    found = due(company, on=date(2024, 12, 31))
    assert not found.lines
    assert remarks(found)[0] == "left out: 3 customers not judged yet: run kam tier recompute"


def test_what_is_left_out_is_said_with_its_reason(company: str) -> None:
    with one_operation(company) as ledger:
        a_customer(ledger)
        a_customer(ledger, tier="new")
        lapsed = a_customer(ledger, tier="new")
        an_order(ledger, lapsed, on=date(2025, 6, 1))
    assert remarks(due(company)) == [
        "left out: 1 customer not judged yet: run kam tier recompute; "
        "1 customer whose first-purchase visits have lapsed; "
        "1 new customer without a first purchase"
    ]


def test_a_year_without_a_published_calendar_is_named(company: str) -> None:
    [*_left_out, calendar] = remarks(due(company, on=date(2099, 1, 5)))
    assert calendar.startswith("the public holidays of 2099 are not published yet")


def test_lines_of_nobody_are_unassigned_and_come_last_when_grouped(company: str) -> None:
    with one_operation(company) as ledger:
        a_customer(ledger, code="0", tier="general")
    table = for_people(due(company), grouped=True)
    assert [row["owner"] for row in table.rows][-2:] == [None, None]


def test_it_is_pressing_only_when_something_is_due(company: str) -> None:
    assert due(company).is_pressing
    assert not due(company, state="upcoming").is_pressing
