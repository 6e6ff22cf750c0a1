"""The health of a database: is it whole, do its records agree, what do they lack."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from zoneinfo import ZoneInfo

from sqlalchemy.engine import Connection

from kam.errors import PolicyError, StoreError
from kam.i18n import N_, _, pick
from kam.models.enums import Level
from kam.policy.load import load
from kam.policy.schema import Policy
from kam.rules.key_accounts import Attendance, missing
from kam.rules.names import nearly_alike
from kam.services import naming
from kam.services.workspace import Request
from kam.store import checks, engine, judgements, policies, schema
from kam.store.place import place, shown

_NAMED = 5


@dataclass(frozen=True)
class Finding:
    """What one check found. `n`: how many; `todo`: what to do next."""

    level: Level
    check: str
    what: str
    n: int = 0
    todo: str = ""


@dataclass(frozen=True)
class Examination:
    """Where a database lies, what is in it, what was found."""

    db: str
    sizes: checks.Sizes
    schema: str | None
    policy_version: int | None
    counts: Mapping[str, int]
    findings: tuple[Finding, ...]

    @property
    def worst(self) -> Level:
        """The most serious level found."""
        found = {each.level for each in self.findings}
        return next(level for level in reversed(Level) if level in found)


@dataclass
class _Patient:
    """What the checks know; `policy` stays None where it cannot be read."""

    connection: Connection
    request: Request
    db: str
    schema: str | None = None
    policy: Policy | None = None
    policy_version: int | None = None

    @property
    def as_of(self) -> date:
        zone = ZoneInfo(self.policy.zone if self.policy else "Asia/Shanghai")
        return self.request.as_of or self.request.now.astimezone(zone).date()


Check = Callable[[_Patient], Iterator[Finding]]


def examine(request: Request) -> Examination:
    """Everything kam can say about the health of the database at `request.db`; changes nothing.

    Raises NotFoundError where there is none, StoreError for a file that is no database at all.
    """
    db = place(request.db)
    with engine.inspecting(db) as connection:
        patient = _Patient(connection, request, db)
        findings = [each for name, check in _OF_FILE for each in _tried(name, check, patient)]
        counts: Mapping[str, int] = {}
        if patient.schema == schema.HEAD:
            with suppress(StoreError), checks.answering():  # the checks below say what is wrong
                counts = checks.counts(connection)
            findings += [
                each for name, check in _OF_RECORDS for each in _tried(name, check, patient)
            ]
    return Examination(
        shown(db), checks.sizes(db), patient.schema, patient.policy_version, counts, tuple(findings)
    )


def _tried(name: str, check: Check, patient: _Patient) -> list[Finding]:
    """What the check found, or that the database could not answer."""
    try:
        with checks.answering():
            return list(check(patient))
    except StoreError as error:
        what = _("cannot be checked: {said}").format(said=error)
        return [Finding(Level.problem, name, what, 1, _("go back to a backup"))]


def _integrity(patient: _Patient) -> Iterator[Finding]:
    faults = checks.faults(patient.connection)
    if not faults:
        yield Finding(Level.ok, "integrity", _("the file is whole"))
        return
    what = _("the file is damaged: {said}").format(said=faults[0].splitlines()[-1])
    todo = _("go back to a backup, or rescue what is left: sqlite3 {db} .recover")
    yield Finding(Level.problem, "integrity", what, len(faults), todo.format(db=patient.db))


def _references(patient: _Patient) -> Iterator[Finding]:
    orphans = checks.orphans(patient.connection)
    if not orphans:
        yield Finding(Level.ok, "references", _("every reference leads somewhere"))
    for table, n in orphans.items():
        what = _("{things} that refer to what is not there").format(things=naming.things(table))
        yield Finding(Level.problem, "references", what, n, _("go back to a backup"))


def _schema(patient: _Patient) -> Iterator[Finding]:
    try:
        patient.schema = schema.version(patient.connection, shown(patient.db))
    except StoreError as error:
        yield Finding(Level.problem, "schema", str(error), 1)
        return
    if patient.schema == schema.HEAD:
        what = _("schema {version} is the newest").format(version=patient.schema)
        yield Finding(Level.ok, "schema", what)
    elif patient.schema is None:
        what = _("there are no tables yet")
        yield Finding(Level.warning, "schema", what, 1, "kam import FILE")
    else:
        what = _("schema {version} is older than this kam's {newest}").format(
            version=patient.schema, newest=schema.HEAD
        )
        todo = _("the next command upgrades it, after a backup: kam history")
        yield Finding(Level.warning, "schema", what, 1, todo)


def _policy(patient: _Patient) -> Iterator[Finding]:
    version, text = policies.newest(patient.connection)
    patient.policy_version = version
    try:
        patient.policy = load(text)
    except PolicyError as error:
        yield Finding(Level.problem, "policy", str(error), 1, "kam policy apply FILE")
        return
    what = _("policy version {version} is valid").format(version=version)
    yield Finding(Level.ok, "policy", what)


def _amounts(patient: _Patient) -> Iterator[Finding]:
    wrong = checks.orders_that_do_not_add_up(patient.connection)
    if not wrong:
        yield Finding(Level.ok, "orders", _("every order is the sum of its lines"))
        return
    what = _("orders whose amount or profit is not that of their lines: {names}")
    what, todo = what.format(names=_some(wrong)), _("import these orders again")
    yield Finding(Level.problem, "orders", what, len(wrong), todo)


def _managers(patient: _Patient) -> Iterator[Finding]:
    without = checks.customers_without_manager(patient.connection)
    if not without:
        yield Finding(Level.ok, "managers", _("every customer has a manager"))
        return
    what = _("customers without manager: {names}").format(names=_some(without))
    todo = f"kam customers edit {without[0]} --manager NAME"
    yield Finding(Level.warning, "managers", what, len(without), todo)


def _key_accounts(patient: _Patient) -> Iterator[Finding]:
    if patient.policy is None:
        return
    kept = judgements.kept(patient.connection, "key_account", patient.as_of)
    ids = sorted(customer for customer, each in kept.items() if each.value is not None)
    lacking: dict[str, list[str]] = {}
    for row in checks.key_accounts_attended(patient.connection, ids, patient.as_of):
        attendance = Attendance(row.manager_id is not None, row.last, None)
        for name in missing(attendance, patient.as_of, patient.policy):
            lacking.setdefault(name, []).append(row.code)
    if not lacking:
        what = _("key accounts have what the policy asks for")
        yield Finding(Level.ok, "key_accounts", what)
    for name, codes in lacking.items():
        what, todo = _LACKS[name]
        what = _(what).format(names=_some(codes))
        yield Finding(Level.warning, "key_accounts", what, len(codes), todo.format(code=codes[0]))


_LACKS = {
    "manager": (
        N_("key accounts without manager: {names}"),
        "kam customers edit {code} --manager NAME",
    ),
    "assessment": (
        N_("key accounts without a recent needs assessment: {names}"),
        "kam interactions log {code} --channel onsite --purpose assessment",
    ),
    "contract": (N_("key accounts without a contract in force: {names}"), ""),
}


def _staff(patient: _Patient) -> Iterator[Finding]:
    names = checks.staff_names(patient.connection)
    pairs = [(one, other) for one, other in combinations(names, 2) if nearly_alike(one, other)]
    if not pairs:
        yield Finding(Level.ok, "staff", _("no two of the staff are named nearly alike"))
        return
    said = _some([f"{one}/{other}" for one, other in pairs])
    what = _("staff named nearly alike, one person perhaps: {names}").format(names=said)
    yield Finding(Level.warning, "staff", what, len(pairs), "kam staff list")


_OF_FILE: tuple[tuple[str, Check], ...] = (("integrity", _integrity), ("schema", _schema))
_OF_RECORDS: tuple[tuple[str, Check], ...] = (
    ("references", _references),
    ("policy", _policy),
    ("orders", _amounts),
    ("managers", _managers),
    ("key_accounts", _key_accounts),
    ("staff", _staff),
)


def _some(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = _(" and {n} more").format(n=len(names) - _NAMED) if len(names) > _NAMED else ""
    return pick("、", ", ").join(names[:_NAMED]) + more
