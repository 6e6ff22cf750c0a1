"""The record a person means: a code, an exact name, or a unique part of the name."""

from collections.abc import Iterable
from difflib import get_close_matches

from kam.errors import AmbiguousError, NotFoundError
from kam.i18n import _, pick
from kam.services.workspace import Workspace
from kam.store import finding
from kam.store.finding import Found

_MOST_LISTED = 10


def find_customer(desk: Workspace, said: str) -> Found:
    """The one customer meant by `said`, archived or not.

    Raises NotFoundError with the nearest match, AmbiguousError that lists the matches.
    """
    found = finding.customers_called(desk.connection, said)
    if not found:
        near = _nearest(said, finding.customers_alike(desk.connection, said))
        raise NotFoundError(_unknown(_("no customer {said}"), said, near, "kam customers list"))
    return _the_one(found, said)


def find_staff(desk: Workspace, said: str) -> Found:
    """The one member of staff meant by `said`, present or gone.

    Raises NotFoundError with the nearest match, AmbiguousError that lists the matches.
    """
    found = finding.staff_called(desk.connection, said)
    if not found:
        near = _nearest(said, finding.all_staff(desk.connection))
        raise NotFoundError(_unknown(_("nobody is called {said}"), said, near, "kam staff list"))
    return _the_one(found, said)


def _the_one(found: list[Found], said: str) -> Found:
    if len(found) == 1:
        return found[0]
    listed = pick("、", ", ").join(_shown(one) for one in found[:_MOST_LISTED])
    if len(found) > _MOST_LISTED:
        listed += _(" and {n} more").format(n=len(found) - _MOST_LISTED)
    raise AmbiguousError(
        _("{said} may be any of {matches}; say the code").format(said=said, matches=listed)
    )


def _shown(one: Found) -> str:
    return f"{one.code} {one.name}" if one.code else one.name


def _unknown(message: str, said: str, near: str | None, command: str) -> str:
    message = message.format(said=said)
    if near:
        return _("{message}; did you mean {near}? See {command}").format(
            message=message, near=near, command=command
        )
    return _("{message}; see {command}").format(message=message, command=command)


def _nearest(said: str, known: Iterable[Found]) -> str | None:
    """The code or name most like what was said, None when nothing is near."""
    words = sorted({word for one in known for word in (one.code, one.name) if word})
    if near := get_close_matches(said, words, n=1, cutoff=0.5):
        return near[0]
    parts = {word[n : n + len(said)]: word for word in words for n in range(len(word))}
    return next((parts[part] for part in get_close_matches(said, parts, n=1)), None)
