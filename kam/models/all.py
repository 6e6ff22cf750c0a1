"""Every table at once, for migrations and whole-database work; a command imports only its nouns."""

from sqlmodel import SQLModel

from kam.models import (
    contacts,
    customers,
    followups,
    interactions,
    notices,
    operations,
    orders,
    policies,
    staff,
    surveys,
    tickets,
    tiers,
    visits,
)

metadata = SQLModel.metadata

__all__ = [
    "contacts",
    "customers",
    "followups",
    "interactions",
    "metadata",
    "notices",
    "operations",
    "orders",
    "policies",
    "staff",
    "surveys",
    "tickets",
    "tiers",
    "visits",
]
