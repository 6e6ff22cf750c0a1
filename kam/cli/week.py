"""`kam visits week`: a week proposed, and kept as appointments."""

from datetime import date
from typing import Annotated

import typer

from kam.cli.options import WRITE, Call, command
from kam.cli.output import emit, say
from kam.cli.parsing import day, option
from kam.i18n import N_, _, ngettext


def join(app: typer.Typer) -> None:
    """Add the verb to `kam visits`."""
    command(
        app,
        "week",
        N_(
            "Propose a week: what is due, on days with room for it; --keep agrees it.\n\n"
            "Overdue first, important before general before new; on-site visits of one city share "
            "a day; appointments stay where they are."
        ),
        example="kam visits week --manager 张伟 --from 2026-11-30 --capacity 6 --keep",
        shared=(*WRITE, "output"),
    )(week)


def week(
    call: Call,
    manager: Annotated[str, option("--manager", help=N_("Whose week it is."), metavar=N_("NAME"))],
    since: Annotated[
        date | None,
        option(
            "--from",
            help=N_("The first of seven days. Default: the day asked for."),
            metavar=N_("DATE"),
            parse=day,
        ),
    ] = None,
    capacity: Annotated[
        int | None,
        typer.Option(
            "--capacity",
            min=1,
            max=100,
            help=N_("Visits and calls on a working day. Default: what the policy says."),
            metavar=N_("NUMBER"),
            show_default=False,
        ),
    ] = None,
    keep: Annotated[
        bool, option("--keep", help=N_("Turn the proposal into appointments."))
    ] = False,
) -> None:
    from kam.cli.desk import reading, writing
    from kam.reports import weeks as report
    from kam.services import weeks

    with writing(call) if keep else reading(call) as desk:
        found = weeks.week(desk, weeks.Wanted(manager, since, capacity))
        kept = weeks.keep(desk, found) if keep else 0
    emit(report.for_people(found) if call.for_people else report.for_machines(found), call)
    if not kept:
        message = _("nothing was proposed, so there is nothing to agree")
    elif call.dry_run:
        message = ngettext("{n} appointment would be made", "{n} appointments would be made", kept)
    else:
        message = ngettext(
            "{n} appointment made; to take it back: kam undo",
            "{n} appointments made; to take them back: kam undo",
            kept,
        )
    if keep:
        say(message, n=kept)
