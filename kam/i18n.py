"""The language of words on the screen.

`use` chooses it once, at the door; `_` translates when a text is shown, `N_` only marks a text
that is translated later (help, notes, tables of messages).
"""

import gettext
from enum import Enum
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "zh")

_state = {"language": "en"}


def N_(message: str) -> str:
    """The message itself; tells the catalogue that it is translated where it is shown."""
    return message


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    folder = Path(__file__).parent / "locale"
    return gettext.translation("kam", folder, [language], fallback=language == "en")


def use(language: str) -> None:
    """Show words in `language`, one of LANGUAGES, from now on."""
    if language not in LANGUAGES:
        raise ValueError(language)
    _state["language"] = language


def language() -> str:
    """The language in use: "en" or "zh"."""
    return _state["language"]


_BOTH = "\x1f"


def both(zh: str, en: str, note: str = "") -> str:
    """A text that brings its own Chinese, as headers do, to be shown by `_` like a message.

    `note`, a message, follows it: "potential: 1 (none) to 5 (great)".
    """
    return _BOTH.join((en, zh, note))


def _(message: str) -> str:
    """The message in the language in use."""
    if _BOTH in message:
        en, zh, note = message.split(_BOTH)
        return _("{name}: {note}").format(name=pick(zh, en), note=_(note)) if note else pick(zh, en)
    return _catalogue(_state["language"]).gettext(message) if message else ""


def ngettext(one: str, many: str, n: int) -> str:
    """The message for `n` things in the language in use."""
    return _catalogue(_state["language"]).ngettext(one, many, n)


def pick(zh: str, en: str) -> str:
    """Whichever of the two is in the language in use."""
    return zh if _state["language"] == "zh" else en


def word(term: Enum | str | None, words: type[Enum] | None = None) -> str:
    """The word people read for an enum value; `words` names the enum of a plain string."""
    from kam.models.words import WORDS

    if term is None or term == "":
        return ""
    if not isinstance(term, Enum):
        if words is None:
            return str(term)
        try:
            term = words(term)
        except ValueError:
            return str(term)
    zh = WORDS[type(term)][term][0]
    return pick(zh, str(term.value).replace("_", " "))
