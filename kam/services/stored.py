"""How the nouns are stored: their tables, what these refer to, and what is kept beside them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

from kam.models.base import Record
from kam.models.contacts import Contact
from kam.models.customers import Customer
from kam.models.followups import FollowUp
from kam.models.interactions import Interaction
from kam.models.orders import Order
from kam.models.staff import Staff
from kam.models.surveys import Survey
from kam.models.tickets import Ticket
from kam.reports.page import Section
from kam.reports.table import Field
from kam.services import parts
from kam.services.nouns import (
    CONTACTS,
    CUSTOMERS,
    FOLLOW_UPS,
    INTERACTIONS,
    ORDERS,
    STAFF,
    SURVEYS,
    TICKETS,
    Noun,
)
from kam.services.workspace import Workspace
from kam.store.records import Link


@dataclass(frozen=True)
class Stored:
    """Where the records of a noun are kept."""

    model: type[Record]
    links: tuple[Link, ...] = ()
    more: tuple[Field, ...] = ()
    """What is known of a record beside its columns and links."""
    fill: Callable[[Connection, list[dict[str, Any]]], None] | None = None
    """Puts what is not in the record's own table into rows."""
    parts: Callable[[Workspace, dict[str, Any]], tuple[tuple[Section, ...], dict[str, Any]]] | (
        None
    ) = None
    """The further sections of its page, and their data."""


def stored(noun: Noun) -> Stored:
    """Where the records of the noun are kept."""
    return _STORED[noun.name]


def _person(key: str, column: str) -> Link:
    """One of our people a record refers to: the name, and the code beside it."""
    return Link(column, Staff, {key: "name", f"{key}_code": "code"})


_CUSTOMER = Link("customer_id", Customer, {"customer": "code", "customer_name": "name"})
_STORED = {
    STAFF.name: Stored(Staff, (_person("reports_to", "reports_to_id"),)),
    CUSTOMERS.name: Stored(
        Customer, (_person("manager", "manager_id"), _person("consultant", "consultant_id"))
    ),
    CONTACTS.name: Stored(Contact, (_CUSTOMER,)),
    ORDERS.name: Stored(
        Order,
        (_CUSTOMER,),
        (parts.LINES, parts.PROFIT),
        fill=parts.count_lines,
        parts=parts.order_lines,
    ),
    INTERACTIONS.name: Stored(
        Interaction, (_CUSTOMER, _person("staff", "staff_id")), parts=parts.agreed_days
    ),
    SURVEYS.name: Stored(Survey, (_CUSTOMER,), parts.DIMENSIONS, fill=parts.dimension_scores),
    FOLLOW_UPS.name: Stored(FollowUp, (_CUSTOMER, _person("owner", "owner_id"))),
    TICKETS.name: Stored(Ticket, (_CUSTOMER, _person("owner", "owner_id"))),
}
