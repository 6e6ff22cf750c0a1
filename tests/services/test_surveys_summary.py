"""What the answers of a period say, by groups and beside a third party's."""

from datetime import date
from typing import Any

import pytest

from kam import i18n
from kam.errors import UsageError
from kam.models.enums import SurveysBy as By
from kam.policy.load import load
from kam.reports.page import Facts, Page, Paragraph
from kam.reports.satisfaction import page
from kam.reports.table import Table
from kam.services import policies, surveys, workspace
from tests.builders import (
    a_customer,
    a_judgement,
    a_request,
    a_staff_member,
    a_survey,
    one_operation,
)

DAY = date(2026, 1, 5)


@pytest.fixture
def company(db: str) -> str:
    """A of 张伟 is important and satisfied, B of another 张伟 is not; N is nobody's."""
    with one_operation(db) as ledger:
        first = a_staff_member(ledger, "张伟", code="E1")
        second = a_staff_member(ledger, "张伟", code="E2")
        a = a_customer(ledger, tier="important", manager_id=first, industry="机械")
        b = a_customer(ledger, tier="general", manager_id=second, industry="电子")
        n = a_customer(ledger)
        a_survey(ledger, a, overall=5, nps=10, on=date(2025, 12, 31), scores={"product": 5})
        a_survey(ledger, a, overall=2, nps=3, on=date(2025, 9, 30), source="own")
        a_survey(ledger, b, overall=3, nps=8, on=DAY, scores={"product": 3, "price": 4})
        a_survey(ledger, n, overall=None, nps=0, on=DAY)
    return db


@pytest.fixture
def benchmarked(company: str) -> str:
    with one_operation(company) as ledger:
        a_survey(ledger, 2, overall=4, nps=9, on=DAY, source="third_party", scores={"speed": 1})
    return company


def told(db: str, by: By | None = None, **wanted: Any) -> Page:
    with workspace.reading(a_request(db, as_of=DAY)) as desk:
        return page(surveys.summary(desk, surveys.Wanted(by=by, **wanted)))


def groups(db: str, by: By, *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(each[key] for key in ("group", *keys)) for each in told(db, by).data["groups"]]


def test_the_headline_keeps_the_keys_of_the_handbook(company: str) -> None:
    said = told(company).data
    assert {key: said[key] for key in list(said)[:10]} == {
        "from": date(2025, 1, 6),
        "to": DAY,
        "answers": 4,
        "csat": 0.333333,
        "csat_answers": 3,
        "nps": 0.0,
        "nps_answers": 3,
        "promoters": 1,
        "passives": 1,
        "detractors": 1,
    }
    assert (said["target"], said["third_party"]) == (0.85, None)
    assert "groups" not in said


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (By.manager, [("张伟", 2, 0.5, 2), ("张伟", 1, 0.0, 1), (None, 1, None, 0)]),
        (By.tier, [("important", 2, 0.5, 2), ("general", 1, 0.0, 1), (None, 1, None, 0)]),
        (By.industry, [("机械", 2, 0.5, 2), ("电子", 1, 0.0, 1), (None, 1, None, 0)]),
        (By.quarter, [("2025Q3", 1, 0.0, 1), ("2025Q4", 1, 1.0, 1), ("2026Q1", 2, 0.0, 1)]),
        (By.source, [("own", 1, 0.0, 1), (None, 3, 0.5, 2)]),
        (By.dimension, [("product", 2, 0.5, 2), ("price", 1, 1.0, 1)]),
    ],
)
def test_answers_are_told_by_groups(by: By, expected: list[Any], company: str) -> None:
    found = groups(company, by, "answers", "csat", "csat_answers")
    assert sorted(found, key=str) == sorted(expected, key=str)
    if by is not By.industry:  # Chinese names stand in the order of their characters
        assert found == expected


def test_two_managers_of_one_name_are_told_apart_by_their_codes(company: str) -> None:
    assert groups(company, By.manager, "code") == [("张伟", "E1"), ("张伟", "E2"), (None, None)]


def test_nps_is_the_latest_of_the_group(company: str) -> None:
    assert groups(company, By.quarter, "nps", "nps_answers") == [
        ("2025Q3", -1.0, 1),
        ("2025Q4", 1.0, 1),
        ("2026Q1", -0.5, 2),
    ]


def test_the_tier_is_the_one_kept_at_the_end_of_the_period(company: str) -> None:
    with one_operation(company) as ledger:
        a_judgement(ledger, 1, value="general", as_of=DAY)
    early = told(company, By.tier, until=date(2026, 1, 4)).data["groups"]
    assert [each["group"] for each in early] == ["important"]
    assert [each["group"] for each in told(company, By.tier).data["groups"]] == ["general", None]


def test_third_parties_stand_beside_and_never_in_the_headline(benchmarked: str) -> None:
    said, alone = told(benchmarked).data, told(benchmarked).data["third_party"]
    assert (said["answers"], said["csat"], said["nps_answers"]) == (4, 0.333333, 3)
    assert (alone["answers"], alone["csat"], alone["nps"]) == (1, 1.0, 1.0)
    assert alone["dimensions"][5] == {"name": "speed", "csat": 0.0, "answers": 1}


@pytest.mark.parametrize(
    ("by", "group", "expected"),
    [
        (By.tier, "general", (1, 0.0, 1, 1.0, 1.0)),
        (By.quarter, "2026Q1", (2, 0.0, 1, 1.0, 1.0)),
        (By.dimension, "speed", (0, None, 1, 0.0, None)),
        (By.source, "third_party", (1, 1.0, 0, None, None)),
    ],
)
def test_groups_show_the_third_party_too(
    by: By, group: str, expected: tuple[Any, ...], benchmarked: str
) -> None:
    keys = ("answers", "csat", "third_party_answers", "third_party_csat", "third_party_nps")
    assert {each[0]: each[1:] for each in groups(benchmarked, by, *keys)}[group] == expected


def test_with_a_third_party_people_see_two_columns(benchmarked: str) -> None:
    headline, _dimensions = told(benchmarked).sections
    assert isinstance(headline, Table)
    assert [(row["own"], row["third_party"]) for row in headline.rows][:4] == [
        ("4", "1"),
        ("33.3% of 3", "100.0% of 1"),
        ("85.0%", ""),
        ("+0.0 of 3", "+100.0 of 1"),
    ]


def test_without_answers_of_our_own_the_page_says_so(db: str) -> None:
    with one_operation(db) as ledger:
        a_survey(ledger, a_customer(ledger), overall=4, on=DAY, source="third_party")
    said = told(db)
    assert isinstance(said.sections[1], Paragraph)
    assert said.sections[1].lines[0].startswith("No answers of our own")
    assert (said.data["answers"], said.data["csat"]) == (0, None)
    assert said.data["third_party"]["csat_answers"] == 1


def test_the_target_and_the_limits_are_the_policys(company: str) -> None:
    with workspace.writing(a_request(company)) as desk:
        policies.apply(desk, load("[targets]\nsatisfaction = 0.5\n[surveys]\nsatisfied_from = 3\n"))
    said = told(company)
    assert (said.data["target"], said.data["csat"]) == (0.5, 0.666667)
    assert isinstance(said.sections[0], Facts)
    assert said.sections[0].items[1] == ("CSAT (3 and more of 5)", "66.7% of 3")


def test_groups_without_a_name_have_words_on_the_screen(company: str) -> None:
    i18n.use("zh")
    shown = [told(company, by).sections[-1].rows[-1]["group"] for by in (By.manager, By.tier)]
    assert shown == ["未分配", "（无）"]
    assert told(company, By.source).sections[-1].rows[-1]["group"] == "未注明"


def test_one_managers_customers_can_be_asked_for(company: str) -> None:
    assert told(company, manager="E2").data["answers"] == 1


def test_a_period_that_ends_before_it_begins_is_refused(company: str) -> None:
    with pytest.raises(UsageError, match="is after"):
        told(company, since=DAY, until=date(2025, 1, 1))
