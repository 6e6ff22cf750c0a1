"""A year of a small sales department that goes by `kam visits week`, and by nothing else.

Every working week each of them asks for the week and keeps it; every day they do what is agreed
for it. What comes of that is asked of `kam visits coverage`.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from kam.agenda.coverage import Covered
from kam.models.enums import CoverageBy, Outcome
from kam.models.interactions import Interaction
from kam.policy.load import load
from kam.services import coverage, policies, weeks, workspace
from kam.services.visits import working_days
from kam.services.workspace import Workspace
from kam.store.visits import people, planned
from tests.builders import a_customer, a_request, a_staff_member, one_operation

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
ONE_DAY, ONE_WEEK = timedelta(days=1), timedelta(days=7)
Call = tuple[date, str]
"""The day of a visit and the tier of the customer."""
CITIES = ("苏州", "无锡", "上海", None)


@dataclass
class Department:
    """A database with one executive, one department manager, and managers with customers."""

    db: str
    people: list[str] = field(default_factory=list)
    """Codes of all who make visits."""
    tiers: dict[str, str] = field(default_factory=dict)
    """Customer's code -> tier; nobody's changes in the year."""

    @contextmanager
    def desk(self, as_of: date) -> Iterator[Workspace]:
        with workspace.writing(a_request(self.db, as_of=as_of)) as desk:
            yield desk

    def coverage(self, by: CoverageBy = CoverageBy.tier) -> dict[str, Covered]:
        """The year's coverage, a day after its end; a group by its name, and the total."""
        wanted = coverage.Wanted(FIRST, LAST, by)
        with self.desk(LAST + ONE_DAY) as desk:
            report = coverage.report(desk, wanted)
        return {**{str(each.key): each for each in report.groups}, "total": report.total}


def a_department(
    db: str, random: Random, customers: Sequence[str], *, managers: int = 1, policy: str = ""
) -> Department:
    """Customers of these tiers since some days before the year, dealt out to the managers."""
    made = Department(db)
    with one_operation(db) as ledger:
        top = a_staff_member(ledger, "周总", code="X", role="executive")
        head = a_staff_member(
            ledger, "王芳", code="D", role="department_manager", reports_to_id=top
        )
        made.people = ["X", "D"]
        staff = []
        for n in range(managers):
            made.people.append(f"M{n}")
            staff.append(a_staff_member(ledger, f"经理{n}", code=f"M{n}", reports_to_id=head))
        for n, tier in enumerate(customers):
            since = FIRST - timedelta(days=random.randrange(1, 28))
            made.tiers[f"C{n:03}"] = tier
            a_customer(
                ledger, code=f"C{n:03}", name=f"客户{n:03}", tier=tier, tier_since=since,
                manager_id=staff[n % managers], city=random.choice(CITIES),
                first_purchase_on=since if tier == "new" else None,
            )  # fmt: skip
    if policy:
        with made.desk(FIRST) as desk:
            policies.apply(desk, load(policy))
    return made


def lived(department: Department, capacity: int) -> dict[str, list[Call]]:
    """Live the year; gives the visits each person made, in order."""
    made: dict[str, list[Call]] = {code: [] for code in department.people}
    monday = FIRST - timedelta(days=FIRST.weekday())
    while monday <= LAST:
        start = max(monday, FIRST)
        for code in department.people:
            with department.desk(start) as desk:
                weeks.keep(desk, weeks.week(desk, weeks.Wanted(code, start, capacity)))
        for day in (monday + n * ONE_DAY for n in range(7)):
            if FIRST <= day <= LAST:
                _do_the_day(department, day, made)
        monday += ONE_WEEK
    return made


def _do_the_day(department: Department, day: date, made: dict[str, list[Call]]) -> None:
    """Whoever has an appointment on the day keeps it."""
    with department.desk(day) as desk:
        agreed = planned(desk.connection, since=day, until=day)
        assert working_days(desk).is_workday(day) or not agreed, f"{day} is a day off"
        done = {"outcome": Outcome.completed.value}
        desk.ledger.update(Interaction, {row.id: done for row in agreed})
        codes = {row.id: row.code for row in people(desk.connection)}
    for row in agreed:
        made[codes[row.staff_id]].append((day, department.tiers[row.code]))
