"""A question of a brief, and the rules that give them."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from kam.agenda.known import Known
from kam.i18n import _
from kam.models.enums import Area
from kam.policy.schema import Policy

_QUOTED = 60
"""Characters of a customer's own words that a question repeats."""


class Question(NamedTuple):
    """One question in the language in use, and why it is asked."""

    area: Area
    text: str
    reason: str


Rule = Callable[[Known, Policy, date], Iterator[Question]]


def quoted(text: str) -> str:
    """Somebody's own words in one line and in quotes, cut after some sixty characters."""
    line = " ".join(text.split())
    short = line if len(line) <= _QUOTED else line[: _QUOTED - 1].rstrip() + "…"
    return _("“{words}”").format(words=short)
