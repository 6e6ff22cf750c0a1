"""The due list, sentence by sentence of handbook 3.4."""

from datetime import date

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
    names,
    the_agenda,
    the_line,
)

from kam.agenda.facts import LeftOut
from kam.agenda.visits import due_visits
from kam.policy.load import load
from kam.workdays import WorkingDays

# recurring lines


@pytest.mark.parametrize(
    ("since", "called", "due"),
    [
        ("2026-01-01", "2026-04-10", "2026-06-10"),  # the last call + 2 months
        ("2026-01-01", "2025-12-31", "2026-02-28"),  # clipped to the month's end
        ("2026-01-01", "2025-10-01", "2026-01-01"),  # never due before the tier
        ("2026-04-05", None, "2026-06-05"),  # never called: from the tier on
    ],
)
def test_a_recurring_line_is_due_a_span_after_the_last_contact(
    since: str, called: str | None, due: str
) -> None:
    line = the_line("phone", a_customer(since=since, last=last(called)))
    assert line is not None
    assert line.due_on == D(due)
    assert line.last_on == (D(called) if called else None)


@given(st.dates(D("2020-01-01"), AS_OF))
def test_a_promotion_never_makes_a_visit_overdue_retroactively(called: date) -> None:
    customer = a_customer("important", AS_OF.isoformat(), last=(called, called, called))
    assert all(line.state != "overdue" for line in the_agenda(customer).lines)


def test_an_important_customer_has_three_lines_in_due_order() -> None:
    customer = a_customer("important", "2025-06-01", last=last("2026-05-10", "2026-03-11"))
    lines = the_agenda(customer).lines
    assert [(line.line, str(line.due_on), line.owner) for line in lines] == [
        ("executive", "2025-12-01", "王总"),
        ("phone", "2026-06-10", "张伟"),
        ("onsite", "2026-06-11", "李部"),
    ]


# states


@pytest.mark.parametrize(
    ("called", "state", "late"),
    [
        ("2026-04-09", "overdue", 1),
        ("2026-04-10", "due", 0),
        ("2026-04-11", "upcoming", 0),
        ("2026-04-17", "upcoming", 0),
        ("2026-04-18", None, 0),
    ],
)
def test_a_line_is_overdue_due_or_upcoming(called: str, state: str | None, late: int) -> None:
    line = the_line("phone", a_customer(last=last(called)))
    assert (line.state if line else None) == state
    assert (line.days_overdue if line else 0) == late


def test_grace_delays_overdue_and_not_the_days_counted() -> None:
    policy = load("[visits]\ngrace = 3")
    line = the_line("phone", a_customer(last=last("2026-04-07")), policy=policy)
    assert line is not None
    assert (line.state, line.days_overdue) == ("due", 3)
    line = the_line("phone", a_customer(last=last("2026-04-06")), policy=policy)
    assert line is not None
    assert line.state == "overdue"


def test_a_sunday_beyond_the_window_is_upcoming_by_its_friday() -> None:
    customer = a_customer(last=last("2026-04-14"))  # due on Sunday 14 June
    line = the_line("phone", customer, within=2)
    assert line is not None
    assert (line.due_on, line.plan_on) == (D("2026-06-14"), D("2026-06-12"))
    assert the_line("phone", customer, within=1) is None


def test_on_a_saturday_the_sundays_line_is_beyond_a_window_of_none() -> None:
    customer = a_customer(last=last("2026-04-14"))  # its plan_on is the Monday after
    assert the_line("phone", customer, as_of=D("2026-06-13"), within=0) is None
    line = the_line("phone", customer, as_of=D("2026-06-13"), within=1)
    assert line is not None
    assert line.plan_on == D("2026-06-15")


# plan_on


@pytest.mark.parametrize(
    ("as_of", "called", "plan_on"),
    [
        ("2026-06-10", "2026-02-01", "2026-06-10"),  # overdue: today
        ("2026-06-13", "2026-02-01", "2026-06-15"),  # overdue, on a Saturday: Monday
        ("2026-10-05", "2026-02-01", "2026-10-08"),  # overdue, in the National holiday
        ("2026-09-29", "2026-08-03", "2026-09-30"),  # due in the holiday: the day before it
        ("2026-10-08", "2026-08-10", "2026-10-10"),  # a Saturday worked in exchange (调休)
    ],
)
def test_a_visit_is_planned_on_a_working_day(as_of: str, called: str, plan_on: str) -> None:
    line = the_line("phone", a_customer(last=last(called)), as_of=D(as_of))
    assert line is not None
    assert line.plan_on == D(plan_on)


def test_a_year_without_a_calendar_is_named() -> None:
    days = WorkingDays()
    customer = a_customer(since="2099-01-01", last=last("2099-04-10"))
    due_visits([customer], DEFAULT, STAFF, days, D("2099-06-10"))
    assert days.unannounced == {2099}


def test_lines_beyond_the_window_ask_for_no_calendar() -> None:
    days = WorkingDays()
    customer = a_customer(last=last("2026-10-09", "2026-10-09"))  # next due in 2026-12 and 2027
    due_visits([customer], DEFAULT, STAFF, days, D("2026-10-10"))
    assert days.unannounced == set()


# first-purchase lines


def test_a_first_purchase_opens_three_lines() -> None:
    assert names(the_agenda(a_new_customer("2026-01-31"), within=90)) == [
        ("phone-1w", "2026-02-07"),
        ("phone-1m", "2026-02-28"),
        ("onsite-3m", "2026-04-30"),
    ]


@pytest.mark.parametrize(
    ("met", "left"),
    [
        ((0, 0, 0), ["phone-1w", "phone-1m", "onsite-3m"]),
        ((1, 0, 0), ["phone-1m", "onsite-3m"]),
        ((1, 1, 0), ["phone-1m"]),
        ((5, 0, 0), ["onsite-3m"]),
    ],
)
def test_the_kth_call_meets_the_kth_line(met: tuple[int, ...], left: list[str]) -> None:
    agenda = the_agenda(a_new_customer(since_first=met), within=90)
    assert [line.line for line in agenda.lines] == left


@pytest.mark.parametrize(
    ("as_of", "lapsed"),
    [("2026-07-31", 0), ("2026-08-01", 1)],  # 31 Jan + 6 months = 31 Jul
)
def test_open_lines_lapse_after_six_months(as_of: str, lapsed: int) -> None:
    agenda = the_agenda(a_new_customer("2026-01-31"), as_of=D(as_of))
    assert agenda.left_out.onboarding_lapsed == lapsed
    assert bool(agenda.lines) is not bool(lapsed)


def test_a_general_customer_keeps_no_first_purchase_lines() -> None:
    agenda = the_agenda(a_customer(since="2026-06-10", first_purchase_on=AS_OF))
    assert agenda.lines == []


def test_afterwards_a_small_customer_may_have_a_cadence() -> None:
    line = '{name="yearly", channel="phone", every="12 months", by="specialist"}'
    policy = load(f"[visits]\nafterwards = [{line}]")
    met = a_customer("new", "2025-06-01", first_purchase_on=D("2025-01-01"), since_first=(2, 1, 0))
    agenda = the_agenda(met, policy=policy)
    assert names(agenda) == [("yearly", "2026-06-01")]
    assert agenda.left_out == LeftOut()
    assert names(the_agenda(a_new_customer(), policy=policy)) == [("phone-1w", "2026-06-08")]
