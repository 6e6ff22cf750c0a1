"""Small companies made to be nasty, and their way into a database: a workbook, imported.

A company is plain: {"staff", "customers", "orders", "interactions", "surveys", "pins", "snoozes",
"skips", "cadences"}, each a list of dicts; customers go by code, staff by name, days are dates,
amounts texts. The last four are empty at first: see `scenes.py`.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook

from kam.models.enums import Channel, LifecycleStage, StaffRole
from kam.services.imports.result import Options, SheetResult
from kam.services.imports.taking import Wanted, parse, take
from kam.services.workspace import writing
from kam.sheets.kinds import kind
from tests.builders import a_request
from tests.laws.naive import Company, months_from

DAYS = [
    date(2024, 2, 29),
    date(2025, 1, 31),
    date(2025, 2, 28),
    date(2025, 3, 31),
    date(2025, 5, 30),
    date(2025, 10, 8),
    date(2025, 12, 31),
    date(2026, 2, 23),
]
"""Leap days, month ends, days within and after Chinese holidays."""

NAMES = ["张伟", "王芳", "李娜", "赵强", "陈静"]
CODES = ["C2", "C10", "007", "A-1", "c1"]
AMOUNTS = [
    "50000", "49999.99", "10000", "9999.99", "1000000", "1000000.01", "0.01", "0", "123.45",
    "-10000", "-0.01", "-50000",
]  # fmt: skip
SMALL = ["9999.99", "4000", "123.45", "0.01", "-100"]
CHANNELS = [each.value for each in Channel]
LINES = ["phone", "onsite", "executive", "phone-1w", "phone-1m", "onsite-3m", "nonsense"]


def a_company(random: Random, day: date) -> Company:
    """Five people, five customers, and what happened between them around `day`."""
    customers = [a_customer(random, code, day) for code in CODES]
    orders: list[dict] = []
    interactions: list[dict] = []
    surveys: list[dict] = []
    for code in CODES:
        orders += some_orders(random, code, day)
        interactions += some_interactions(random, code, day)
        surveys += some_surveys(random, code, day)
    random.shuffle(orders)
    random.shuffle(interactions)
    return {
        "staff": [a_person(random, name) for name in NAMES],
        "customers": customers,
        "orders": [{**each, "number": f"SO{turn}"} for turn, each in enumerate(orders, 1)],
        "interactions": interactions,
        "surveys": surveys,
        "pins": [],
        "snoozes": [],
        "skips": [],
        "cadences": [],
    }


def a_day_around(random: Random, day: date) -> date:
    """A day on or beside a limit the rules draw from `day`, a month's end, or any other."""
    match random.randrange(3):
        case 0:
            months = random.choice([0, 1, 2, 3, 6, 9, 12, 24, 27])
            return months_from(day, -months) + timedelta(days=random.randint(-2, 2))
        case 1:
            return months_from(date(day.year, 1, 31), -random.randrange(24))
    return day + timedelta(days=random.randint(-600, 300))


def maybe(random: Random, value: Any, chance: float = 0.5) -> Any:
    return value if random.random() < chance else None


def a_person(random: Random, name: str) -> dict:
    """Anybody may report to anybody, in circles too."""
    return {
        "name": name,
        "role": random.choice([each.value for each in StaffRole][:4]),
        "reports_to": maybe(random, random.choice(NAMES), 0.8),
    }


def a_customer(random: Random, code: str, day: date) -> dict:
    stage = maybe(random, random.choice(["potential", "prospect", "active", "lost"]), 0.4)
    archived = random.random() < 0.15
    return {
        "code": code,
        "name": f"客户{code}",
        "manager": maybe(random, random.choice(NAMES), 0.8),
        "consultant": maybe(random, random.choice(NAMES)),
        "city": maybe(random, "上海"),
        "lifecycle_stage": maybe(random, random.choice(list(LifecycleStage)).value, 0.25),
        "cooperation_stage": stage,
        "lost_on": maybe(random, a_day_around(random, day), 0.8) if stage == "lost" else None,
        "potential": maybe(random, random.randint(1, 5)),
        "first_purchase_on": maybe(random, a_day_around(random, day), 0.3),
        "stated_annual_amount": maybe(random, random.choice(AMOUNTS[:8]), 0.3),
        "stated_annual_orders": maybe(random, random.choice([0, 2, 3, 9, 10]), 0.3),
        "archived": archived,
        "archived_on": maybe(random, a_day_around(random, day), 0.7) if archived else None,
    }


def some_orders(random: Random, code: str, day: date) -> list[dict]:
    """None, a few, or many on one day; small customers and first buyers among them."""
    orders = []
    small = random.random() < 0.6
    for _turn in range(random.choice([0, 1, 1, 2, 3, 6])):
        on = a_day_around(random, day)
        if small:
            on = max(on, day - timedelta(days=random.choice([20, 100, 200, 900])))
        lines = [an_order_line(random, small) for _line in range(random.choice([1, 1, 2]))]
        turns = random.choice([1, 1, 1, 1, 1, 1, 2, 3, 9, 10])
        orders += [{"customer": code, "on": on, "lines": lines} for _turn in range(turns)]
    return orders


def an_order_line(random: Random, small: bool) -> dict:
    amount = random.choice(SMALL if small else AMOUNTS)
    share = maybe(random, random.choice([1, 0.5, 2, 0]))
    return {
        "amount": amount,
        "cost": None if share is None else str(round(float(amount) * share, 2)),
    }


def some_interactions(random: Random, code: str, day: date) -> list[dict]:
    several = []
    for _turn in range(random.choice([0, 2, 4, 8])):
        channel = random.choice(["phone", "phone", "onsite", "onsite", "executive", *CHANNELS])
        on = a_day_around(random, day)
        outcome = random.choice(["completed", "completed", "completed", "no_answer", "cancelled"])
        line = None
        if random.random() < 0.4:
            on = day + timedelta(days=random.randint(-10, 300))
            outcome = random.choice(["completed", "planned", "planned"])
            line = maybe(random, random.choice(LINES), 0.3)
        who = maybe(random, random.choice(NAMES), 0.8)
        several.append(
            {
                "customer": code,
                "on": on,
                "channel": channel,
                "outcome": outcome,
                "staff": who,
                "line": line,
            }
        )
    return several


def some_surveys(random: Random, code: str, day: date) -> list[dict]:
    return [
        {
            "customer": code,
            "on": a_day_around(random, day),
            "overall": maybe(random, random.randint(1, 5), 0.9),
            "scale": random.choice([5, 5, 10]),
        }
        for _turn in range(random.choice([0, 0, 1, 3]))
    ]


# Into a database, through the front: a workbook, parsed and taken.


def sheets(company: Company) -> dict[str, list[dict[str, Any]]]:
    """Kind of sheet -> its rows, by the keys of the sheet's columns."""
    return {
        "staff": company["staff"],
        "customers": [
            {**each, "stated_annual_amount": number(each["stated_annual_amount"])}
            for each in company["customers"]
        ],
        "orders": [
            {
                "number": each["number"],
                "customer": each["customer"],
                "ordered_on": each["on"],
                "delivered_on": each.get("delivered_on"),
                "amount": number(line["amount"]),
                "cost": number(line["cost"]),
            }
            for each in company["orders"]
            for line in each["lines"]
        ],
        "interactions": [
            {
                "customer": each["customer"],
                "occurred_on": each["on"],
                "channel": each["channel"],
                "outcome": each["outcome"],
                "staff": each["staff"],
                "line": each["line"],
            }
            for each in company["interactions"]
        ],
        "surveys": [
            {
                "customer": each["customer"],
                "answered_on": each["on"],
                "overall": each["overall"],
                "scale": each["scale"],
                "nps": each.get("nps"),
                "source": each.get("source"),
                "product": each.get("product"),
                "comment": "ok",
            }
            for each in company["surveys"]
        ],
    }


def number(text: str | None) -> float | None:
    return None if text is None else float(text)


def write_workbook(path: Path, rows: dict[str, list[dict[str, Any]]]) -> Path:
    """A workbook with kam's own English headers."""
    book = Workbook(write_only=True)
    for name, records in rows.items():
        if records:
            sheet = book.create_sheet(kind(name).en)
            keys = list(records[0])
            sheet.append([kind(name).by_key[key].en for key in keys])
            for record in records:
                sheet.append([as_cell(record[key]) for key in keys])
    book.save(path)
    return path


def as_cell(value: Any) -> Any:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


class Quiet:
    """Nobody watches."""

    def stage(self, name: str, total: int | None = None) -> None: ...

    def advance(self, rows: int) -> None: ...


def import_files(db: str, files: Iterable[Path], **options: Any) -> list[SheetResult]:
    """Take the workbooks in, as `kam import` does."""
    parsed, _passed_over = parse(list(files), Wanted(), Quiet())
    as_of = options.pop("as_of", None)
    with writing(a_request(db, as_of=as_of)) as desk:
        return take(desk, parsed, Options(**options), Quiet())


def bring_in(company: Company, folder: Path) -> str:
    """The path of a new database that holds the company."""
    book = write_workbook(folder / "company.xlsx", sheets(company))
    results = import_files(str(folder / "kam.db"), [book])
    refused = [problem for result in results for _row, problem in result.problems]
    assert not refused, f"the company's workbook was not taken whole: {refused}"
    return str(folder / "kam.db")
