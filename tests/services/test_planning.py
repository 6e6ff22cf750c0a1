"""Visits planned, moved, called off, put off, given up, and given their own rhythm."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest

from kam.errors import AmbiguousError, ConflictError, KamError, NotFoundError, UsageError
from kam.services import appointments, arranged, arranging, records, stand_ins, visits, workspace
from kam.services.nouns import INTERACTIONS
from kam.services.operations import undo
from kam.services.visit_lines import Done
from tests.builders import (
    TODAY,
    a_customer,
    a_request,
    a_staff_member,
    an_interaction,
    one_operation,
)

D = date.fromisoformat
CALL = D("2026-01-10")
"""The day the call to C1 is due: the last one was a month before."""


@pytest.fixture
def company(db: str) -> str:
    """An important customer C1 华东精工, last called 2025-12-10 and seen 2025-12-20."""
    with one_operation(db) as ledger:
        top = a_staff_member(ledger, "周总", role="executive", code="X")
        head = a_staff_member(
            ledger, "王芳", role="department_manager", code="D", reports_to_id=top
        )
        manager = a_staff_member(ledger, "张伟", code="E1", reports_to_id=head)
        a_staff_member(ledger, "李娜", code="E2")
        one = a_customer(
            ledger, code="C1", name="华东精工", tier="important", manager_id=manager, city="苏州"
        )
        an_interaction(ledger, one, channel="phone", on=D("2025-12-10"))
        an_interaction(ledger, one, channel="onsite", on=D("2025-12-20"))
        an_interaction(ledger, one, channel="executive", on=D("2025-12-20"))
    return db


def did(db: str, recipe: Callable[..., Done], *said: Any, reason: str = "客户要求") -> Done:
    with workspace.writing(a_request(db, reason=reason)) as desk:
        return recipe(desk, *said)


def phone(db: str, as_of: date = TODAY) -> Any:
    """The phone line of C1 on a day."""
    with workspace.reading(a_request(db, as_of=as_of)) as desk:
        lines = visits.open_lines(desk, customer_id(db)).lines
    return next(line for line in lines if line.line == "phone")


def customer_id(db: str) -> int:
    with workspace.reading(a_request(db)) as desk:
        return visits.find_customer(desk, "C1").id


def record(db: str, interaction: int) -> dict[str, Any]:
    with workspace.reading(a_request(db)) as desk:
        page = records.page(desk, INTERACTIONS, interaction)
    return dict(page.data)


def test_a_planned_visit_is_an_appointment_of_whose_the_line_is(company: str) -> None:
    done = did(company, appointments.plan, "C1", "onsite", D("2026-03-12"), time(14), None)
    kept = record(company, done.data["id"])
    assert {key: kept[key] for key in ("channel", "outcome", "line", "purpose", "staff")} == {
        "channel": "onsite",
        "outcome": "planned",
        "line": "onsite",
        "purpose": "visit",
        "staff": "王芳",
    }
    assert (kept["occurred_on"], kept["occurred_at"]) == (D("2026-03-12"), time(14))
    assert done.text == "#4 C1 华东精工: onsite, due 2026-03-20, planned for 2026-03-12 14:00"


def test_a_planned_line_is_planned_on_the_agenda(company: str) -> None:
    did(company, appointments.plan, "C1", "phone", D("2026-01-08"), None, "李娜")
    line = phone(company)
    assert (line.state, line.plan_on, line.due_on) == ("planned", D("2026-01-08"), CALL)


@pytest.mark.parametrize(
    ("on", "warnings"),
    [
        ("2026-01-09", ()),
        ("2026-01-12", ("2026-01-12 is after it is due, 2026-01-10",)),
        (
            "2026-01-11",
            ("2026-01-11 is after it is due, 2026-01-10", "2026-01-11 is no working day"),
        ),
    ],
)
def test_a_day_that_is_late_or_free_is_warned_of(
    company: str, on: str, warnings: tuple[str, ...]
) -> None:
    assert did(company, appointments.plan, "C1", "phone", D(on), None, None).warnings == warnings


def test_a_moved_appointment_keeps_its_history_and_is_as_before_after_undo(company: str) -> None:
    did(company, appointments.plan, "C1", "phone", D("2026-01-08"), time(9, 30), None)
    did(company, appointments.move, "C1", None, D("2026-01-09"), None, reason="客户没空")
    [moved] = record(company, 4)["moves"]
    assert (moved["from"], moved["to"], moved["reason"]) == (
        "2026-01-08 09:30",
        "2026-01-09 09:30",
        "客户没空",
    )
    assert phone(company).plan_on == D("2026-01-09")
    with workspace.writing(a_request(company)) as desk:
        undo(desk)
    assert phone(company).plan_on == D("2026-01-08")


def test_a_visit_called_off_is_due_again(company: str) -> None:
    did(company, appointments.plan, "C1", "phone", D("2026-01-08"), None, None)
    did(company, appointments.cancel, "#4", None)
    assert record(company, 4)["outcome"] == "cancelled"
    assert (phone(company).state, phone(company).due_on) == ("upcoming", CALL)


def test_a_snoozed_line_is_back_on_its_day(company: str) -> None:
    did(company, arranging.snooze, "C1", "phone", D("2026-01-20"))
    days = ("2026-01-04", "2026-01-05", "2026-01-19", "2026-01-20")
    states = [phone(company, D(day)).state for day in days]
    assert states == ["upcoming", "snoozed", "snoozed", "overdue"]


def test_a_snooze_until_today_takes_a_snooze_back(company: str) -> None:
    did(company, arranging.snooze, "C1", "phone", D("2026-01-20"))
    done = did(company, arranging.snooze, "C1", "phone", TODAY)
    assert done.text == "C1 华东精工: phone, due 2026-01-10, is on the list again"
    assert phone(company).state == "upcoming"


def test_a_skipped_visit_is_due_a_span_later(company: str) -> None:
    done = did(company, arranging.skip, "C1", "phone")
    assert done.data == {
        "customer": "C1",
        "name": "华东精工",
        "line": "phone",
        "due_on": CALL,
        "next_due_on": D("2026-02-10"),
    }
    assert phone(company).due_on == D("2026-02-10")
    assert phone(company, D("2026-01-04")).due_on == CALL


def test_an_own_cadence_holds_from_its_day_through_its_last(company: str) -> None:
    done = did(company, arranging.set_cadence, "C1", "phone", "2w", D("2026-01-31"))
    assert done.text == "C1 华东精工: phone every 2 weeks until 2026-01-31; due 2026-01-05"
    days = ("2026-01-04", "2026-01-05", "2026-01-31")
    assert [str(phone(company, D(day)).due_on) for day in days] == [
        "2026-01-10",
        "2026-01-05",  # a fortnight was over before, yet nothing is overdue for days gone by
        "2026-01-05",
    ]


def test_an_own_cadence_taken_off_leaves_the_policys(company: str) -> None:
    did(company, arranging.set_cadence, "C1", "onsite", "6m", None)
    done = did(company, arranging.end_cadence, "C1", "onsite")
    assert done.data["due_on"] == D("2026-03-20")
    with pytest.raises(NotFoundError, match="no cadence of its own"):
        did(company, arranging.end_cadence, "C1", "onsite")


@pytest.mark.parametrize(
    ("recipe", "said", "error", "words"),
    [
        (appointments.plan, ("C1", "phone", D("2026-01-04"), None, None), UsageError, "gone by"),
        (appointments.plan, ("C1", "fone", TODAY, None, None), UsageError, "did you mean phone"),
        (appointments.plan, ("C1", None, TODAY, None, None), UsageError, "phone onsite executive"),
        (appointments.move, ("C1", None, TODAY, None), NotFoundError, "nothing is planned"),
        (appointments.move, ("C1", None, None, None), UsageError, "--on is missing"),
        (appointments.cancel, ("#1", None), NotFoundError, "nothing is planned for #1"),
        (arranging.snooze, ("C1", "phone", D("2026-01-04")), UsageError, "comes before"),
        (arranging.set_cadence, ("C1", "phone", "soon", None), UsageError, "wanted is a span"),
        (arranging.set_cadence, ("C1", "phone", "99999m", None), UsageError, "wanted is a span"),
        (arranging.set_cadence, ("C1", "phone", "2w", D("2026-01-01")), UsageError, "before"),
        (stand_ins.stand_in, ("张伟", "张伟", None, TODAY), UsageError, "himself"),
        (stand_ins.stand_in, ("张伟", "李娜", TODAY, D("2026-01-01")), UsageError, "after --to"),
        (stand_ins.end, ("张伟",), NotFoundError, "nobody stands in"),
    ],
)
def test_what_does_not_fit_is_told_in_a_line(
    company: str, recipe: Any, said: tuple[Any, ...], error: type[KamError], words: str
) -> None:
    with pytest.raises(error, match=words):
        did(company, recipe, *said)


@pytest.mark.parametrize(
    ("recipe", "said"),
    [
        (appointments.cancel, ("C1", None)),
        (arranging.snooze, ("C1", "phone", D("2026-01-20"))),
        (arranging.skip, ("C1", "phone")),
        (arranging.set_cadence, ("C1", "phone", "2w", None)),
    ],
)
def test_who_goes_against_the_policy_says_why(
    company: str, recipe: Any, said: tuple[Any, ...]
) -> None:
    with pytest.raises(UsageError, match="needs a reason"):
        did(company, recipe, *said, reason="")


def test_a_planned_line_is_neither_planned_again_nor_skipped_nor_put_off(company: str) -> None:
    did(company, appointments.plan, "C1", "phone", D("2026-01-08"), None, None)
    with pytest.raises(ConflictError, match="kam visits move C1"):
        did(company, appointments.plan, "C1", "phone", D("2026-01-09"), None, None)
    with pytest.raises(ConflictError, match="kam visits cancel C1"):
        did(company, arranging.skip, "C1", "phone")
    with pytest.raises(ConflictError, match="kam visits cancel C1"):
        did(company, arranging.snooze, "C1", "phone", D("2026-02-01"))


def test_of_several_appointments_the_line_or_the_number_says_which(company: str) -> None:
    did(company, appointments.plan, "C1", "phone", D("2026-01-08"), None, None)
    did(company, appointments.plan, "C1", "onsite", D("2026-01-09"), None, None)
    with pytest.raises(AmbiguousError, match="#4 2026-01-08 phone, #5 2026-01-09 onsite"):
        did(company, appointments.cancel, "C1", None)
    assert did(company, appointments.cancel, "C1", "onsite").data["id"] == 5


def test_lines_counted_from_the_first_purchase_have_no_cadence(db: str) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger, code="C1", tier="new", first_purchase_on=D("2026-01-02"))
    with pytest.raises(UsageError, match="counted from the first purchase"):
        did(db, arranging.set_cadence, "C1", "phone-1w", "2w", None)


def test_a_customer_without_visits_says_why(db: str) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger, code="C1", name="华东精工")
    with pytest.raises(NotFoundError, match="1 customer not judged yet: run kam tier recompute"):
        did(db, appointments.plan, "C1", None, TODAY, None, None)


def test_what_was_decided_is_listed_with_its_reason(company: str) -> None:
    did(company, arranging.snooze, "C1", "phone", D("2026-01-20"))
    did(company, arranging.skip, "C1", "phone", reason="停产")
    did(company, arranging.set_cadence, "C1", "onsite", "6m", None, reason="远")
    with workspace.reading(a_request(company, as_of=D("2026-01-25"))) as desk:
        now, ever = (arranged.listing(desk, "C1", everything=each).rows for each in (False, True))
    assert [(row["kind"], row["what"], row["reason"]) for row in now] == [
        ("own cadence", "every 6 months", "远"),
        ("skip", "due 2026-01-10 given up", "停产"),
    ]
    assert [row["kind"] for row in ever] == ["own cadence", "skip", "snooze"]


def test_a_stand_in_has_the_lines_while_the_colleague_is_absent(company: str) -> None:
    did(company, stand_ins.stand_in, "张伟", "李娜", D("2026-01-06"), D("2026-01-08"))
    owners = [phone(company, D(f"2026-01-{day:02}")).owner for day in range(5, 10)]
    assert owners == ["张伟", "李娜", "李娜", "李娜", "张伟"]
    with workspace.reading(a_request(company, as_of=D("2026-01-07"))) as desk:
        assert [line.line for line in visits.due(desk, visits.Wanted(manager="E2")).lines] == [
            "phone"
        ]


def test_of_several_stand_ins_on_a_day_the_one_named_last_holds(company: str) -> None:
    did(company, stand_ins.stand_in, "张伟", "李娜", D("2026-01-06"), D("2026-01-08"))
    did(company, stand_ins.stand_in, "张伟", "王芳", D("2026-01-05"), D("2026-01-07"))
    owners = [phone(company, D(f"2026-01-{day:02}")).owner for day in range(5, 9)]
    assert owners == ["王芳", "王芳", "王芳", "李娜"]


def test_who_is_back_early_has_the_lines_again(company: str) -> None:
    did(company, stand_ins.stand_in, "张伟", "李娜", D("2026-01-02"), D("2026-01-20"))
    assert phone(company).owner == "李娜"
    did(company, stand_ins.end, "张伟")
    assert [phone(company, D(day)).owner for day in ("2026-01-04", "2026-01-05")] == [
        "李娜",
        "张伟",
    ]
