"""Customers, staff and agendas with defaults, for the tests beside it."""

from datetime import date
from typing import Any

from kam.agenda.facts import Agenda, CustomerFacts, DueLine
from kam.agenda.owners import Person
from kam.agenda.visits import due_visits
from kam.policy.load import load
from kam.policy.schema import Policy
from kam.workdays import WorkingDays

D = date.fromisoformat
DEFAULT = load()
AS_OF = D("2026-06-10")  # a Wednesday
PHONE, ONSITE, EXECUTIVE = range(3)  # the places in counting(DEFAULT)
STAFF = {
    1: Person("王总", "E1", "executive"),
    2: Person("李部", "D1", "department_manager", 1),
    3: Person("张伟", "M1", "account_manager", 2),
    4: Person("小陈", "S1", "sales_consultant", 2),
}


def a_customer(tier: str | None = "general", since: str | None = "2026-01-01", **more: Any) -> Any:
    facts: dict[str, Any] = {"id": 1, "code": "C1", "name": "宏达", "judged": True, "manager_id": 3}
    on = D(since) if since else None
    return CustomerFacts(**{**facts, "tier": tier, "tier_since": on, **more})


def last(phone: str | None = None, onsite: str | None = None, executive: str | None = None) -> Any:
    return tuple(D(day) if day else None for day in (phone, onsite, executive))


def the_agenda(
    *customers: CustomerFacts,
    policy: Policy = DEFAULT,
    as_of: date = AS_OF,
    within: int | None = None,
    staff: dict[int, Person] | None = None,
) -> Agenda:
    return due_visits(customers, policy, staff or STAFF, WorkingDays(), as_of, within)


def the_line(name: str, *customers: CustomerFacts, **asked: Any) -> DueLine | None:
    found = [line for line in the_agenda(*customers, **asked).lines if line.line == name]
    return found[0] if found else None


def a_new_customer(first: str | None = "2026-06-01", **more: Any) -> CustomerFacts:
    on = D(first) if first else None
    return a_customer("new", "2026-06-01", first_purchase_on=on, **more)


def names(agenda: Agenda) -> list[tuple[str, str]]:
    return [(line.line, str(line.due_on)) for line in agenda.lines]
