"""Visit coverage, sentence by sentence of handbook 3.7."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from visit_builders import DEFAULT, EXECUTIVE, ONSITE, PHONE, D

from kam.agenda.coverage import Coverage, Covered, months
from kam.agenda.cycles import Cycle, GivenUp, History, Period, spans
from kam.agenda.facts import Rhythm
from kam.agenda.replay import Replay
from kam.models.enums import CoverageBy
from kam.policy.load import load
from kam.policy.schema import Policy
from kam.rules.stages import Away
from kam.workdays import parse_every

JANUARY = Period(D("2026-01-01"), D("2026-01-31"), D("2026-02-10"))
WAYS = 3


def days(*told: str) -> list[date]:
    return [D(day) for day in told]


def a_history(tier: str | None = "general", since: str = "2025-01-01", **more: Any) -> History:
    """A customer last visited on Christmas, so that only what a test says is due."""
    tiers = more.pop("tiers", [(D(since), tier)])
    met: dict[int, Sequence[date]] = {
        PHONE: days(*more.pop("called", ())),
        ONSITE: days(*more.pop("visited", ())),
        EXECUTIVE: (),
    }
    last = more.pop("last", (D("2025-11-20"), D("2025-12-25"), D("2025-12-25")))
    return History(1, tiers, [met[place] for place in range(WAYS)], last, **more)


def cycles(one: History, period: Period = JANUARY, policy: Policy = DEFAULT) -> list[Cycle]:
    return Replay(policy, period).cycles(one)


def told(found: list[Cycle]) -> list[tuple[str, str, str | None, str]]:
    return [
        (each.line, str(each.due_on), str(each.met_on) if each.met_on else None, each.result)
        for each in found
    ]


def graced(days: int, more: str = "") -> Policy:
    return load(f"[visits]\ngrace = {days}\n{more}")


# when a cycle is met, and what it counts as


@pytest.mark.parametrize(
    ("called", "grace", "result"),
    [
        ("2026-01-10", 0, "in_time"),  # before it is due
        ("2026-01-20", 0, "in_time"),  # on the day
        ("2026-01-21", 0, "late"),
        ("2026-01-22", 2, "in_time"),
        ("2026-01-23", 2, "late"),
    ],
)
def test_a_visit_up_to_the_due_date_and_the_grace_is_in_time(
    called: str, grace: int, result: str
) -> None:
    assert told(cycles(a_history(called=[called]), policy=graced(grace))) == [
        ("phone", "2026-01-20", called, result)
    ]


def test_what_is_met_after_the_period_is_missed() -> None:
    period = JANUARY._replace(last=D("2026-02-10"))
    late = a_history(called=["2026-02-01"])
    assert told(cycles(late, period)) == [("phone", "2026-01-20", "2026-02-01", "late")]
    unmet = a_history()  # as of the end of January the call does not exist
    assert told(cycles(unmet)) == [("phone", "2026-01-20", None, "missed")]


def test_a_cycle_met_early_belongs_to_the_day_it_was_met() -> None:
    early = a_history(called=["2026-01-05"], last=(D("2025-12-20"), D("2025-12-25"), None))
    assert told(cycles(early)) == [("phone", "2026-02-20", "2026-01-05", "in_time")]
    february = Period(D("2026-02-01"), D("2026-02-28"), D("2026-03-10"))
    later = a_history(last=(D("2026-01-05"), D("2025-12-25"), None))
    assert cycles(later, february) == []


def test_a_cycle_due_before_the_period_is_not_its_business() -> None:
    long_due = (D("2025-10-20"), D("2025-12-25"), None)
    assert cycles(a_history(called=["2026-01-05"], last=long_due)) == []


def test_two_calls_on_one_day_are_one_meeting() -> None:
    assert len(cycles(a_history(called=["2026-01-20", "2026-01-20"]))) == 1


def test_a_visit_opens_the_next_cycle_a_span_later() -> None:
    often = a_history("important", called=["2026-01-02", "2026-01-09", "2026-01-30"])
    assert told(cycles(often)) == [
        ("phone", "2026-02-02", "2026-01-09", "in_time"),
        ("phone", "2026-02-09", "2026-01-30", "in_time"),
    ]


# what is still open


@pytest.mark.parametrize(
    ("as_of", "grace", "result"),
    [
        ("2026-01-19", 0, "open"),
        ("2026-01-20", 0, "open"),
        ("2026-01-21", 0, "missed"),
        ("2026-01-22", 2, "open"),
        ("2026-01-31", 11, "open"),
        ("2026-02-01", 30, "missed"),  # the period is over
    ],
)
def test_an_unmet_cycle_is_open_until_it_is_late_or_the_period_over(
    as_of: str, grace: int, result: str
) -> None:
    period = JANUARY._replace(as_of=D(as_of))
    [cycle] = cycles(a_history(), period, graced(grace))
    assert (cycle.result, cycle.ended_on) == (result, None)


# falling away


@pytest.mark.parametrize(("day", "kept"), [("2026-01-20", []), ("2026-01-21", ["2026-01-20"])])
@pytest.mark.parametrize("how", ["tier", "archived", "lost"])
def test_what_falls_away_stays_as_missed_only_where_it_fell_due_before(
    day: str, kept: list[str], how: str
) -> None:
    if how == "tier":
        gone = a_history(tiers=[(D("2025-01-01"), "general"), (D(day), None)])
    else:
        gone = a_history(away=[Away(D(day), None)])
    found = cycles(gone)
    assert [str(each.due_on) for each in found] == kept
    assert all((each.result, each.ended_on) == ("missed", D(day)) for each in found)


def test_a_customer_who_comes_back_has_the_tier_he_had() -> None:
    away = [Away(D("2026-01-05"), D("2026-01-18"))]
    [span, again] = spans(a_history(away=away), D("2026-02-10"))
    assert (span.until, again.first, again.until) == (D("2026-01-05"), D("2026-01-18"), None)
    assert span.since == again.since == D("2025-01-01")
    assert told(cycles(a_history(away=away, called=["2026-01-19"]))) == [
        ("phone", "2026-01-20", "2026-01-19", "in_time")
    ]


def test_of_two_judgements_on_one_day_the_last_counts() -> None:
    tiers = [(D("2025-01-01"), "important"), (D("2025-01-01"), "general")]
    assert [span.tier for span in spans(a_history(tiers=tiers), D("2026-01-31"))] == ["general"]


# skips and own cadences


def arranged(**more: Any) -> History:
    none = (None,) * WAYS
    called = ["2025-11-20", *more.pop("called", ())]
    return a_history(called=called, visited=["2025-12-25"], last=none, **more)


def test_a_skipped_cycle_ends_unmet_and_the_next_is_due_a_span_later() -> None:
    skip = GivenUp(D("2026-01-20"), D("2026-01-08"), "客户出国")
    [cycle] = cycles(arranged(skips={"phone": [skip]}))
    assert (cycle.result, cycle.ended_on, cycle.reason) == ("skipped", D("2026-01-08"), "客户出国")
    spring = Period(D("2026-02-01"), D("2026-04-30"), D("2026-05-05"))
    assert told(cycles(arranged(skips={"phone": [skip]}), spring)) == [
        ("phone", "2026-03-20", None, "missed")
    ]


def test_a_skip_of_another_day_says_nothing() -> None:
    skip = GivenUp(D("2026-01-21"), D("2026-01-08"), "客户出国")
    assert [each.result for each in cycles(arranged(skips={"phone": [skip]}))] == ["missed"]


def test_a_rhythm_of_its_own_brings_nothing_forward_to_before_its_first_day() -> None:
    weekly = {"phone": [Rhythm(D("2026-01-12"), parse_every("1 week"))]}
    found = cycles(arranged(rhythms=weekly, called=["2026-01-12", "2026-01-19"]))
    assert told(found)[:2] == [
        ("phone", "2026-01-12", "2026-01-12", "in_time"),
        ("phone", "2026-01-19", "2026-01-19", "in_time"),
    ]


# lines counted from the first purchase


def a_buyer(bought: str = "2026-01-05", **more: Any) -> History:
    last = more.pop("last", (None,) * WAYS)
    return a_history("new", bought, first_purchase_on=D(bought), last=last, **more)


QUARTER = Period(D("2026-01-01"), D("2026-04-30"), D("2026-08-01"))


def test_two_calls_on_one_day_meet_two_first_purchase_lines() -> None:
    buyer = a_buyer(called=["2026-01-09", "2026-01-09"], visited=["2026-04-06"])
    assert told(cycles(buyer, QUARTER)) == [
        ("phone-1w", "2026-01-12", "2026-01-09", "in_time"),
        ("phone-1m", "2026-02-05", "2026-01-09", "in_time"),
        ("onsite-3m", "2026-04-05", "2026-04-06", "late"),
    ]


def test_who_follows_a_skipped_line_takes_its_turn() -> None:
    skip = GivenUp(D("2026-01-12"), D("2026-01-14"), "未装机")
    buyer = a_buyer(called=["2026-02-03"], visited=["2026-03-01"], skips={"phone-1w": [skip]})
    assert [(each.line, each.result) for each in cycles(buyer, QUARTER)] == [
        ("phone-1w", "skipped"),
        ("phone-1m", "in_time"),
        ("onsite-3m", "in_time"),
    ]


def test_a_line_met_before_it_was_skipped_stays_met_and_gives_its_turn_away() -> None:
    skip = GivenUp(D("2026-01-12"), D("2026-01-14"), "未装机")
    buyer = a_buyer(called=["2026-01-08"], visited=["2026-03-01"], skips={"phone-1w": [skip]})
    assert told(cycles(buyer, QUARTER))[:2] == [
        ("phone-1w", "2026-01-12", "2026-01-08", "in_time"),
        ("phone-1m", "2026-02-05", "2026-01-08", "in_time"),
    ]


def test_a_visit_on_the_last_day_of_a_tier_leaves_nothing_to_fall_away() -> None:
    skip = GivenUp(D("2026-06-01"), D("2026-01-08"), "客户出国")
    tiers = [(D("2025-01-01"), "general"), (D("2026-01-23"), None)]
    found = cycles(arranged(tiers=tiers, called=["2026-01-22"], skips={"phone": [skip]}))
    assert told(found) == [("phone", "2026-01-20", "2026-01-22", "late")]


def test_first_purchase_lines_lapse_and_stay_as_missed() -> None:
    found = cycles(a_buyer(), QUARTER._replace(last=D("2026-07-31")))
    assert {(each.result, each.ended_on) for each in found} == {("missed", D("2026-07-06"))}


def test_lines_afterwards_open_when_the_first_are_all_met() -> None:
    line = '{ name = "news", channel = "phone", every = "1 month", by = "account_manager" }'
    policy = load(f"[visits]\nafterwards = [{line}]")
    buyer = a_buyer(called=["2026-01-06", "2026-01-07"], visited=["2026-01-20"])
    assert told(cycles(buyer, QUARTER, policy))[-1] == ("news", "2026-02-07", None, "missed")


# coverage


def covered(*histories: History, policy: Policy = DEFAULT, **more: Any) -> Coverage:
    counted = Coverage(policy, more.pop("period", JANUARY), more.pop("by", CoverageBy.tier))
    for one in histories:
        counted.take(one)
    return counted


def group(counted: Coverage, key: str = "general") -> Covered:
    return next(each for each in counted.groups() if each.key == key)


def test_a_customer_is_covered_when_all_its_cycles_are_met() -> None:
    half = a_history(called=["2026-01-20"], last=(D("2025-11-20"), D("2025-07-10"), None))
    both = half._replace(days=[days("2026-01-20"), days("2026-01-30"), ()])
    found = group(covered(half, both))
    assert (found.customers, found.covered, found.fell_due) == (2, 1, 4)
    assert dict(found.results) == {"in_time": 2, "late": 1, "missed": 1}


def test_a_group_without_customers_has_no_coverage() -> None:
    found = group(covered(), "important")
    assert (found.coverage, found.target, found.needed, found.visits_left) == (None, 1, 0, 0)


@pytest.mark.parametrize(
    ("share", "customers", "needed"),
    [("0.07", 100, 7), ("0.9", 10, 9), ("0.95", 20, 19), ("0.1", 3, 1)],
)
def test_what_is_needed_has_no_float_noise(share: str, customers: int, needed: int) -> None:
    counted = covered(*[a_history()] * customers, policy=aiming_at(share))
    assert group(counted).needed == needed


def aiming_at(share: str | float) -> Policy:
    return load(f"[targets.visit_coverage]\ngeneral = {share}")


def test_the_customers_with_fewest_open_visits_come_first() -> None:
    period = JANUARY._replace(as_of=D("2026-01-25"))
    one = a_history()  # overdue, and can still be met
    two = a_history(last=(D("2025-11-20"), D("2025-07-28"), None))
    lost = a_history(away=[Away(D("2026-01-22"), None)])
    told = [
        group(covered(one, two, lost, policy=aiming_at(share), period=period))
        for share in (0.5, 1.0)
    ]
    assert [(each.needed, each.reachable, each.visits_left) for each in told] == [
        (2, 2, 3),
        (3, 2, None),
    ]


def test_nothing_is_left_to_do_in_a_period_that_is_over() -> None:
    found = group(covered(a_history()))
    assert (found.needed, found.reachable, found.visits_left) == (1, 0, None)


def test_other_groups_have_the_mean_of_their_tiers_targets() -> None:
    important = a_history("important", last=(D("2025-12-20"),) + (D("2025-12-25"),) * 2)
    general = a_history()
    assert float(covered(important, general, general).total().target or 0) == pytest.approx(2.8 / 3)


def test_a_month_ends_where_the_next_begins() -> None:
    period = Period(D("2025-12-15"), D("2026-02-10"), D("2026-03-01"))
    assert [(key, str(each.first), str(each.last)) for key, each in months(period).items()] == [
        ("2025-12", "2025-12-15", "2025-12-31"),
        ("2026-01", "2026-01-01", "2026-01-31"),
        ("2026-02", "2026-02-01", "2026-02-10"),
    ]


def test_a_visit_made_in_the_next_month_is_missed_in_its_own() -> None:
    period = Period(D("2026-01-01"), D("2026-02-28"), D("2026-03-10"))
    counted = covered(a_history(called=["2026-02-03"]), by=CoverageBy.month, period=period)
    assert [dict(each.results) for each in counted.groups()] == [{"missed": 1}, {}]
    assert dict(counted.total().results) == {"late": 1}
