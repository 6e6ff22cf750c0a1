"""`kam demo`: a database to try kam on, built before one's eyes by kam's own commands."""

import shlex
from pathlib import Path
from typing import Annotated

from kam import i18n
from kam.cli.desk import request
from kam.cli.groups import verb
from kam.cli.options import Call, command
from kam.cli.output import say
from kam.cli.parsing import argument
from kam.errors import RowsRejected
from kam.i18n import N_, _

app = verb()


@command(
    app,
    "demo",
    N_(
        "Build a demo database and show its agenda.\n\n"
        "Everything is written into DIR; each command that is run is shown."
    ),
    example="kam demo my-demo",
    shared=("lang",),
)
def demo(
    call: Call,
    folder: Annotated[
        Path | None, argument(N_("DIR"), help=N_("Where it is built. Default: kam-demo."))
    ] = None,
) -> int:
    from kam.services import demo as building

    folder = folder or Path("kam-demo")
    for step in building.steps(folder, request(call)):
        if step.done:
            say(_("$ {line}  # was done before").format(line=_line(step.arguments)))
        elif code := _run(step.arguments):
            return code
    say(
        _("Rows were left out on purpose: see the -rejected.xlsx in {folder}.").format(
            folder=folder
        )
    )
    say(_("Look further:"))
    for arguments in building.look_further(folder):
        say(f"  {_line(arguments)}")
    return 0


def _run(arguments: tuple[str, ...]) -> int:
    """Run one command as if it were typed; its exit code, 0 also where rows were rejected."""
    from kam.cli.app import main

    say(f"\n$ {_line(arguments)}")
    code = main([*arguments, "--lang", i18n.language()])
    return 0 if code == RowsRejected.exit_code else code


def _line(arguments: tuple[str, ...]) -> str:
    return " ".join(["kam", *(word if word.isalnum() else shlex.quote(word) for word in arguments)])
