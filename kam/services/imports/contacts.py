"""People at customers."""

from typing import Any

from kam.models.contacts import Contact
from kam.models.names import name_key
from kam.services.imports.batch import Ref
from kam.services.imports.rows import Intake
from kam.store import lookups

_FIELDS = frozenset(Contact.model_fields) - {"id", "customer_id"}


def take(intake: Intake) -> None:
    """Make or update the sheet's contacts: one of a name per customer, one primary each."""
    placed: list[tuple[int, Ref, dict[str, Any]]] = []
    for row, values in intake.rows():
        customer = intake.customer(row, values)
        if customer is not None:
            placed.append((row, customer, values))
    known = {customer for _row, customer, _values in placed if isinstance(customer, int)}
    named: dict[tuple[Ref, str], Ref] = {}
    primary: dict[Ref, Ref] = {}
    for found in lookups.contact_keys(intake.desk.connection, known):
        named[found.customer_id, name_key(found.name)] = found.id
        if found.is_primary:
            primary[found.customer_id] = found.id
    for row, customer, values in placed:
        fields = {key: value for key, value in values.items() if key in _FIELDS}
        fields = {k: v for k, v in fields.items() if v is not None or k != "is_primary"}
        key = (customer, name_key(values["name"]))
        ref = intake.target or named.get(key)
        if ref is None:
            fields.setdefault("is_primary", customer not in primary)
        if ref is None or intake.target is not None:
            fields["customer_id"] = customer
        contact = intake.batch.either(Contact, ref, row, fields)
        if fields.get("is_primary"):
            before = primary.get(customer)
            if before is not None and before is not contact and before != contact.id:
                intake.batch.either(Contact, before, None, {"is_primary": False})
            primary[customer] = contact
        named[key] = contact
