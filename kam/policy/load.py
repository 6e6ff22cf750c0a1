"""Reading a policy from TOML, over the packaged default."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import ValidationError

from kam.errors import PolicyError
from kam.i18n import _
from kam.policy.dump import default_text, dump, flat, source_of, sources
from kam.policy.schema import Policy

__all__ = ["default_text", "dump", "flat", "load", "source_of", "sources"]


@cache
def _default() -> dict[str, Any]:
    return tomllib.loads(default_text())


def load(text: str = "") -> Policy:
    """The policy of a TOML text laid over the default: tables merge, lists replace.

    Raises PolicyError, one line, for text that is not TOML and for a key or value that does not
    fit.
    """
    try:
        said = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(
            _("policy: not readable as TOML: {problem}").format(problem=error)
        ) from error
    merged = _merged(_default(), said)
    try:
        return Policy.model_validate(merged)
    except ValidationError as error:
        from kam.policy.problems import policy_error

        raise policy_error(error, merged) from None


def _merged(default: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(default)
    for key, value in said.items():
        below = default.get(key)
        if isinstance(below, dict) and isinstance(value, dict):
            value = _merged(below, value)
        result[key] = value
    return result
