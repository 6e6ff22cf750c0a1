"""One customer on a page: who he is, what he buys, why he is judged so, whom we met and when."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from kam.i18n import _
from kam.models.enums import Channel, Scheme, VisitState
from kam.reports.explained import explained_page, verdicts
from kam.reports.page import Facts, Page, Section, as_data
from kam.reports.table import Field, Style, Table
from kam.rules.figures import annual_window
from kam.rules.judging import Explained
from kam.services import customers, followups, records, tickets, visits
from kam.services.explain import explain
from kam.services.finding import find_customer
from kam.services.nouns import CONTACTS, CUSTOMERS, INTERACTIONS, ORDERS, SURVEYS, Noun
from kam.services.records import Row, Wish
from kam.services.workspace import Workspace
from kam.store import exports
from kam.store.among import only
from kam.store.purchases import products

_FEW, _MANY = 5, 20
_AHEAD = 366
"""Days ahead that the page looks for visits."""
_BOUGHT = ("annual_amount", "annual_orders", "first_order_on", "last_order_on", "last_contact_on")
_JUDGED = ("tier", "tier_since", "grade", "grade_score", "key_account")
_WHY = ("reasons", "pin", "grade_pin", "key_account_missing")
_HERE = frozenset(("customer", "customer_name"))
"""What the lists on the page need not repeat."""
PRODUCT = (
    Field("product", "产品", "Product"),
    Field("quantity", "数量", "Quantity", Style.number),
    Field("amount", "金额", "Amount", Style.money),
    Field("orders", "订单数", "Orders", Style.integer),
    Field("last_on", "最近", "Last", Style.date),
)
VISIT = (
    Field("line", "回访项", "Visit line"),
    Field("channel", "方式", "Channel", Style.words, Channel),
    Field("due_on", "到期日", "Due on", Style.date),
    Field("plan_on", "计划日", "Plan on", Style.date),
    Field("state", "状态", "State", Style.words, VisitState),
    Field("last_on", "上次", "Last", Style.date),
    Field("owner", "执行人", "Owner"),
)


class Part(NamedTuple):
    """A part of a page: what people read, and what machines find under `key`."""

    key: str
    sections: tuple[Section, ...]
    data: Any


def show(desk: Workspace, said: str) -> Page:
    """Who the customer is, what he buys, his tier and why, contacts, visits, last survey."""
    customer = find_customer(desk, said)
    row = records.one(desk, CUSTOMERS, customer.id)
    told = explain(desk, str(customer.code))
    contacted = exports.last_interactions(desk.connection, desk.as_of, only(customer.id))
    how = standing(desk, told, contacted.get(customer.id))
    every = tuple(each for each in customers.FIELDS if each.key in how)
    who = records.fields(CUSTOMERS)
    bought = Facts.of([f for f in every if f.key in _BOUGHT], how, _("What they buy"))
    parts = (
        Part("extra", own_columns(row["extra"] or {}), row["extra"] or {}),
        Part("why", (bought,), {key: explained_page(told).data[key] for key in _WHY}),
        _products(desk, customer.id),
        _list(desk, ORDERS, row, _("Last orders"), _FEW),
        Part("customer", verdicts(told), row["code"]),
        _list(desk, CONTACTS, row, _("Contacts"), _MANY),
        _list(desk, INTERACTIONS, row, _("Last contacts"), _FEW),
        _visits(desk, row["code"]),
        _open("follow_ups", _("Open promises"), followups.of_customer(desk, row["code"])),
        _open("tickets", _("Open tickets"), tickets.of_customer(desk, row["code"])),
        _survey(desk, row),
    )
    shown = [each for each in records.readable(CUSTOMERS) if each.key not in _JUDGED]
    basics = Facts.of(shown, row | how | {"archived": how["archived"] or None})
    sections = (basics, *(section for part in parts for section in part.sections))
    data = as_data(who, row) | as_data(every, how)
    return Page(records.called(CUSTOMERS, row), sections, data | {p.key: p.data for p in parts})


def standing(desk: Workspace, told: Explained, last_contact_on: date | None) -> Row:
    """How the customer stands, with the keys of `kam customers list`."""
    tier, grade, key = (told.kept.get(scheme) for scheme in Scheme)
    return customers.figures_of(desk, told.subject) | {
        "tier": tier and tier.value,
        "tier_since": tier.since if tier and tier.value else None,
        "grade": grade and grade.value,
        "grade_score": told.graded and told.graded.score,
        "key_account": bool(key and key.value),
        "last_contact_on": last_contact_on,
    }


def own_columns(extra: dict[str, Any]) -> tuple[Facts, ...]:
    """The user's own columns of a customer; nothing where there are none."""
    items = tuple((name, str(value)) for name, value in extra.items())
    return (Facts(items, _("Own columns")),) if items else ()


def _products(desk: Workspace, customer_id: int) -> Part:
    after, until = annual_window(desk.as_of, desk.policy)
    found = products(desk.connection, only(customer_id), after, after, until).get(customer_id, [])
    rows = [one._asdict() for one in found[:_FEW]]
    sections = (Table(PRODUCT, rows, _("Most bought in the year")),) if rows else ()
    return Part("products", sections, [as_data(PRODUCT, row) for row in rows])


def _list(desk: Workspace, noun: Noun, customer: Row, title: str, most: int) -> Part:
    """The customer's latest records of a noun."""
    found = records.listing(desk, noun, Wish(only={"customer": customer["code"]}, limit=most))
    data = [as_data(found.fields, row) for row in found.rows]
    fields = tuple(each for each in found.on_screen if each.key not in _HERE)
    table = Table(fields, found.rows, title)
    return Part(noun.name, (table,) if data else (), data)


def _visits(desk: Workspace, code: str) -> Part:
    """The visits due or planned within a year."""
    wanted = visits.Wanted(customer=code, within=_AHEAD)
    lines = [line._asdict() for line in visits.due(desk, wanted, notes=False).lines]
    table = Table(VISIT, lines, _("Next visits"))
    return Part("visits", (table,) if lines else (), [as_data(VISIT, line) for line in lines])


def _open(key: str, title: str, found: Table) -> Part:
    """What is still to be done for the customer."""
    fields = tuple(each for each in found.on_screen if each.key not in ("customer", "name"))
    data = [as_data(found.fields, row) for row in found.rows]
    return Part(key, (Table(fields, found.rows, title),) if data else (), data)


def _survey(desk: Workspace, customer: Row) -> Part:
    """The last answer."""
    found = records.listing(desk, SURVEYS, Wish(only={"customer": customer["code"]}, limit=1))
    if not found.rows:
        return Part("last_survey", (), None)
    answered: Sequence[Field] = [each for each in found.fields if each.key not in _HERE]
    facts = Facts.of(answered, found.rows[0], _("Last survey"))
    return Part("last_survey", (facts,), as_data(found.fields, found.rows[0]))
