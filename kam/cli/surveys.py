"""`kam surveys`: whom to ask how satisfied he is, the answers, and what they say together."""

from datetime import date
from typing import Annotated, Any

from kam.cli import records
from kam.cli.asking import may_replace
from kam.cli.desk import reading
from kam.cli.groups import group
from kam.cli.options import Call, command, reads
from kam.cli.output import emit, replacing, say
from kam.cli.parsing import argument, day, option
from kam.cli.wishes import OfCustomer, OfManager, Within, one_of
from kam.errors import UsageError
from kam.i18n import N_, _
from kam.models.enums import SurveysBy, SurveyTrigger
from kam.services.nouns import SURVEYS

app = group()


def _settle(*told: Any) -> Any:
    from kam.services import surveys

    return surveys.settle(*told)


@reads(
    app,
    "due",
    N_("Who is to be asked: every period, after deliveries, after complaints; and who is not."),
    example="kam surveys due --manager 张伟 --within 14",
)
def due(
    call: Call,
    manager: OfManager = None,
    customer: OfCustomer = None,
    trigger: Annotated[
        SurveyTrigger | None,
        one_of(SurveyTrigger, "--trigger", N_("Only surveys with this trigger.")),
    ] = None,
    within: Within = None,
) -> None:
    from kam.reports import surveys as report
    from kam.services import surveys_due

    with reading(call) as desk:
        found = surveys_due.due(desk, surveys_due.Wanted(manager, customer, trigger, within))
    if call.for_people:
        title = _("Whom to ask, as of {day}").format(day=desk.as_of)
        emit(report.for_people(found, grouped=not (manager or customer)), call, title)
    else:
        emit(report.for_machines(found), call)
    for line in report.remarks(found):
        say(line)


@command(
    app,
    "form",
    N_(
        "Write a questionnaire to fill in, a row for each customer.\n\n"
        "kam import takes it back; rows nobody filled in are passed over."
    ),
    example="kam surveys form --due --manager 张伟 -o 满意度调查.xlsx",
    shared=("db", "as_of", "output", "lang", "yes", "no_input"),
)
def form(
    call: Call,
    customers: Annotated[
        list[str] | None, argument(N_("CUSTOMER"), help=N_("Whom to ask."))
    ] = None,
    due: Annotated[
        bool, option("--due", help=N_("Everybody who is due, as kam surveys due lists them."))
    ] = False,
    manager: Annotated[
        str | None,
        option(
            "--manager", help=N_("With --due: only customers of this manager."), metavar=N_("NAME")
        ),
    ] = None,
) -> None:
    from kam.services import surveys_form, templates

    if call.output is None:
        raise UsageError(_("say where the questionnaire goes: -o FILE.xlsx"))
    templates.check(call.output)
    with reading(call) as desk:
        rows = surveys_form.rows(desk, customers or (), due=due, manager=manager)
    if not rows:
        say(_("nobody is due to be asked: no file was written"))
        return
    may_replace(call, call.output)
    with replacing(call.output) as part:
        surveys_form.write(part, rows)
    say(_("{file} written: fill it in, then: kam import {file}"), file=call.output)


records.adds(
    app,
    SURVEYS,
    N_("Take down the answers of a customer."),
    example="kam surveys record 华东精工 --overall 5 --nps 9 --product 4",
    verb="record",
    settle=_settle,
)
records.lists(
    app,
    SURVEYS,
    N_("List answers, the newest first."),
    example="kam surveys list --from 2025-01-01",
)


@reads(
    app,
    "summary",
    N_(
        "CSAT, NPS and each dimension over a period.\n\n"
        "Answers a third party collected are a benchmark and stand beside our own."
    ),
    example="kam surveys summary --from 2025-01-01 --to 2025-12-31 --by manager",
)
def summary(
    call: Call,
    since: Annotated[
        date | None,
        option(
            "--from",
            help=N_("First day. Default: the twelve months up to the last."),
            metavar=N_("DATE"),
            parse=day,
        ),
    ] = None,
    until: Annotated[
        date | None,
        option(
            "--to", help=N_("Last day. Default: the day asked for."), metavar=N_("DATE"), parse=day
        ),
    ] = None,
    manager: OfManager = None,
    by: Annotated[
        SurveysBy | None,
        one_of(SurveysBy, "--by", N_("The same figures for each of these.")),
    ] = None,
) -> None:
    from kam.reports import satisfaction as report
    from kam.services import surveys

    with reading(call) as desk:
        found = surveys.summary(desk, surveys.Wanted(since, until, manager, by))
    emit(report.page(found), call)


records.shows(app, SURVEYS, N_("One answer with all its scores."), example="kam surveys show 12")
records.edits(
    app,
    SURVEYS,
    N_('Change fields of an answer; --comment "" clears one.'),
    example="kam surveys edit 12 --nps 8",
)
