"""Appointments, snoozes, owners, order, and what the due list leaves out (handbook 3.4)."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from visit_builders import (
    AS_OF,
    DEFAULT,
    STAFF,
    D,
    a_customer,
    a_new_customer,
    last,
    the_agenda,
    the_line,
)

from kam.agenda.counting import counting, uncounted, ways_of, would_count
from kam.agenda.facts import Appointment, CustomerFacts, LeftOut, Snoozed
from kam.agenda.owners import Person, team
from kam.models.enums import Channel
from kam.policy.load import load

# appointments and snoozes


def an_appointment(on: str, channel: str = "phone", **more: Any) -> Appointment:
    return Appointment(D(on), channel, **more)


def test_an_appointment_plans_the_line_on_its_own_date() -> None:
    customer = a_customer(
        last=last("2026-01-01"), appointments=(an_appointment("2026-06-20"),)
    )  # a Saturday, beyond the window: listed, for it is due
    line = the_line("phone", customer)
    assert line is not None
    assert (line.state, line.plan_on) == ("planned", D("2026-06-20"))
    assert line.days_overdue == (AS_OF - D("2026-03-01")).days


@pytest.mark.parametrize(
    ("on", "listed"), [("2026-06-17", True), ("2026-06-18", False), ("2026-06-09", False)]
)
def test_a_planned_line_is_listed_when_its_appointment_lies_in_the_window(
    on: str, listed: bool
) -> None:
    customer = a_customer(last=last("2026-06-01"), appointments=(an_appointment(on),))
    line = the_line("phone", customer)
    assert (line is not None) is listed


def test_the_kth_appointment_plans_the_kth_call() -> None:
    calls = (an_appointment("2026-07-01"), an_appointment("2026-06-12"))
    lines = the_agenda(a_new_customer(appointments=calls), within=30).lines
    assert [(line.line, line.state, str(line.plan_on)) for line in lines] == [
        ("phone-1w", "planned", "2026-06-12"),
        ("phone-1m", "planned", "2026-07-01"),
    ]


def test_an_appointment_plans_the_line_it_names() -> None:
    calls = (an_appointment("2026-06-12", line="phone-1m"), an_appointment("2026-06-15"))
    lines = the_agenda(a_new_customer(appointments=calls), within=30).lines
    assert {line.line: str(line.plan_on) for line in lines} == {
        "phone-1m": "2026-06-12",
        "phone-1w": "2026-06-15",
    }


def test_the_earliest_appointment_is_the_lines_whether_or_not_it_names_it() -> None:
    customer = a_customer(
        last=last(phone="2026-05-05"),
        appointments=(
            Appointment(D("2026-06-14"), "phone", "phone"),
            Appointment(D("2026-06-12"), "phone"),
        ),
    )
    call = the_line("phone", customer, within=60)
    assert call and (call.state, str(call.plan_on)) == ("planned", "2026-06-12")


def test_an_executives_visit_on_site_plans_both_lines_it_would_meet() -> None:
    visit = an_appointment("2026-06-12", "onsite", role="executive")
    agenda = the_agenda(a_customer("important", "2025-01-01", appointments=(visit,)))
    states = {line.line: line.state for line in agenda.lines}
    assert states == {"phone": "overdue", "onsite": "planned", "executive": "planned"}


def test_a_message_plans_no_call() -> None:
    message = an_appointment("2026-06-12", "message", line="phone")
    line = the_line("phone", a_customer(last=last("2026-01-01"), appointments=(message,)))
    assert line is not None
    assert line.state == "overdue"


@pytest.mark.parametrize(("until", "state"), [("2026-06-11", "snoozed"), ("2026-06-10", "overdue")])
def test_a_snooze_holds_until_its_day(until: str, state: str) -> None:
    put_off = {"phone": Snoozed(D(until), D("2026-06-01"))}
    agenda = the_agenda(a_customer(last=last("2026-01-01"), snoozes=put_off))
    line = next(line for line in agenda.lines if line.line == "phone")
    assert line.state == state
    assert agenda.left_out.snoozed == (state == "snoozed")


@pytest.mark.parametrize(
    ("called", "state"), [("2026-04-12", "upcoming"), ("2026-04-11", "snoozed")]
)
def test_a_visit_made_ends_the_snooze_that_put_it_off(called: str, state: str) -> None:
    put_off = {"phone": Snoozed(D("2026-07-01"), D("2026-04-11"))}
    line = the_line("phone", a_customer(last=last(called), snoozes=put_off))
    assert line is not None
    assert line.state == state


# what is left out


@pytest.mark.parametrize(
    ("customer", "reason"),
    [
        (a_customer(None, None, judged=False), "not_judged"),
        (a_customer(None, None), "no_tier"),
        (a_new_customer(None), "no_first_purchase"),
        (a_new_customer(since_first=(2, 1, 0)), "onboarding_complete"),
        (a_new_customer("2025-01-01", since_first=(2, 1, 0)), "onboarding_complete"),
        (a_new_customer("2025-01-01"), "onboarding_lapsed"),
    ],
)
def test_what_is_left_out_is_counted_with_its_reason(customer: CustomerFacts, reason: str) -> None:
    agenda = the_agenda(customer)
    assert agenda.lines == []
    assert agenda.left_out == LeftOut(**{reason: 1})
    assert len(agenda.left_out.texts()) == 1


def test_a_tier_without_lines_is_not_passed_over_in_silence() -> None:
    agenda = the_agenda(a_customer(), policy=load("[visits.cadence]\ngeneral = []"))
    assert agenda.left_out.texts() == ["1 customer whose tier has no visits in the policy"]


# order


def test_lines_come_by_day_then_tier_then_code_then_line() -> None:
    day = {"last": last("2026-04-10", "2025-12-10")}  # due on 10 June
    general = [a_customer(code=code, **day) for code in ("C2", "C1")]
    important = a_customer("important", code="C9", last=last("2026-05-10", "2026-03-10"))
    agenda = the_agenda(*general, important)
    assert [(line.customer, line.line) for line in agenda.lines] == [
        ("C9", "onsite"),
        ("C9", "phone"),
        ("C1", "onsite"),
        ("C1", "phone"),
        ("C2", "onsite"),
        ("C2", "phone"),
    ]


# owners


def owner_of(line: str, customer: CustomerFacts, staff: dict[int, Person] | None = None) -> Any:
    found = the_line(line, customer, staff=staff)
    assert found is not None
    return found


def test_the_consultant_makes_the_first_call_else_the_manager() -> None:
    assert owner_of("phone-1w", a_new_customer(consultant_id=4)).owner == "小陈"
    line = owner_of("phone-1w", a_new_customer())
    assert (line.owner, line.owner_role, line.owner_note) == ("张伟", "sales_consultant", None)


def test_the_search_upwards_starts_with_the_manager_himself() -> None:
    customer = a_customer("important", "2025-01-01", manager_id=2)
    assert owner_of("onsite", customer).owner == "李部"


def test_a_line_nobody_is_found_for_goes_to_the_manager_and_says_so() -> None:
    staff = {3: Person("张伟", "M1", "account_manager")}
    line = owner_of("executive", a_customer("important", "2025-01-01"), staff)
    assert (line.owner, line.owner_role) == ("张伟", "executive")
    assert line.owner_note == "no executive found above 张伟"


def test_a_cycle_in_reports_to_ends_the_search() -> None:
    staff = {
        3: Person("张伟", "M1", "account_manager", 5),
        5: Person("赵六", "M2", "account_manager", 3),
    }
    assert owner_of("executive", a_customer("important", "2025-01-01"), staff).owner == "张伟"
    assert team(staff, 3) == {5}


def test_without_a_manager_a_line_is_unassigned() -> None:
    line = owner_of("onsite", a_customer("important", "2025-01-01", manager_id=None))
    assert (line.owner, line.owner_id, line.owner_note, line.manager) == (None, None, None, None)


def test_a_team_is_everyone_below() -> None:
    assert team(STAFF, 1) == {2, 3, 4}
    assert team(STAFF, 3) == set()


# what counts


def test_there_are_three_ways_of_counting_by_default() -> None:
    executive = ("executive", None), *((c, "executive") for c in ("meeting", "onsite", "video"))
    assert counting(DEFAULT) == ((("phone", None),), (("onsite", None),), tuple(executive))


@pytest.mark.parametrize(
    ("channel", "role", "counts"),
    [
        ("executive", None, True),
        ("onsite", "executive", True),
        ("onsite", "department_manager", False),
        ("onsite", None, False),
        ("phone", "executive", False),
    ],
)
def test_who_did_it_matters_for_the_executive_line(
    channel: str, role: str | None, counts: bool
) -> None:
    assert would_count(ways_of(DEFAULT.visits.cadence.important[2]), channel, role) is counts


def test_messages_count_for_no_line_unless_the_policy_says_so() -> None:
    assert Channel.message in uncounted(DEFAULT)
    line = '{name="a", channel="phone", every="1m", by="admin", counts=["phone", "message"]}'
    assert Channel.message not in uncounted(load(f"[visits.cadence]\ngeneral = [{line}]"))


@given(st.lists(st.integers(0, 400), min_size=3, max_size=3), st.integers(0, 30))
def test_a_wider_window_only_adds_lines(ages: list[int], within: int) -> None:
    called = tuple(AS_OF - timedelta(days=age) for age in ages)
    customer = a_customer("important", "2025-01-01", last=called)
    narrow = set(the_agenda(customer, within=within).lines)
    assert narrow <= set(the_agenda(customer, within=within + 1).lines)
