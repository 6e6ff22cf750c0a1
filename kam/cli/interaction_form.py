"""The form of `kam interactions log` at a terminal: a question a field, Enter passes one over."""

from collections.abc import Callable
from datetime import date
from typing import Any

from kam.cli.asking import ask as asked
from kam.cli.desk import reading
from kam.cli.options import Call
from kam.cli.output import say
from kam.cli.parsing import day, term
from kam.errors import UsageError
from kam.i18n import N_, _, word
from kam.models.enums import Channel, Outcome
from kam.services import interactions

_AREAS = (
    ("product_use", N_("Use of the product")),
    ("service_satisfaction", N_("Satisfaction with service: attitude, speed, effect")),
    ("needs", N_("Needs")),
    ("opinions", N_("Opinions and complaints")),
    ("relationship", N_("Relationship")),
)


def ask(call: Call, customer: str) -> dict[str, Any]:
    """What came of a contact: parameter -> what was answered.

    The database is looked at first and left alone while somebody types.
    """
    with reading(call) as desk:
        hints = interactions.hints(desk, customer)
    for line in hints.lines:
        say(line)
    said: dict[str, Any] = {"channel": _channel(hints.channel)}
    said["occurred_on"] = _day(_("Day"), hints.day).isoformat()
    outcomes = (Outcome.completed, Outcome.no_answer)
    said["outcome"] = _term(_("Outcome"), Outcome, Outcome.completed, outcomes)
    said["contacts_met"] = _text(_("Whom of them"), hints.contact)
    said["summary"] = _text(_("What was said"))
    if said["outcome"] == Outcome.completed.value:
        said |= {key: _text(_(question)) for key, question in _AREAS}
    promises = list(_promises())
    said["follow_up"] = [what for what, _by in promises] or None
    said["by"] = [by for _what, by in promises] or None
    return {key: value for key, value in said.items() if value is not None}


def _promises() -> Any:
    while what := _text(_("Promised (Enter: nothing more)")):
        yield what, _day(_("By which day"), None)


def _channel(usual: str | None) -> str:
    return _term(_("How"), Channel, Channel(usual) if usual else None, tuple(Channel))


def _text(question: str, usual: str | None = None) -> str | None:
    return asked(f"{question}{_usual(usual)}:") or usual


def _usual(usual: object) -> str:
    return f" [{usual}]" if usual else ""


def _term(question: str, words: Any, usual: Any, offered: tuple[Any, ...]) -> str:
    choices = "|".join(map(word, offered))
    parse, shown = term(words), word(usual) if usual else None
    found = _until_read(f"{question} ({choices})", shown, lambda text: parse(text, question))
    return str(found.value)


def _day(question: str, usual: date | None) -> date:
    found: date = _until_read(question, usual, lambda text: day(text, question))
    return found


def _until_read(question: str, usual: Any, read: Callable[[str], Any]) -> Any:
    """What was answered, asked again until it can be read."""
    while True:
        text = asked(f"{question}{_usual(usual)}:") or str(usual or "")
        try:
            return read(text)
        except UsageError as error:
            say("{error}", error=error)
