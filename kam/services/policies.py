"""The policy of a database: what is in force, its versions, and putting another in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kam.errors import ConflictError, NotFoundError, PolicyError
from kam.i18n import _
from kam.models.policies import PolicyVersion
from kam.policy.load import default_text, dump, flat, load, source_of
from kam.policy.schema import Policy
from kam.services.workspace import Workspace
from kam.store import policies as stored
from kam.store import rows


@dataclass(frozen=True)
class Difference:
    """A key whose value is another in `new`; None where a policy does not have it."""

    key: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Applied:
    """A policy put in force: its version and what it changes."""

    version: int
    differences: tuple[Difference, ...]


def in_force(desk: Workspace, prefix: str = "") -> list[dict[str, Any]]:
    """The keys in force that begin with `prefix`: key, value, default (None where it is the
    same), source. Raises NotFoundError when none does."""
    default = flat(load())
    found = [
        {
            "key": key,
            "value": spelled(value),
            "default": None if value == default.get(key) else spelled(default.get(key)),
            "source": source_of(key),
        }
        for key, value in flat(desk.policy).items()
        if key.startswith(prefix)
    ]
    if not found:
        raise NotFoundError(
            _("no key begins with {prefix}; see: kam policy show").format(prefix=prefix)
        )
    return found


def spelled(value: Any) -> str:
    """A value as people read it: `true`, `phone, video`, `1000000`; "-" for nothing."""
    if value is None or value == []:
        return "-"
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def differences(old: Policy, new: Policy) -> tuple[Difference, ...]:
    """The keys whose values differ, in the order of the policy."""
    before, after = flat(old), flat(new)
    return tuple(
        Difference(key, before.get(key), after.get(key))
        for key in before | after
        if before.get(key) != after.get(key)
    )


def checked(file: Path) -> tuple[Difference, ...]:
    """What a file that is in order changes in the packaged default; else as `read`."""
    return differences(load(), read(file))


def text(desk: Workspace) -> str:
    """The policy in force as TOML, with the sources as comments."""
    return dump(desk.policy)


def read(file: Path) -> Policy:
    """The policy of a TOML file; raises PolicyError that names the file, NotFoundError."""
    try:
        return load(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise NotFoundError(_("there is no file {file}").format(file=file)) from error
    except OSError as error:
        said = error.strerror or error
        raise PolicyError(
            _("{file} cannot be read: {said}").format(file=file, said=said)
        ) from error
    except UnicodeDecodeError as error:
        raise PolicyError(
            _("{file} is not text in UTF-8; save it as UTF-8").format(file=file)
        ) from error
    except PolicyError as error:
        raise PolicyError(f"{file}: {error}") from error


def apply(desk: Workspace, policy: Policy) -> Applied:
    """Put a policy in force as a further version; raises ConflictError when it changes nothing."""
    changed = differences(desk.policy, policy)
    if not changed and _fits(desk):
        raise ConflictError(
            _("nothing to change: version {version}, in force, says the same").format(
                version=desk.policy_version
            )
        )
    version = rows.next_id(desk.connection, rows.table_of(PolicyVersion))  # never used twice
    values = {
        "version": version,
        "applied_at": desk.request.now,
        "applied_by": desk.actor,
        "reason": desk.request.reason,
        "text": dump(policy),
    }
    desk.ledger.create(PolicyVersion, [values])
    return Applied(version, changed)


def _fits(desk: Workspace) -> bool:
    """Whether the stored policy is one this kam can read; else the desk goes by the default."""
    try:
        load(stored.newest(desk.connection)[1])
    except PolicyError:
        return False
    return True


def history(desk: Workspace) -> list[dict[str, Any]]:
    """Every version, newest first: version, applied_at (in the policy's zone), applied_by,
    reason, changes (values that differ from the version before; None for the first)."""
    zone = ZoneInfo(desk.policy.zone)
    found = stored.versions(desk.connection)
    known = [version_of(desk, str(row["version"])) for row in found]
    changes = [len(differences(old, new)) for new, old in pairwise(known)]
    return [
        {**row, "applied_at": row["applied_at"].astimezone(zone), "changes": n}
        for row, n in zip(found, [*changes, None], strict=True)
    ]


def version_of(desk: Workspace, said: str) -> Policy:
    """The policy called `said`: a version's number, `default`, or a file."""
    if said == "default":
        return load(default_text())
    if not said.isdecimal():
        return read(Path(said))
    found = stored.version(desk.connection, int(said))
    if found is None:
        raise NotFoundError(
            _("there is no version {version}; see: kam policy history").format(version=said)
        )
    return load(found)


def compared(desk: Workspace, first: str | None, second: str | None) -> tuple[Difference, ...]:
    """What differs from the first to the second, each as for `version_of`.

    One version alone is compared with the one in force, a file alone is what would be put in
    force; neither: what is in force with the packaged default.
    """
    if first is None:
        return differences(load(), desk.policy)
    if second is not None:
        return differences(version_of(desk, first), version_of(desk, second))
    if first.isdecimal() or first == "default":
        return differences(version_of(desk, first), desk.policy)
    return differences(desk.policy, version_of(desk, first))


def as_rows(found: Sequence[Difference]) -> list[Mapping[str, Any]]:
    """Differences as rows: key, old, new, source."""
    return [
        {
            "key": each.key,
            "old": spelled(each.old),
            "new": spelled(each.new),
            "source": source_of(each.key),
        }
        for each in found
    ]
