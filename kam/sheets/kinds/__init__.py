"""The kinds of sheet kam takes and gives, one module per noun, in the order they are taken."""

from kam.sheets.columns import Column, Kind
from kam.sheets.kinds.contacts import CONTACTS
from kam.sheets.kinds.context import NEEDED, TAKEN_ONLY
from kam.sheets.kinds.customers import CUSTOMERS
from kam.sheets.kinds.interactions import INTERACTIONS
from kam.sheets.kinds.orders import ORDERS
from kam.sheets.kinds.staff import STAFF
from kam.sheets.kinds.surveys import SURVEYS

__all__ = ["KINDS", "NEEDED", "TAKEN_ONLY", "kind", "written"]

KINDS: tuple[Kind, ...] = (STAFF, CUSTOMERS, CONTACTS, ORDERS, INTERACTIONS, SURVEYS)


def kind(name: str) -> Kind:
    """The kind called `name` ("customers"); raises KeyError where there is none."""
    return {each.name: each for each in KINDS}[name]


def written(kind: Kind) -> tuple[Column, ...]:
    """The columns of a sheet that kam writes, computed ones included, in order."""
    return tuple(
        each for each in kind.columns if each.key not in TAKEN_ONLY.get(kind.name, frozenset())
    )
