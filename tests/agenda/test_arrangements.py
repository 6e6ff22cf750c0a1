"""What people decide over the policy: due dates given up, own rhythms, colleagues who stand in."""

from collections.abc import Sequence

import pytest
from visit_builders import STAFF, D, a_customer, a_new_customer, last, names, the_agenda, the_line

from kam.agenda.facts import Rhythm
from kam.workdays import Every

FORTNIGHT = Every(days=14)


@pytest.mark.parametrize(
    ("given_up", "due"),
    [
        (["2026-06-01"], "2026-08-01"),  # a span after the one given up
        (["2026-06-01", "2026-08-01"], "2026-10-01"),
        (["2026-05-31"], "2026-06-01"),  # no due date of this line: says nothing
    ],
)
def test_the_due_date_after_one_given_up_is_a_span_later(given_up: list[str], due: str) -> None:
    customer = a_customer(last=last("2026-04-01"), skips={"phone": {*map(D, given_up)}})
    line = the_line("phone", customer, within=400)
    assert line is not None
    assert line.due_on == D(due)


def test_a_call_made_after_all_counts_as_if_nothing_was_given_up() -> None:
    skips = {"phone": {D("2026-06-01")}}
    line = the_line("phone", a_customer(last=last("2026-06-02"), skips=skips), within=400)
    assert line is not None
    assert line.due_on == D("2026-08-02")


def test_who_follows_a_skipped_first_purchase_line_takes_its_turn() -> None:
    skips = {"phone-1w": {D("2026-06-08")}}
    before = the_agenda(a_new_customer(skips=skips), within=400)
    after = the_agenda(a_new_customer(skips=skips, since_first=(1, 0, 0)), within=400)
    assert names(before) == [("phone-1m", "2026-07-01"), ("onsite-3m", "2026-09-01")]
    assert names(after) == [("onsite-3m", "2026-09-01")]


@pytest.mark.parametrize(
    ("called", "rhythms", "due"),
    [
        # Every two months by the policy, as of 2026-06-10.
        ("2026-06-05", [("2026-06-01", FORTNIGHT)], "2026-06-19"),
        ("2026-05-01", [("2026-06-08", FORTNIGHT)], "2026-06-08"),  # not overdue retroactively
        ("2026-03-20", [("2026-06-08", FORTNIGHT)], "2026-05-20"),  # overdue already: it stays so
        ("2026-03-20", [("2026-06-08", Every(months=6))], "2026-09-20"),
        ("2026-05-01", [("2026-05-02", FORTNIGHT), ("2026-06-01", None)], "2026-07-01"),
        ("2026-03-01", [("2026-03-02", Every(12)), ("2026-06-03", None)], "2026-06-03"),
    ],
)
def test_an_own_rhythm_makes_nothing_overdue_for_days_gone_by(
    called: str, rhythms: Sequence[tuple[str, Every | None]], due: str
) -> None:
    own = [Rhythm(D(day), every) for day, every in rhythms]
    line = the_line("phone", a_customer(last=last(called), rhythms={"phone": own}), within=400)
    assert line is not None
    assert line.due_on == D(due)


def test_the_lines_of_an_absent_colleague_lie_with_the_stand_in() -> None:
    staff = {**STAFF, 3: STAFF[3]._replace(stand_in=4)}
    line = the_line("phone", a_customer(last=last("2026-04-01")), staff=staff)
    assert line is not None
    assert (line.owner, line.owner_note, line.manager) == ("小陈", "stands in for 张伟", "张伟")


@pytest.mark.parametrize(
    ("stand_ins", "owner"),
    [
        ({3: 4, 4: 2}, "李部"),  # whoever stands in for the stand-in
        ({3: 4, 4: 3}, "张伟"),  # in a circle nobody does
        ({3: 9}, "张伟"),  # nobody known
    ],
)
def test_stand_ins_of_stand_ins_are_followed(stand_ins: dict[int, int], owner: str) -> None:
    staff = {i: each._replace(stand_in=stand_ins.get(i)) for i, each in STAFF.items()}
    line = the_line("phone", a_customer(last=last("2026-04-01")), staff=staff)
    assert line is not None
    assert line.owner == owner
