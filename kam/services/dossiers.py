"""Everything a brief tells of some customers, fetched for all of them at once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from kam.agenda.facts import DueLine
from kam.agenda.purpose import OwnRhythm, Purpose
from kam.models.enums import Area, FollowUpState, Outcome, Scheme
from kam.models.interactions import Interaction
from kam.models.orders import Order
from kam.models.surveys import Survey
from kam.policy.schema import Policy
from kam.rules.figures import annual_window, quarter_bounds
from kam.rules.judging import Explained, Judged
from kam.services import arrangements as arranged
from kam.services import followups
from kam.services.explain import explained
from kam.services.nouns import CONTACTS, CUSTOMERS, INTERACTIONS, ORDERS, SURVEYS
from kam.services.records import Row, rows
from kam.services.tickets import SETTLED, as_seen
from kam.services.workspace import Workspace
from kam.store import arrangements, exports, purchases
from kam.store.among import Among, these
from kam.store.followups import promised
from kam.store.latest import latest
from kam.store.purchases import Product
from kam.store.records import Where, Wheres
from kam.store.tickets import opened
from kam.workdays import Every, add, subtract

Lines = Mapping[int, Sequence[DueLine]]
"""Customer -> the lines to be met, the most urgent first."""
By = dict[int, list[Row]]
"""Customer -> rows."""

LAST = 5
"""Orders, and contacts we had, that are told of."""
QUARTERS = 4
_ONE_DAY = Every(days=1)
_NEWEST = ("-occurred_on", "-id")


class Quarter(NamedTuple):
    """The purchases of one quarter: the days `since` to `until`, both included."""

    since: date
    until: date
    amount: Decimal
    orders: int
    change: Decimal | None
    """Against the quarter before, as a fraction; None where nothing was bought then."""


class Dossier(NamedTuple):
    """One customer on the desk's day; rows have the keys of their nouns' lists."""

    told: Explained
    record: Row
    purposes: list[Purpose]
    last_contact_on: date | None
    contacts: list[Row]
    """Those still there, the one to call first."""
    orders: list[Row]
    quarters: list[Quarter]
    """The oldest first."""
    order_days: list[date]
    """The days with a positive order in two years, in order."""
    products: list[Product]
    """Of the last two years, the greatest amount of the last first."""
    visits: list[Row]
    """The last completed contacts, newest first."""
    said: list[Row]
    """The completed contacts of late in which a need or an opinion was told, newest first."""
    follow_ups: list[Row]
    """All promised by the day, as they stood on it, those done too."""
    tickets: list[Row]
    """Those opened by the day, as they stood on it."""
    appointments: list[Row]
    survey: Row | None

    def open_follow_ups(self) -> list[Row]:
        """Those that are not done on the day."""
        return [row for row in self.follow_ups if row["state"] is not FollowUpState.done]

    def open_tickets(self) -> list[Row]:
        """Those that are not resolved on the day."""
        return [row for row in self.tickets if row["state"] not in SETTLED]

    def no_longer_bought(self) -> list[Product]:
        """What was bought in the year before and not in the last, the greatest amount first."""
        lost = [each for each in self.products if each.bought_before and not each.orders]
        return sorted(lost, key=lambda each: -(each.bought_before or 0))


def dossiers(desk: Workspace, judged: Judged, lines: Lines) -> list[Dossier]:
    """The dossiers of the customers with these lines, a chunk of them at most."""
    wanted = these(list(lines))
    told = explained(desk, judged, list(lines))
    purposes = _purposes(desk, lines, told, wanted)
    records = {row["id"]: row for row in rows(desk, CUSTOMERS, [Where(("id",), "in", wanted)])}
    contacted = exports.last_interactions(desk.connection, desk.as_of, wanted)
    people, orders = _people(desk, wanted), _orders(desk, wanted)
    quarters = _quarters(desk, list(lines), wanted)
    days, products = _order_days(desk, wanted), _products(desk, wanted)
    visits, said, ahead = _visits(desk, wanted), _said(desk, wanted), _appointments(desk, wanted)
    follow_ups, surveys = _follow_ups(desk, wanted), _surveys(desk, wanted)
    tickets = _tickets(desk, wanted)
    return [
        Dossier(
            *(one, records[id_], purposes[id_], contacted.get(id_)),
            *(people.get(id_, []), orders.get(id_, []), quarters[id_], days.get(id_, [])),
            *(products.get(id_, []), visits.get(id_, []), said.get(id_, [])),
            *(follow_ups.get(id_, []), tickets.get(id_, []), ahead.get(id_, [])),
            next(iter(surveys.get(id_, ())), None),
        )
        for one in told
        for id_ in [one.subject.id]
    ]


def _by_customer(found: Iterable[Row]) -> By:
    grouped: By = {}
    for row in found:
        grouped.setdefault(row["customer_id"], []).append(row)
    return grouped


def _of(wanted: Among, *more: Any) -> Wheres:
    return [Where(("customer_id",), "in", wanted), *more]


def _purposes(
    desk: Workspace, lines: Lines, told: Iterable[Explained], wanted: Among
) -> dict[int, list[Purpose]]:
    own, policy = own_rhythms(desk, wanted), desk.policy
    since = {
        one.subject.id: tier.since
        for one in told
        if (tier := one.kept.get(Scheme.tier)) is not None
    }
    return {
        customer: [
            Purpose(
                *(line, _asked(policy, line), since.get(customer)),
                own.get((customer, line.line)),
            )
            for line in asked
        ]
        for customer, asked in lines.items()
    }


def _asked(policy: Policy, line: DueLine) -> Any:
    """The line as the policy has it."""
    return next(each for each in policy.visits.lines_of(line.tier) if each.name == line.line)


def own_rhythms(desk: Workspace, wanted: Among) -> dict[tuple[int, str], OwnRhythm]:
    """(customer, line) -> the customer's own cadence that holds on the desk's day."""
    found: dict[tuple[int, str], OwnRhythm] = {}
    for row in arrangements.cadences(desk.connection, desk.as_of, wanted):
        steps = arranged.rhythm(row, desk.as_of)
        if steps and steps[-1].every is not None:
            own = OwnRhythm(row.every, row.since, row.until, row.reason)
            found[row.customer_id, row.line] = own
        elif steps:
            found.pop((row.customer_id, row.line), None)
    return found


def _people(desk: Workspace, wanted: Among) -> By:
    still_there = (
        Where(("left_on",), "=", None),
        Where(("left_on",), ">=", add(desk.as_of, _ONE_DAY)),
    )
    order = ("-is_primary", "id")
    return _by_customer(rows(desk, CONTACTS, _of(wanted, still_there), order))


def _orders(desk: Workspace, wanted: Among) -> By:
    last = latest(Order, "ordered_on", wanted, desk.as_of, LAST)
    return _by_customer(rows(desk, ORDERS, [Where(("id",), "in", last)], ("-ordered_on", "-id")))


def _quarters(
    desk: Workspace, customer_ids: Iterable[int], wanted: Among
) -> dict[int, list[Quarter]]:
    """Customer -> his last quarters, oldest first; the first is compared with one before it."""
    ends = quarter_bounds(desk.as_of, desk.policy, QUARTERS + 1)
    bought = purchases.quarters(desk.connection, wanted, ends)
    nothing = (Decimal(0), 0)
    found = {}
    for customer in customer_ids:
        sums = [bought.get((customer, k), nothing) for k in range(QUARTERS + 1)]
        found[customer] = [
            Quarter(add(ends[k + 1], _ONE_DAY), ends[k], *now, _change(before[0], now[0]))
            for k, (now, before) in enumerate(pairwise(sums))
        ][::-1]
    return found


def _change(before: Decimal, now: Decimal) -> Decimal | None:
    return None if before <= 0 else (now / before - 1).quantize(Decimal("0.0001"))


def _two_years(desk: Workspace) -> tuple[date, date, date]:
    """The day before the year before, the day before the year, and the day itself."""
    after, until = annual_window(desk.as_of, desk.policy)
    return subtract(after, desk.policy.annual_window), after, until


def _order_days(desk: Workspace, wanted: Among) -> dict[int, list[date]]:
    before, _after, until = _two_years(desk)
    return purchases.order_days(desk.connection, wanted, before, until)


def _products(desk: Workspace, wanted: Among) -> dict[int, list[Product]]:
    return purchases.products(desk.connection, wanted, *_two_years(desk))


def _visits(desk: Workspace, wanted: Among) -> By:
    done = {"outcome": Outcome.completed.value}
    last = latest(Interaction, "occurred_on", wanted, desk.as_of, LAST, **done)
    return _by_customer(rows(desk, INTERACTIONS, [Where(("id",), "in", last)], _NEWEST))


def _said(desk: Workspace, wanted: Among) -> By:
    after = subtract(desk.as_of, desk.policy.visits.brief.said_within)
    lately = (
        Where(("outcome",), "=", Outcome.completed.value),
        Where(("occurred_on",), ">=", add(after, _ONE_DAY)),
        Where(("occurred_on",), "<=", desk.as_of),
    )
    found = rows(desk, INTERACTIONS, _of(wanted, *lately), _NEWEST)
    return _by_customer(row for row in found if row[Area.needs] or row[Area.opinions])


def _appointments(desk: Workspace, wanted: Among) -> By:
    ahead = (
        Where(("outcome",), "=", Outcome.planned.value),
        Where(("occurred_on",), ">=", desk.as_of),
    )
    order = ("occurred_on", "occurred_at", "id")
    return _by_customer(rows(desk, INTERACTIONS, _of(wanted, *ahead), order))


def _follow_ups(desk: Workspace, wanted: Among) -> By:
    found = promised(desk.connection, desk.as_of, wanted=wanted)
    return _by_customer(followups.as_seen(row._asdict(), desk.as_of) for row in found)


def _tickets(desk: Workspace, wanted: Among) -> By:
    found = opened(desk.connection, desk.as_of, wanted=wanted)
    return _by_customer(as_seen(row._asdict(), desk.as_of) for row in found)


def _surveys(desk: Workspace, wanted: Among) -> By:
    last = latest(Survey, "answered_on", wanted, desk.as_of, 1)
    return _by_customer(rows(desk, SURVEYS, [Where(("id",), "in", last)]))
