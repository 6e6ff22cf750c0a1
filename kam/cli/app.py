"""The front door: language, streams, the command, and the one door errors leave by."""

import gc
import os
import sys
from collections.abc import Sequence
from typing import Any

import typer

from kam import __version__, settings
from kam.cli import language
from kam.cli.groups import Top
from kam.cli.usage import explained
from kam.errors import KamError
from kam.i18n import N_, _
from kam.models.addresses import without_secrets

INTERRUPTED = 130
PIPE_CLOSED = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line (default: the process's own) and return its exit code."""
    if argv is None:
        gc.disable()  # one short command; collecting half a million rows' worth costs a quarter
    arguments = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    if argv is None and (instruction := settings.completing()):
        return _complete(instruction)
    try:
        language.choose(arguments)
        code = _run(arguments)
        sys.stdout.flush()
    except KamError as error:
        return _fail(str(error), error.exit_code)
    except typer.TyperException as error:
        wrong = explained(error)
        return _fail(str(wrong), wrong.exit_code)
    except (KeyboardInterrupt, EOFError, typer.Abort):
        return _fail(_("stopped"), INTERRUPTED)
    except BrokenPipeError:
        return _reader_left()
    except Exception as error:
        return _surprise(error)
    return code


def top() -> Top:
    """`kam` itself, with all its commands."""
    return Top(
        name="kam",
        help=N_("Key-account management: workbooks in, tiers judged, visits due."),
        epilog="kam visits due --manager 张伟",
        params=[],
        rich_markup_mode=None,
        context_settings={"help_option_names": ["--help", "-h"]},
    )


def _complete(instruction: str) -> int:
    from kam.cli import shells

    return shells.complete(top(), instruction, os.environ)


def _run(arguments: list[str]) -> int:
    kam = top()
    if arguments == ["--version"]:
        typer.echo(f"kam {__version__}")
        return 0
    try:
        with kam.make_context("kam", list(arguments), obj=tuple(arguments)) as context:
            code: Any = kam.invoke(context)
    except typer.Exit as done:
        return done.exit_code
    return code if isinstance(code, int) else 0


def _speak_utf8() -> None:
    """Chinese goes through any pipe, also on a Windows code page."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _fail(message: str, code: int) -> int:
    line = without_secrets(" ".join(message.split()))
    typer.echo(f"kam: {line}", err=True)
    return code


def _reader_left() -> int:
    """Nobody reads any more (`kam ... | head`): not a failure worth words."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PIPE_CLOSED


def _surprise(error: Exception) -> int:
    """A mistake of kam itself: one line, the traceback only with KAM_DEBUG=1."""
    if settings.debug():
        import traceback

        traceback.print_exception(error)
    message = _("internal error, please report it ({kind}: {said}); KAM_DEBUG=1 shows where")
    return _fail(message.format(kind=type(error).__name__, said=error), KamError.exit_code)
