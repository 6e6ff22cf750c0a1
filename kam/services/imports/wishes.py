"""What the user says of an import, checked before any file is opened."""

from collections.abc import Iterable
from pathlib import Path

from kam.errors import NotFoundError, UsageError
from kam.i18n import _
from kam.policy.schema import Policy
from kam.policy.surveys import Numbers
from kam.services.imports.result import Options
from kam.services.imports.taking import Wanted
from kam.services.workspace import Request, policy_in_force
from kam.sheets.kinds import KINDS
from kam.sheets.questionnaires import Wording
from kam.sheets.reading import parse_assignments, refuse_unknown


def expanded(files: Iterable[Path]) -> list[Path]:
    """The files meant; a pattern such as *.xlsx that the shell left alone (Windows) is met here."""
    found: list[Path] = []
    for file in files:
        if any(mark in file.name for mark in "*?[") and not file.exists():
            matches = sorted(file.parent.glob(file.name))
            if not matches:
                raise NotFoundError(
                    _("no file {path}: check the name and folder").format(path=file)
                )
            found += matches
        else:
            found.append(file)
    return found


def wanted(
    kind: str | None, mapping: Iterable[str], fixed: Iterable[str], request: Request
) -> Wanted:
    """The kind, columns and values named; UsageError for a kind or field there is not.

    How questionnaires are worded is read from the database's policy, before anything is locked.
    """
    found = next((each for each in KINDS if kind in (each.name, each.zh, each.en)), None)
    if kind is not None and found is None:
        raise UsageError(
            _("--as {kind}: there are {kinds}").format(
                kind=kind, kinds=", ".join(each.name for each in KINDS)
            )
        )
    kinds = (found,) if found else KINDS
    columns, values = parse_assignments(mapping, "--map"), parse_assignments(fixed, "--set")
    refuse_unknown(columns, kinds, "--map")
    refuse_unknown(values, kinds, "--set")
    return Wanted(found, columns, values, wording(policy_in_force(request)))


def wording(policy: Policy) -> Wording:
    """How the policy says the questions of exported questionnaires are worded and answered."""
    said = policy.surveys.questionnaire
    return Wording(said.words(), by_option=said.numbers is Numbers.option)


def options(*, create_customers: bool, blank: str, strict: bool, details: bool) -> Options:
    """How rows are taken; UsageError where `blank` is neither keep nor clear."""
    if blank not in ("keep", "clear"):
        raise UsageError(_("--blank {said}: keep or clear").format(said=blank))
    return Options(create_customers, blank == "clear", strict, details)
