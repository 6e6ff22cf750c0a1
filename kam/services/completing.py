"""What may be typed next: customers, our people, visit lines, whoever acted.

Answers a shell at every press of a key: nothing here may load a table or wait.
"""

import tomllib
from collections.abc import Iterable
from typing import NamedTuple

from kam.i18n import pick, word
from kam.models.enums import Tier
from kam.policy import layers
from kam.store import completing as stored
from kam.store.completing import MOST


class Offer(NamedTuple):
    """A word that may be typed, and what it stands for ("" for nothing beside itself)."""

    value: str
    help: str = ""


def customers(db: str, said: str) -> list[Offer]:
    """Customers that begin so, by code with the name as help, by name with the code."""
    with stored.looking(db) as ask:
        return _offers(stored.customers(ask, said))


def staff(db: str, said: str) -> list[Offer]:
    """Our people that begin so, by name with the code as help, or by code with the name."""
    with stored.looking(db) as ask:
        known = stored.staff(ask)
    wanted = said.casefold()
    found = [(name, code or "") for code, name in known if name.casefold().startswith(wanted)]
    if said:
        found += [(code, name) for code, name in known if code and code.startswith(said)]
        parts = [(name, code or "") for code, name in known if wanted in name.casefold()]
        found = found or parts
    return _offers(found)


def lines(db: str, said: str) -> list[Offer]:
    """The visit lines of the policy in force, or else of the default, with their tiers."""
    with stored.looking(db) as ask:
        text = stored.policy(ask)
    try:
        known = layers.line_tiers(layers.merged(text))
    except (tomllib.TOMLDecodeError, LookupError, TypeError, AttributeError):
        known = layers.line_tiers(layers.merged(""))
    between = pick("、", ", ")
    return [
        Offer(name, between.join(word(tier, Tier) for tier in tiers))
        for name, tiers in known.items()
        if name.startswith(said)
    ]


def actors(db: str, said: str) -> list[Offer]:
    """Whoever changed anything, and begins so."""
    with stored.looking(db) as ask:
        found = stored.actors(ask)
    return [Offer(actor) for actor in found if actor.startswith(said)][:MOST]


def _offers(found: Iterable[tuple[str, str]]) -> list[Offer]:
    """Each value once, with all it may stand for."""
    means: dict[str, list[str]] = {}
    for value, other in found:
        means.setdefault(value, []).append(other)
    each = [Offer(value, ", ".join(filter(None, others))) for value, others in means.items()]
    return each[:MOST]
