"""The kinds of sheet kam takes and gives, one module per noun, in the order they are taken."""

from kam.sheets.columns import Column, Kind
from kam.sheets.kinds.contacts import CONTACTS
from kam.sheets.kinds.customers import CUSTOMERS
from kam.sheets.kinds.interactions import INTERACTIONS
from kam.sheets.kinds.orders import ORDERS
from kam.sheets.kinds.staff import STAFF
from kam.sheets.kinds.surveys import SURVEYS

KINDS: tuple[Kind, ...] = (STAFF, CUSTOMERS, CONTACTS, ORDERS, INTERACTIONS, SURVEYS)

NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "staff": (("name",),),
    "customers": (("name", "code", "tax_id"),),
    "contacts": (("customer", "customer_name"), ("name",)),
    "orders": (("customer", "customer_name"), ("ordered_on",)),
    "interactions": (("customer", "customer_name"), ("occurred_on",), ("channel",)),
    "surveys": (("customer", "customer_name"), ("answered_on",)),
}
"""What a row must say: of each group at least one column."""

TAKEN_ONLY: dict[str, frozenset[str]] = {
    "customers": frozenset(
        (
            "last_contact_on",
            "last_contact_channel",
            "last_contact_by",
            "last_contact_summary",
            "next_contact_on",
        )
    ),
    "orders": frozenset(("order_amount", "currency", "customer_region", "customer_city")),
}
"""Columns understood in other people's sheets that kam's own sheets say elsewhere."""


def kind(name: str) -> Kind:
    """The kind called `name` ("customers"); raises KeyError where there is none."""
    return {each.name: each for each in KINDS}[name]


def written(kind: Kind) -> tuple[Column, ...]:
    """The columns of a sheet that kam writes, computed ones included, in order."""
    return tuple(
        each for each in kind.columns if each.key not in TAKEN_ONLY.get(kind.name, frozenset())
    )
