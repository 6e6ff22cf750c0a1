"""`kam staff`: our own people."""

from datetime import date
from typing import Annotated

from kam.cli import records
from kam.cli.desk import reading
from kam.cli.doing import do
from kam.cli.groups import group
from kam.cli.options import Call, reads, writes
from kam.cli.output import emit
from kam.cli.parsing import argument, day, option
from kam.errors import UsageError
from kam.i18n import N_, _
from kam.services.nouns import STAFF

app = group()

records.lists(app, STAFF, N_("List our people."), example="kam staff list --role account_manager")
records.shows(app, STAFF, N_("Everything known of one of us."), example="kam staff show 张伟")
records.adds(
    app,
    STAFF,
    N_("Add somebody to the staff."),
    example="kam staff add 张伟 --code E001 --role account_manager --reports-to 王芳",
)
records.edits(
    app,
    STAFF,
    N_('Change fields of one of us; --mobile "" clears one.'),
    example="kam staff edit 张伟 --mobile 13800010001",
)


@writes(
    app,
    "stand-in",
    N_("Let a colleague receive somebody's visits for some days, both included."),
    example="kam staff stand-in 张伟 --by 李娜 --from 2026-12-01 --to 2026-12-12",
)
def stand_in(
    call: Call,
    name: Annotated[str, argument(N_("STAFF"), help=N_("Who is absent."))],
    by: Annotated[
        str | None, option("--by", help=N_("Who receives the visits."), metavar=N_("NAME"))
    ] = None,
    since: Annotated[
        date | None,
        option(
            "--from",
            help=N_("First day. Default: the day asked for."),
            metavar=N_("DATE"),
            parse=day,
        ),
    ] = None,
    until: Annotated[
        date | None, option("--to", help=N_("Last day."), metavar=N_("DATE"), parse=day)
    ] = None,
    off: Annotated[bool, option("--off", help=N_("The colleague is back."))] = False,
) -> None:
    from kam.services import stand_ins

    if off:
        do(call, lambda desk: stand_ins.end(desk, name))
    elif by is None or until is None:
        raise UsageError(_("say --by NAME and --to DATE, or --off"))
    else:
        do(call, lambda desk: stand_ins.stand_in(desk, name, by, since, until))


@reads(
    app,
    "stand-ins",
    N_("Who stands in for whom, today and on days to come."),
    example="kam staff stand-ins",
)
def listing(
    call: Call,
    everything: Annotated[bool, option("--all", help=N_("Also those that are over."))] = False,
) -> None:
    from kam.services import stand_ins

    with reading(call) as desk:
        answer = stand_ins.listing(desk, everything=everything)
    emit(answer, call)
