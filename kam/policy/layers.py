"""The text of a policy over the packaged default, as plain data: quick, and nothing checked.

`kam.policy.load` checks the same data; completion has no time to.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


@cache
def default_text() -> str:
    """The packaged `default.toml`: every key, with its source in a comment beside it."""
    return Path(__file__).with_name("default.toml").read_text(encoding="utf-8")


@cache
def _default() -> dict[str, Any]:
    return tomllib.loads(default_text())


def merged(text: str) -> dict[str, Any]:
    """The data of a TOML text laid over the default: tables merge, lists replace.

    Raises tomllib.TOMLDecodeError.
    """
    return _over(_default(), tomllib.loads(text.removeprefix("\ufeff")))


def _over(default: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(default)
    for key, value in said.items():
        below = default.get(key)
        if isinstance(below, dict) and isinstance(value, dict):
            value = _over(below, value)
        result[key] = value
    return result


def line_tiers(policy: Mapping[str, Any]) -> dict[str, list[str]]:
    """The names of the visit lines in the policy's order, and the tiers that have each."""
    visits = policy["visits"]
    first = visits["first_purchase"]
    found: dict[str, list[str]] = {}
    for tier, lines in visits["cadence"].items():
        if tier in first["tiers"]:
            lines = [*lines, *first["lines"], *visits["afterwards"]]
        for line in lines:
            tiers = found.setdefault(line["name"], [])
            tiers.append(tier)
    return found
