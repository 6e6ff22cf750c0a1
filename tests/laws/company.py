"""Small companies made to be nasty, and their way into a database: a workbook, imported.

A company is plain: {"staff", "customers", "orders", "interactions", "surveys", "pins"}, each a list
of dicts; customers go by code, staff by name, days are dates, amounts texts.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
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
CHANNELS = [each.value for each in Channel]
LINES = ["phone", "onsite", "executive", "phone-1w", "phone-1m", "onsite-3m", "nonsense"]


def days_around(day: date) -> st.SearchStrategy[date]:
    """Days on and beside the limits the rules draw from `day`, and any others."""
    limits = st.builds(
        lambda months, off: months_from(day, -months) + timedelta(days=off),
        st.sampled_from([0, 1, 2, 3, 6, 9, 12, 24, 27]),
        st.integers(-2, 2),
    )
    ends = st.sampled_from([months_from(date(day.year, 1, 31), -n) for n in range(24)])
    any_day = st.dates(day - timedelta(days=900), day + timedelta(days=40))
    return st.one_of(limits, any_day, ends)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def staffs() -> st.SearchStrategy[list[dict]]:
    """Five people who report to each other any way, in circles too."""
    person = st.fixed_dictionaries(
        {
            "role": st.sampled_from([each.value for each in StaffRole][:4]),
            "reports_to": maybe(st.sampled_from(NAMES)),
        }
    )
    people = st.lists(person, min_size=len(NAMES), max_size=len(NAMES))
    return people.map(
        lambda drawn: [{"name": n, **each} for n, each in zip(NAMES, drawn, strict=True)]
    )


@st.composite
def customers(draw: st.DrawFn, day: date) -> list[dict]:
    days = days_around(day)
    several = []
    for code in CODES[: draw(st.integers(1, len(CODES)))]:
        lost = draw(st.sampled_from([None, None, None, "potential", "prospect", "active", "lost"]))
        several.append(
            {
                "code": code,
                "name": f"客户{code}",
                "manager": draw(maybe(st.sampled_from(NAMES))),
                "consultant": draw(maybe(st.sampled_from(NAMES))),
                "city": draw(st.sampled_from([None, "上海"])),
                "lifecycle_stage": draw(
                    st.none() | maybe(st.sampled_from([each.value for each in LifecycleStage]))
                ),
                "cooperation_stage": lost,
                "lost_on": draw(maybe(days)) if lost == "lost" else None,
                "potential": draw(maybe(st.integers(1, 5))),
                "first_purchase_on": draw(maybe(days)),
                "stated_annual_amount": draw(maybe(st.sampled_from(AMOUNTS[:8]))),
                "stated_annual_orders": draw(maybe(st.sampled_from([0, 2, 3, 9, 10]))),
                **draw(archiving(day)),
            }
        )
    return several


def archiving(day: date) -> st.SearchStrategy[dict]:
    kept = st.just({"archived": False, "archived_on": None})
    gone = st.fixed_dictionaries(
        {"archived": st.just(True), "archived_on": maybe(days_around(day))}
    )
    return st.one_of(kept, kept, kept, gone)


@st.composite
def order_lines(draw: st.DrawFn) -> dict:
    amount = draw(st.sampled_from(AMOUNTS))
    share = draw(st.sampled_from([None, None, "1", "0.5", "2"]))
    cost = None if share is None else str(round(float(amount) * float(share), 2))
    return {"amount": amount, "cost": cost}


@st.composite
def orders(draw: st.DrawFn, day: date, codes: list[str]) -> list[dict]:
    one = st.fixed_dictionaries(
        {
            "customer": st.sampled_from(codes),
            "on": days_around(day),
            "lines": st.lists(order_lines(), min_size=1, max_size=2),
            "turns": st.sampled_from([1, 1, 1, 1, 2, 3, 9, 10]),
        }
    )
    several = []
    for drawn in draw(st.lists(one, max_size=6)):
        several += [{**drawn, "turns": 1} for _turn in range(drawn["turns"])]
    return [{**each, "number": f"SO{turn}"} for turn, each in enumerate(several, 1)]


def interactions(day: date, codes: list[str]) -> st.SearchStrategy[list[dict]]:
    happened = st.fixed_dictionaries(
        {
            "customer": st.sampled_from(codes),
            "on": days_around(day),
            "channel": st.sampled_from(["phone", "onsite", "executive", *CHANNELS]),
            "outcome": st.sampled_from(["completed", "completed", "no_answer", "cancelled"]),
            "staff": maybe(st.sampled_from(NAMES)),
            "line": st.none(),
        }
    )
    agreed = st.fixed_dictionaries(
        {
            "customer": st.sampled_from(codes),
            "on": st.dates(day - timedelta(days=2), day + timedelta(days=60)),
            "channel": st.sampled_from(["phone", "onsite", "executive", "phone", *CHANNELS]),
            "outcome": st.just("planned"),
            "staff": maybe(st.sampled_from(NAMES)),
            "line": maybe(st.sampled_from(LINES)),
        }
    )
    return st.lists(st.one_of(happened, happened, agreed), max_size=12)


def surveys(day: date, codes: list[str]) -> st.SearchStrategy[list[dict]]:
    one = st.fixed_dictionaries(
        {
            "customer": st.sampled_from(codes),
            "on": days_around(day),
            "overall": maybe(st.integers(1, 5)),
            "scale": st.sampled_from([5, 5, 10]),
        }
    )
    return st.lists(one, max_size=5)


@st.composite
def companies(draw: st.DrawFn, day: date) -> Company:
    people = draw(customers(day))
    codes = [each["code"] for each in people]
    return {
        "staff": draw(staffs()),
        "customers": people,
        "orders": draw(orders(day, codes)),
        "interactions": draw(interactions(day, codes)),
        "surveys": draw(surveys(day, codes)),
        "pins": [],
    }


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
