"""What people type for an option's value, read into a value of the program."""

import re
from collections.abc import Callable
from datetime import date, time
from enum import Enum
from typing import Any

import typer

from kam.cli.nearest import nearest
from kam.errors import UsageError
from kam.i18n import _

Parse = Callable[[str, str], Any]
"""Takes the text and the option's name; raises UsageError with what was wanted."""

_DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.|年(\d{1,2})月|(\d\d))(\d{1,2})日?"
)


def option(
    *names: str, help: str, metavar: str | None = None, parse: Parse | None = None, panel: str = ""
) -> Any:
    """A Typer option for use in `Annotated`; `help` and `metavar` are messages (`N_`)."""
    longest = max(names, key=len)
    return typer.Option(
        *names,
        help=help,
        metavar=metavar,
        parser=None if parse is None else lambda text: parse(text, longest),
        rich_help_panel=panel or None,
        show_default=False,
    )


def argument(name: str, *, help: str) -> Any:
    """A Typer argument for use in `Annotated`, shown as `name` (a message, "CUSTOMER")."""
    return typer.Argument(metavar=name, help=help, show_default=False)


def day(text: str, name: str) -> date:
    """The day of 2026-01-05, 2026/1/5, 2026.1.5, 2026年1月5日 or 20260105."""
    if isinstance(text, date):
        return text
    if found := _DAY.fullmatch(text.strip()):
        year, *months, number = found.groups()
        month = next(filter(None, months))
        try:
            return date(int(year), int(month), int(number))
        except ValueError:
            pass
    raise UsageError(
        _("{option}: {said!r} is not a day; write it like 2026-01-05").format(
            option=name, said=text
        )
    )


def term(words: type[Enum]) -> Parse:
    """Reads a term of a closed list, in English or by any of its Chinese words."""

    def parse(text: str, name: str) -> Any:
        from kam.models.words import WORDS

        said = text.strip().casefold()
        for value, also in WORDS.get(words, dict.fromkeys(words, ())).items():
            english = str(value.value).casefold()
            if said in (english, english.replace("_", " "), english.replace("_", "-")):
                return value
            if said in (word.casefold() for word in also):
                return value
        raise UsageError(_unknown_term(text, name, words))

    return parse


def _unknown_term(said: str, name: str, words: type[Enum]) -> str:
    known = [str(value.value) for value in words]
    if near := nearest(said, known):
        message = _("{option}: {said!r} is not known; did you mean {near}? One of {known}")
        return message.format(option=name, said=said, near=near, known=" ".join(known))
    message = _("{option}: {said!r} is not known; one of {known}")
    return message.format(option=name, said=said, known=" ".join(known))


def terms(words: type[Enum]) -> str:
    """The terms of a closed list as a metavar: `phone|onsite|video`."""
    return "|".join(str(value.value) for value in words)


_CLOCK = re.compile(r"(\d{1,2})(?:[:：时点](\d{1,2})?分?)")


def clock(text: str, name: str) -> time:
    """The time of day of 9:30, 14:30 or 14点30分."""
    if isinstance(text, time):
        return text
    if found := _CLOCK.fullmatch(text.strip()):
        try:
            return time(int(found[1]), int(found[2] or 0))
        except ValueError:
            pass
    raise UsageError(
        _("{option}: {said!r} is no time of day; write it like 14:30").format(
            option=name, said=text
        )
    )
