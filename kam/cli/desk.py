"""From what was typed to an open desk: `with reading(call) as desk: ...`.

The services are loaded when a desk is asked for: help and completion never ask.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kam.cli import clock
from kam.cli.options import Call
from kam.cli.output import say
from kam.i18n import _


def request(call: Call) -> Any:
    """The Request: what the services need to know of the command line, with the moment it is."""
    from kam.services.workspace import Request

    return Request(
        db=call.db,
        now=clock.now(),
        actor=call.actor,
        as_of=call.as_of,
        command=call.line,
        reason=call.reason,
        keep=not call.dry_run,
    )


@contextmanager
def reading(call: Call) -> Iterator[Any]:
    """A desk, a Workspace, for a question; NotFoundError where there is no database."""
    from kam.services import workspace

    with workspace.reading(request(call)) as desk:
        _tell_of_upgrade(desk)
        yield desk


@contextmanager
def writing(call: Call) -> Iterator[Any]:
    """A desk for a change, kept when the block ends well; rehearsed only with --dry-run."""
    from kam.services import workspace

    with workspace.writing(request(call)) as desk:
        _tell_of_upgrade(desk)
        yield desk


def _tell_of_upgrade(desk: Any) -> None:
    """Say that an older database was brought up, and where it is kept as it was."""
    if kept := desk.upgraded():
        say(_("the database was upgraded; as it was before, it is kept as {file}"), file=kept)
