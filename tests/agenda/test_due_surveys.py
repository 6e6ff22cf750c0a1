"""Who is asked how satisfied he is, and who is left out."""

from datetime import date
from typing import Any

import pytest

from kam.agenda.surveys import SurveyAgenda, SurveyFacts, due_surveys
from kam.models.enums import SurveyTrigger
from kam.policy.load import load

DAY = date(2026, 1, 31)
LONG_AGO = date(2025, 1, 1)


def asked(*customers: SurveyFacts, policy: str = "", **wanted: Any) -> SurveyAgenda:
    return due_surveys(customers, load(policy), DAY, **wanted)


def one(tier: str | None = "important", since: date | None = LONG_AGO, **facts: Any) -> SurveyFacts:
    values = {"id": 1, "code": "C1", "name": "恒力", "judged": True} | facts
    return SurveyFacts(**values, tier=tier, tier_since=since)


def due(found: SurveyAgenda) -> list[tuple[str, date, str]]:
    return [(each.trigger, each.due_on, each.state) for each in found.entries]


@pytest.mark.parametrize(
    ("tier", "since", "last", "due_on", "state"),
    [
        ("important", LONG_AGO, None, date(2025, 4, 1), "overdue"),
        ("important", LONG_AGO, date(2025, 10, 31), date(2026, 1, 31), "due"),
        ("important", LONG_AGO, date(2025, 11, 7), date(2026, 2, 7), "upcoming"),
        ("important", LONG_AGO, date(2025, 11, 30), None, ""),
        ("important", date(2026, 1, 30), date(2025, 1, 1), date(2026, 1, 30), "overdue"),
        ("general", LONG_AGO, date(2025, 8, 1), date(2026, 2, 1), "upcoming"),
        ("general", LONG_AGO, date(2025, 11, 7), None, ""),
        ("new", LONG_AGO, None, None, ""),
        (None, None, None, None, ""),
    ],
)
def test_every_tier_is_asked_in_its_own_rhythm(
    tier: str | None, since: date | None, last: date | None, due_on: date | None, state: str
) -> None:
    found = due(asked(one(tier, since, last_on=last)))
    assert found == ([("periodic", due_on, state)] if due_on else [])


@pytest.mark.parametrize(
    ("delivered", "last", "due_on"),
    [
        (date(2026, 1, 24), None, date(2026, 1, 31)),
        (date(2026, 1, 24), date(2026, 1, 23), date(2026, 1, 31)),
        (date(2026, 1, 24), date(2026, 1, 24), None),
        (date(2025, 12, 31), None, date(2026, 1, 7)),
        (date(2025, 12, 30), None, None),
        (None, None, None),
    ],
)
def test_a_delivery_asks_for_an_answer_until_it_lapses(
    delivered: date | None, last: date | None, due_on: date | None
) -> None:
    found = asked(one("new", delivered_on=delivered, last_on=last))
    assert [(each.due_on, each.about_on) for each in found.entries] == (
        [(due_on, delivered)] if due_on else []
    )


def test_the_policy_says_whether_and_how_long_deliveries_are_asked_about() -> None:
    delivered = one("new", delivered_on=date(2026, 1, 1))
    quick = '[surveys]\nafter_delivery_within = "3 days"\nafter_delivery_lapse = "2 weeks"\n'
    off = asked(delivered, policy="[surveys]\nafter_delivery = false\n")
    assert (due(off), off.left_out.switched_off) == ([], 1)
    assert asked(delivered, policy=quick).left_out.lapsed == 1
    [entry] = asked(one("new", delivered_on=DAY), policy=quick).entries
    assert entry.due_on == date(2026, 2, 3)


def test_the_grace_of_visits_holds_for_surveys_too() -> None:
    late = one(last_on=date(2025, 10, 29))
    assert [each[2] for each in due(asked(late, policy="[visits]\ngrace = 2\n"))] == ["due"]
    assert [each[2] for each in due(asked(late, policy="[visits]\ngrace = 1\n"))] == ["overdue"]


def test_the_list_goes_by_day_tier_code_and_trigger() -> None:
    due_day = date(2025, 11, 7)
    found = asked(
        one("general", last_on=date(2025, 8, 7), code="A"),
        one(last_on=due_day, delivered_on=DAY, code="B"),
        one(last_on=due_day, code="A"),
    )
    assert [(each.customer, each.tier, each.trigger) for each in found.entries] == [
        ("A", "important", "periodic"),
        ("B", "important", "after_delivery"),
        ("B", "important", "periodic"),
        ("A", "general", "periodic"),
    ]


def test_who_is_left_out_is_counted_with_the_reason() -> None:
    found = asked(one(None, None, judged=False), one(None, None), one("new", delivered_on=LONG_AGO))
    assert found.left_out._asdict() == {
        "not_judged": 1,
        "no_tier": 1,
        "not_periodic": 1,
        "lapsed": 1,
        "switched_off": 0,
    }
    assert len(found.left_out.texts()) == 4


def test_a_trigger_alone_leaves_the_others_reasons_out() -> None:
    found = asked(one("new", delivered_on=LONG_AGO), triggers=(SurveyTrigger.after_delivery,))
    assert (found.left_out.not_periodic, found.left_out.lapsed) == (0, 1)
