"""What a header means depends on the company it keeps, and what a sheet is about on its columns."""

from dataclasses import dataclass

from kam.models.enums import Dimension


@dataclass(frozen=True)
class Turn:
    """A header understood as `key` means `instead`, depending on whether `other` is there too."""

    key: str
    instead: str | None
    """None: nothing kam takes."""
    other: str
    present: bool = False
    """The turn is taken where `other` is present; else where it is absent."""
    said: tuple[str, ...] = ()
    """Only for headers written like this; any if empty."""


TURNS: dict[str, tuple[Turn, ...]] = {
    "customers": (
        Turn("contact_name", "name", "name", said=("客户姓名",)),
        # 联系电话 beside 联系人 is that person's; a mobile or an address without a person is the
        # company's.
        Turn("phone", "contact_phone", "contact_name", present=True, said=("联系电话", "联系方式")),
        Turn("contact_mobile", "phone", "contact_name"),
        Turn("contact_phone", "phone", "contact_name"),
        Turn("contact_email", "email", "contact_name"),
        Turn("last_contact_channel", None, "last_contact_on"),
        Turn("last_contact_by", None, "last_contact_on"),
        Turn("last_contact_summary", None, "last_contact_on"),
    ),
}
"""Taken in this order, each only where `instead` has no column yet."""

IDENTITY: dict[str, frozenset[str]] = {
    "staff": frozenset(("code", "name")),
    "customers": frozenset(("code", "name")),
    "contacts": frozenset(("name",)),
    "orders": frozenset(("number", "position")),
    "interactions": frozenset(("code", "occurred_on")),
    "surveys": frozenset(("code", "answered_on")),
}
"""The columns that say, when they come first, what the rows are about."""

TELLING: dict[str, frozenset[str]] = {"contacts": frozenset(("姓名", "联系人姓名", "name"))}
"""Headers that settle what a sheet is that has all it needs."""

SUBSTANCE: dict[str, frozenset[str]] = {
    "orders": frozenset(("amount", "order_amount", "quantity", "unit_price")),
    "interactions": frozenset(("channel", "summary", "outcome", "staff")),
    "surveys": frozenset(
        ("overall", "nps", "comment", *(dimension.value for dimension in Dimension))
    ),
}
"""Without any of these a sheet is of some other kind."""

NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "staff": (("name",),),
    "customers": (("name", "code", "tax_id"),),
    "contacts": (("customer", "customer_name"), ("name",)),
    "orders": (("customer", "customer_name"), ("ordered_on",)),
    "interactions": (("customer", "customer_name"), ("occurred_on",), ("channel",)),
    "surveys": (("customer", "customer_name"), ("answered_on",)),
    "followups": (("customer", "customer_name"), ("what",), ("due_on",)),
    "tickets": (("customer", "customer_name"), ("kind",), ("what",)),
}
"""What a row must say: of each group at least one column."""

TAKEN_ONLY: dict[str, frozenset[str]] = {
    "customers": frozenset(
        [
            "last_contact_on",
            "last_contact_channel",
            "last_contact_by",
            "last_contact_summary",
            "next_contact_on",
        ]
    ),
    "orders": frozenset(
        ["order_amount", "currency", "order_status", "customer_region", "customer_city"]
    ),
}
"""Columns understood in other people's sheets that kam's own sheets say elsewhere."""
