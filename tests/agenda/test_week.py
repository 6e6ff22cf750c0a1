"""A week proposed: order, room, cities, appointments."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from visit_builders import D

from kam.agenda.facts import DueLine
from kam.agenda.week import Booked, Week, propose

MONDAY = D("2026-06-08")
DAYS = [MONDAY + timedelta(days=n) for n in range(5)]
WEDNESDAY, FRIDAY = DAYS[2], DAYS[4]


def a_line(
    code: str = "C1",
    *,
    tier: str = "general",
    due: date = FRIDAY,
    state: str | None = None,
    channel: str = "phone",
) -> DueLine:
    said = state or ("overdue" if due < MONDAY else "upcoming")
    who = (None, None, None, "account_manager", None, None, None, None)
    return DueLine(1, code, code, tier, channel, channel, due, due, said, 0, None, *who)


def days_of(week: Week) -> dict[str, date]:
    return {line.customer: on for on, line in week.proposed}


def proposed(*lines: DueLine, capacity: int = 1, booked: tuple[Booked, ...] = ()) -> Week:
    return propose([(line, None) for line in lines], booked, DAYS, capacity)


def test_what_is_overdue_comes_first_and_soonest() -> None:
    week = proposed(
        a_line("soon", tier="important", due=MONDAY), a_line("late", due=D("2026-05-01"))
    )
    assert days_of(week) == {"late": MONDAY, "soon": DAYS[1]}


def test_what_is_not_overdue_waits_for_the_last_day_with_room_by_its_due_date() -> None:
    week = proposed(a_line("a", due=WEDNESDAY), a_line("b", due=WEDNESDAY))
    assert days_of(week) == {"a": WEDNESDAY, "b": DAYS[1]}


def test_important_customers_get_the_room_there_is() -> None:
    lines = [a_line(f"g{n}") for n in range(4)] + [
        a_line(f"i{n}", tier="important") for n in (1, 2)
    ]
    week = proposed(*lines, *[a_line("n", tier="new")])
    assert {"i1", "i2"} < days_of(week).keys()
    assert [line.customer for line in week.left] == ["g3", "n"]


def test_on_site_visits_of_one_city_share_a_day() -> None:
    here = [a_line(f"h{n}", channel="onsite") for n in (1, 2)]
    there = [a_line(f"t{n}", channel="onsite") for n in (1, 2)]
    lines = [*((line, "苏州") for line in here), *((line, "无锡") for line in there)]
    days = days_of(propose(lines, (), DAYS, 2))
    assert days["h1"] == days["h2"] != days["t1"] == days["t2"]


def test_an_on_site_visit_joins_the_appointment_in_its_city() -> None:
    booked = (Booked(WEDNESDAY, "onsite", "苏州"),)
    week = propose([(a_line(channel="onsite"), "苏州")], booked, DAYS, 2)
    assert days_of(week) == {"C1": WEDNESDAY}


def test_appointments_take_their_room() -> None:
    booked = tuple(Booked(day, "phone", None) for day in DAYS)
    assert proposed(a_line(), booked=booked) == Week([], [a_line()])


lines = st.builds(
    a_line,
    st.integers(0, 99).map(lambda n: f"C{n:02}"),
    tier=st.sampled_from(["important", "general", "new"]),
    due=st.dates(MONDAY - timedelta(days=20), FRIDAY + timedelta(days=2)),
    channel=st.sampled_from(["phone", "onsite"]),
)
cities = st.sampled_from([None, "苏州", "无锡", "上海"])
booked = st.builds(Booked, st.sampled_from(DAYS), st.sampled_from(["phone", "onsite"]), cities)


@given(st.lists(st.tuples(lines, cities)), st.lists(booked, max_size=8), st.integers(1, 4))
def test_no_day_holds_more_than_its_room_and_nothing_is_lost(
    wanted: list[tuple[DueLine, str | None]], there: list[Booked], capacity: int
) -> None:
    week = propose(wanted, there, DAYS, capacity)
    filled, taken = Counter(on for on, _line in week.proposed), Counter(one.on for one in there)
    room = sum(max(0, capacity - taken[day]) for day in DAYS)
    assert all(filled[day] <= max(0, capacity - taken[day]) for day in DAYS)
    assert len(week.proposed) == min(room, len(wanted))
    assert Counter([*(line for _on, line in week.proposed), *week.left]) == Counter(
        line for line, _city in wanted
    )


@given(st.lists(st.tuples(lines, cities)), st.integers(1, 3))
def test_nobody_is_left_for_somebody_who_comes_after(
    wanted: list[tuple[DueLine, str | None]], capacity: int
) -> None:
    def turn(line: DueLine) -> tuple[bool, int]:
        return line.state != "overdue", ["important", "general", "new"].index(line.tier)

    week = propose(wanted, (), DAYS, capacity)
    if week.left:
        assert max(turn(line) for _on, line in week.proposed) <= min(map(turn, week.left))
