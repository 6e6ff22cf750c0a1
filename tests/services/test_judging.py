"""Judging everybody: what is kept, what is not, and why."""

from datetime import date
from typing import Any

import pytest

from kam.errors import ConflictError
from kam.models.customers import Customer
from kam.models.enums import Grade, Scheme, Tier
from kam.rules.judging import Recomputed
from kam.services import tiers
from kam.services.explain import explain
from kam.services.tiers import Wanted
from kam.services.workspace import reading, writing
from tests.builders import (
    a_customer,
    a_request,
    a_staff_member,
    a_survey,
    an_interaction,
    an_order,
    one_operation,
    state,
)

DAY = date(2026, 1, 5)


def recompute(db: str, day: date = DAY, **request: Any) -> Recomputed:
    with writing(a_request(db, as_of=day, **request)) as desk:
        return tiers.recompute(desk)


def kept(db: str, day: date = DAY) -> dict[str, tuple[str, str | None]]:
    """Code -> tier and grade kept on that day."""
    with reading(a_request(db, as_of=day)) as desk:
        return {
            row["customer"]: (row["tier"], row["grade"]) for row in tiers.listed(desk, Wanted())
        }


def three_customers(db: str) -> None:
    with one_operation(db) as ledger:
        for code, amount, potential in (("BIG", 60_000, 5), ("MID", 20_000, 3), ("SMALL", 200, 1)):
            an_order(ledger, a_customer(ledger, code=code, potential=potential), amount=amount)


def test_everybody_gets_a_tier_and_a_grade(db: str) -> None:
    three_customers(db)
    done = recompute(db)
    assert kept(db) == {"BIG": ("important", "A"), "MID": ("general", "B"), "SMALL": ("new", "C")}
    assert (done.evaluated, len(done.changes)) == (3, 6)
    assert done.counts["tier"] == {"important": 1, "general": 1, "new": 1, "none": 0}
    assert done.counts["grade"] == {"A": 1, "B": 1, "C": 1, "none": 0}


def test_a_recompute_that_changes_nothing_keeps_nothing(db: str) -> None:
    three_customers(db)
    recompute(db)
    before = state(db)
    assert recompute(db, date(2026, 1, 6)).changes == []
    assert state(db) == before


def test_only_what_changed_is_written(db: str) -> None:
    three_customers(db)
    recompute(db)
    with one_operation(db) as ledger:
        an_order(ledger, 3, amount=15_000, on=date(2026, 1, 6))
    done = recompute(db, date(2026, 1, 7))
    assert [(c.customer, c.scheme, c.before, c.after) for c in done.changes] == [
        ("SMALL", Scheme.tier, "new", "general"),
        ("SMALL", Scheme.grade, "C", "B"),
    ]
    assert len(state(db)["judgements"]) == 6 + 2
    assert kept(db, date(2026, 1, 6))["SMALL"][0] == "new"
    assert kept(db, date(2026, 1, 7))["SMALL"][0] == "general"


def test_a_rehearsal_keeps_nothing(db: str) -> None:
    three_customers(db)
    before = state(db)
    assert len(recompute(db, keep=False).changes) == 6
    assert state(db) == before


def test_a_day_before_the_latest_change_is_refused_but_may_be_rehearsed(db: str) -> None:
    three_customers(db)
    recompute(db)
    with pytest.raises(ConflictError, match="2026-01-05 are kept, 2026-01-04 comes before"):
        recompute(db, date(2026, 1, 4))
    assert recompute(db, date(2026, 1, 4), keep=False).evaluated == 3


def test_a_customer_without_a_tier_is_judged_once_and_that_is_no_move(db: str) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger, cooperation_stage="potential")
    done = recompute(db)
    assert (done.evaluated, done.changes, done.counts["tier"]["none"]) == (0, [], 1)
    assert len(state(db)["judgements"]) == 1
    recompute(db, date(2026, 1, 6))
    assert len(state(db)["judgements"]) == 1


def test_a_lost_customer_loses_tier_and_grade_with_the_reason(db: str) -> None:
    three_customers(db)
    recompute(db)
    with one_operation(db) as ledger:
        ledger.update(Customer, {1: {"cooperation_stage": "lost", "lost_on": date(2026, 1, 6)}})
    done = recompute(db, date(2026, 1, 7))
    lost = {(c.scheme, c.before): c for c in done.changes if c.customer == "BIG"}
    assert lost[Scheme.tier, "important"].after is None
    assert (
        lost[Scheme.tier, "important"].verdict.reasons[0].text()
        == "cooperation stage lost ≠ active"
    )
    assert "BIG" not in kept(db, date(2026, 1, 7))


def test_stated_figures_count_where_there_is_no_order(db: str) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger, code="SAID", stated_annual_amount=50_000)
        ordered = a_customer(ledger, code="BOUGHT", stated_annual_amount=50_000)
        an_order(ledger, ordered, amount=1, on=date(2020, 1, 1))
    recompute(db)
    assert {code: tier for code, (tier, _grade) in kept(db).items()} == {
        "SAID": "important",
        "BOUGHT": "new",
    }


def test_returns_are_netted_and_orders_outside_the_year_are_not_counted(db: str) -> None:
    with one_operation(db) as ledger:
        one = a_customer(ledger, code="X")
        an_order(ledger, one, amount=60_000, on=date(2025, 1, 6))
        an_order(ledger, one, amount=-10_001, on=DAY)
        an_order(ledger, one, amount=90_000, on=date(2025, 1, 5))
        an_order(ledger, one, amount=90_000, on=date(2026, 1, 6))
    recompute(db)
    with reading(a_request(db, as_of=DAY)) as desk:
        figures = explain(desk, "X").subject.figures
    assert (figures.annual_amount, figures.annual_orders) == (49_999, 1)


def test_satisfaction_is_read_on_five(db: str) -> None:
    with one_operation(db) as ledger:
        one = a_customer(ledger, code="X")
        an_order(ledger, one)
        a_survey(ledger, one, overall=8, scale=10)
        a_survey(ledger, one, overall=1, scale=10)
        a_survey(ledger, one, overall=None)
        a_survey(ledger, one, overall=5, on=date(2024, 12, 31))
    with reading(a_request(db, as_of=DAY)) as desk:
        assert explain(desk, "X").subject.figures.satisfaction == pytest.approx(2.5)


def test_quarters_with_a_positive_order_are_counted_once_each(db: str) -> None:
    with one_operation(db) as ledger:
        one = a_customer(ledger, code="X")
        for day in (DAY, date(2025, 12, 1), date(2025, 10, 5), date(2024, 1, 6), date(2024, 1, 5)):
            an_order(ledger, one, on=day)
        an_order(ledger, one, amount=-5, on=date(2025, 5, 1))
    with reading(a_request(db, as_of=DAY)) as desk:
        assert explain(desk, "X").subject.figures.active_quarters == 3


def test_a_key_account_says_what_it_is_missing(db: str) -> None:
    with one_operation(db) as ledger:
        one = a_customer(ledger, code="KEY")
        an_order(ledger, one, amount=1_000_001)
        an_interaction(ledger, one, purpose="assessment", on=date(2025, 10, 4))
    recompute(db)
    with reading(a_request(db, as_of=DAY)) as desk:
        assert explain(desk, "KEY").lacks == ("manager", "assessment")
    with one_operation(db) as ledger:
        an_interaction(ledger, one, purpose="assessment", on=date(2025, 10, 5))
    with reading(a_request(db, as_of=DAY)) as desk:
        assert explain(desk, "KEY").lacks == ("manager",)


def test_explain_before_any_recompute_says_what_the_rule_would_say(db: str) -> None:
    three_customers(db)
    with reading(a_request(db, as_of=DAY)) as desk:
        one = explain(desk, "BIG")
    assert (one.kept, one.rules[Scheme.tier], one.now(Scheme.grade)) == ({}, "important", "A")


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        (Wanted(), ["BIG", "MID", "SMALL"]),
        (Wanted(tier=Tier.general), ["MID"]),
        (Wanted(grade=Grade.C), ["SMALL"]),
        (Wanted(key_account=True), []),
        (Wanted(manager="张伟"), ["MINE"]),
    ],
)
def test_the_list_is_filtered_and_ordered_by_tier(
    db: str, wanted: Wanted, codes: list[str]
) -> None:
    three_customers(db)
    recompute(db)
    with one_operation(db) as ledger:
        a_customer(ledger, code="MINE", tier="new", manager_id=a_staff_member(ledger, "张伟"))
        a_customer(ledger, code="NEVER")
    with reading(a_request(db, as_of=DAY)) as desk:
        found = [row["customer"] for row in tiers.listed(desk, wanted)]
    assert [code for code in found if code != "MINE" or wanted.manager] == codes


def test_history_is_newest_first_and_leaves_out_first_words_without_a_tier(db: str) -> None:
    three_customers(db)
    with one_operation(db) as ledger:
        a_customer(ledger, code="NONE", cooperation_stage="potential")
    recompute(db)
    with one_operation(db) as ledger:
        an_order(ledger, 3, amount=15_000, on=date(2026, 1, 6))
    recompute(db, date(2026, 1, 7))
    with reading(a_request(db, as_of=date(2026, 1, 7))) as desk:
        rows = tiers.history(desk, None, scheme=Scheme.tier, since=None)
        mine = tiers.history(desk, "SMALL", scheme=None, since=date(2026, 1, 6))[::-1]
    assert [row["customer"] for row in rows] == ["SMALL", "BIG", "MID", "SMALL"]
    assert [(row["from"], row["to"]) for row in mine] == [("new", "general"), ("C", "B")]
