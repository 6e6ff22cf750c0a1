"""Whose visit it is: a role of the policy resolved to a person (handbook 3.4)."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from kam.i18n import _, pick, word
from kam.models.enums import StaffRole

K = TypeVar("K")
V = TypeVar("V")


class Memo(dict[K, V]):
    """A dict that works out a value when it is first asked for, and keeps it."""

    def __init__(self, work_out: Callable[[K], V]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, key: K) -> V:
        value = self[key] = self._work_out(key)
        return value


class Person(NamedTuple):
    name: str
    code: str | None = None
    role: str | None = None
    reports_to: int | None = None
    stand_in: int | None = None
    """Who receives the lines of this person on the day; None: nobody else."""


Staff = Mapping[int, Person]


class Owner(NamedTuple):
    """Who a line lies with; all None for "unassigned".

    `note` says where nobody of the role was found, and for whom somebody stands in.
    """

    id: int | None = None
    name: str | None = None
    code: str | None = None
    note: str | None = None


def upwards(staff: Staff, start: int | None) -> Iterator[int]:
    """The person and everyone above, once each: a cycle ends it."""
    seen: set[int] = set()
    while start is not None and start in staff and start not in seen:
        seen.add(start)
        yield start
        start = staff[start].reports_to


def team(staff: Staff, leader: int) -> set[int]:
    """Everyone who reports to the leader, directly or through others; not the leader."""
    return {one for one in staff if one != leader and leader in upwards(staff, one)}


def owners_for(staff: Staff, role: str) -> Memo[int | None, Owner]:
    """Manager -> the owner of a line done by `role`, worked out once for each manager.

    Where the role is sales_consultant the key is the consultant, else the manager.
    """
    own = role in (StaffRole.account_manager, StaffRole.sales_consultant)

    def owner(manager: int | None) -> Owner:
        if manager is None or manager not in staff:
            return Owner()
        if own:
            return _owner(staff, manager)
        above = (one for one in upwards(staff, manager) if staff[one].role == role)
        found = next(above, None)
        if found is not None:
            return _owner(staff, found)
        note = _("no {role} found above {manager}").format(
            role=word(role, StaffRole), manager=staff[manager].name
        )
        return _owner(staff, manager, note)

    return Memo(owner)


def lies_with(staff: Staff, one: int | None) -> Owner:
    """Who sees to what was given to this person: himself, or whoever stands in for him."""
    return Owner() if one is None or one not in staff else _owner(staff, one)


def _owner(staff: Staff, one: int, note: str | None = None) -> Owner:
    present = receiver(staff, one)
    if present != one:
        stands_in = _("stands in for {name}").format(name=staff[one].name)
        note = pick("；", "; ").join(filter(None, (stands_in, note)))
    return Owner(present, staff[present].name, staff[present].code, note)


def receiver(staff: Staff, one: int) -> int:
    """Who receives the lines of this person: his stand-in, or that one's; a circle leaves them."""
    seen, found = {one}, one
    while (further := staff[found].stand_in) is not None and further in staff:
        if further in seen:
            return one
        seen.add(further)
        found = further
    return found


def stood_in_for(staff: Staff, person: int) -> set[int]:
    """The absent colleagues whose lines this person receives."""
    return {
        one
        for one, each in staff.items()
        if each.stand_in is not None and one != person and receiver(staff, one) == person
    }
