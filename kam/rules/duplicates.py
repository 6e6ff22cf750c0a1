"""Customers that may be one and the same: same tax id, name or phone, or names nearly alike.

Nobody is compared with everybody: only those that share a key are, so a hundred thousand
customers take seconds.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kam.rules.names import nearly_alike

LIKENESS = ("tax_id", "name", "phone", "alike")
"""What two customers have in common, the most telling first."""

_LEGAL = re.compile(
    r"(股份有限公司|有限责任公司|有限公司|股份公司|集团公司|公司|集团"
    r"|co,?ltd|coltd|limited|ltd|inc|llc|gmbh|corp)$"
)
_FEWEST_DIGITS = 7
_TOO_MANY = 20
"""A phone or a key shared by more customers than this tells nobody apart."""
_NEIGHBOURS = 3
"""How many of the next names in order of spelling a name in letters is compared with."""


class Known(NamedTuple):
    """One customer as far as it matters here."""

    id: int
    name: str
    name_key: str
    tax_id: str | None = None
    phones: tuple[str, ...] = ()


class Pair(NamedTuple):
    """Two customers, the older first, and the strongest of LIKENESS between them."""

    one: int
    other: int
    why: str


def pairs(customers: Sequence[Known]) -> list[Pair]:
    """The pairs, the surest first. Of several that are all alike each is paired with the first."""
    found: dict[tuple[int, int], str] = {}
    ways = (
        ("tax_id", ((one.tax_id.upper(), one.id) for one in customers if one.tax_id)),
        ("name", ((one.name_key, one.id) for one in customers)),
        ("phone", _by_phone(customers)),
    )
    for why, keyed in ways:
        for first, *others in _sharing(keyed, _TOO_MANY if why == "phone" else None):
            for other in others:
                found.setdefault((first, other), why)
    for pair in _alike(customers):
        found.setdefault(pair, "alike")
    rank = {why: place for place, why in enumerate(LIKENESS)}
    made = [Pair(*ids, why) for ids, why in found.items()]
    return sorted(made, key=lambda pair: (rank[pair.why], pair.one, pair.other))


def _sharing(keyed: Iterable[tuple[str, int]], most: int | None = None) -> Iterator[list[int]]:
    """The customers that share a key, in ascending order."""
    sharing: dict[str, set[int]] = {}
    for key, customer in keyed:
        sharing.setdefault(key, set()).add(customer)
    for several in sharing.values():
        if 1 < len(several) <= (most or len(several)):
            yield sorted(several)


def _by_phone(customers: Iterable[Known]) -> Iterator[tuple[str, int]]:
    for one in customers:
        for phone in one.phones:
            digits = re.sub(r"\D", "", phone).removeprefix("86")
            if len(digits) >= _FEWEST_DIGITS:
                yield digits, one.id


def _alike(customers: Sequence[Known]) -> Iterator[tuple[int, int]]:
    """Pairs whose names are spelled nearly alike, digits apart: 一分厂 2 is not 一分厂 3."""
    bare = {one.id: _LEGAL.sub("", one.name_key) or one.name_key for one in customers}
    by_id = {one.id: one for one in customers}
    for first, *others in _sharing((key, customer) for customer, key in bare.items()):
        yield from ((first, other) for other in others)
    for first, second in _neighbours(bare):
        one, other = sorted((first, second))
        if _digits(bare[one]) == _digits(bare[other]) and nearly_alike(bare[one], bare[other]):
            yield by_id[one].id, by_id[other].id


def _digits(name: str) -> str:
    return re.sub(r"\D", "", name)


def _neighbours(bare: dict[int, str]) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing: names in letters next to each other in order, read either way;
    Chinese names that differ in one place."""
    letters = [(name, customer) for customer, name in bare.items() if name.isascii()]
    for names in (sorted(letters), sorted((name[::-1], customer) for name, customer in letters)):
        for place, (_name, customer) in enumerate(names):
            for _other, neighbour in names[place + 1 : place + 1 + _NEIGHBOURS]:
                yield customer, neighbour
    blanked = (
        (f"{place}:{name[:place]}*{name[place + 1 :]}", customer)
        for customer, name in bare.items()
        if not name.isascii() and len(name) > 2
        for place in range(len(name))
        if not name[place].isdigit()
    )
    for several in _sharing(blanked, _TOO_MANY):
        yield from ((several[0], other) for other in several[1:])
