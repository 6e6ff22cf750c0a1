"""`kam undo`: take an operation back."""

from typing import Annotated

from kam.cli.desk import writing
from kam.cli.groups import verb
from kam.cli.options import Call, Format, writes
from kam.cli.output import emit, tell
from kam.cli.parsing import argument
from kam.i18n import N_

app = verb()


@writes(
    app,
    "undo",
    N_("Take back an operation: the newest, or one that kam history lists."),
    example="kam undo 12 --dry-run",
)
def undo(
    call: Call,
    id: Annotated[
        int | None, argument(N_("ID"), help=N_("The operation. Default: the newest."))
    ] = None,
) -> None:
    from kam.services import operation_pages, operations

    with writing(call) as desk:
        page = operation_pages.undone_page(operations.undo(desk, id))
    if call.format is Format.table:
        tell(page)
    else:
        emit(page, call)
