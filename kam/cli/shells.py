"""How each shell asks what comes next and wants to be answered.

The scripts are Typer's, so that what they hand over is too. The words are taken apart and
put together here: values are Chinese, have spaces, and may go on in the middle of a word.
"""

import re
import shlex
import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import takewhile
from typing import Any, NamedTuple

import typer
from typer._click import shell_completion
from typer._completion_shared import get_completion_script

from kam import settings
from kam.cli import language
from kam.cli.completing import offers
from kam.errors import KamError
from kam.services.completing import Offer

_END = "\x00"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Asked(NamedTuple):
    """The words before the cursor, and what is typed of the one at it."""

    words: list[str]
    typed: str
    raw: str = ""
    """As it stands on the line, with its quotes."""
    before: str = ""
    """What of `typed` the shell takes for words of its own, and keeps."""


class Shell(ABC):
    """One shell; below are those that do it another way."""

    escape = "\\"

    def script(self, name: str) -> str:
        """What the shell reads at its start to complete for kam."""
        return get_completion_script(prog_name="kam", complete_var=settings.COMPLETE, shell=name)

    def asked(self, said: Mapping[str, str]) -> Asked:
        """What the variables that the script sets say."""
        *words, typed = split(said["_TYPER_COMPLETE_ARGS"], self.escape)
        return Asked(words[1:], typed)

    @abstractmethod
    def answer(self, asked: Asked, found: list[Offer], said: Mapping[str, str]) -> tuple[str, int]:
        """What the script wants to read, and the exit code it wants."""

    def files(self, asked: Asked) -> tuple[str, int]:
        """The answer that leaves it to the shell to complete the name of a file."""
        return "", 0


class Bash(Shell):
    """Takes lines for words, also a `=` or `:`, and shows no help."""

    def asked(self, said: Mapping[str, str]) -> Asked:
        every = said["COMP_WORDS"].split("\n")
        at = int(said["COMP_CWORD"])
        raw = every[at] if at < len(every) else ""
        words = [split(word)[-1] for word in every[1:at]]
        typed = "" if raw in _BREAKS else split(raw)[-1]
        if raw in _BREAKS:
            words.append(raw)
        words, before = _joined(words)
        return Asked(words, before + typed, raw, before)

    def answer(self, asked: Asked, found: list[Offer], said: Mapping[str, str]) -> tuple[str, int]:
        values = [each.value.removeprefix(asked.before) for each in found]
        typed = asked.typed.removeprefix(asked.before)
        if loses(typed, values):
            values.append(typed)
        return "\n".join(_bash_quoted(each, asked.raw[:1]) for each in values), 0


class Zsh(Shell):
    """Runs what it is answered."""

    def script(self, name: str) -> str:
        first, _newline, rest = super().script(name).partition("\n")
        ready = "(( $+functions[compdef] )) || { autoload -Uz compinit; compinit }"
        return f"{first}\n\n{ready}\n{rest}"

    def answer(self, asked: Asked, found: list[Offer], said: Mapping[str, str]) -> tuple[str, int]:
        if not found:
            return "", 0
        described = (_colons(each.value) + (each.help and f":{each.help}") for each in found)
        listed = " ".join(_zsh_quoted(each) for each in described)
        offering = f"local -a kam; kam=({listed}); _describe kam kam"
        if not all(each.value.startswith(asked.typed) for each in found):
            offering += " -U"  # else zsh would leave out what is a part of the name only
            if len(found) > 1:  # and would put nothing, what they have in common, in its place
                offering += "; compstate[insert]=''; compstate[list]='list force'"
        return offering, 0

    def files(self, asked: Asked) -> tuple[str, int]:
        return "compset -P '--*='; _files", 0


class Fish(Shell):
    """Asks first whether there is anything, and does its own quoting."""

    def answer(self, asked: Asked, found: list[Offer], said: Mapping[str, str]) -> tuple[str, int]:
        if said.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
            return "", 0
        return "\n".join("\t".join(filter(None, each)) for each in found), 0

    def files(self, asked: Asked) -> tuple[str, int]:
        return "", 1


class PowerShell(Shell):
    """Hands the word at the cursor over besides; a backslash is nothing special."""

    escape = "`"

    def script(self, name: str) -> str:
        lines = super().script(name).splitlines()
        at = lines.index("    param($wordToComplete, $commandAst, $cursorPosition)")
        lines[at + 1 : at + 1] = [
            "    $encoding = [Console]::OutputEncoding",
            "    [Console]::OutputEncoding = [System.Text.Encoding]::UTF8",
        ]
        end = lines.index("}", at)
        lines.insert(end, "    [Console]::OutputEncoding = $encoding")
        return "\n".join(lines)

    def asked(self, said: Mapping[str, str]) -> Asked:
        words = [word for word in split(said["_TYPER_COMPLETE_ARGS"], self.escape) if word][1:]
        typed = split(said.get("_TYPER_COMPLETE_WORD_TO_COMPLETE", ""), self.escape)[-1]
        if typed and typed in words:
            place = len(words) - 1 - words[::-1].index(typed)
            words = words[:place]
        return Asked(words, typed)

    def answer(self, asked: Asked, found: list[Offer], said: Mapping[str, str]) -> tuple[str, int]:
        return "\n".join(f"{_ps_quoted(each.value)}:::{each.help or ' '}" for each in found), 0


SHELLS: dict[str, Shell] = {
    "bash": Bash(),
    "zsh": Zsh(),
    "fish": Fish(),
    "powershell": PowerShell(),
    "pwsh": PowerShell(),
}


def complete(top: Any, instruction: str, said: Mapping[str, str]) -> int:
    """Answer the shell of `instruction`, "complete_bash", and give the exit code it wants.

    Whatever goes wrong, nothing but an empty answer is seen of it: somebody is typing.
    """
    try:
        shell = SHELLS[instruction.removeprefix("complete_")]
        asked = shell.asked(said)
        text, code = _answered(top, shell, asked, said)
        if text:
            typer.echo(text)
        sys.stdout.flush()
    except Exception:
        return 0
    return code


def _answered(top: Any, shell: Shell, asked: Asked, said: Mapping[str, str]) -> tuple[str, int]:
    with suppress(KamError):  # the words are in the locale's language then
        language.choose(asked.words)
    found = _offers(top, asked)
    return shell.files(asked) if found is None else shell.answer(asked, found, said)


def _offers(top: Any, asked: Asked) -> list[Offer] | None:
    """What may stand in the place of the word at the cursor, whole."""
    words = list(asked.words)
    ctx: Any = shell_completion._resolve_context(top, {"obj": tuple(words)}, "kam", words)
    meant, typed = shell_completion._resolve_incomplete(ctx, words, asked.typed)
    found = offers(meant, ctx, typed)
    joined = asked.typed.removesuffix(typed) if len(words) > len(asked.words) else ""
    return found and [
        Offer(joined + each.value, " ".join(each.help.split()))
        for each in found
        if not _CONTROL.search(each.value)  # no shell takes these in a word
    ]


def split(text: str, escape: str = "\\") -> list[str]:
    """The words of a line as the shell understands them; the last, maybe "", is at the cursor.

    A quote need not be closed: `show "华东 ` ends in the word "华东 ".
    """
    lexer = shlex.shlex(text + _END, posix=True)
    lexer.whitespace_split, lexer.commenters, lexer.escape = True, "", escape
    words: list[str] = []
    try:
        words.extend(lexer)
    except ValueError:
        words.append(lexer.token)
    return [word.replace(_END, "") for word in words]


_BREAKS = ("=", ":")


def _joined(words: Sequence[str]) -> tuple[list[str], str]:
    """The words with what bash broke at `=` and `:` put together, and what of it leads on to
    the word at the cursor."""
    found: list[str] = []
    open_ended = False
    for word in words:
        if found and (open_ended or word in _BREAKS):
            found[-1] += word
        else:
            found.append(word)
        open_ended = word in _BREAKS
    return (found[:-1], found[-1]) if open_ended else (found, "")


def loses(typed: str, values: Sequence[str]) -> bool:
    """Whether the shell, which puts what all values have in common in the place of what was
    typed, would take away from it."""
    if len(values) < 2:
        return False
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(min(values), max(values), strict=False))
    common = "".join(letter for letter, _same in alike).casefold()
    return common != "" and not common.startswith(typed.casefold())


def _bash_quoted(value: str, quote: str) -> str:
    if quote == '"':
        return re.sub(r'(["$`\\])', r"\\\1", value)
    if quote == "'":
        return value.replace("'", "'\\''")
    return re.sub(r"([\s!\"#$&'()*;<>?\[\\\]^`{|}~])", r"\\\1", value)


def _zsh_quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _colons(text: str) -> str:
    return text.replace("\\", "\\\\").replace(":", "\\:")


def _ps_quoted(value: str) -> str:
    if re.fullmatch(r"[\w.=:/+-]+", value):
        return value
    return "'" + value.replace("'", "''") + "'"
