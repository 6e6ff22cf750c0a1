"""Every table at once, for migrations and whole-database work; a command imports only its nouns."""

from sqlmodel import SQLModel

from kam.models import (
    contacts,
    customers,
    interactions,
    operations,
    orders,
    policies,
    staff,
    surveys,
    tiers,
)

metadata = SQLModel.metadata

__all__ = [
    "contacts",
    "customers",
    "interactions",
    "metadata",
    "operations",
    "orders",
    "policies",
    "staff",
    "surveys",
    "tiers",
]
