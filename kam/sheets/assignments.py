"""What the user says of columns: `--map 'field=header'` and `--set field=value`."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from kam.errors import UsageError
from kam.i18n import _, pick
from kam.sheets.columns import Kind
from kam.sheets.headers import resolve
from kam.sheets.kinds import KINDS
from kam.sheets.texts import Unreadable


def parse_assignments(
    texts: Iterable[str], option: str = "--set", *, blank: bool = False
) -> dict[str, str]:
    """`["客户经理=张伟"]` as {"客户经理": "张伟"}; UsageError for what is no assignment.

    The value may be left out with `blank`: the field is cleared.
    """
    found: dict[str, str] = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.replace("＝", "=", 1).partition("="))
        if not (name and equals and (value or blank)):
            raise UsageError(
                _("{option} {text}: write it as field=..., like {option} '客户经理=张伟'").format(
                    option=option, text=text
                )
            )
        if found.setdefault(name, value) != value:
            raise UsageError(
                _("{option}: {name} is given twice; keep one").format(option=option, name=name)
            )
    return found


def refuse_unknown(
    assignments: Mapping[str, str], kinds: Sequence[Kind] = KINDS, option: str = "--set"
) -> None:
    """UsageError where a field named is none of any of the kinds."""
    for name in assignments:
        if any(resolve(kind, name) for kind in kinds):
            continue
        columns = [c for kind in kinds for c in kind.columns if not c.computed]
        fields = [said for c in columns for said in (c.key, c.zh, c.en)]
        near = get_close_matches(name, fields, 1, 0.5)
        unknown = _("{option} {name}: no such field; fields are the headers of kam template")
        if near:
            unknown = _("{option} {name}: no such field; did you mean {near}?")
        raise UsageError(unknown.format(option=option, name=name, near="".join(near)))


def fixed_values(kind: Kind, fixed: Mapping[str, str]) -> dict[str, Any]:
    """Field -> the value that `--set` gives it; fields of other kinds are left out.

    UsageError for a value the field cannot hold, and for a field kam works out itself.
    """
    values: dict[str, Any] = {}
    for name, text in fixed.items():
        column = resolve(kind, name)
        if column is None:
            continue
        try:
            values[column.key] = column.reader.read(text)
        except Unreadable as bad:
            raise UsageError(
                _("--set {name}={text}: {field} wants {want}").format(
                    name=name, text=text, field=pick(column.zh, column.en), want=bad.text()
                )
            ) from None
    return values
