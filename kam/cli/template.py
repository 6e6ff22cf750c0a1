"""`kam template`: the empty collection form."""

from pathlib import Path
from typing import Annotated

from kam.cli.asking import may_replace
from kam.cli.groups import verb
from kam.cli.options import Call, command
from kam.cli.output import replacing, say
from kam.cli.parsing import argument
from kam.i18n import N_, _

app = verb()


@command(
    app,
    "template",
    N_("Write the empty collection form."),
    example="kam template form.xlsx --lang zh",
    shared=("lang", "yes", "no_input"),
)
def template(
    call: Call,
    file: Annotated[Path, argument(N_("FILE"), help=N_("The form to write, an .xlsx."))],
) -> None:
    from kam.services import templates

    templates.check(file)
    may_replace(call, file)
    with replacing(file) as part:
        templates.write(part)
    say(_("{file} written: fill it in, then: kam import {file}"), file=file)
