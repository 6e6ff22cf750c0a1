"""`kam import`: workbooks in."""

from pathlib import Path
from typing import Annotated

from kam.cli.desk import request, writing
from kam.cli.groups import verb
from kam.cli.options import Call, Format, writes
from kam.cli.output import emit, tell
from kam.cli.parsing import argument, option
from kam.cli.progress import watched
from kam.errors import RowsRejected
from kam.i18n import N_

app = verb()


@writes(app, "import", N_("Take in workbooks."), example="kam import customers.xlsx --dry-run")
def take_in(
    call: Call,
    files: Annotated[list[Path], argument(N_("FILE"), help=N_("Workbooks or csv files."))],
    as_kind: Annotated[
        str | None,
        option(
            "--as",
            help=N_("What the sheets are, where kam cannot tell."),
            metavar="customers|contacts|staff|orders|interactions|surveys",
        ),
    ] = None,
    map: Annotated[
        list[str] | None,
        option(
            "--map",
            help=N_("Which header is which field: --map 'customer name=buyer'. May be repeated."),
            metavar=N_("FIELD=HEADER"),
        ),
    ] = None,
    set: Annotated[
        list[str] | None,
        option(
            "--set",
            help=N_("A value for a column that is missing or blank. May be repeated."),
            metavar=N_("FIELD=VALUE"),
        ),
    ] = None,
    create_customers: Annotated[
        bool, option("--create-customers", help=N_("Make customers that orders name first."))
    ] = False,
    blank: Annotated[
        str,
        option(
            "--blank",
            help=N_("What a blank cell does to a stored value: keep it (default) or clear it."),
            metavar="keep|clear",
        ),
    ] = "keep",
    strict: Annotated[
        bool, option("--strict", help=N_("Keep every row or, when one is bad, none."))
    ] = False,
    rejected: Annotated[
        Path | None,
        option(
            "--rejected",
            help=N_("Where rejected rows go. Default: NAME-rejected.xlsx in this folder."),
            metavar=N_("FILE"),
        ),
    ] = None,
) -> int:
    from kam.services.imports import rejected as rejecting
    from kam.services.imports import summary, wishes
    from kam.services.imports.taking import Report, parse, take

    files = wishes.expanded(files)
    wanted = wishes.wanted(as_kind, map or (), set or (), request(call))
    options = wishes.options(
        create_customers=create_customers, blank=blank, strict=strict, details=call.dry_run
    )
    target = rejecting.target(files[0], rejected)
    with watched(call) as progress:
        parsed, passed_over = parse(files, wanted, progress)
        with writing(call) as desk:
            results = take(desk, parsed, options, progress)
            operation = desk.ledger.operation if desk.keep and not call.dry_run else None
        report = Report(tuple(files), results, operation, passed_over=passed_over, strict=strict)
        if report.rejected and not call.dry_run:
            progress.stage(N_("rejected rows"))
            report.rejected_file = rejecting.write(target, parsed, results)
    answer = summary.page(report, dry_run=call.dry_run)
    if call.format is not Format.table:
        emit(answer, call)
    else:
        if call.dry_run:
            emit(summary.row_table(results, [each.sheet for each in parsed]), call)
        tell(answer)
    return RowsRejected.exit_code if report.rejected else 0
