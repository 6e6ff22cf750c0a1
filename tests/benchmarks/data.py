"""A large company made from a seed: the same database every time, whatever the machine.

Amounts, dates and channels are spread as in trade: a few customers buy for most of the money,
most contacts are calls and messages, some customers are lost, archived or have never bought.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from kam.models.contacts import Contact
from kam.models.customers import Customer
from kam.models.interactions import Interaction
from kam.models.names import name_key
from kam.models.orders import Order, OrderLine
from kam.models.staff import Staff
from kam.models.surveys import Survey
from kam.services.tiers import recompute
from kam.services.workspace import Request, writing
from kam.store.ledger import Ledger

AS_OF = date(2026, 6, 30)
NOW = datetime(2026, 6, 30, 1, 0, tzinfo=UTC)
JUDGED_ON = (date(2025, 6, 30), date(2025, 12, 31), AS_OF)
"""The days the customers were judged on, one after the other."""

SEED = 20260630
MANAGERS, DEPARTMENTS, CONSULTANTS = 50, 5, 10
CUSTOMERS, SURVEYS = 100_000, 100_000
ORDERS = INTERACTIONS = 1_000_000

_DAYS = [AS_OF - timedelta(days=n) for n in range(3 * 365)]
_SOON = [AS_OF + timedelta(days=n) for n in range(30)]
_CHANNELS = {
    "phone": 45,
    "message": 25,
    "onsite": 15,
    "email": 5,
    "video": 3,
    "meeting": 3,
    "executive": 2,
    "event": 2,
}
_OUTCOMES = {"completed": 91, "no_answer": 5, "cancelled": 3, "planned": 1}
_PLACES = ("苏州", "无锡", "上海", "杭州", "宁波", "南京", "常州", "合肥")
_TRADES = ("精密机械", "自动化", "模具", "电子", "化工设备", "轴承", "液压", "仪表")
_STAGES = ("introduction", "growth", "maturity", "decline")


def build(path: Path, scale: float = 1.0) -> None:
    """Make the database at `path` and judge everybody; `scale` 0.01 makes a hundredth of it."""
    random = Random(SEED)
    with writing(Request(str(path), NOW, "benchmark", command="build")) as desk:
        staff = _staff(desk.ledger)
        customers = _customers(desk.ledger, random, staff, int(CUSTOMERS * scale))
        _contacts(desk.ledger, random, customers)
        buyers = [one for n, one in enumerate(customers) if n % 20]
        _orders(desk.ledger, random, buyers, int(ORDERS * scale))
        _surveys(desk.ledger, random, buyers, int(SURVEYS * scale))
        _interactions(desk.ledger, random, customers, staff, int(INTERACTIONS * scale))
    for day in JUDGED_ON:
        with writing(Request(str(path), NOW, "benchmark", day, command="judge")) as desk:
            recompute(desk)


def _staff(ledger: Ledger) -> dict[str, range]:
    """The ids of managers and consultants; they report to departments, those to one executive."""
    [top] = ledger.create(Staff, [{"code": "E1", "name": "周总", "role": "executive"}])
    leaders = [
        {"code": f"D{n}", "name": f"部门{n}", "role": "department_manager", "reports_to_id": top}
        for n in range(1, DEPARTMENTS + 1)
    ]
    heads = ledger.create(Staff, leaders)
    managers = [
        {
            "code": f"M{n:02}",
            "name": f"经理{n:02}",
            "role": "account_manager",
            "reports_to_id": heads[n % DEPARTMENTS],
        }
        for n in range(1, MANAGERS + 1)
    ]
    consultants = [
        {"code": f"S{n:02}", "name": f"顾问{n:02}", "role": "sales_consultant"}
        for n in range(1, CONSULTANTS + 1)
    ]
    return {
        "executive": range(top, top + 1),
        "managers": ledger.create(Staff, managers),
        "consultants": ledger.create(Staff, consultants),
    }


def _customers(ledger: Ledger, random: Random, staff: dict[str, range], count: int) -> range:
    names = [
        f"{random.choice(_PLACES)}{n:06}{random.choice(_TRADES)}有限公司" for n in range(count)
    ]
    archived = [n % 100 == 7 for n in range(count)]
    stated = [n % 40 == 0 for n in range(count)]
    columns: dict[str, Sequence[Any]] = {
        "code": [f"C{n:06}" for n in range(count)],
        "code_stated": [True] * count,
        "name": names,
        "name_key": [name_key(name) for name in names],
        "city": [name[:2] for name in names],
        "phone": [f"0512-{60000000 + n}" for n in range(count)],
        "lifecycle_stage": [
            random.choice(_STAGES) if random.random() < 0.3 else None for _ in names
        ],
        "cooperation_stage": ["lost" if n % 50 == 3 else None for n in range(count)],
        "lost_on": [random.choice(_DAYS) if n % 50 == 3 else None for n in range(count)],
        "potential": [random.randint(1, 5) if random.random() < 0.4 else None for _ in names],
        "manager_id": [staff["managers"][n % MANAGERS] for n in range(count)],
        "consultant_id": [
            random.choice(staff["consultants"]) if random.random() < 0.1 else None for _ in names
        ],
        "stated_annual_amount": [
            Decimal(random.randint(1, 200_000)) if said else None for said in stated
        ],
        "archived": archived,
        "archived_on": [random.choice(_DAYS) if gone else None for gone in archived],
    }
    return ledger.create_columns(Customer, columns)


def _contacts(ledger: Ledger, random: Random, customers: range) -> None:
    columns: dict[str, Sequence[Any]] = {
        "customer_id": customers,
        "name": [f"联系人{n}" for n in customers],
        "mobile": [f"138{n:08}" if random.random() < 0.9 else None for n in customers],
        "is_primary": [True] * len(customers),
    }
    ledger.create_columns(Contact, columns)


def _orders(ledger: Ledger, random: Random, customers: Sequence[int], count: int) -> None:
    weights = list(accumulate(random.lognormvariate(0, 1) for _ in customers))
    amounts = [Decimal(int(random.lognormvariate(8.2, 1.2) * 100)) / 100 for _ in range(50_000)]
    amounts = [-one if n % 25 == 0 else one for n, one in enumerate(amounts)]
    sold = random.choices(amounts, k=count)
    profits = {
        amount: None if n % 10 < 3 else (amount * (n % 30) / 100).quantize(Decimal("0.01"))
        for n, amount in enumerate(amounts)
    }
    columns: dict[str, Sequence[Any]] = {
        "number": [f"SO{n:07}" for n in range(count)],
        "number_stated": [True] * count,
        "customer_id": random.choices(customers, cum_weights=weights, k=count),
        "ordered_on": random.choices(_DAYS, k=count),
        "amount": sold,
        "profit": [profits[amount] for amount in sold],
    }
    orders = ledger.create_columns(Order, columns)
    lines: dict[str, Sequence[Any]] = {
        "order_id": orders,
        "position": [1] * count,
        "product": ["轴承"] * count,
        "amount": sold,
        "cost": [
            None if profit is None else amount - profit
            for amount, profit in zip(sold, columns["profit"], strict=True)
        ],
    }
    ledger.create_columns(OrderLine, lines)


def _surveys(ledger: Ledger, random: Random, customers: Sequence[int], count: int) -> None:
    scales = [10 if n % 10 == 0 else 5 for n in range(count)]
    columns: dict[str, Sequence[Any]] = {
        "customer_id": random.choices(customers, k=count),
        "answered_on": random.choices(_DAYS, k=count),
        "overall": [Decimal(random.randint(1, scale)) for scale in scales],
        "scale": scales,
        "comment": ["交期满意"] * count,
    }
    ledger.create_columns(Survey, columns)


def _interactions(
    ledger: Ledger, random: Random, customers: range, staff: dict[str, range], count: int
) -> None:
    whose = random.choices(customers, k=count)
    outcomes = random.choices(list(_OUTCOMES), list(_OUTCOMES.values()), k=count)
    executive, first = staff["executive"][0], customers[0]
    columns: dict[str, Sequence[Any]] = {
        "customer_id": whose,
        "occurred_on": [random.choice(_SOON if o == "planned" else _DAYS) for o in outcomes],
        "channel": random.choices(list(_CHANNELS), list(_CHANNELS.values()), k=count),
        "outcome": outcomes,
        "staff_id": [
            executive if random.random() < 0.02 else staff["managers"][(one - first) % MANAGERS]
            for one in whose
        ],
        "summary": ["确认用量，交期满意"] * count,
    }
    ledger.create_columns(Interaction, columns)
