"""Commands and groups of commands: loaded when called, helped in the user's language."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

from kam.cli.commands import ENTRIES, Entry, Section
from kam.cli.nearest import nearest
from kam.errors import UsageError
from kam.i18n import N_, _

_EARLY = "kam.early"
"""Where a group keeps the shared options it met before the command's name."""


class Command(TyperCommand):
    """One verb. Its `epilog` is the example."""

    allow_extra_args = True  # so that we say ourselves what is too much

    def get_params(self, ctx: typer.Context) -> list[Any]:  # type: ignore[override]
        return _taken(super().get_params(ctx), ctx)

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        from kam.cli import help as page

        return page.of_command(self, ctx)

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """The arguments nobody claimed: none. Raises UsageError naming the first that is left."""
        rest = super().parse_args(ctx, [*ctx.meta.pop(_EARLY, []), *args])
        if rest and not ctx.resilient_parsing:
            raise UsageError(
                _("{said!r} is one word too many; see {command} --help").format(
                    said=rest[0], command=ctx.command_path
                )
            )
        return rest


class Group(TyperGroup):
    """A noun with its verbs; called alone it prints its help, or runs its `default` verb."""

    default: str | None = None

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        from kam.cli import help as page

        return page.of_group(self, ctx, self.sections(ctx))

    def sections(self, ctx: typer.Context) -> list[Section]:
        """The verbs with the first line of their help."""
        verbs = [(name, command.help or "") for name, command in self.commands.items()]
        return [(N_("Commands"), verbs)]

    def get_params(self, ctx: typer.Context) -> list[Any]:  # type: ignore[override]
        """Its parameters; to a shell that completes also the shared options it lets pass."""
        own: list[Any] = super().get_params(ctx)
        return _taken([*own, *_shared_options()], ctx) if ctx.resilient_parsing else own

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        early, rest = _split_early(args)
        ctx.meta[_EARLY] = [*ctx.meta.get(_EARLY, []), *early]
        if rest[:1] in (["--help"], ["-h"]):
            rest = rest[:1]  # --lang, which may follow, was heard at the door
        elif self.default:
            if (not rest and not ctx.resilient_parsing) or (rest[:1] and rest[0].startswith("-")):
                rest = [self.default, *rest]
        elif not rest:
            rest = ["--help"]
        return super().parse_args(ctx, rest)

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        """The command named by the first argument; raises UsageError with the nearest name."""
        if self.get_command(ctx, args[0]) is None:
            near = nearest(args[0], self.list_commands(ctx))
            words = {"path": f"{ctx.command_path} {args[0]}", "command": ctx.command_path}
            if near is None:
                raise UsageError(_("No such command {path}; see {command} --help").format(**words))
            message = _("No such command {path}; did you mean {near}? See {command} --help")
            raise UsageError(message.format(near=near, **words))
        return super().resolve_command(ctx, args)


class Top(Group):
    """`kam` itself: knows its commands from a table and imports the one that is called."""

    entries: Mapping[str, Entry] = {entry.name: entry for entry in ENTRIES}

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        return list(self.entries)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]
        entry = self.entries.get(cmd_name)
        return None if entry is None else load(entry)

    def sections(self, ctx: typer.Context) -> list[Section]:
        entries = self.entries.values()
        return [
            (N_("Every day"), [(e.name, e.help) for e in entries if e.name in _DAILY]),
            (N_("Records and rules"), [(e.name, e.help) for e in entries if e.name not in _DAILY]),
        ]


_DAILY = frozenset(
    ("agenda", "notify", "import", "export", "template", "demo", "history", "undo", "doctor")
)


def load(entry: Entry) -> Command | Group:
    """The command of an entry, its module imported."""
    app = import_module(entry.path).app
    command = get_group(app) if entry.noun else get_command(app)
    assert isinstance(command, Command | Group), f"{entry.path}: app is not made by group()/verb()"
    command.name = entry.name
    if isinstance(command, Group):
        command.help, command.epilog, command.default = entry.help, entry.example, entry.default
    return command


def group() -> typer.Typer:
    """The `app` of a noun's module; verbs join it by `reads`, `writes` or `command`."""
    return typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None)


verb = group
"""The `app` of a verb's module, which has one command only."""


def _taken(parameters: list[Any], ctx: typer.Context) -> list[Any]:
    """The parameters; where a shell completes they take what is typed as it stands: it matters
    then only whether it is there, and reading values brings the whole of pydantic along."""
    if ctx.resilient_parsing:
        for each in parameters:
            each.process_value = lambda _ctx, value: value
    return parameters


@cache
def _shared_options() -> list[Any]:
    from kam.cli.options import COMMON, SHARED, command

    app = group()
    command(app, "any", "", example="", shared=tuple(SHARED))(lambda call: None)
    made: Any = get_command(app)
    return [each for each in made.params if each.rich_help_panel == COMMON]


def _split_early(args: list[str]) -> tuple[list[str], list[str]]:
    """The shared options that stand before the command's name, and what follows them."""
    from kam.cli.options import takes_value

    place = 0
    while place < len(args):
        name, joined, _value = args[place].partition("=")
        known = takes_value(name)
        if known is None:
            break
        place += 2 if known and not joined else 1
    return args[:place], args[place:]
