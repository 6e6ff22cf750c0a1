"""What a command line can go on with: commands, options, and values by the kind of a parameter.

The kind is the word a parameter is shown with, so that a further command completes by itself: a
CUSTOMER is a customer, an option's NAME one of our people, a|b|c one of these.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import typer

from kam import settings
from kam.cli.groups import Group
from kam.cli.parsing import terms
from kam.i18n import N_, _, pick
from kam.models.enums import Grade, Tier
from kam.models.words import WORDS
from kam.services import completing
from kam.services.completing import Offer

Values = Callable[[str, str], list[Offer]]
"""Takes the database and what is typed of the value."""

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")

_OF_KIND: dict[str, Values] = {
    "CUSTOMER": completing.customers,
    "KEEP": completing.customers,
    "OTHER": completing.customers,
    "STAFF": completing.staff,
    "LINE": completing.lines,
    "ACTOR": completing.actors,
    "SHELL": lambda _db, said: _term("|".join(SHELLS), said),
    "TIER_OR_GRADE": lambda _db, said: [*_term(terms(Tier), said), *_term(terms(Grade), said)],
}
_OF_OPTION: dict[str, Values] = {
    "--actor": completing.actors,
    "--line": completing.lines,
    "--customer": completing.customers,
    **dict.fromkeys(
        ("--manager", "--customers-of", "--team", "--staff", "--owner", "--consultant"),
        completing.staff,
    ),
    **dict.fromkeys(("--with", "--by", "--reports-to"), completing.staff),
}
_UNSAID = (None, "TEXT", "NAME")
"""The words of a parameter that leave its kind to its name."""
_FILES = ("FILE", "DIR", "PATH_OR_URL", "A", "B")


def offers(meant: Any, ctx: typer.Context, said: str) -> list[Offer] | None:
    """What may be typed for `meant`, a parameter, command or group; None for a file's name."""
    if getattr(meant, "param_type_name", None):
        return _values(meant, ctx, said)
    if isinstance(meant, Group) and not said.startswith("-"):
        return [each for each in _verbs(meant, ctx) if each.value.startswith(said)]
    return _options(meant, ctx, said)


def values_of(parameter: Any) -> Values | None:
    """Where the values of a parameter come from; None for free text, numbers, days and files."""
    shown = parameter.metavar
    named: Sequence[str] = parameter.opts if parameter.param_type_name == "option" else ()
    if shown and ("|" in shown or shown.islower()):
        return lambda _db, said: _term(shown, said)
    if shown in (*_UNSAID, "LINE") and (found := [n for n in named if n in _OF_OPTION]):
        return _OF_OPTION[found[0]]
    if shown == "NAME" and named and "--name" not in named:
        return completing.staff
    return _OF_KIND.get(shown)


def _values(parameter: Any, ctx: typer.Context, said: str) -> list[Offer] | None:
    values = values_of(parameter)
    if values is None:
        is_file = parameter.type_descriptor.is_path or parameter.metavar in _FILES
        return None if is_file else []
    typed = ctx.find_root().obj
    return values(database(typed), said)


def database(typed: Sequence[str]) -> str:
    """The database that the words typed so far name, else that of the surroundings."""
    named = None
    for place, said in enumerate(typed):
        if said.startswith("--db="):
            named = said.removeprefix("--db=")
        elif said == "--db" and place + 1 < len(typed):
            named = typed[place + 1]
    if named is not None:  # the shell has not come to these yet
        named = os.path.expandvars(os.path.expanduser(named))  # noqa: PTH111 - never raises
    return settings.database(named)


def _term(known: str, said: str) -> list[Offer]:
    """The terms of a closed list "a|b|c", each in English, or in Chinese when said so."""
    words = _CLOSED.get(known)
    if words is None:
        return [Offer(each) for each in known.split("|") if each.startswith(said)]
    if said and not said.isascii():
        return [
            Offer(chinese, str(value.value))
            for value, every in words.items()
            for chinese in [word for word in every if word.startswith(said)][:1]
        ]
    wanted = said.casefold()
    return [
        Offer(str(value.value), pick(every[0], ""))
        for value, every in words.items()
        if str(value.value).casefold().startswith(wanted)
    ]


_CLOSED = {terms(each): words for each, words in WORDS.items()}


def _verbs(group: Group, ctx: typer.Context) -> Iterable[Offer]:
    for _title, verbs in group.sections(ctx):
        for name, text in verbs:
            yield Offer(name, _first_line(text))


def _options(command: Any, ctx: typer.Context, said: str) -> list[Offer]:
    """The options not typed yet; without a dash typed only their long names."""
    if isinstance(command, Group) and command.default:
        command = command.commands[command.default]
    found = [Offer("--version", _(_VERSION))] if ctx.parent is None else []
    for each in command.get_params(ctx):
        if each.param_type_name != "option" or each.hidden or _is_typed(each, ctx):
            continue
        text = _first_line(each.help or "") if each.name != "help" else _(_HELP)
        found += [Offer(name, text) for name in (*each.opts, *each.secondary_opts)]
    return [each for each in found if each.value.startswith(said or "--")]


_HELP = N_("Show this help.")
_VERSION = N_("Show the version.")


def _is_typed(option: Any, ctx: typer.Context) -> bool:
    source = ctx.get_parameter_source(option.name)
    return not option.multiple and source is not None and source.name == "COMMANDLINE"


def _first_line(text: str) -> str:
    return _(text).partition("\n")[0]
