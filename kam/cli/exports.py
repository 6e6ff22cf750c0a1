"""`kam export`: workbooks out."""

from pathlib import Path
from typing import Annotated

from kam.cli.asking import may_replace
from kam.cli.desk import reading
from kam.cli.groups import verb
from kam.cli.options import Call, command
from kam.cli.output import replacing, say, warn
from kam.cli.parsing import argument, option
from kam.cli.progress import watched
from kam.i18n import N_

app = verb()


@command(
    app,
    "export",
    N_("Give out workbooks, which import takes back."),
    example="kam export customers.xlsx --manager 张伟",
    shared=("db", "as_of", "lang", "yes", "no_input"),
)
def give_out(
    call: Call,
    file: Annotated[
        Path,
        argument(N_("FILE"), help=N_("An .xlsx, .csv or .tsv; with --by manager a folder.")),
    ],
    only: Annotated[
        list[str] | None,
        option(
            "--only",
            help=N_("Only these sheets, like customers,orders. May be repeated."),
            metavar="customers|contacts|staff|orders|interactions|surveys",
        ),
    ] = None,
    customer: Annotated[
        str | None,
        option(
            "--customer", help=N_("Only what belongs to this customer."), metavar=N_("CUSTOMER")
        ),
    ] = None,
    manager: Annotated[
        str | None,
        option("--manager", help=N_("Only the customers this person manages."), metavar=N_("NAME")),
    ] = None,
    by: Annotated[
        str | None,
        option("--by", help=N_("A workbook for each manager, in a folder."), metavar="manager"),
    ] = None,
) -> None:
    from kam.services import exports

    wish = exports.Wish(exports.kinds_named(only or ()), customer, manager, by)
    exports.check(file, wish)
    with reading(call) as desk:
        jobs = exports.jobs(desk, wish, file)
        for job in jobs:
            may_replace(call, job.path)
        for job in jobs:
            with watched(call) as progress, replacing(job.path) as part:
                progress.stage(N_("writing"))
                given = exports.write(desk, job, part, progress.advance)
            say(given.text())
            if given.cut:
                warn(given.warning())
