"""What is asked at a visit, and why."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kam import i18n
from kam.agenda.known import Complaint, Known, Lost, Person, Promise, Said, Surveyed
from kam.agenda.outline import outline, usual_pause
from kam.agenda.questions import Question, quoted
from kam.models.enums import Area
from kam.policy.load import load

D = date.fromisoformat
DAY = D("2026-06-10")
SILENT = "\n".join(["[visits.questions]", *(f"{area} = []" for area in Area)])
WELL_KNOWN = Known(contacts=[Person("李总", "decider", True, "138")])


def asked(known: Known, text: str = SILENT) -> list[Question]:
    return outline(known, load(text), DAY)


def reasons(**known: Any) -> list[tuple[Area, str]]:
    return [(each.area, each.reason) for each in asked(WELL_KNOWN._replace(**known))]


def test_every_visit_asks_what_the_policy_asks_in_the_order_of_the_five_areas() -> None:
    found = outline(WELL_KNOWN, load(), DAY)
    assert list(dict.fromkeys(each.area for each in found)) == list(Area)
    assert {each.reason for each in found} == {"asked at every visit"}
    assert len(found) == sum(len(load().visits.questions[area]) for area in Area)


def test_questions_are_asked_in_the_language_in_use() -> None:
    i18n.use("zh")
    text = "[visits.questions]\nneeds = [{ zh = '要什么？', en = 'What?' }]"
    found = outline(WELL_KNOWN, load(text), DAY)
    [need] = [each for each in found if each.area == Area.needs]
    assert need == Question(Area.needs, "要什么？", "每次回访必问")


def test_what_is_open_about_the_customer_stands_before_what_is_asked_of_all() -> None:
    known = WELL_KNOWN._replace(unknown=["potential"])
    needs = [each.reason for each in outline(known, load(), DAY) if each.area == Area.needs]
    assert needs == ["the potential is not rated", *["asked at every visit"] * 2]


def test_a_customer_about_whom_everything_is_known_is_asked_nothing_more() -> None:
    assert asked(WELL_KNOWN) == []


def test_what_the_customer_came_with_is_asked_about_until_it_is_resolved() -> None:
    [found] = asked(
        WELL_KNOWN._replace(tickets=[Complaint("complaint", "包装破损", D("2026-06-01"))])
    )
    assert found == Question(
        Area.opinions,
        "“包装破损”: how far is it, and what do you expect of us now?",
        "complaint of 2026-06-01, open for 9 days",
    )


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([Person("李总", "decider", True, "138")], []),
        ([Person("前台", None, True, "138"), Person("李总", "decider")], []),
        ([Person("前台", "buyer", True, "138")], ["no decider among the contacts"]),
        ([Person("李总", "decider", True)], ["the mobile number of the main contact is not"]),
        ([Person("李总", "decider")], ["the mobile number of the main contact is not"]),
        ([], ["no decider among the contacts", "no contact is recorded"]),
    ],
)
def test_who_decides_and_how_the_main_contact_is_reached(
    people: Sequence[Person], expected: list[str]
) -> None:
    found = reasons(contacts=people)
    assert [area for area, _reason in found] == [Area.relationship] * len(expected)
    assert all(told.startswith(want) for (_, told), want in zip(found, expected, strict=True))


@pytest.mark.parametrize(
    ("blank", "area"),
    [
        ("product_needs", Area.needs),
        ("purchasing_budget", Area.needs),
        ("potential", Area.needs),
        ("lifecycle_stage", Area.needs),
        ("decision_process", Area.relationship),
    ],
)
def test_what_the_record_lacks_is_asked(blank: str, area: Area) -> None:
    assert [found for found, _reason in reasons(unknown=[blank, "tax_id"])] == [area]


@pytest.mark.parametrize(
    ("due_on", "reason"),
    [
        ("2026-06-08", "promised on 2026-06-01, overdue by 2 days"),
        ("2026-06-09", "promised on 2026-06-01, overdue by 1 day"),
        ("2026-06-10", "promised on 2026-06-01, still open"),
        ("2026-07-01", "promised on 2026-06-01, still open"),
    ],
)
def test_a_promise_is_asked_after_until_it_is_done(due_on: str, reason: str) -> None:
    promise = Promise("寄报价单", D("2026-06-01"), D(due_on))
    [found] = asked(WELL_KNOWN._replace(promises=[promise]))
    assert found.reason == reason
    assert found.text.startswith(f"We promised by {due_on}: “寄报价单”.")


def a_need(on: str = "2026-03-01", text: str = "样品") -> Said:
    return Said(D(on), "onsite", Area.needs, text)


def test_a_need_that_nothing_followed_is_asked_again() -> None:
    [found] = asked(WELL_KNOWN._replace(said=[a_need()]))
    assert found == Question(
        Area.needs,
        "“样品”: is it still needed, and what is the next step?",
        "said on 2026-03-01 (onsite), no follow-up since",
    )


@pytest.mark.parametrize(
    ("said", "promised_on", "asks"),
    [
        ("2026-03-01", [], True),
        ("2026-03-01", ["2026-02-28"], True),
        ("2026-03-01", ["2026-03-01"], False),
        ("2026-03-01", ["2026-05-01", "2025-01-01"], False),
        ("2025-06-11", [], True),
        ("2025-06-10", [], False),
    ],
)
def test_a_need_is_asked_again_within_a_year_unless_something_was_promised_since(
    said: str, promised_on: list[str], asks: bool
) -> None:
    found = reasons(said=[a_need(said)], promised_on=[D(day) for day in promised_on])
    assert bool(found) is asks


def test_the_same_words_are_asked_once_about_their_last_day() -> None:
    found = reasons(said=[a_need("2026-05-01"), a_need("2026-03-01"), a_need(text="别的")])
    assert [told for _area, told in found] == [
        "said on 2026-05-01 (onsite), no follow-up since",
        "said on 2026-03-01 (onsite), no follow-up since",
    ]


def test_an_opinion_is_asked_after_among_opinions() -> None:
    opinion = Said(D("2026-03-01"), "phone", Area.opinions, "发票太慢")
    [found] = asked(WELL_KNOWN._replace(said=[opinion]))
    assert found.area is Area.opinions
    assert found.text == "“发票太慢”: has it become better since?"


@pytest.mark.parametrize(
    ("dimension", "score", "area"),
    [
        ("speed", "3", Area.service_satisfaction),
        ("pre_sale", "1", Area.service_satisfaction),
        ("product", "2.5", Area.product_use),
        ("price", "3", Area.opinions),
        ("speed", "3.1", None),
        ("speed", "5", None),
    ],
)
def test_a_low_score_is_asked_about(dimension: str, score: str, area: Area | None) -> None:
    survey = Surveyed(D("2026-04-01"), scores={dimension: Decimal(score)})
    found = reasons(survey=survey)
    assert [each for each, _reason in found] == ([area] if area else [])
    assert all(f"{score} of 5 in the survey of 2026-04-01" in told for _area, told in found)


@pytest.mark.parametrize(
    ("survey", "expected"),
    [
        ({"nps": 6}, [(Area.opinions, "6 of 10 for recommending us in the survey of 2026-04-01")]),
        ({"nps": 7}, []),
        (
            {"overall": Decimal(3)},
            [(Area.service_satisfaction, "overall 3 of 5 in the survey of 2026-04-01")],
        ),
        ({"overall": Decimal(4)}, []),
        ({}, []),
    ],
)
def test_an_unhappy_verdict_is_asked_about(survey: dict[str, Any], expected: Any) -> None:
    assert reasons(survey=Surveyed(D("2026-04-01"), **survey)) == expected


@pytest.mark.parametrize(
    ("before", "last", "asks"),
    [
        (90_000, 60_000, True),  # a third less
        (90_000, 60_400, False),
        (90_000, 0, True),
        (90_000, -10, True),
        (0, 0, False),
        (-5, -50, False),
        (60_000, 90_000, False),
    ],
)
def test_purchases_down_by_a_third_are_asked_about(before: int, last: int, asks: bool) -> None:
    assert bool(reasons(quarters=[Decimal(1), Decimal(before), Decimal(last)])) is asks


def test_a_fall_says_how_deep_it_is() -> None:
    assert reasons(quarters=[Decimal(98_000), Decimal(49_000)]) == [
        (Area.needs, "49,000.00 in the last quarter, 50% less than the 98,000.00 before")
    ]


def test_how_deep_a_fall_is_asked_about_is_policy() -> None:
    known = WELL_KNOWN._replace(quarters=[Decimal(90), Decimal(60)])
    assert asked(known) and not asked(known, f"{SILENT}\n[visits.brief]\nfall = 0.4")


def days_ago(*days: int) -> list[date]:
    return [DAY - timedelta(days=n) for n in days]


@pytest.mark.parametrize(
    ("order_days", "asks"),
    [
        (days_ago(120, 90, 70, 40), False),
        (days_ago(180, 150, 120, 90), True),
        (days_ago(149, 119, 89, 59), False),
        (days_ago(150, 120, 90, 60), True),
        (days_ago(200, 190, 180), False),  # two pauses make no habit
        ([], False),
    ],
)
def test_an_order_that_is_overdue_is_asked_about(order_days: list[date], asks: bool) -> None:
    assert bool(reasons(order_days=order_days)) is asks


def test_the_usual_pause_is_the_middle_one() -> None:
    assert (
        usual_pause([D("2026-01-01"), D("2026-01-11"), D("2026-01-11"), D("2026-03-01")], 2) == 29.5
    )
    assert usual_pause([D("2026-01-01"), D("2026-01-11")], 2) is None


def test_the_greatest_products_no_longer_bought_are_asked_about() -> None:
    lost = [Lost(f"P{n}", D("2025-02-03"), Decimal(1000 - n)) for n in range(5)]
    found = asked(WELL_KNOWN._replace(lost_products=lost))
    assert [each.text for each in found] == [
        f"P{n}: why is it not bought any more?" for n in range(3)
    ]
    assert (
        found[0].reason
        == "last bought on 2025-02-03; 1,000.00 in the year before, none in the last"
    )


@pytest.mark.parametrize(
    ("lacks", "areas"),
    [
        (["assessment"], [Area.needs]),
        (["contract"], [Area.relationship]),
        (["manager"], []),
        ([], []),
    ],
)
def test_what_a_key_account_lacks_is_a_subject(lacks: list[str], areas: list[Area]) -> None:
    assert [area for area, _reason in reasons(lacks=lacks)] == areas


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("样品", "“样品”"),
        ("一\n 二", "“一 二”"),
        ("长" * 61, f"“{'长' * 59}…”"),
        ("a" * 60, f"“{'a' * 60}”"),
    ],
)
def test_long_words_are_quoted_in_one_short_line(said: str, words: str) -> None:
    assert quoted(said) == words
