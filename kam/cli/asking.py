"""Questions to the person at the terminal; a command never hangs where nobody can answer."""

from pathlib import Path

import typer

from kam.cli.options import Call
from kam.errors import ConflictError, UsageError
from kam.i18n import _


def confirmed(call: Call, question: str) -> bool:
    """The answer to a yes-or-no question; no is the default.

    `--yes` answers yes, a rehearsal needs no answer; raises UsageError where nobody can answer.
    """
    if call.yes or call.dry_run:
        return True
    if not call.may_ask:
        raise UsageError(_("{question} Add --yes to say yes").format(question=question))
    return ask(f"{question} [y/N]").casefold() in ("y", "yes", "是", "好")


def ask(question: str) -> str:
    """What is typed in answer, without blanks around it; asked on stderr, data has stdout."""
    typer.echo(f"{question} ", nl=False, err=True)
    return input().strip()


def may_replace(call: Call, file: Path) -> None:
    """Ask before a file that is there is written anew; raises ConflictError on a no."""
    question = _("{file} is there already. Replace it?").format(file=file)
    if file.exists() and not confirmed(call, question):
        raise ConflictError(_("{file} is left as it is; name another file").format(file=file))
