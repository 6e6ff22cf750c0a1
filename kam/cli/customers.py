"""`kam customers`: the companies and people we sell to."""

from typing import Annotated, Any

import typer

from kam.cli import records
from kam.cli.asking import confirmed
from kam.cli.desk import reading, writing
from kam.cli.groups import group
from kam.cli.options import Call, reads, writes
from kam.cli.output import emit, say
from kam.cli.parsing import argument, option
from kam.cli.wishes import Customer, On, Since, Until, one_of
from kam.i18n import N_, _
from kam.models.enums import CooperationStage, Grade, Tier
from kam.services.nouns import CUSTOMERS

app = group()

Text = str | None


def _text(name: str, help: str, metavar: str = N_("TEXT")) -> Any:
    return option(name, help=help, metavar=metavar)


@reads(
    app, "list", N_("List customers and how they stand."), example="kam customers list --tier 重要"
)
def list_(
    call: Call,
    manager: Annotated[Text, _text("--manager", N_("Only of this manager."), N_("NAME"))] = None,
    tier: Annotated[Tier | None, one_of(Tier, "--tier", N_("Only of this tier."))] = None,
    grade: Annotated[Grade | None, one_of(Grade, "--grade", N_("Only of this grade."))] = None,
    stage: Annotated[
        CooperationStage | None,
        one_of(CooperationStage, "--stage", N_("Only in this cooperation stage.")),
    ] = None,
    city: Annotated[Text, _text("--city", N_("Only in this city, or a part of its name."))] = None,
    industry: Annotated[
        Text, _text("--industry", N_("Only of this industry, or a part of its name."))
    ] = None,
    tag: Annotated[Text, _text("--tag", N_("Only with this tag."))] = None,
    key_account: Annotated[bool, option("--key-account", help=N_("Only key accounts."))] = False,
    archived: Annotated[bool, option("--archived", help=N_("Archived ones too."))] = False,
    search: Annotated[Text, _text("--search", N_("A part of any of the texts."))] = None,
    sort: Annotated[
        Text,
        _text("--sort", N_("The column to sort by; -COLUMN from the greatest down."), N_("COLUMN")),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit", min=1, help=N_("At most so many."), metavar=N_("NUMBER"), show_default=False
        ),
    ] = None,
) -> None:
    from kam.services import customers

    wanted = customers.Wanted(
        *(manager, tier, grade, stage, city, industry, tag, key_account, archived),
        *(search, sort, limit),
    )
    with reading(call) as desk:
        answer = customers.listing(desk, wanted)
    emit(answer, call)


@reads(
    app,
    "show",
    N_("One customer on a page: who, what they buy, tier and why, contacts, visits, survey."),
    example="kam customers show 华东精工",
)
def show(call: Call, customer: Customer) -> None:
    from kam.services import customer_pages

    with reading(call) as desk:
        answer = customer_pages.show(desk, customer)
    emit(answer, call)


records.adds(
    app,
    CUSTOMERS,
    N_("Add a customer."),
    example="kam customers add 华东精工 --code C0001 --industry 机械 --manager 张伟",
)
records.edits(
    app,
    CUSTOMERS,
    N_('Change fields of a customer; --phone "" clears one.'),
    example="kam customers edit 华东精工 --city 苏州 --set 账期=月结30天",
)


@writes(
    app,
    "archive",
    N_("Keep a customer for the record only: no tier, no visits, not in lists."),
    example='kam customers archive 华东精工 --reason "已停业"',
)
def archive(call: Call, customer: Customer, on: On = None) -> None:
    from kam.services import customer_life

    with writing(call) as desk:
        done = customer_life.archive(desk, customer, on)
    say(_("would be: {done}") if call.dry_run else "{done}", done=done)


@writes(
    app,
    "restore",
    N_("Bring an archived customer back, or take a lost mark back."),
    example="kam customers restore 华东精工",
)
def restore(call: Call, customer: Customer) -> None:
    from kam.services import customer_life

    with writing(call) as desk:
        done = customer_life.restore(desk, customer)
    say(_("would be: {done}") if call.dry_run else "{done}", done=done)


@writes(
    app,
    "lost",
    N_("Mark a customer lost; --reason says why."),
    example='kam customers lost 华东精工 --on 2026-01-05 --reason "价格"',
)
def lost(call: Call, customer: Customer, on: On = None) -> None:
    from kam.services import customer_life

    with writing(call) as desk:
        done = customer_life.lose(desk, customer, on)
    say(_("would be: {done}") if call.dry_run else "{done}", done=done)


@writes(
    app,
    "merge",
    N_("Make two records of one customer one: the first keeps all, the second goes."),
    example="kam customers merge C0001 C0002",
)
def merge(
    call: Call,
    keep: Annotated[str, argument(N_("KEEP"), help=N_("The customer that stays."))],
    other: Annotated[str, argument(N_("OTHER"), help=N_("The customer that is merged into it."))],
) -> int:
    from kam.services import merging

    with reading(call) as desk:
        kept, merged = merging.pair(desk, keep, other)
    names = {"keep": f"{kept.code} {kept.name}", "other": f"{merged.code} {merged.name}"}
    if not confirmed(call, _("Merge {other} into {keep}?").format(**names)):
        say(_("nothing was merged"))
        return 1
    with writing(call) as desk:
        done = merging.merge(desk, keep, other)
    rehearsed = _("{other} would become part of {keep}: {moved}")
    kept_now = _("{other} is now part of {keep}: {moved}; to take it back: kam undo")
    say(rehearsed if call.dry_run else kept_now, moved=done or _("nothing to move"), **names)
    return 0


@reads(
    app,
    "duplicates",
    N_("Customers that may be kept twice: same tax ID, name or phone, or nearly the same name."),
    example="kam customers duplicates",
)
def duplicates(call: Call) -> None:
    from kam.services import duplicates as finding

    with reading(call) as desk:
        answer = finding.listing(desk)
    emit(answer, call)


@reads(
    app,
    "timeline",
    N_("Everything that happened with a customer, in order of date."),
    example="kam customers timeline 华东精工 --from 2025-01-01",
)
def timeline(
    call: Call,
    customer: Customer,
    since: Since = None,
    until: Until = None,
) -> None:
    from kam.services import timeline as telling

    with reading(call) as desk:
        answer = telling.timeline(desk, customer, since, until)
    emit(answer, call)
