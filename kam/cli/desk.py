"""From what was typed to an open desk: `with reading(call) as desk: ...`."""

from collections.abc import Iterator
from contextlib import contextmanager

from kam.cli import clock
from kam.cli.options import Call
from kam.services import workspace
from kam.services.workspace import Request, Workspace


def request(call: Call) -> Request:
    """What the services need to know of the command line, with the moment it is."""
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
def reading(call: Call) -> Iterator[Workspace]:
    """A desk for a question; NotFoundError where there is no database."""
    with workspace.reading(request(call)) as desk:
        yield desk


@contextmanager
def writing(call: Call) -> Iterator[Workspace]:
    """A desk for a change, kept when the block ends well; rehearsed only with --dry-run."""
    with workspace.writing(request(call)) as desk:
        yield desk
