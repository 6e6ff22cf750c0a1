"""Writing a policy as TOML, with the comments of the default kept."""

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from kam.policy.briefs import Question
from kam.policy.layers import default_text
from kam.policy.parts import Part
from kam.policy.schema import Line, Policy

_TABLE = re.compile(r"\[([\w.]+)\]")
_KEY = re.compile(r"(\w+) = (.*?)(?:  # (.*))?")
_ENTRY = re.compile(r"  (\{.*\}),(?:  # (.*))?")

Flat = dict[str, Any]


class Setting(NamedTuple):
    """One key of the default's text; `entries` are the comments of a list's entries by text."""

    key: str
    value: str
    comment: str
    entries: dict[str, str]


def settings_in(text: str) -> Iterator[Setting | str]:
    """The default's text in its order: its keys as Setting, every other line as it stands."""
    table, lines = "", iter(text.splitlines())
    for line in lines:
        if header := _TABLE.fullmatch(line):
            table = f"{header[1]}."
        key = _KEY.fullmatch(line)
        if not key:
            yield line
        elif key[2] == "[":
            yield Setting(table + key[1], "", "", _entries(lines))
        else:
            yield Setting(table + key[1], key[2], key[3] or "", {})


def _entries(lines: Iterator[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    while (line := next(lines)) != "]":
        if entry := _ENTRY.fullmatch(line):
            found[entry[1]] = entry[2] or ""
    return found


def dump(policy: Policy) -> str:
    """The whole policy as TOML; `load(dump(policy)) == policy`.

    A value of the default keeps its source; another says what it stands in place of.
    """
    lines = (_written(policy, item) for item in settings_in(default_text()))
    return "\n".join(lines) + "\n"


def _written(policy: Policy, item: Setting | str) -> str:
    if isinstance(item, str):
        return item
    value: Any = policy
    for step in item.key.split("."):
        value = getattr(value, step)
    name = item.key.rpartition(".")[2]
    if _has_entries(value):
        return "\n".join([f"{name} = [", *(_entry(each, item) for each in value), "]"])
    text = to_toml(value)
    comment = item.comment
    if item.value and text != item.value:
        comment = f"instead of {item.value} {comment}".rstrip()
    return f"{name} = {text}" + (f"  # {comment}" if comment else "")


def _has_entries(value: Any) -> bool:
    """Whether a value is a list of tables, written one a line: lines of the cadence, questions."""
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Part)


def _entry(entry: Part, item: Setting) -> str:
    text = to_toml(entry)
    comment = item.entries.get(text)
    return f"  {text}," + (f"  # {comment}" if comment else "")


def to_toml(value: Any) -> str:
    """One value as TOML writes it; None is an empty text."""
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal() if value != value.to_integral_value():
            return f'"{value:f}"'
        case int() | float() | Decimal():
            return str(int(value)) if value == int(value) else repr(value)
        case date():
            return value.isoformat()
        case None:
            return '""'
        case tuple() if not hasattr(value, "_fields"):
            return f"[{', '.join(map(to_toml, value))}]"
        case _ if hasattr(value, "model_fields_set"):
            return f"{{ {', '.join(f'{k} = {to_toml(v)}' for k, v in _said(value))} }}"
        case _:
            return json.dumps(str(value), ensure_ascii=False)


def _said(part: Any) -> Iterator[tuple[str, Any]]:
    """The keys of an inline table that hold something, in the schema's order."""
    return ((k, v) for k, v in part if v is not None and v != ())


def flat(policy: Policy) -> Flat:
    """Every value by its dotted key, for `policy show` and `diff`.

    A line of the cadence stands under its name (`visits.cadence.important.phone.every`), a
    question under its turn (`visits.questions.needs.1.zh`). Values are numbers, Decimal, True
    or False, texts, and lists of texts; None asks for nothing.
    """
    return dict(_walk("", policy))


def _walk(prefix: str, part: Any) -> Iterator[tuple[str, Any]]:
    for name, value in part:
        key = prefix + name
        if hasattr(value, "model_fields_set"):
            yield from _walk(f"{key}.", value)
        elif _has_entries(value) and not isinstance(part, Line):
            for turn, entry in enumerate(value, 1):
                yield from _walk(f"{key}.{_called(entry, turn)}.", entry)
        elif not (isinstance(part, Line | Question) and value in (None, ())):
            yield key, _plain(value)


def _called(entry: Any, turn: int) -> str:
    """What an entry of a list is called in a dotted key: its name, else its turn."""
    return getattr(entry, "name", None) or str(turn)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return [_plain(entry) for entry in value]
    if value is None or isinstance(value, bool | int | float | Decimal):
        return value
    return to_toml(value) if hasattr(value, "model_fields_set") else str(value)


@cache
def sources() -> dict[str, str]:
    """Where each value of the default comes from: dotted key, as in `flat`, -> "[Y §4]".

    An entry of a list (a line of the cadence) is one key here, and speaks for every key under it.
    """
    found: dict[str, str] = {}
    for item in settings_in(default_text()):
        if isinstance(item, Setting):
            found |= {item.key: item.comment} if item.value else _sources_of_entries(item)
    return found


def _sources_of_entries(item: Setting) -> dict[str, str]:
    found = {}
    for turn, (text, comment) in enumerate(item.entries.items(), 1):
        name = tomllib.loads(f"x = {text}")["x"].get("name")
        found[f"{item.key}.{name or turn}"] = comment
    return found


def source_of(key: str) -> str:
    """The source of one dotted key of `flat`; empty for a line the default does not have."""
    return sources().get(key) or sources().get(key.rpartition(".")[0], "")
