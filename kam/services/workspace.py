"""The desk a recipe works at: an open transaction, the day, who is asking, and the policy.

A recipe never commits: the desk keeps all it wrote when the block ends well, or nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.engine import Connection

from kam.errors import NotFoundError, PolicyError, StoreError
from kam.i18n import _
from kam.policy.load import default_text, load
from kam.policy.schema import Policy
from kam.store import engine, policies
from kam.store.ledger import Ledger
from kam.store.place import shown


@dataclass(frozen=True)
class Request:
    """What the command line knows before the database is open.

    now: the moment, aware; as_of: the day asked for, None for today in the policy's zone;
    command: as typed, for the history; keep: false for --dry-run;
    mends_policy: a stored policy that does not fit is read as the default, to be replaced.
    """

    db: str
    now: datetime
    actor: str
    as_of: date | None = None
    command: str = ""
    reason: str | None = None
    keep: bool = True
    mends_policy: bool = False


@dataclass
class Workspace:
    """One open transaction and what every recipe needs to know."""

    connection: Connection
    as_of: date
    actor: str
    policy: Policy
    policy_version: int
    request: Request
    ledger: Ledger
    keep: bool = True
    """Set to False by a recipe that finds it must not keep what it wrote (`--strict`)."""

    def upgraded(self) -> str | None:
        """Where the database was kept as it was before this kam upgraded it; None: it was not."""
        return self.connection.info.get(engine.UPGRADED)

    def today(self) -> date:
        """The day it really is, in the policy's zone, whatever day is asked for."""
        return self.request.now.astimezone(ZoneInfo(self.policy.zone)).date()


@contextmanager
def reading(request: Request) -> Iterator[Workspace]:
    """A desk that sees one unchanging state; NotFoundError where there is no database."""
    with (
        engine.reading(request.db) as connection,
        _desk(connection, request) as desk,
    ):
        yield desk


@contextmanager
def writing(request: Request) -> Iterator[Workspace]:
    """A desk whose writes are one operation, kept when the block ends well."""
    with (
        engine.writing(request.db, _seed(request.now), keep=request.keep) as connection,
        _desk(connection, request) as desk,
    ):
        yield desk
        desk.ledger.finish()
        if not desk.keep:
            connection.rollback()


def policy_in_force(request: Request) -> Policy:
    """The policy of the database, the packaged one where there is no database yet.

    A short read of its own, for what is done before the database is locked.
    """
    try:
        with reading(request) as desk:
            return desk.policy
    except NotFoundError:
        return load()


@contextmanager
def _desk(connection: Connection, request: Request) -> Iterator[Workspace]:
    version, text = policies.newest(connection)
    policy = _policy(text, version, request)
    as_of = request.as_of or request.now.astimezone(ZoneInfo(policy.zone)).date()
    ledger = Ledger(
        connection,
        at=request.now,
        actor=request.actor,
        command=request.command,
        reason=request.reason,
    )
    yield Workspace(connection, as_of, request.actor, policy, version, request, ledger)


def _policy(text: str, version: int, request: Request) -> Policy:
    try:
        return load(text)
    except PolicyError as error:
        if request.mends_policy:
            return load()
        raise StoreError(
            _(
                "policy version {version} of {db} does not fit: {said}; kam policy apply FILE"
            ).format(version=version, db=shown(request.db), said=error)
        ) from error


def _seed(now: datetime) -> Callable[[Connection], None]:
    return lambda connection: policies.begin(connection, default_text(), now)
