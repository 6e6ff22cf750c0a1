"""The nouns of `kam <noun> list|show|add|edit`, each a description that the recipes go by.

A further noun is a further `Noun`: its Kind says what its columns are and how they are read, this
says how its records are named, listed and shown, `kam.services.stored` where they are kept. The
command line makes its options of this alone, so nothing here may load a table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from kam.sheets.columns import Column, Kind
from kam.sheets.kinds.contacts import CONTACTS as CONTACT_KIND
from kam.sheets.kinds.context import TAKEN_ONLY
from kam.sheets.kinds.customers import CUSTOMERS as CUSTOMER_KIND
from kam.sheets.kinds.followups import FOLLOW_UPS as FOLLOW_UP_KIND
from kam.sheets.kinds.interactions import INTERACTIONS as INTERACTION_KIND
from kam.sheets.kinds.orders import ORDERS as ORDER_KIND
from kam.sheets.kinds.staff import STAFF as STAFF_KIND
from kam.sheets.kinds.surveys import SURVEYS as SURVEY_KIND
from kam.sheets.kinds.tickets import TICKETS as TICKET_KIND


@dataclass(frozen=True)
class Ask:
    """A column as an option of the command line asks for it."""

    key: str
    option: str
    zh: str
    en: str
    note: str
    """A message: what to fill in."""
    words: type[Enum] | None
    kind: str
    """How its text is read: text, date, money, person, boolean, ..."""


@dataclass(frozen=True)
class Noun:
    """How one noun's records are named, listed, shown and written."""

    kind: Kind
    zh: str
    en: str
    """One of them, in a sentence."""
    subject: str
    """The column whose value `add` takes as its argument."""
    called: tuple[str, ...]
    """The fields that name a record; the first is unique."""
    title: tuple[str, ...]
    """The keys that head its page and stand for it in a sentence; the first that has a value
    names it."""
    listed: tuple[str, ...]
    """The keys a terminal's list shows; files and machines get all."""
    order: tuple[str, ...] = ("id",)
    day: str | None = None
    """The date a record belongs to; a question for a day does not see later ones."""
    planned: tuple[str, str] | None = None
    """A field and the value with which later ones are seen all the same."""
    filters: tuple[str, ...] = ()
    """The keys a list can be narrowed by, one option each."""
    search: tuple[str, ...] = ()
    """The text fields that `--search` looks in."""
    spelled: Mapping[str, str] = field(default_factory=dict)
    """Column -> its option, where that is not the column's own name."""
    unasked: frozenset[str] = frozenset()
    """Columns without an option of their own; --set takes them too."""
    settled: tuple[str, ...] = ()
    """Columns that an edit must repeat as stored: blank, they would mean something else."""

    @property
    def name(self) -> str:
        """The noun in the plural, as typed."""
        return self.kind.name

    def option(self, column: Column) -> str:
        """The option of a column: `--industry`."""
        return self.spelled.get(column.key) or f"--{column.key.replace('_', '-')}"

    def ask(self, key: str) -> Ask:
        """The column `key` as an option."""
        column = self.kind.by_key[key]
        return Ask(
            *(key, self.option(column), column.zh, column.en, column.note),
            *(column.words, column.reader.name),
        )

    def asked(self) -> tuple[Ask, ...]:
        """The columns that have an option of their own, in order."""
        without = self.unasked | TAKEN_ONLY.get(self.name, frozenset())
        columns = (each for each in self.kind.columns if not each.computed)
        return tuple(self.ask(each.key) for each in columns if each.key not in without)


NAMED = frozenset(("customer_name",))

STAFF = Noun(
    STAFF_KIND,
    "员工",
    "staff member",
    subject="name",
    called=("code", "name"),
    title=("code", "name"),
    listed=("code", "name", "role", "department", "reports_to", "mobile", "email", "city"),
    order=("code", "name", "id"),
    filters=("role", "department", "reports_to", "city"),
    search=("code", "name", "department", "mobile", "email", "remarks"),
)

CUSTOMERS = Noun(
    CUSTOMER_KIND,
    "客户",
    "customer",
    subject="name",
    called=("code", "name"),
    title=("code", "name"),
    listed=("code", "name", "industry", "city", "manager"),
    order=("code",),
    search=(
        *("code", "name", "short_name", "tax_id", "address", "phone", "email", "website"),
        *("business_scope", "product_needs", "tags", "remarks"),
    ),
    unasked=frozenset(("archived", "archived_on", "lost_on", "lost_reason")),
)

CONTACTS = Noun(
    CONTACT_KIND,
    "联系人",
    "contact",
    subject="name",
    called=("name",),
    title=("name", "customer", "customer_name"),
    listed=(
        *("customer", "customer_name", "name", "title", "decision_role"),
        *("mobile", "phone", "email", "is_primary"),
    ),
    order=("customer", "-is_primary", "name", "id"),
    filters=("customer", "decision_role", "title", "department"),
    search=("name", "title", "mobile", "phone", "email", "wechat", "remarks"),
    spelled={"is_primary": "--primary"},
    unasked=NAMED,
)

ORDERS = Noun(
    ORDER_KIND,
    "订单",
    "order",
    subject="customer",
    called=("number",),
    title=("number", "customer", "customer_name", "ordered_on"),
    listed=("number", "customer", "customer_name", "ordered_on", "amount", "lines", "remarks"),
    order=("-ordered_on", "-id"),
    day="ordered_on",
    filters=("customer", "payment_method"),
    search=("number", "remarks"),
    spelled={"ordered_on": "--on"},
    unasked=NAMED
    | {"position", "product_code", "product", "quantity", "unit_price", "amount", "cost"},
)

INTERACTIONS = Noun(
    INTERACTION_KIND,
    "互动",
    "interaction",
    subject="customer",
    called=("code",),
    title=("id", "customer", "customer_name", "occurred_on", "channel", "staff"),
    listed=(
        *("id", "occurred_on", "customer", "customer_name", "channel", "purpose"),
        *("outcome", "staff", "summary"),
    ),
    order=("-occurred_on", "-id"),
    day="occurred_on",
    planned=("outcome", "planned"),
    filters=("customer", "staff", "channel", "purpose", "outcome", "line"),
    search=("summary", "needs", "opinions", "contacts_met", "occasion", "code"),
    spelled={"occurred_on": "--on", "occurred_at": "--at", "summary": "--notes"},
    unasked=NAMED,
    settled=("occurred_at",),
)

SURVEYS = Noun(
    SURVEY_KIND,
    "满意度调查",
    "survey",
    subject="customer",
    called=("code",),
    title=("id", "customer", "customer_name", "answered_on"),
    listed=("id", "answered_on", "customer", "customer_name", "overall", "scale", "nps", "comment"),
    order=("-answered_on", "-id"),
    day="answered_on",
    filters=("customer", "channel", "trigger", "source"),
    search=("comment", "contact", "code"),
    spelled={"answered_on": "--on"},
    unasked=NAMED,
    settled=("scale",),
)

FOLLOW_UPS = Noun(
    FOLLOW_UP_KIND,
    "跟进事项",
    "follow-up",
    subject="customer",
    called=("code",),
    title=("id", "customer", "customer_name", "what"),
    listed=("id", "due_on", "customer", "customer_name", "what", "owner", "done_on", "result"),
    order=("due_on", "id"),
    day="opened_on",
    filters=("customer", "owner"),
    search=("what", "result", "code"),
    spelled={"due_on": "--by"},
    unasked=NAMED,
)

TICKETS = Noun(
    TICKET_KIND,
    "工单",
    "ticket",
    subject="customer",
    called=("code",),
    title=("id", "customer", "customer_name", "what"),
    listed=("id", "kind", "opened_on", "customer", "customer_name", "what", "owner", "resolved_on"),
    order=("opened_on", "id"),
    day="opened_on",
    filters=("customer", "owner", "kind"),
    search=("what", "result", "contact", "code"),
    unasked=NAMED,
)

NOUNS = (STAFF, CUSTOMERS, CONTACTS, ORDERS, INTERACTIONS, SURVEYS, FOLLOW_UPS, TICKETS)
