"""Records with defaults, written as kam writes them: through the ledger.

    with one_operation(db) as ledger:
        customer = a_customer(ledger, name="华东精工")
        an_order(ledger, customer, amount="60000", on=date(2025, 6, 1))

Each builder gives the id of what it wrote and takes any field of the record by name.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import Connection

from kam.models.base import Record
from kam.models.contacts import Contact
from kam.models.customers import Customer
from kam.models.followups import FollowUp
from kam.models.interactions import Interaction
from kam.models.names import name_key
from kam.models.orders import Order, OrderLine
from kam.models.staff import Staff, StandIn
from kam.models.surveys import Survey, SurveyScore
from kam.models.tickets import Ticket
from kam.models.tiers import Judgement, Pin
from kam.models.visits import OwnCadence, Skip, Snooze
from kam.policy.load import default_text
from kam.services.workspace import Request
from kam.store import engine, policies
from kam.store.ledger import Ledger

NOW = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
TODAY = date(2026, 1, 5)
_numbers = count(1)

Money = Decimal | int | str


def seed(connection: Connection) -> None:
    """What every new database begins with."""
    policies.begin(connection, default_text(), NOW)


def a_request(db: str, **fields: Any) -> Request:
    """What the command line would know; `fields` as in Request."""
    return Request(**{"db": db, "now": NOW, "actor": "tester", "command": "kam test"} | fields)


@contextmanager
def one_operation(db: str, *, keep: bool = True, at: datetime = NOW) -> Iterator[Ledger]:
    """A ledger whose writes are one operation, kept when the block ends well."""
    with engine.writing(db, seed, keep=keep) as connection:
        ledger = Ledger(connection, at=at, actor="tester", command="kam test")
        yield ledger
        ledger.finish()


def state(db: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every table with its rows as they lie in the file, all but the history of operations."""
    with engine.reading(db) as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        tables = sorted(set(names.scalars()) - {"operations", "changes"})
        return {name: _rows(connection, name) for name in tables}


def _rows(connection: Connection, table: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY 1"))]


def a_customer(ledger: Ledger, *, tier: str | None = None, **fields: Any) -> int:
    """A customer; with `tier` also the judgement that gave it, as of `tier_since`."""
    since = fields.pop("tier_since", date(2025, 1, 1))
    number = next(_numbers)
    values = {"code": f"C{number:04}", "name": f"客户{number}"} | fields
    customer = _one(ledger, Customer, {"name_key": name_key(values["name"])} | values)
    if tier is not None:
        a_judgement(ledger, customer, value=tier, as_of=since)
    return customer


def a_contact(ledger: Ledger, customer: int, **fields: Any) -> int:
    return _one(ledger, Contact, {"customer_id": customer, "name": "李娜"} | fields)


def a_staff_member(ledger: Ledger, name: str = "张伟", **fields: Any) -> int:
    return _one(ledger, Staff, {"name": name, "role": "account_manager"} | fields)


def an_order(
    ledger: Ledger,
    customer: int,
    *,
    amount: Money = 100,
    on: date = date(2025, 12, 1),
    lines: Sequence[Mapping[str, Any]] = (),
    **fields: Any,
) -> int:
    """An order of one line over `amount`, or of the given lines."""
    parts = [dict(line) for line in lines] or [{"amount": Decimal(amount)}]
    costed = [line for line in parts if line.get("cost") is not None]
    values = {
        "number": f"SO{next(_numbers):05}",
        "customer_id": customer,
        "ordered_on": on,
        "amount": sum(line["amount"] for line in parts),
        "profit": sum(line["amount"] - line["cost"] for line in costed) if costed else None,
    }
    order = _one(ledger, Order, values | fields)
    numbered = [{"order_id": order, "position": n} | line for n, line in enumerate(parts, 1)]
    ledger.create(OrderLine, numbered)
    return order


def an_interaction(
    ledger: Ledger,
    customer: int,
    *,
    channel: str = "phone",
    on: date = date(2025, 12, 1),
    **fields: Any,
) -> int:
    values = {"customer_id": customer, "channel": channel, "occurred_on": on}
    return _one(ledger, Interaction, values | {"outcome": "completed"} | fields)


def a_survey(
    ledger: Ledger,
    customer: int,
    *,
    overall: Money | None = 5,
    on: date = date(2025, 12, 1),
    scores: Mapping[str, Money] | None = None,
    **fields: Any,
) -> int:
    """A survey on the scale of 5; `scores` by dimension."""
    values = {
        "customer_id": customer,
        "answered_on": on,
        "overall": None if overall is None else Decimal(overall),
    }
    survey = _one(ledger, Survey, values | fields)
    ledger.create(
        SurveyScore,
        [
            {"survey_id": survey, "dimension": dimension, "score": Decimal(score)}
            for dimension, score in (scores or {}).items()
        ],
    )
    return survey


def a_judgement(
    ledger: Ledger,
    customer: int,
    *,
    scheme: str = "tier",
    value: str | None = "general",
    as_of: date = date(2025, 1, 1),
    **fields: Any,
) -> int:
    values = {"customer_id": customer, "scheme": scheme, "value": value, "as_of": as_of}
    return _one(ledger, Judgement, values | {"policy_version": 1, "reasons": []} | fields)


def a_pin(
    ledger: Ledger, customer: int, *, value: str = "important", since: date = TODAY, **fields: Any
) -> int:
    values = {"customer_id": customer, "scheme": "tier", "value": value, "since": since}
    return _one(ledger, Pin, values | {"reason": "老朋友", "pinned_by": "tester"} | fields)


_WHY = {"reason": "客户要求", "set_by": "tester"}


def a_snooze(
    ledger: Ledger, customer: int, *, line: str = "phone", until: date, since: date = TODAY
) -> int:
    values = {"customer_id": customer, "line": line, "since": since, "until": until}
    return _one(ledger, Snooze, values | _WHY)


def a_skip(
    ledger: Ledger, customer: int, *, line: str = "phone", due_on: date, on: date = TODAY
) -> int:
    values = {"customer_id": customer, "line": line, "due_on": due_on, "skipped_on": on}
    return _one(ledger, Skip, values | _WHY)


def an_own_cadence(
    ledger: Ledger,
    customer: int,
    *,
    line: str = "phone",
    every: str = "14 days",
    since: date = TODAY,
    **fields: Any,
) -> int:
    values = {"customer_id": customer, "line": line, "every": every, "since": since}
    return _one(ledger, OwnCadence, values | _WHY | fields)


def a_stand_in(ledger: Ledger, absent: int, by: int, *, since: date, until: date) -> int:
    values = {"staff_id": absent, "by_id": by, "since": since, "until": until}
    return _one(ledger, StandIn, values)


def a_follow_up(
    ledger: Ledger, customer: int, *, what: str = "寄报价单", due_on: date = TODAY, **fields: Any
) -> int:
    values = {"customer_id": customer, "what": what, "due_on": due_on, "opened_on": TODAY}
    return _one(ledger, FollowUp, values | fields)


def a_ticket(
    ledger: Ledger, customer: int, *, kind: str = "complaint", what: str = "包装破损", **fields: Any
) -> int:
    values = {"customer_id": customer, "kind": kind, "what": what, "opened_on": TODAY}
    return _one(ledger, Ticket, values | fields)


def _one(ledger: Ledger, model: type[Record], values: Mapping[str, Any]) -> int:
    return ledger.create(model, [values])[0]
