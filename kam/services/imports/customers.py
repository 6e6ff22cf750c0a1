"""Customers, with the contact and the conversations their sheet tells of."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kam.i18n import _
from kam.models.contacts import Contact
from kam.models.customers import Customer
from kam.models.enums import Outcome, StaffRole
from kam.models.interactions import Interaction
from kam.models.names import name_key
from kam.services.imports.batch import Draft, Ref
from kam.services.imports.people import Ambiguous
from kam.services.imports.rows import Intake
from kam.store import lookups, rows
from kam.store.conversations import interactions_on, planned_among

PEOPLE = {"manager": StaffRole.account_manager, "consultant": StaffRole.sales_consultant}
CONTACT = {
    "contact_title": "title",
    "contact_mobile": "mobile",
    "contact_phone": "phone",
    "contact_email": "email",
    "contact_wechat": "wechat",
}
"""Columns of the customers sheet -> fields of its primary contact."""

_FIELDS = frozenset(Customer.model_fields) - {"id", "name_key", "code_stated", "extra"}


def take(intake: Intake) -> None:
    """Make or update the sheet's customers, their primary contacts and conversations."""
    told = intake.sheet.values
    intake.customers.reserve(told.get("code", ()), told.get("name", ()))
    drafts: dict[int, tuple[Draft, dict[str, Any]]] = {}
    for row, values in intake.rows():
        draft = _customer(intake, row, values)
        if draft is not None:
            drafts[row] = (draft, values)
    _keep_extra(intake, {row: draft for row, (draft, _values) in drafts.items()})
    _take_contacts(intake, drafts)
    _take_conversations(intake, drafts)


def _customer(intake: Intake, row: int, values: dict[str, Any]) -> Draft | None:
    """The draft of the row's customer; None when the row is rejected."""
    if "name" not in intake.sheet.values and values.get("contact_name"):
        values["name"] = values["contact_name"]  # a list of persons, such as members
    code, name, tax_id = values.get("code"), values.get("name"), values.get("tax_id")
    try:
        ref = intake.target or intake.customers.find(code, name, tax_id)
    except Ambiguous as several:
        intake.reject(row, "name", str(several))
        return None
    if ref is None and not name:
        intake.reject(row, "name", _("a name: the customer is not known yet"))
        return None
    fields = {key: value for key, value in values.items() if key in _FIELDS}
    if not code or not name:  # never cleared: they say who it is
        fields = {
            key: v for key, v in fields.items() if v is not None or key not in ("code", "name")
        }
    for key, role in PEOPLE.items():
        if key in values:
            person = values[key] and intake.person(row, key, values[key], role)
            if values[key] and person is None:
                return None
            fields[f"{key}_id"] = person
    if ref is None:
        return intake.customers.add(intake.batch, row, fields)
    if code:
        fields |= intake.customers.adopt(ref, code)
    if name:
        fields["name_key"] = name_key(name)
    return intake.batch.either(Customer, ref, row, fields)


def _keep_extra(intake: Intake, drafts: dict[int, Draft]) -> None:
    """Lay the user's own columns over those stored."""
    if not intake.sheet.extra:
        return
    known = [draft.id for draft in drafts.values() if draft.id is not None]
    connection = intake.desk.connection
    stored = rows.fetch(connection, rows.table_of(Customer), set(known), ["extra"])
    for row, draft in drafts.items():
        told = {header: cells[row] for header, cells in intake.sheet.extra.items() if cells[row]}
        if "extra" not in draft.fields and draft.id is not None:
            draft.fields["extra"] = stored[draft.id]["extra"]
        merged = {**(draft.fields.get("extra") or {}), **told}
        if intake.options.clear_blanks:
            merged = {k: v for k, v in merged.items() if k not in intake.sheet.extra or k in told}
        draft.fields["extra"] = merged or None


def _take_contacts(intake: Intake, drafts: dict[int, tuple[Draft, dict[str, Any]]]) -> None:
    """Make or update the primary contact of every row that tells of one."""
    if not intake.sheet.values.keys() & {"contact_name", *CONTACT}:
        return
    known = {draft.id for draft, _values in drafts.values() if draft.id is not None}
    by_customer: dict[Ref, dict[str, Ref]] = {}
    primary: dict[Ref, Ref] = {}
    for found in lookups.contact_keys(intake.desk.connection, known):
        by_customer.setdefault(found.customer_id, {})[name_key(found.name)] = found.id
        if found.is_primary:
            primary[found.customer_id] = found.id
    book = _Contacts(by_customer, primary)
    for row, (draft, values) in drafts.items():
        fields = {CONTACT[key]: value for key, value in values.items() if key in CONTACT}
        if values.get("contact_name") or any(fields.values()):
            _contact(intake, row, draft, values.get("contact_name"), fields, book)


@dataclass
class _Contacts:
    """The contacts a sheet speaks of: by customer and name, the primary ones, those chosen now."""

    by_customer: dict[Ref, dict[str, Ref]]
    primary: dict[Ref, Ref]
    chosen: set[Ref] = field(default_factory=set)


def _contact(
    intake: Intake,
    row: int,
    draft: Draft,
    name: str | None,
    fields: dict[str, Any],
    book: _Contacts,
) -> None:
    """The contact one row tells of; the first a sheet names for a customer is its primary one."""
    customer: Ref = draft.id or draft
    named = book.by_customer.setdefault(customer, {})
    before = book.primary.get(customer)
    ref = named.get(name_key(name)) if name else before
    if ref is None:
        name = name or draft.fields.get("name") or _("contact")
        fields |= {"customer_id": draft, "name": name}
    if customer not in book.chosen:
        fields["is_primary"] = True
        if before is not None and before != ref:
            intake.batch.either(Contact, before, None, {"is_primary": False})
    contact = intake.batch.either(Contact, ref, row, fields)
    if name:
        named[name_key(name)] = contact
    if customer not in book.chosen:
        book.chosen.add(customer)
        book.primary[customer] = contact


def _take_conversations(intake: Intake, drafts: dict[int, tuple[Draft, dict[str, Any]]]) -> None:
    """Turn 最近跟进 into a completed interaction and 下次联系 into a planned one."""
    present = [key for key in ("last_contact_on", "next_contact_on") if key in intake.sheet.values]
    if not present:
        return
    known = {draft.id for draft, _values in drafts.values() if draft.id is not None}
    days = {day for key in present for day in intake.sheet.values[key] if day is not None}
    there = interactions_on(intake.desk.connection, known, days)
    agreed = planned_among(intake.desk.connection, there.values())
    stored: dict[tuple[Ref, date, str], Ref] = {}
    stored.update(there.items())
    for row, (draft, values) in drafts.items():
        for key in present:
            if values.get(key):
                _conversation(intake, row, draft, values, values[key], key, stored, agreed)


def _conversation(
    intake: Intake,
    row: int,
    draft: Draft,
    values: dict[str, Any],
    day: date,
    key: str,
    stored: dict[tuple[Ref, date, str], Ref],
    agreed: set[int],
) -> None:
    """One interaction of the row, unless the customer already has it, from this sheet or before.

    One that was `agreed` is completed by a contact of its day.
    """
    channel = str(intake.desk.policy.imports.contact_channel)
    fields: dict[str, Any] = {"outcome": Outcome.planned.value}
    if key == "last_contact_on":
        channel = str(values.get("last_contact_channel") or channel)
        summary = values.get("last_contact_summary")
        done = day <= intake.desk.as_of
        fields = {"outcome": (Outcome.completed if done else Outcome.planned).value}
        fields |= {"summary": summary} if summary else {}
    place = (draft.id or draft, day, channel)
    ref = stored.get(place)
    if ref is not None:
        if ref not in agreed or fields["outcome"] != Outcome.completed:
            fields.pop("outcome")  # what was logged since knows better
    else:
        said = values.get("last_contact_by") if key == "last_contact_on" else None
        person = (
            intake.person(row, "last_contact_by", said, StaffRole.account_manager)
            if said
            else draft.fields.get("manager_id")
        )
        fields |= {
            "customer_id": draft,
            "occurred_on": day,
            "channel": channel,
            "staff_id": person,
        }
    stored[place] = intake.batch.either(Interaction, ref, row, fields)
