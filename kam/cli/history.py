"""`kam history`: which operations there were, and what one of them did."""

from typing import Annotated

import typer

from kam.cli.desk import reading
from kam.cli.groups import group
from kam.cli.options import Call, reads
from kam.cli.output import emit
from kam.cli.parsing import argument, option
from kam.i18n import N_

app = group()


@reads(app, "list", N_("Operations, newest first."), example="kam history --limit 50")
def history_list(
    call: Call,
    limit: Annotated[
        int,
        typer.Option(
            "--limit",
            min=1,
            help=N_("How many. Default: 20."),
            metavar=N_("NUMBER"),
            show_default=False,
        ),
    ] = 20,
    everything: Annotated[bool, option("--all", help=N_("All there are."))] = False,
    by: Annotated[
        str | None, option("--by", help=N_("Those of one actor only."), metavar=N_("ACTOR"))
    ] = None,
) -> None:
    from kam.services import operation_pages, operations

    with reading(call) as desk:
        wanted = None if everything else limit
        entries = operations.history(desk, limit=wanted, actor=by)
        emit(operation_pages.history_table(entries, limited=len(entries) == wanted), call)


@reads(app, "show", N_("What an operation changed, field by field."), example="kam history show 12")
def history_show(
    call: Call,
    id: Annotated[int, argument(N_("ID"), help=N_("The number kam history lists."))],
    everything: Annotated[bool, option("--all", help=N_("Every record, however many."))] = False,
) -> None:
    from kam.services import operation_pages, operations

    with reading(call) as desk:
        emit(operation_pages.story_page(operations.show(desk, id, everything=everything)), call)
