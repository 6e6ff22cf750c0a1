"""`kam surveys`: satisfaction answers and what they say together."""

from datetime import date
from typing import Annotated, Any

from kam.cli import records
from kam.cli.desk import reading
from kam.cli.groups import group
from kam.cli.options import Call, reads
from kam.cli.output import emit
from kam.cli.parsing import day, option
from kam.i18n import N_
from kam.services.nouns import SURVEYS

app = group()


def _settle(*told: Any) -> Any:
    from kam.services import surveys

    return surveys.settle(*told)


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
    N_("CSAT, NPS and each dimension over a period."),
    example="kam surveys summary --from 2025-01-01 --to 2025-12-31",
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
    manager: Annotated[
        str | None,
        option("--manager", help=N_("Only customers of this manager."), metavar=N_("NAME")),
    ] = None,
) -> None:
    from kam.services import surveys

    with reading(call) as desk:
        answer = surveys.summary(desk, since, until, manager)
    emit(answer, call)


records.shows(app, SURVEYS, N_("One answer with all its scores."), example="kam surveys show 12")
records.edits(
    app,
    SURVEYS,
    N_('Change fields of an answer; --comment "" clears one.'),
    example="kam surveys edit 12 --nps 8",
)
