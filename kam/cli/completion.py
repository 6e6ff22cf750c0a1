"""`kam completion`: the script by which a shell completes commands, customers and staff."""

from typing import Annotated

import typer

from kam.cli.completing import SHELLS
from kam.cli.groups import verb
from kam.cli.nearest import nearest
from kam.cli.options import Call, command
from kam.cli.output import say
from kam.cli.parsing import argument, option
from kam.errors import UsageError
from kam.i18n import N_, _

app = verb()


@command(
    app,
    "completion",
    N_(
        "Let the Tab key complete commands, options, customers, staff and visit lines.\n\n"
        "Prints the script for a shell; --install puts it in its place. By hand:\n"
        "bash: kam completion bash >> ~/.bashrc\n"
        "zsh: kam completion zsh >> ~/.zshrc\n"
        "fish: kam completion fish > ~/.config/fish/completions/kam.fish\n"
        "PowerShell: kam completion powershell >> $PROFILE"
    ),
    example="kam completion bash --install",
    shared=("lang",),
)
def completion(
    call: Call,
    shell: Annotated[str, argument(N_("SHELL"), help=" ".join(SHELLS))],
    install: Annotated[
        bool, option("--install", help=N_("Write it where the shell reads it at its start."))
    ] = False,
) -> None:
    from kam.cli import installing, shells

    if shell not in SHELLS:
        raise UsageError(_unknown(shell))
    script = shells.SHELLS[shell].script(shell)
    if install:
        for sentence in installing.install(shell, script):
            say(sentence)
    else:
        typer.echo(script)


def _unknown(shell: str) -> str:
    words = {"shell": shell, "near": nearest(shell, SHELLS), "known": " ".join(SHELLS)}
    if words["near"]:
        return _("no completion for {shell}; did you mean {near}? One of {known}").format(**words)
    return _("no completion for {shell}; one of {known}").format(**words)
