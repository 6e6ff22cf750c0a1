"""`kam agenda`: everything there is to do today, in one list, or as a calendar file."""

from typing import Annotated

from kam.cli.groups import verb
from kam.cli.options import Call, Format, reads
from kam.cli.output import emit, emit_bytes, say
from kam.cli.parsing import option
from kam.cli.wishes import days_ahead
from kam.i18n import N_, _

app = verb()


@reads(
    app,
    "agenda",
    N_(
        "What is to be done today: visits, appointments and follow-ups, in one list.\n\n"
        "-o agenda.ics writes a calendar file: taken in again, it moves what has moved."
    ),
    example="kam agenda --manager 张伟",
    also=(Format.ics,),
)
def agenda(
    call: Call,
    manager: Annotated[
        str | None,
        option("--manager", help=N_("The agenda of this person."), metavar=N_("NAME")),
    ] = None,
    within: Annotated[
        int | None, days_ahead(N_("Days to look ahead. Default: 0; for .ics what the policy says."))
    ] = None,
) -> None:
    from kam.cli.desk import reading
    from kam.services import agendas

    if call.format is Format.ics:
        from kam.reports.calendar import calendar

        with reading(call) as desk:
            plan = agendas.plan(desk, manager, within)
        emit_bytes(calendar(plan), call)
        return
    from kam.reports import agenda as report
    from kam.reports.visits import remarks

    with reading(call) as desk:
        found = agendas.agenda(desk, manager, within or 0, notes=call.for_people)
    title = _("Agenda of {day}").format(day=found.as_of)
    emit(report.for_people(found) if call.for_people else report.for_machines(found), call, title)
    for line in remarks(found.due):
        say(line)
