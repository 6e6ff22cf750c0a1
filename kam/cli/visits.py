"""`kam visits`: which visits are due, and whose they are."""

from typing import Annotated

from kam.cli import brief, coverage, planning, week
from kam.cli.groups import group
from kam.cli.options import Call, Format, reads
from kam.cli.output import emit, replacing, say
from kam.cli.parsing import option
from kam.cli.wishes import Within, one_of
from kam.i18n import N_, _
from kam.models.enums import Channel, VisitState

app = group()

NEEDS_ATTENTION = 10


@reads(
    app,
    "due",
    N_(
        "The visits that are due, with what was left out and why.\n\n"
        "-o agenda.xlsx writes a sheet to fill in, which kam import takes back."
    ),
    example="kam visits due --manager 张伟 --within 14",
)
def due(
    call: Call,
    manager: Annotated[
        str | None,
        option("--manager", help=N_("Visits that lie with this person."), metavar=N_("NAME")),
    ] = None,
    customers_of: Annotated[
        str | None,
        option(
            "--customers-of",
            help=N_("All visits to the customers this person manages."),
            metavar=N_("NAME"),
        ),
    ] = None,
    team: Annotated[
        str | None,
        option(
            "--team",
            help=N_("Visits that lie with anyone who reports to this person."),
            metavar=N_("NAME"),
        ),
    ] = None,
    customer: Annotated[
        str | None,
        option("--customer", help=N_("Visits to this customer."), metavar=N_("CUSTOMER")),
    ] = None,
    channel: Annotated[
        Channel | None,
        one_of(Channel, "--channel", N_("Visits of this channel.")),
    ] = None,
    state: Annotated[
        VisitState | None,
        one_of(VisitState, "--state", N_("Visits in this state. Default: all but snoozed.")),
    ] = None,
    within: Within = None,
    exit_code: Annotated[
        bool, option("--exit-code", help=N_("End with 10 when a visit is due or overdue."))
    ] = False,
) -> int:
    from kam.cli.desk import reading
    from kam.reports import visits as report
    from kam.services import visits

    wanted = visits.Wanted(manager, customers_of, team, customer, channel, state, within)
    with reading(call) as desk:
        found = visits.due(desk, wanted, notes=call.for_people)
    if call.format is Format.xlsx and call.output is not None:
        from kam.services import agenda_sheets

        with replacing(call.output) as part:
            agenda_sheets.write(found, part)
        say(_("{file} written: fill it in, then: kam import {file}"), file=call.output)
    elif call.for_people:
        title = _("Visits due as of {day}").format(day=desk.as_of)
        emit(report.for_people(found, grouped=not (manager or customer)), call, title)
    else:
        emit(report.for_machines(found), call)
    for line in report.remarks(found):
        say(line)
    return NEEDS_ATTENTION if exit_code and found.is_pressing else 0


planning.join(app)
week.join(app)
brief.register(app)
coverage.joins(app)
