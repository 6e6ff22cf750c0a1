"""Who goes by `kam visits week` covers what a year has room for, important customers first."""

from datetime import date
from random import Random

from tests.laws.simulated_year import a_department, lived

MIXED = ["important"] * 8 + ["general"] * 12 + ["new"] * 6
A_CALL_A_MONTH = """[
  { name = "phone", channel = "phone", every = "1 month", by = "account_manager" },
]"""
CALLS_ONLY = f"""
[visits.cadence]
important = {A_CALL_A_MONTH}
general = {A_CALL_A_MONTH}
"""


def test_with_enough_room_every_customer_is_covered(db: str) -> None:
    department = a_department(db, Random(1), MIXED, managers=2)
    lived(department, capacity=6)
    found = department.coverage()
    customers = {tier: found[tier].customers for tier in ("important", "general", "new")}
    assert customers == {"important": 8, "general": 12, "new": 6}
    for tier in customers:
        assert found[tier].coverage == 1, found[tier]
        assert found[tier].results["late"] == 0


def test_with_too_little_room_the_shortfall_is_what_the_arithmetic_says(db: str) -> None:
    """A call a month is wanted by ten important and thirty general customers, 480 in the year;
    there is room for one on each of its 248 working days.
    """
    tiers = ["important"] * 10 + ["general"] * 30
    department = a_department(db, Random(3), tiers, policy=CALLS_ONLY)
    made = lived(department, capacity=1)
    calls = [tier for _day, tier in made["M0"]]
    assert len(calls) == 248, "no working day is left idle"

    found = department.coverage()
    met = {tier: found[tier].results["in_time"] + found[tier].results["late"] for tier in found}
    assert met == {
        "important": calls.count("important"),
        "general": calls.count("general"),
        "new": 0,
        "total": 248,
    }
    # Every important customer is called in December; the rest of its room is the general ones',
    # and whoever of them was called in it is not behind at the year's end.
    december = [tier for day, tier in made["M0"] if day >= date(2025, 12, 1)]
    assert (len(december), december.count("important")) == (23, 10)
    assert found["important"].covered == 10
    assert found["general"].covered == 23 - 10
    assert found["total"].results["missed"] == 30 - 13
