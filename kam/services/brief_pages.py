"""A brief as a page: what one should know before a visit, what it is for, and what to ask."""

from typing import Any

from kam.agenda.known import Complaint, Known, Lost, Person, Promise, Said, Surveyed
from kam.agenda.outline import outline
from kam.i18n import _, pick
from kam.models.enums import Area, Dimension
from kam.reports.explained import explained_page, verdicts
from kam.reports.page import Facts, Page, as_data
from kam.reports.table import Field
from kam.rules.satisfaction import on_five
from kam.services import brief_parts as parts
from kam.services import customers, records, tickets
from kam.services.customer_pages import Part, own_columns, standing
from kam.services.dossiers import Dossier
from kam.services.nouns import CUSTOMERS
from kam.services.records import Row
from kam.services.workspace import Workspace

_WHO = (
    *("industry", "size", "city", "address", "phone", "website", "manager", "consultant"),
    *("business_scope", "product_needs", "purchasing_budget", "decision_process"),
    *("payment_method", "payment_terms", "credit_limit", "special_needs", "preferences"),
    *("concerns", "lifecycle_stage", "potential", "tags", "remarks"),
)
"""What matters of a customer's record before a visit."""
_HOW = ("cooperation_stage", "tier", "tier_since", "grade", "grade_score", "key_account")
_BOUGHT = ("annual_amount", "annual_orders", "first_order_on", "last_order_on", "last_contact_on")
_TICKET = frozenset(("id", "state", "kind", "opened_on", "days_open", "what", "owner"))
_WHY = ("reasons", "pin", "grade_pin", "key_account_missing")


def brief_page(desk: Workspace, one: Dossier) -> Page:
    """The brief of one customer on the desk's day."""
    how = standing(desk, one.told, one.last_contact_on)
    purpose = pick("；", "; ").join(each.text() for each in one.purposes)
    purpose = purpose or _("no visit due or planned")
    title = _("{code} {name}, visit brief of {day}: {purpose}").format(
        code=one.record["code"], name=one.record["name"], day=desk.as_of, purpose=purpose
    )
    found = _parts(desk, one, how)
    sections = tuple(section for part in found for section in part.sections)
    return Page(title, sections, _head(desk, one, purpose, how) | {p.key: p.data for p in found})


def _parts(desk: Workspace, one: Dossier, how: Row) -> tuple[Part, ...]:
    policy, day = desk.policy, desk.as_of
    asked = outline(known(one), policy, day)
    return (
        parts.purposes(one),
        _basics(one, how),
        parts.contacts(one, policy, day),
        parts.follow_ups(one),
        _tickets(one),
        parts.appointments(one),
        _bought(one, how),
        parts.quarters(one.quarters),
        parts.orders(one),
        parts.products(one),
        parts.lost_products(one),
        parts.visits(one),
        parts.last_survey(one, policy),
        Part("customer", verdicts(one.told), one.record["code"]),
        parts.questions(asked),
    )


def _head(desk: Workspace, one: Dossier, purpose: str, how: Row) -> dict[str, Any]:
    """The first keys of the data: who, when, what for, how the customer stands."""
    first = one.purposes[0].due if one.purposes else None
    head = {
        "customer": one.record["code"],
        "name": one.record["name"],
        "as_of": desk.as_of,
        "line": first and first.line,
        "due_on": first and first.due_on,
        "plan_on": first and first.plan_on,
        "owner": first and first.owner,
        "purpose": purpose,
    }
    why = explained_page(one.told).data
    return head | as_data(_standing_fields(*_HOW, *_BOUGHT), how) | {key: why[key] for key in _WHY}


def _standing_fields(*keys: str) -> list[Field]:
    known = {each.key: each for each in customers.FIELDS}
    return [known[key] for key in keys]


def _basics(one: Dossier, how: Row) -> Part:
    """The customer's record, and the columns of the user's own."""
    known_fields = {each.key: each for each in records.fields(CUSTOMERS)}
    fields = [known_fields[key] for key in _WHO]
    shown = [*_standing_fields("tier", "grade", "key_account"), *fields]
    values = one.record | {key: how[key] for key in _HOW}
    facts = Facts.of(shown, values, _("Basic data"))
    extra = one.record["extra"] or {}
    data = as_data(fields, one.record) | {"extra": extra}
    return Part("basics", (facts, *own_columns(extra)), data)


def _tickets(one: Dossier) -> Part:
    """What the customer came with and is not resolved."""
    fields = [each for each in tickets.FIELDS if each.key in _TICKET]
    return parts.listed("tickets", _("Open tickets"), fields, one.open_tickets())


def _bought(one: Dossier, how: Row) -> Part:
    facts = Facts.of(_standing_fields(*_BOUGHT), how, _("What they buy"))
    return Part("customer", (facts,) if facts.items else (), one.record["code"])


def known(one: Dossier) -> Known:
    """What the question outline goes by."""
    return Known(
        contacts=[
            Person(row["name"], row["decision_role"], bool(row["is_primary"]), row["mobile"])
            for row in one.contacts
        ],
        unknown=[key for key, value in one.record.items() if value in (None, "")],
        promises=[
            Promise(row["what"], row["opened_on"], row["due_on"]) for row in one.open_follow_ups()
        ],
        said=[
            Said(row["occurred_on"], row["channel"], area, row[area])
            for row in one.said
            for area in (Area.needs, Area.opinions)
            if row[area]
        ],
        tickets=[
            Complaint(row["kind"], row["what"], row["opened_on"]) for row in one.open_tickets()
        ],
        promised_on=[row["opened_on"] for row in (*one.follow_ups, *one.tickets)],
        survey=_surveyed(one.survey),
        quarters=[each.amount for each in one.quarters],
        order_days=one.order_days,
        lost_products=[
            Lost(each.product, each.last_on, each.bought_before)
            for each in one.no_longer_bought()
            if each.bought_before is not None
        ],
        lacks=one.told.lacks,
    )


def _surveyed(row: Row | None) -> Surveyed | None:
    if row is None:
        return None
    scores = {
        each.value: on_five(row[each], row["scale"]) for each in Dimension if row[each] is not None
    }
    overall = None if row["overall"] is None else on_five(row["overall"], row["scale"])
    return Surveyed(row["answered_on"], overall, row["nps"], scores)
