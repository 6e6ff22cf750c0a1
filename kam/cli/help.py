"""Help as kam writes it: usage, what it does, arguments, options, commands, an example.

Texts are messages, translated when shown. Typer's own help binds its titles at import and imports
much of Rich; this one needs no more than a console.
"""

import io
import shutil
import sys
from typing import Any

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from kam.cli.commands import Section
from kam.i18n import N_, _

WIDEST = 100
_NAMES = 30
"""A longer name than this has its text on the line below."""


def of_command(command: Any, ctx: typer.Context) -> str:
    """The help of one verb."""
    named = [param for param in command.params if not getattr(param, "hidden", False)]
    arguments = [param for param in named if param.param_type_name == "argument"]
    options = [param for param in named if param.param_type_name == "option"]
    own = [_option_line(each) for each in options if not each.rich_help_panel]
    shared = [_option_line(each) for each in options if each.rich_help_panel]
    usage = [ctx.command_path, *(_usage(each) for each in arguments)]
    if options:
        usage.append(_("[OPTIONS]"))
    sections: list[Section] = [
        (N_("Arguments"), [(_shown(each), each.help or "") for each in arguments]),
        (N_("Options"), own),
        (N_("Common options"), [*shared, _HELP]),
    ]
    return _page(" ".join(usage), command, sections)


def of_group(group: Any, ctx: typer.Context, commands: list[Section]) -> str:
    """The help of a noun or of kam itself: its commands and the options anybody may use."""
    from kam.cli.options import SHARED

    lines = [
        (_with_value(shared.names, shared.metavar), shared.help)
        for name, shared in SHARED.items()
        if name in ("db", "lang")
    ]
    if ctx.parent is None:
        lines.append(("--version", N_("Show the version.")))
    usage = [ctx.command_path, _("COMMAND"), _("[OPTIONS]")]
    return _page(" ".join(usage), group, [*commands, (N_("Options"), [*lines, _HELP])])


_HELP = ("-h, --help", N_("Show this help."))


def _page(usage: str, command: Any, sections: list[Section]) -> str:
    console = _console()
    lines = [Text(_("Usage: {line}").format(line=usage), style="bold"), Text()]
    purpose = _(command.help)
    for paragraph in purpose.split("\n\n"):
        lines += [*_indented(Text(paragraph), 2, console), Text()]
    shown = [(title, rows) for title, rows in sections if rows]
    names = [cell_len(name) for _title, rows in shown for name, _text in rows]
    left = 4 + max((width for width in names if width <= _NAMES), default=0)
    for title, rows in shown:
        lines.append(Text(_(title), style="bold"))
        for name, text in rows:
            lines += _row(name, _(text).split("\n\n")[0], left, console)
        lines.append(Text())
    if command.epilog:
        lines.append(Text(_("Example"), style="bold"))
        lines += [Text(f"  {line}", style="green") for line in command.epilog.splitlines()]
    for line in lines:
        console.print(line, soft_wrap=True)
    return console.file.getvalue().rstrip("\n")  # type: ignore[attr-defined, no-any-return]


def _row(name: str, text: str, left: int, console: Console) -> list[Text]:
    """One name with its text to the right; under an overlong name the text starts a new line."""
    said = _indented(Text(text), left, console)
    if cell_len(name) > left - 4:
        return [*_indented(Text(name, style="cyan"), 2, console), *said]
    head = Text.assemble("  ", (name, "cyan"), " " * (left - 2 - cell_len(name)))
    return [head + said[0][left:], *said[1:]] if said else [head]


def _indented(text: Text, by: int, console: Console) -> list[Text]:
    """The text in lines that fit behind an indentation."""
    wrapped = text.wrap(console, max(20, console.width - by), overflow="fold")
    for line in wrapped:
        line.rstrip()
    return [Text(" " * by) + line for line in wrapped]


def _console() -> Console:
    """A console that writes to memory, as wide as the terminal, coloured only for a terminal."""
    tty = sys.stdout.isatty()
    width = min(WIDEST, shutil.get_terminal_size((80, 24)).columns) if tty else 80
    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=tty,
        no_color=None if tty else True,
        highlight=False,
        markup=False,
        emoji=False,
    )


def _option_line(option: Any) -> tuple[str, str]:
    flag = option.is_flag
    names = [*sorted(option.opts, key=len), *option.secondary_opts]
    metavar = None if flag else option.metavar or str(option.name).upper()
    return _with_value(names, metavar), option.help or ""


def _with_value(names: Any, metavar: str | None) -> str:
    spelled = ", ".join(sorted(names, key=len))
    return f"{spelled} {_(metavar)}" if metavar else spelled


def _shown(argument: Any) -> str:
    name = _(argument.metavar) if argument.metavar else str(argument.name).upper()
    return f"{name}..." if argument.nargs != 1 else name


def _usage(argument: Any) -> str:
    return _shown(argument) if argument.required else f"[{_shown(argument)}]"
