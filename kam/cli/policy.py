"""`kam policy`: the thresholds, cadences and weights in force, and changing them."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from kam.cli.asking import may_replace
from kam.cli.desk import reading, request
from kam.cli.groups import group
from kam.cli.options import Call, Format, command, reads, writes
from kam.cli.output import emit, replacing, say, tell
from kam.cli.parsing import argument
from kam.i18n import N_, _

app = group()

_FILE = N_("A policy in TOML; what it leaves out is as by default.")


@reads(app, "show", N_("Every value in force, with its source."), example="kam policy show tier")
def show(
    call: Call,
    prefix: Annotated[
        str, argument(N_("KEY"), help=N_("Only keys that begin so: tier, visits.cadence."))
    ] = "",
) -> None:
    from kam.services import policies, policy_pages

    with reading(call) as desk:
        rows = policies.in_force(desk, prefix)
        emit(policy_pages.settings_table(rows, desk.policy_version), call)


@command(
    app,
    "export",
    N_("Write the policy in force as a TOML file to edit."),
    example="kam policy export policy.toml",
    shared=("db", "lang", "yes", "no_input"),
)
def export(
    call: Call,
    file: Annotated[
        Path | None, argument(N_("FILE"), help=N_("The file to write. Default: the screen."))
    ] = None,
) -> None:
    from kam.services import policies

    with reading(call) as desk:
        text = policies.text(desk)
    if file is None:
        typer.echo(text, nl=False)
        return
    may_replace(call, file)
    with replacing(file) as part:
        part.write_text(text, encoding="utf-8")
    say(_("{file} written: edit it, then: kam policy apply {file}"), file=file)


@command(
    app,
    "check",
    N_("Check a policy file and show what it changes in the default."),
    example="kam policy check policy.toml",
    shared=("format", "output", "lang"),
)
def check(
    call: Call,
    file: Annotated[Path, argument(N_("FILE"), help=_FILE)],
) -> None:
    from kam.services import policies, policy_pages

    found = policies.checked(file)
    emit(policy_pages.checked_page(str(file), found), call)


@writes(
    app,
    "apply",
    N_("Put a policy file in force as a further version."),
    example="kam policy apply policy.toml --reason 'board of 5 January'",
)
def apply(
    call: Call,
    file: Annotated[Path, argument(N_("FILE"), help=_FILE)],
) -> None:
    from kam.services import policies, policy_pages, workspace

    policy = policies.read(file)
    with workspace.writing(replace(request(call), mends_policy=True)) as desk:
        applied = policies.apply(desk, policy)
        operation = None if call.dry_run else desk.ledger.operation
    page = policy_pages.applied_page(applied, operation)
    if call.format is Format.table:
        tell(page)
    else:
        emit(page, call)


@reads(
    app, "history", N_("The versions there have been, newest first."), example="kam policy history"
)
def history(call: Call) -> None:
    from kam.services import policies, policy_pages

    with reading(call) as desk:
        emit(policy_pages.versions_table(policies.history(desk)), call)


@reads(
    app,
    "diff",
    N_("What differs between two policies; by default what is in force from the default."),
    example="kam policy diff 1 policy.toml",
)
def diff(
    call: Call,
    first: Annotated[
        str | None, argument(N_("A"), help=N_("A version's number, default, or a file."))
    ] = None,
    second: Annotated[
        str | None, argument(N_("B"), help=N_("The same. Default: the one in force."))
    ] = None,
) -> None:
    from kam.services import policies, policy_pages

    with reading(call) as desk:
        emit(policy_pages.difference_table(policies.compared(desk, first, second)), call)
