"""A person's agenda as a message."""

from datetime import date, time
from typing import Any

import pytest

from kam import i18n
from kam.agenda.entries import Entry
from kam.agenda.owners import Owner
from kam.reports.letter import Letter
from kam.reports.visits import Reach

DAY = date(2026, 1, 5)
REACH = {1: Reach("李总", "138", "苏州"), 2: Reach(None, None, None)}


def an_entry(**fields: Any) -> Entry:
    """A call that is due today; any field by name."""
    values = {
        "kind": "visit",
        "state": "due",
        "day": DAY,
        "time": None,
        "due_on": DAY,
        "days_overdue": 0,
        "customer_id": 1,
        "customer": "A",
        "name": "华东精工",
        "tier": "important",
        "line": "phone",
        "channel": "phone",
        "what": None,
        "owner": Owner(1, "张伟"),
    }
    return Entry(**values | fields)


LATE = {"state": "overdue", "due_on": date(2026, 1, 3), "days_overdue": 2}


def a_letter(*entries: Entry) -> Letter:
    return Letter("张伟", DAY, entries, REACH)


def test_it_says_whose_day_it_is_and_how_much_there_is() -> None:
    i18n.use("zh")
    assert a_letter(an_entry(**LATE), an_entry()).title == "张伟 2026-01-05 日程：逾期 1，今天 1"


def test_entries_stand_under_headings_overdue_ones_first() -> None:
    later = an_entry(day=date(2026, 1, 6), state="upcoming", customer_id=2, tier=None)
    assert a_letter(an_entry(**LATE), an_entry(), later).body(9_000).split("\n") == [
        *("**Overdue**", ""),
        "- phone 华东精工 (important); due on 2026-01-03, 2 days ago; 李总 138; 苏州",
        *("", "**Today**", "", "- phone 华东精工 (important); 李总 138; 苏州"),
        *("", "**Later**", "", "- phone 华东精工", ""),
    ]


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        ({"kind": "appointment", "time": time(9, 30), "what": "报价"}, "09:30 phone 甲: 报价"),
        ({"kind": "follow_up", "channel": None, "what": "寄\n样品"}, "follow-up 甲: 寄 样品"),
        ({"owner": Owner(1, "李娜", None, "stands in for 张伟")}, "phone 甲; stands in for 张伟"),
    ],
)
def test_an_entry_is_one_line(entry: dict[str, Any], line: str) -> None:
    made = an_entry(customer_id=2, name="甲", tier=None, **entry)
    assert a_letter(made).body(9_000).split("\n")[2] == f"- {line}"


def test_what_markdown_would_read_as_a_sign_is_not_read_as_one() -> None:
    made = an_entry(customer_id=2, name="A*B_C[1]<b>", tier=None)
    assert r"phone A\*B\_C\[1\]&lt;b>" in a_letter(made).body(9_000)


@pytest.mark.parametrize("room", [0, 150, 700, 1_536])
def test_what_does_not_fit_is_counted(room: int) -> None:
    text = a_letter(*[an_entry() for _ in range(40)]).body(room)
    listed = text.count("\n- ")
    assert text.endswith(f"and {40 - listed} more: kam agenda")
    assert len(text.encode()) <= max(room, 30)
    assert (listed > 0) is (room >= 150)
