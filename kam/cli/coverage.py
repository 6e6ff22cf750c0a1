"""`kam visits coverage`: what fell due in a period, what was done, and what is left to do."""

from datetime import date
from typing import Annotated

import typer

from kam.cli.options import Call, reads
from kam.cli.output import emit, say
from kam.cli.parsing import day, option
from kam.cli.wishes import OfCustomer, OfManager, one_of
from kam.i18n import N_
from kam.models.enums import CoverageBy, CycleResult


def joins(app: typer.Typer) -> None:
    """Make `coverage` a verb of `app`."""
    reads(
        app,
        "coverage",
        N_(
            "Visits that fell due in a period: done in time, late, missed; and the target.\n\n"
            "Coverage is the share of customers all of whose visits of the period were made. "
            "--list gives the visits behind the numbers."
        ),
        example="kam visits coverage --from 2025-01-01 --to 2025-12-31 --by manager",
    )(_coverage)


def _coverage(
    call: Call,
    since: Annotated[
        date | None,
        option(
            "--from",
            help=N_("First day. Default: of the month of the last."),
            metavar=N_("DATE"),
            parse=day,
        ),
    ] = None,
    until: Annotated[
        date | None,
        option(
            "--to",
            help=N_("Last day. Default: the day asked for; without --from its month's last."),
            metavar=N_("DATE"),
            parse=day,
        ),
    ] = None,
    by: Annotated[
        CoverageBy | None,
        one_of(
            CoverageBy,
            "--by",
            N_("What to tell apart. Default: tier. A month is a period of its own."),
        ),
    ] = None,
    manager: OfManager = None,
    customer: OfCustomer = None,
    lists: Annotated[
        bool, option("--list", help=N_("List the visits behind the numbers, one by one."))
    ] = False,
    result: Annotated[
        CycleResult | None,
        one_of(CycleResult, "--result", N_("List only visits with this result.")),
    ] = None,
) -> None:
    from kam.cli.desk import reading
    from kam.reports import coverage as reports
    from kam.services import coverage

    by = by or CoverageBy.tier
    wanted = coverage.Wanted(since, until, by, manager, customer, lists, result)
    with reading(call) as desk:
        found = coverage.report(desk, wanted)
    emit(reports.answer(found, call.format.value), call)
    for line in reports.remarks(found):
        say(line)
