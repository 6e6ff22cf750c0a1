"""`kam doctor`: is the database sound, and what does it lack."""

from typing import Annotated

from kam.cli.desk import request
from kam.cli.groups import verb
from kam.cli.options import Call, reads
from kam.cli.output import emit
from kam.cli.parsing import option
from kam.errors import StoreError
from kam.i18n import N_
from kam.models.enums import Level

app = verb()

ATTENTION = 10


@reads(app, "doctor", N_("Check the database and what it lacks."), example="kam doctor --exit-code")
def doctor(
    call: Call,
    exit_code: Annotated[
        bool, option("--exit-code", help=N_("End with 10 when something needs attention."))
    ] = False,
) -> int:
    from kam.services import doctor as examining
    from kam.services import doctor_pages

    found = examining.examine(request(call))
    emit(doctor_pages.page(found), call)
    if found.worst is Level.problem:
        return StoreError.exit_code
    return ATTENTION if exit_code and found.worst is Level.warning else 0
