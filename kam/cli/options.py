"""The options every command shares, and how a command gets them: as one `Call`.

    @reads(app, "due", N_("Visits due by a day."), example="kam visits due --manager 张伟")
    def due(call: Call, manager: Annotated[str | None, option("--manager", help=N_("..."))] = None):
        ...

Typer sees the command's own parameters and the shared ones; the function sees `call` and its own.
"""

import inspect
import re
import shlex
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from kam import settings
from kam.cli.groups import Command
from kam.cli.parsing import Parse, day, option, term
from kam.errors import UsageError
from kam.i18n import N_, _
from kam.models.addresses import without_secrets

_PLAIN = re.compile(r"[\w@%+=:,./-]+")
"""Words that stand for themselves on a command line."""
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

COMMON = "common"
"""The help section the shared options stand in."""


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    json = "json"
    ndjson = "ndjson"
    csv = "csv"
    tsv = "tsv"
    md = "md"
    html = "html"
    xlsx = "xlsx"
    ics = "ics"


SPECIAL = frozenset((Format.ics,))
"""Formats that a command offers only where it says so (`also`)."""


@dataclass(frozen=True)
class Call:
    """What the command line says beside the command's own wishes."""

    db: str
    """Path or URL of the database; it need not exist."""
    as_of: date | None = None
    """The day the question is asked for; None is today in the policy's time zone."""
    format: Format = Format.table
    output: Path | None = None
    actor: str = "unknown"
    reason: str | None = None
    dry_run: bool = False
    yes: bool = False
    """Every question is answered with yes."""
    may_ask: bool = False
    """There is somebody at a terminal to ask."""
    line: str = "kam"
    """The command line as typed, but for passwords and keys in it, for the history."""
    about: str = ""
    """What the command is for, in the language in use; heads a page without a title."""

    @property
    def for_people(self) -> bool:
        """Whether the answer is read as it stands, not taken up by another program."""
        return self.format in (Format.table, Format.html)


@dataclass(frozen=True)
class Shared:
    """One shared option: its type, its spelling and its words."""

    kind: Any
    names: tuple[str, ...]
    help: str
    metavar: str | None = None
    parse: Parse | None = None
    default: Any = None

    def parameter(self, name: str) -> inspect.Parameter:
        """The parameter Typer makes the option of."""
        info = option(
            *self.names, help=self.help, metavar=self.metavar, parse=self.parse, panel=COMMON
        )
        annotation = Annotated[self.kind, info]  # type: ignore[name-defined]
        only = inspect.Parameter.KEYWORD_ONLY
        return inspect.Parameter(name, only, default=self.default, annotation=annotation)


def _as_of(text: str, name: str) -> date | None:
    return None if text.strip().casefold() in ("today", "今天") else day(text, name)


def _formats(also: Sequence[Format]) -> str:
    """The formats of a command as a metavar."""
    return "|".join(each for each in Format if each not in SPECIAL or each in also)


SHARED = {
    "db": Shared(
        str | None,
        ("--db",),
        N_("The database; also KAM_DB. Default: kam.db in your user-data folder."),
        N_("PATH_OR_URL"),
    ),
    "as_of": Shared(
        date | None,
        ("--as-of",),
        N_("The day the question is asked for. Default: today."),
        N_("DATE"),
        _as_of,
    ),
    "format": Shared(
        Format | None,
        ("--format", "-f"),
        N_("How the answer is written. Default: table, or what -o FILE ends in."),
        _formats(()),
        term(Format),
    ),
    "output": Shared(
        Path | None, ("--output", "-o"), N_("Write the answer to this file."), N_("FILE")
    ),
    "lang": Shared(str | None, ("--lang",), N_("Language of the words; also KAM_LANG."), "zh|en"),
    "actor": Shared(
        str | None,
        ("--actor",),
        N_("Who is acting; also KAM_ACTOR. Default: your user name."),
        N_("NAME"),
    ),
    "reason": Shared(str | None, ("--reason",), N_("Why, for the history."), N_("TEXT")),
    "dry_run": Shared(
        bool, ("--dry-run",), N_("Show what would happen; keep nothing."), None, None, False
    ),
    "yes": Shared(bool, ("--yes", "-y"), N_("Answer every question with yes."), None, None, False),
    "no_input": Shared(
        bool, ("--no-input",), N_("Never ask; what would need an answer fails."), None, None, False
    ),
}
READ = ("db", "as_of", "format", "output", "lang")
WRITE = ("db", "as_of", "format", "lang", "actor", "reason", "dry_run", "yes", "no_input")


def takes_value(name: str) -> bool | None:
    """Whether a shared option is followed by a value; None when it is no shared option."""
    for shared in SHARED.values():
        if name in shared.names:
            return shared.kind is not bool
    return None


def command(
    app: typer.Typer,
    name: str,
    help: str,
    *,
    example: str,
    shared: tuple[str, ...],
    also: tuple[Format, ...] = (),
) -> Decorator:
    """Makes a function `f(call, ...)` the verb `name` of `app`, with these shared options.

    `help` is a message whose first line is shown in lists; `example` a line that can be pasted;
    `also` are the special formats it offers. The function returns None or the exit code.
    """

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        make = app.command(name, cls=Command, help=help, epilog=example)
        make(_with_call(function, shared, also))
        return function

    return register


def reads(
    app: typer.Typer, name: str, help: str, *, example: str, also: tuple[Format, ...] = ()
) -> Decorator:
    """`command` for a question: database, day, format, file, language."""
    return command(app, name, help, example=example, shared=READ, also=also)


def writes(app: typer.Typer, name: str, help: str, *, example: str) -> Decorator:
    """`command` for a change: also who and why, rehearsal, and never to be asked."""
    return command(app, name, help, example=example, shared=WRITE)


def _with_call(
    function: Callable[..., Any], shared: tuple[str, ...], also: tuple[Format, ...]
) -> Callable[..., Any]:
    """The function as Typer calls it: shared options gathered into its first parameter."""
    _first, *own = inspect.signature(function, eval_str=True).parameters.values()
    context = inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    own = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own]
    known = SHARED | {"format": replace(SHARED["format"], metavar=_formats(also))}
    parameters = [*own, *(known[name].parameter(name) for name in shared), context]

    def run(ctx: typer.Context, **values: Any) -> Any:
        said = {name: values.pop(name) for name in shared}
        return function(_call(ctx, said, also), **values)

    run.__name__, run.__module__ = function.__name__, function.__module__
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    return run


def _call(ctx: typer.Context, said: dict[str, Any], also: Sequence[Format]) -> Call:
    """The `Call` of the shared options as typed; raises UsageError where they contradict."""
    output: Path | None = said.get("output")
    asking = sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
    return Call(
        db=settings.database(said.get("db")),
        as_of=said.get("as_of"),
        format=format_of(said.get("format"), output, also),
        output=output,
        actor=settings.actor(said.get("actor")),
        reason=said.get("reason"),
        dry_run=said.get("dry_run", False),
        yes=said.get("yes", False),
        may_ask=asking and not said.get("no_input", False),
        line=_typed(["kam", *map(without_secrets, ctx.find_root().obj or ())]),
        about=_about(ctx.command),
    )


def _typed(words: Iterable[str]) -> str:
    """A command line as one types it: quotes where a shell needs them, none for Chinese."""
    return " ".join(word if _PLAIN.fullmatch(word) else shlex.quote(word) for word in words)


def _about(command: Any) -> str:
    first, *_rest = _(command.help).split("\n\n")
    return first.rstrip(".。")


def format_of(wanted: Format | None, output: Path | None, also: Sequence[Format] = ()) -> Format:
    """The format asked for, else what the file's ending means, else a table."""
    found = _named(wanted, output, also)
    if found in SPECIAL and found not in also:
        message = _("this answer is no calendar; kam agenda -o {file} writes one")
        raise UsageError(message.format(file=output or "FILE.ics"))
    return found


def _named(wanted: Format | None, output: Path | None, also: Sequence[Format]) -> Format:
    if wanted or output is None:
        if wanted is Format.xlsx and output is None:
            raise UsageError(_("--format xlsx needs a file: add -o FILE.xlsx"))
        return wanted or Format.table
    endings = {"txt": Format.table, "jsonl": Format.ndjson, "markdown": Format.md}
    endings |= {"htm": Format.html} | {
        each.value: each for each in Format if each is not Format.table
    }
    ending = output.suffix.lstrip(".").lower()
    if ending not in endings:
        message = _("-o {file}: no format ends in {ending!r}; end it in one of {known}, or add -f")
        offered = (end for end, each in endings.items() if each not in SPECIAL or each in also)
        known = " ".join(f".{end}" for end in offered)
        raise UsageError(message.format(file=output, ending=output.suffix, known=known))
    return endings[ending]
