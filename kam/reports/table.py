"""An answer as a value: fields, rows and what stands under them. How it looks is decided later."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any

from kam.i18n import _, pick, word
from kam.models.addresses import masked_text
from kam.money import round_half_up, show


class Style(StrEnum):
    """What a field's values are. None is an empty cell, null in JSON."""

    text = "text"
    date = "date"
    time = "time"
    instant = "instant"
    """An aware datetime; shown in the zone it carries, ISO in UTC in JSON."""
    money = "money"
    """Two decimals, thousands set apart on the screen."""
    score = "score"
    """One decimal."""
    rate = "rate"
    """A fraction; a percentage on the screen."""
    integer = "integer"
    number = "number"
    """An exact decimal with the places it has."""
    boolean = "boolean"
    secret = "secret"
    """Notification addresses; shown without what is secret in them, to programs too."""
    words = "words"
    """A term of a closed list: English in JSON, the language in use elsewhere."""


NUMERIC = frozenset({Style.money, Style.score, Style.rate, Style.integer, Style.number})


@dataclass(frozen=True)
class Field:
    """One column: its key in JSON, its headers, what its values are."""

    key: str
    zh: str
    en: str
    style: Style = Style.text
    words: type[Enum] | None = None
    """The enum of a `words` field whose rows hold plain strings."""
    screen: bool = True
    """False: too much for a terminal, only in files and for machines."""
    link: str | None = None
    """The key of the row whose value names the file beside the page that this value leads to."""

    @property
    def header(self) -> str:
        """The header in the language in use."""
        return pick(self.zh, self.en)

    @property
    def numeric(self) -> bool:
        """Whether the values stand at the right of their column."""
        return self.style in NUMERIC


@dataclass(frozen=True)
class Table:
    """A list. Every row has every field's key."""

    fields: tuple[Field, ...]
    rows: Sequence[Mapping[str, Any]]
    title: str | None = None
    group_by: str | None = None
    """The key whose value heads each group on the screen; equal values must be neighbours."""
    footer: tuple[str, ...] = ()
    """Sentences under the list for people; machines never see them."""

    @property
    def on_screen(self) -> tuple[Field, ...]:
        """The fields people see in a terminal or a mail."""
        return tuple(field for field in self.fields if field.screen)


def shown(field: Field) -> Callable[[Any], str]:
    """How a value of the field is written for people in the language in use; "" for None."""
    words = field.words
    if field.style is Style.words:
        return lambda value: word(value, words)
    convert = _SHOWN.get(field.style, str)
    return lambda value: "" if value is None else convert(value)


def plain_number(value: Decimal | int | float, places: int | None = None) -> str:
    """The number in digits, exactly; with `places` decimals, halves rounded away from zero."""
    if places is None:
        text = f"{_decimal(value):f}"
        return text.rstrip("0").removesuffix(".") if "." in text else text
    text = str(value)
    if text[-places - 1 : -places] == "." and text.strip("-0."):
        return text  # as many decimals as wanted already: four times as quick as rounding
    return f"{round_half_up(_decimal(value), places):f}"


def _instant(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


def _rate(value: Decimal | float) -> str:
    return plain_number(_decimal(value) * 100, 1) + " %"


def _decimal(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(repr(value))


def _yes_no(value: bool) -> str:
    return _("yes") if value else _("no")


_SHOWN: dict[Style, Callable[[Any], str]] = {
    Style.date: date.isoformat,
    Style.time: lambda value: value.strftime("%H:%M") if isinstance(value, time) else str(value),
    Style.instant: _instant,
    Style.money: lambda value: show(_decimal(value)),
    Style.score: lambda value: plain_number(value, 1),
    Style.rate: _rate,
    Style.number: plain_number,
    Style.boolean: _yes_no,
    Style.secret: masked_text,
}
