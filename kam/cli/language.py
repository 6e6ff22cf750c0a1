"""Which language the words on the screen are in: decided before anything is shown."""

import os
import sys
from collections.abc import Sequence

from kam import i18n, settings
from kam.errors import UsageError
from kam.i18n import _


def choose(argv: Sequence[str]) -> None:
    """Use the language of `--lang` anywhere in `argv`, else of KAM_LANG, else of the locale.

    Raises UsageError, in the locale's language, where kam has no words in what was asked for.
    """
    i18n.use(_of(_locale()) or "en")
    wanted = _option(argv) or settings.language()
    if wanted is None:
        return
    if (language := _of(wanted)) is None:
        raise UsageError(_("--lang: no words in {said!r}; use zh or en").format(said=wanted))
    i18n.use(language)


def _option(argv: Sequence[str]) -> str | None:
    """What `--lang` says; the last one wins, `--` ends the options."""
    said = None
    for place, argument in enumerate(argv):
        if argument == "--":
            break
        if argument == "--lang" and place + 1 < len(argv):
            said = argv[place + 1]
        elif argument.startswith("--lang="):
            said = argument.removeprefix("--lang=")
    return said


def _of(locale: str) -> str | None:
    """The language of a locale's name: "zh" for zh_CN.UTF-8, zh-Hans; None when it is another."""
    start = locale.strip().lower().replace("-", "_").split("_")[0].split(".")[0]
    return {"zh": "zh", "chinese": "zh", "en": "en", "english": "en"}.get(start)


def _locale() -> str:
    """The name of the user's locale, empty where nothing names one."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if named := os.environ.get(variable):
            return named
    if sys.platform == "win32":
        import ctypes

        chinese = 0x04
        primary = ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF
        return "zh" if primary == chinese else "en"
    return ""
