"""What is wrong with a policy, in one line: the key, the value, what is allowed."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kam.errors import PolicyError
from kam.i18n import N_, _
from kam.policy.schema import Policy

_WANTED = {
    "enum": N_("one of {expected}"),
    "greater_than_equal": N_("{ge:g} or more"),
    "less_than_equal": N_("{le:g} or less"),
    "decimal_max_places": N_('an amount like 50000 or "1250.50"'),
    "string_type": N_('a text in quotes, "..."'),
    "too_short": N_("at least {min_length} entry"),
    "missing": N_("a value for this key"),
}
_WANTED_BY_START = {
    "int": N_("a whole number"),
    "float": N_("a number"),
    "finite": N_("a number"),
    "decimal": N_('an amount like 50000 or "1250.50"'),
    "bool": N_("true or false"),
    "date": N_("a date like 2027-02-06"),
    "tuple": N_("a list in brackets, [...]"),
    "model": N_("a table of keys and values"),
}


def policy_error(error: ValidationError, said: Mapping[str, Any]) -> PolicyError:
    """The first problem of a policy as the error a user reads; `said` is the policy as written."""
    first, count = error.errors()[0], error.error_count()
    ctx = first.get("ctx") or {}
    value = ctx.get("said", first["input"])
    if first["type"] == "extra_forbidden":
        line = _('policy: unknown key "{key}": {want}').format(
            key=_key(first, said), want=_keys_there(first["loc"])
        )
    else:
        line = _('policy: "{key}" = {value} does not fit; allowed: {want}').format(
            key=_key(first, said), value=_shown(value), want=_want(first)
        )
    return PolicyError(line + (_(" (and {n} more)").format(n=count - 1) if count > 1 else ""))


def _shown(value: object) -> str:
    text = str(value)
    return f"{text[:57]}..." if len(text) > 60 else text


def _want(error: ErrorDetails) -> str:
    kind, ctx = error["type"], error.get("ctx") or {}
    if kind == "unfit":
        return str(ctx["want"])
    if kind == "value_error":
        return str(ctx["error"])
    if kind == "enum":
        ctx = {"expected": ctx["expected"].replace(" or ", ", ").replace("'", "")}
    text = _WANTED.get(kind) or _WANTED_BY_START.get(kind.split("_")[0])
    return _(text).format(**ctx) if text else error["msg"]


def _key(error: ErrorDetails, said: Mapping[str, Any]) -> str:
    """The dotted key; a line of the cadence by its name, another entry of a list by its turn."""
    parts: list[str] = []
    at: Any = said
    for step in error["loc"]:
        at = _below(at, step)
        name = at.get("name") if isinstance(step, int) and isinstance(at, Mapping) else None
        parts.append(str(name or (step + 1 if isinstance(step, int) else step)))
    below = (error.get("ctx") or {}).get("key") if error["type"] == "unfit" else None
    return ".".join([*parts, below] if below else parts)


def _below(at: Any, step: int | str) -> Any:
    try:
        return at[step]
    except (KeyError, IndexError, TypeError):
        return None


def _keys_there(loc: tuple[int | str, ...]) -> str:
    keys = _keys_of(Policy, loc[:-1])
    near = get_close_matches(str(loc[-1]), keys, n=1)
    if near:
        return _('did you mean "{near}"?').format(near=near[0])
    return _("known here are {keys}").format(keys=", ".join(keys))


def _keys_of(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    for step in loc:
        if isinstance(step, str):
            model = _model_in(model.model_fields[step].annotation) or model
    return list(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The table class an annotation speaks of: `Line` for `Line` and for `tuple[Line, ...]`."""
    inner = (annotation, *get_args(annotation))
    return next((t for t in inner if isinstance(t, type) and issubclass(t, BaseModel)), None)
