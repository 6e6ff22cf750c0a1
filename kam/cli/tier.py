"""`kam tier`: tiers, grades and key accounts, with reasons."""

import sys
from datetime import date
from typing import Annotated

from kam.cli.groups import group
from kam.cli.options import Call, Format, reads, writes
from kam.cli.output import emit, say, tell
from kam.cli.parsing import argument, day, option
from kam.cli.wishes import Customer, OfManager, Since, one_of
from kam.i18n import N_, _
from kam.models.enums import Grade, Scheme, Tier
from kam.reports.page import Page

app = group()

MOST_ON_TERMINAL = 20
"""Moves of a kind shown on a terminal; a pipe and a file get them all."""

OneScheme = Annotated[
    Scheme | None,
    one_of(Scheme, "--scheme", N_("Only of this.")),
]


@writes(
    app,
    "recompute",
    N_("Judge everybody anew and keep what changed."),
    example="kam tier recompute --dry-run",
)
def recompute(call: Call) -> None:
    from kam.cli.desk import writing
    from kam.reports import tiers as report
    from kam.services import tiers

    with writing(call) as desk:
        done = tiers.recompute(desk)
    if call.format is not Format.table:
        emit(report.recomputed_page(done), call)
        return
    most = MOST_ON_TERMINAL if sys.stderr.isatty() else None
    tell(report.recomputed_page(done, most=most))
    if call.dry_run:
        say(_("nothing was kept: --dry-run"))


@reads(
    app,
    "explain",
    N_("Why a customer is judged as he is."),
    example="kam tier explain 华东精工",
)
def explain(call: Call, customer: Customer) -> None:
    from kam.cli.desk import reading
    from kam.reports.explained import explained_page
    from kam.services import explain as explaining

    with reading(call) as desk:
        found = explaining.explain(desk, customer)
    emit(explained_page(found), call)


@reads(
    app,
    "history",
    N_("How customers were judged, the newest change first."),
    example="kam tier history 华东精工",
)
def history(
    call: Call,
    customer: Annotated[
        str | None,
        argument(N_("CUSTOMER"), help=N_("Whose history. Default: everybody's.")),
    ] = None,
    scheme: OneScheme = None,
    since: Since = None,
) -> None:
    from kam.cli.desk import reading
    from kam.reports import tiers as report
    from kam.services import tiers

    with reading(call) as desk:
        rows = tiers.history(desk, customer, scheme=scheme, since=since)
    machine = call.format in (Format.json, Format.ndjson)
    emit(report.history_table(rows, for_people=not machine), call)


@reads(
    app,
    "list",
    N_("Customers by tier, grade and key account."),
    example="kam tier list --tier important --manager 张伟",
)
def list_(
    call: Call,
    tier: Annotated[
        Tier | None,
        one_of(Tier, "--tier", N_("Only of this tier.")),
    ] = None,
    grade: Annotated[
        Grade | None,
        one_of(Grade, "--grade", N_("Only of this grade.")),
    ] = None,
    key_account: Annotated[bool, option("--key-account", help=N_("Only key accounts."))] = False,
    manager: OfManager = None,
) -> None:
    from kam.cli.desk import reading
    from kam.reports import tiers as report
    from kam.services import tiers

    with reading(call) as desk:
        rows = tiers.listed(desk, tiers.Wanted(tier, grade, key_account, manager))
    emit(report.listed_table(rows), call)


@writes(
    app,
    "pin",
    N_("Let a tier or grade of yours override the rule, with a reason."),
    example="kam tier pin 华东精工 important --reason 战略客户 --until 2026-12-31",
)
def pin(
    call: Call,
    customer: Customer,
    value: Annotated[str, argument(N_("TIER_OR_GRADE"), help=" ".join((*Tier, *Grade)))],
    until: Annotated[
        date | None,
        option(
            "--until",
            help=N_("The last day it holds. Default: until it is taken off."),
            metavar=N_("DATE"),
            parse=day,
        ),
    ] = None,
) -> None:
    from kam.cli.desk import writing
    from kam.services import pins

    wanted = pins.meant(value)
    with writing(call) as desk:
        page = pins.pin(desk, customer, wanted, until)
    _answer(call, page)


@writes(
    app,
    "unpin",
    N_("Take a pin off; the next recompute goes by the rule again."),
    example="kam tier unpin 华东精工",
)
def unpin(call: Call, customer: Customer, scheme: OneScheme = None) -> None:
    from kam.cli.desk import writing
    from kam.services import pins

    with writing(call) as desk:
        page = pins.unpin(desk, customer, scheme)
    _answer(call, page)


def _answer(call: Call, page: Page) -> None:
    """What was done: a sentence, or data where they are asked for."""
    if call.format is Format.table:
        say(page.title)
    else:
        emit(page, call)
