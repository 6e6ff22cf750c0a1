"""What a brief tells of a customer, on any day, and whom a week's briefs are for."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event

from kam.errors import AmbiguousError, NotFoundError
from kam.reports.page import Page, as_rows
from kam.services import briefs
from kam.services.briefs import file_name
from kam.services.workspace import Workspace, reading
from kam.store.ledger import Ledger
from tests.builders import (
    a_contact,
    a_customer,
    a_follow_up,
    a_judgement,
    a_request,
    a_snooze,
    a_staff_member,
    a_survey,
    an_interaction,
    an_order,
    an_own_cadence,
    one_operation,
)

D = date.fromisoformat
DAY = D("2026-01-05")


def a_line(product: str, amount: int) -> dict[str, Any]:
    return {"product": product, "amount": Decimal(amount), "quantity": Decimal(1)}


RICH = {"code": "A", "name": "华东精工", "city": "苏州", "extra": {"开票要求": "专票"}}
TOLD = {"summary": "谈明年框架", "needs": "样品", "opinions": "发票太慢"}
BOUGHT = {
    "2024-11-01": [a_line("轴承", 500), a_line("油封", 900), a_line("气管", 100)],
    "2025-02-20": [a_line("轴承", 40_000)],
    "2025-06-20": [a_line("丝锥", 30_000)],
    "2025-09-20": [a_line("轴承", 90_000)],
    "2025-12-20": [a_line("轴承", 60_000)],
    "2026-02-01": [a_line("油封", 5)],
}


@pytest.fixture
def company(db: str) -> str:
    """张伟 manages A (important, much is known) and B (general, little is known)."""
    with one_operation(db) as ledger:
        head = a_staff_member(ledger, "王芳", role="department_manager")
        manager = a_staff_member(ledger, "张伟", reports_to_id=head)
        a = a_customer(ledger, tier="important", manager_id=manager, **RICH)
        a_customer(ledger, code="B", name="宏达", tier="general", manager_id=manager)
        a_contact(ledger, a, name="前台", birthday=D("1990-03-01"))
        a_contact(ledger, a, name="李总", decision_role="decider", is_primary=True, mobile="138")
        a_contact(ledger, a, name="生日", birthday=D("1980-01-20"))
        a_contact(ledger, a, name="离职", left_on=D("2025-12-31"))
        for day, lines in BOUGHT.items():
            an_order(ledger, a, on=D(day), lines=lines)
        _talk(ledger, a, manager)
        scores = {"speed": 6, "price": 7}
        a_survey(ledger, a, overall=8, scale=10, nps=6, on=D("2025-11-01"), scores=scores)
    return db


def _talk(ledger: Ledger, customer: int, manager: int) -> None:
    """What was said to the customer and promised, and what is agreed."""
    then = D("2025-10-20")
    visit = an_interaction(ledger, customer, channel="onsite", on=then, staff_id=manager, **TOLD)
    an_interaction(ledger, customer, on=D("2025-12-01"), summary="电话", contacts_met="李总")
    an_interaction(ledger, customer, on=D("2025-12-09"), outcome="no_answer", summary="没人接")
    an_interaction(ledger, customer, on=D("2026-01-08"), outcome="planned", staff_id=manager)
    given = {"interaction_id": visit, "opened_on": then, "owner_id": manager}
    kept = {"due_on": D("2025-10-30"), "done_on": D("2025-11-02")}
    a_follow_up(ledger, customer, what="寄样品", **given, **kept)
    a_follow_up(ledger, customer, what="报价", due_on=D("2025-12-31"), **given)
    a_follow_up(ledger, customer, what="明天的事", opened_on=D("2026-01-06"))


def the_brief(db: str, customer: str = "A", line: str | None = None, on: date = DAY) -> Page:
    with reading(a_request(db, as_of=on)) as desk:
        return briefs.brief(desk, customer, line)


def titles(page: Page) -> list[str]:
    return [section.title or "" for section in page.sections]


def test_a_brief_says_who_when_and_what_for(company: str) -> None:
    page = the_brief(company)
    assert page.title == (
        "A 华东精工, visit brief of 2026-01-05: "
        "half-yearly executive visit, due 2025-07-01, owner 张伟"
    )
    assert (page.data["line"], page.data["due_on"]) == ("executive", D("2025-07-01"))
    assert page.data["purpose"].startswith("half-yearly executive visit")


def test_a_brief_reads_in_this_order(company: str) -> None:
    assert titles(the_brief(company)) == [
        "Purpose: half-yearly executive visit",
        "Basic data",
        "Own columns",
        "Contacts",
        "Open promises",
        "Appointments ahead",
        "What they buy",
        "Purchases by quarter",
        "Last orders",
        "Most bought in the year",
        "Not bought any more this year",
        "Last visits and contacts",
        "Last survey (2025-11-01)",
        "tier",
        "grade",
        "key account",
        "Question outline",
    ]


def test_a_customer_of_whom_little_is_known_has_a_short_brief(company: str) -> None:
    found = titles(the_brief(company, "B"))
    assert found[1:] == ["Basic data", "tier", "grade", "key account", "Question outline"]


def test_a_customer_with_nothing_due_is_prepared_for_all_the_same(db: str) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger, code="P", name="潜在")
    page = the_brief(db, "P")
    assert page.title.endswith(": no visit due or planned")
    assert page.data["lines"] == [] and page.data["line"] is None
    assert titles(page)[0] == "Basic data"


def test_contacts_are_those_still_there_with_birthdays_that_are_near(company: str) -> None:
    people = the_brief(company).data["contacts"]
    assert [(each["name"], each["birthday_near"]) for each in people] == [
        ("李总", False),
        ("前台", False),
        ("生日", True),
    ]
    cells = [cell for row in as_rows(the_brief(company)) for cell in row]
    assert "01-20" in cells and "03-01" not in cells


def test_quarters_end_on_the_day_and_are_compared_with_the_one_before(company: str) -> None:
    found = the_brief(company).data["quarters"]
    assert [(each["from"], each["to"], each["orders"]) for each in found] == [
        (D("2025-01-06"), D("2025-04-05"), 1),
        (D("2025-04-06"), D("2025-07-05"), 1),
        (D("2025-07-06"), D("2025-10-05"), 1),
        (D("2025-10-06"), D("2026-01-05"), 1),
    ]
    assert [each["amount"] for each in found] == [40_000, 30_000, 90_000, 60_000]
    changes = [each["change"] and str(each["change"]) for each in found]
    assert changes == ["25.6667", "-0.2500", "2.0000", "-0.3333"]


def test_products_are_those_of_the_year_and_those_that_are_missed(company: str) -> None:
    data = the_brief(company).data
    assert [(each["product"], each["amount"], each["last_on"]) for each in data["products"]] == [
        ("轴承", 190_000, D("2025-12-20")),
        ("丝锥", 30_000, D("2025-06-20")),
    ]
    assert [(each["product"], each["amount"]) for each in data["lost_products"]] == [
        ("油封", 900),
        ("气管", 100),
    ]


def test_a_returned_product_is_not_a_bought_one(db: str) -> None:
    with one_operation(db) as ledger:
        one = a_customer(ledger, code="R")
        an_order(ledger, one, on=D("2024-06-01"), lines=[a_line("轴承", 10), a_line("气管", -1)])
        an_order(ledger, one, on=D("2025-06-01"), lines=[a_line("轴承", -10)])
    data = the_brief(db, "R").data
    assert data["products"] == []
    assert [each["product"] for each in data["lost_products"]] == ["轴承"]


def test_visits_tell_what_was_said_and_promised(company: str) -> None:
    page = the_brief(company)
    phone, onsite = page.data["visits"]
    assert (phone["summary"], phone["contacts_met"], phone["promised"]) == ("电话", "李总", [])
    assert (onsite["needs"], onsite["opinions"], onsite["staff"]) == ("样品", "发票太慢", "张伟")
    assert [each["what"] for each in onsite["promised"]] == ["寄样品", "报价"]
    cells = [cell for row in as_rows(page) for cell in row]
    assert "谈明年框架\nneeds: 样品\nopinions: 发票太慢" in cells
    assert "寄样品, by 2025-10-30: done on 2025-11-02\n报价, by 2025-12-31" in cells


@pytest.mark.parametrize(
    ("on", "open_ones"),
    [
        ("2025-10-19", []),
        ("2025-10-30", [("寄样品", "open", 0), ("报价", "open", 0)]),
        ("2025-11-01", [("寄样品", "overdue", 2), ("报价", "open", 0)]),
        ("2025-11-02", [("报价", "open", 0)]),
        ("2026-01-05", [("报价", "overdue", 5)]),
    ],
)
def test_promises_are_open_as_of_the_day(on: str, open_ones: Any, company: str) -> None:
    found = the_brief(company, on=D(on)).data["follow_ups"]
    assert [(each["what"], each["state"], each["days_overdue"]) for each in found] == open_ones


def test_a_question_for_an_earlier_day_sees_nothing_later(company: str) -> None:
    data = the_brief(company, on=D("2025-10-01")).data
    assert data["visits"] == [] and data["last_survey"] is None
    assert data["orders"][0]["ordered_on"] == D("2025-09-20")
    assert [each["name"] for each in data["contacts"]] == ["李总", "前台", "生日", "离职"]
    assert not any("样品" in each["question"] for each in data["questions"])


def test_low_scores_are_marked_whatever_their_scale(company: str) -> None:
    page = the_brief(company)
    assert page.data["last_survey"]["low"] == ["speed"]
    rows = as_rows(page)
    assert ["Speed", "6", "10", "low"] in rows
    assert ["Price", "7", "10", ""] in rows
    assert ["NPS", "6", "10", "low"] in rows


def test_questions_come_from_what_is_open(company: str) -> None:
    asked = the_brief(company).data["questions"]
    reasons = [(str(each["area"]), each["reason"]) for each in asked]
    for expected in (
        ("service_satisfaction", "promised on 2025-10-20, overdue by 5 days"),
        ("service_satisfaction", "speed 3 of 5 in the survey of 2025-11-01"),
        ("opinions", "6 of 10 for recommending us in the survey of 2025-11-01"),
        ("needs", "60,000.00 in the last quarter, 33% less than the 90,000.00 before"),
        ("needs", "the purchasing budget is not recorded"),
        ("needs", "asked at every visit"),
        *[
            (
                "product_use",
                f"last bought on 2024-11-01; {n}.00 in the year before, none in the last",
            )
            for n in (900, 100)
        ],
    ):
        assert expected in reasons
    assert not any("no decider" in reason or "no follow-up" in reason for _, reason in reasons)


def test_a_key_account_without_an_assessment_is_asked_for_it(company: str) -> None:
    with one_operation(company) as ledger:
        big = a_customer(ledger, code="K", tier="important")
        a_judgement(ledger, big, scheme="key_account", value="key_account")
    data = the_brief(company, "K").data
    assert data["key_account"] is True
    assert data["key_account_missing"] == ["manager", "assessment"]
    reasons = [each["reason"] for each in data["questions"]]
    assert "key account without a needs assessment this quarter" in reasons


def test_a_purpose_says_when_the_last_such_visit_was_or_that_there_was_none(company: str) -> None:
    def last(line: str) -> str:
        rows = as_rows(the_brief(company, line=line))
        return next(row[1] for row in rows if row[:1] == ["Last"])

    assert (last("onsite"), last("executive")) == ("2025-10-20", "none yet")


@pytest.mark.parametrize("line", ["phone", "onsite", "executive"])
def test_a_brief_is_for_the_line_asked_for(line: str, company: str) -> None:
    data = the_brief(company, line=line).data
    assert data["line"] == line and [each["line"] for each in data["lines"]] == [line]


def test_a_snoozed_line_may_be_prepared_when_it_is_named(company: str) -> None:
    with one_operation(company) as ledger:
        a_snooze(ledger, 1, line="executive", until=D("2026-02-01"))
    assert the_brief(company).data["line"] != "executive"
    assert the_brief(company, line="executive").data["lines"][0]["state"] == "snoozed"


def test_an_own_rhythm_says_why(company: str) -> None:
    with one_operation(company) as ledger:
        an_own_cadence(ledger, 1, line="phone", every="14 days", since=D("2025-12-10"))
    data = the_brief(company, line="phone").data
    assert data["purpose"].startswith("phone call every 2 weeks, due 2025-12-15")
    assert data["lines"][0]["why"].endswith("own rhythm since 2025-12-10: 客户要求")
    before = the_brief(company, line="phone", on=D("2025-12-09")).data
    assert before["purpose"].startswith("monthly phone call")


@pytest.mark.parametrize(
    ("customer", "line", "error", "words"),
    [
        ("A", "onsit", NotFoundError, "did you mean onsite"),
        ("A", "zzz", NotFoundError, "there are executive"),
        ("华东精公", None, NotFoundError, "did you mean 华东精工"),
        ("", None, AmbiguousError, "A 华东精工"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(
    customer: str, line: str | None, error: type[Exception], words: str, company: str
) -> None:
    with pytest.raises(error, match=words):
        the_brief(company, customer, line)


@pytest.fixture
def desk(company: str) -> Iterator[Workspace]:
    with reading(a_request(company, as_of=DAY)) as desk:
        yield desk


def test_a_week_is_what_lies_with_the_manager_one_brief_for_each_customer(desk: Workspace) -> None:
    week = briefs.week(desk, "张伟", 7)
    assert week.until == D("2026-01-12")
    assert [(each.file, [line.line for line in each.lines]) for each in week.visits] == [
        ("2026-01-05 A 华东精工", ["executive", "phone"]),
        ("2026-01-05 B 宏达", ["phone", "onsite"]),
    ]


def test_a_brief_for_several_lines_names_them_all(desk: Workspace) -> None:
    (_visit, page), _other = briefs.briefs(desk, briefs.week(desk, "张伟"))
    assert page.data["purpose"] == (
        "half-yearly executive visit, due 2025-07-01, owner 张伟; "
        "monthly phone call, due 2026-01-01, owner 张伟"
    )
    assert titles(page)[:2] == [
        "Purpose: half-yearly executive visit",
        "Purpose: monthly phone call",
    ]


def test_a_brief_of_the_week_is_the_customers_own(desk: Workspace) -> None:
    own = briefs.brief(desk, "B", "phone")
    pages = {
        visit.lines[0].customer: page
        for visit, page in briefs.briefs(desk, briefs.week(desk, "张伟"))
    }
    assert pages["B"].data["questions"] == own.data["questions"]
    assert {**pages["B"].data, **{key: own.data[key] for key in ("purpose", "lines")}} == own.data


def questions_asked(db: str) -> int:
    """How many statements a week's briefs take."""
    with reading(a_request(db, as_of=DAY)) as desk:
        asked: list[str] = []
        event.listen(desk.connection, "before_cursor_execute", lambda *told: asked.append(told[2]))
        assert list(briefs.briefs(desk, briefs.week(desk, "张伟")))
        return len(asked)


def test_many_briefs_take_as_many_questions_as_few(company: str) -> None:
    few = questions_asked(company)
    with one_operation(company) as ledger:
        for _ in range(30):
            one = a_customer(ledger, tier="important", manager_id=2)
            an_order(ledger, one, on=D("2025-12-01"))
            an_interaction(ledger, one, on=D("2025-11-01"), needs="样品")
            a_survey(ledger, one)
    assert questions_asked(company) == few


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2026-01-05 A 华东精工", "2026-01-05 A 华东精工"),
        ('a<b>c:d"e/f\\g|h?i*j\nk', "a b c d e f g h i j k"),
        ("名称. ", "名称"),
        ("长" * 100, "长" * 60),
        ("../../etc/passwd", ".. .. etc passwd"),
    ],
)
def test_a_file_may_be_called_so_anywhere(text: str, name: str) -> None:
    assert file_name(text) == name


def test_names_that_differ_only_in_what_a_file_cannot_be_called_do_not_meet(db: str) -> None:
    with one_operation(db) as ledger:
        manager = a_staff_member(ledger, "张伟")
        for code in ("a/1", "A:1"):
            a_customer(ledger, code=code, name="同名", tier="general", manager_id=manager)
    with reading(a_request(db, as_of=DAY)) as desk:
        files = [each.file for each in briefs.week(desk, "张伟").visits]
    assert files == ["2026-01-05 A 1 同名", "2026-01-05 a 1 同名 (2)"]


def test_a_promise_kept_later_was_open_on_the_day_asked_for(db: str) -> None:
    with one_operation(db) as ledger:
        manager = a_staff_member(ledger, "张伟")
        customer = a_customer(ledger, code="A", tier="general", manager_id=manager)
        visit = an_interaction(ledger, customer, on=D("2025-12-01"))
        made = {"interaction_id": visit, "opened_on": D("2025-12-01"), "due_on": D("2025-12-20")}
        a_follow_up(ledger, customer, what="报价", done_on=D("2026-01-03"), result="已寄", **made)
    before, after = (the_brief(db, on=D(day)).data for day in ("2026-01-02", "2026-01-03"))
    told = [(row["what"], row["state"], row["owner"]) for row in before["follow_ups"]]
    assert told == [("报价", "overdue", "张伟")]  # of nobody: the manager's
    assert after["follow_ups"] == []
    done = [each["visits"][0]["promised"][0]["done_on"] for each in (before, after)]
    assert done == [None, D("2026-01-03")]
