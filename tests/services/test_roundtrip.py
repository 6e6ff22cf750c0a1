"""The law of giving out: what is exported and imported again changes nothing.

Records are generated from the sheets' own descriptions, so that a new column is tried as well.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam import i18n
from kam.cli.progress import Silent
from kam.models.base import Record
from kam.models.contacts import Contact
from kam.models.customers import Customer
from kam.models.interactions import Interaction
from kam.models.names import name_key
from kam.models.orders import Order, OrderLine
from kam.models.staff import Staff
from kam.models.surveys import Survey, SurveyScore
from kam.services import exports
from kam.services.imports.result import Options, SheetResult
from kam.services.imports.taking import Wanted, parse, take
from kam.services.workspace import reading, writing
from kam.sheets.columns import Column
from kam.sheets.kinds import KINDS, kind, written
from kam.sheets.terms import read_people, read_tags
from kam.sheets.texts import as_written, read_code, read_name, read_text
from kam.store.ledger import Ledger
from tests.builders import a_request, one_operation, state

Rows = list[dict[str, Any]]

WILD = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
PLAIN = st.sampled_from(
    ["甲", "=1+1", "+86 138", "-", "007", "@x", "a\nb", '="9"', "是", "无", "1"]
)
TEXT = (PLAIN | WILD).map(read_text).filter(bool)

OWN = st.dictionaries(st.sampled_from(["我的列", "备注", "等级"]), TEXT.map(as_written), min_size=1)
"""What the users' own columns hold; their headers may be ones that kam knows."""


def readable(read: Any) -> st.SearchStrategy[str]:
    """Texts as this reader leaves them."""

    def kept(text: str) -> str | None:
        try:
            return read(text)
        except ValueError:
            return None

    return (PLAIN | WILD).map(kept).filter(bool)


def decimals(places: int, most: int) -> st.SearchStrategy[Decimal]:
    limit = 10**most
    return st.decimals(-limit, limit, places=places, allow_nan=False).map(lambda d: d + 0)


BY_READER: Mapping[str, st.SearchStrategy[Any]] = {
    "text": TEXT,
    "name": readable(read_name),
    "code": readable(read_code),
    "phone": readable(read_code),
    "tags": readable(read_tags),
    "money": decimals(2, 14),
    "price": decimals(6, 11),
    "quantity": decimals(6, 11),
    "integer": st.integers(1, 5),
    "score": st.sampled_from([Decimal(n) / 2 for n in range(2, 11)]),
    "date": st.dates(date(1900, 1, 1), date(2200, 12, 31)),
    "moment": st.dates(date(1900, 1, 1), date(2200, 12, 31)),
    "time": st.times().map(lambda at: at.replace(microsecond=0, tzinfo=None)),
    "boolean": st.booleans(),
}


_ADDRESSES = [
    *("zhang@example.com", "mailto://wang:pw@qq.com", "wecombot://one", "wecombot://two"),
    *("json://localhost:8080/key", "mailtos://a:b@h.cn?to=x@h.cn,y@h.cn", "企业微信"),
]
ADDRESSES = st.builds(
    lambda apart, each: apart.join(each),
    st.sampled_from([", ", "；", "\n", " "]),
    st.lists(st.sampled_from(_ADDRESSES), min_size=1),
)
BY_KEY = {
    "scale": st.sampled_from([5, 10, 100]),
    "nps": st.integers(0, 10),
    "notify": ADDRESSES | TEXT,
}


def value(column: Column) -> Any:
    if column.words is not None:
        return st.sampled_from([member.value for member in column.words])
    return BY_KEY.get(column.key, BY_READER.get(column.reader.name))


def fields(name: str, model: type[Record]) -> st.SearchStrategy[dict[str, Any]]:
    """The fields of a record that its sheet has, some of them blank."""
    stored = {
        column.key: value(column)
        for column in written(kind(name))
        if column.key in model.model_fields
    }
    sure = {"name", "number", "ordered_on", "occurred_on", "answered_on", "channel", "amount"}
    sure |= {"archived", "is_primary", "scale", "outcome", "position"}
    blank = {key: st.none() | one for key, one in stored.items() if key not in sure}
    return st.fixed_dictionaries({**stored, **blank})


@st.composite
def companies(draw: Any) -> dict[str, Rows]:
    """Records of every kind; people and customers are named by their place in the list."""
    customers = draw(st.lists(fields("customers", Customer), min_size=1, max_size=4))
    staff = draw(st.lists(fields("staff", Staff), min_size=1, max_size=3))
    whose = st.integers(0, len(customers) - 1)
    who = st.none() | st.integers(0, len(staff) - 1)
    for customer in customers:
        customer |= {"manager_id": draw(who), "consultant_id": draw(who)}
        customer["extra"] = draw(st.none() | OWN)
    parts = {
        "orders": st.lists(fields("orders", OrderLine), min_size=1, max_size=3),
        "surveys": st.dictionaries(st.sampled_from(["product", "price"]), BY_READER["score"]),
    }
    found = {"staff": staff, "customers": customers}
    models = (("contacts", Contact), ("orders", Order), ("interactions", Interaction))
    for name, model in (*models, ("surveys", Survey)):
        records = draw(st.lists(fields(name, model), max_size=4))
        for record in records:
            record["customer_id"] = draw(whose)
            record["parts"] = draw(parts.get(name, st.none()))
            if name == "interactions":
                record["staff_id"] = draw(who)
        found[name] = records
    return found


def keep(ledger: Ledger, company: dict[str, Rows]) -> None:
    """Write the company; names and codes that must differ are made to."""
    people = []
    for n, one in enumerate(company["staff"]):
        name = f"{one['name']}{n}"
        nameable = read_people(name) == (name, ())  # a comma in a name: only the code tells
        code = f"E-00{n}" if one["code"] or not nameable else None
        boss = people[0] if people else None
        record = one | {"code": code, "name": name, "reports_to_id": boss}
        people += ledger.create(Staff, [record])
    customers = []
    for n, one in enumerate(company["customers"]):
        record = one | {"code": f"{one['code'] or 'K'}{n}", "name_key": name_key(one["name"])}
        record |= {key: pick(people, one[key]) for key in ("manager_id", "consultant_id")}
        customers += ledger.create(Customer, [record])
    for name, model in (("contacts", Contact), ("interactions", Interaction)):
        known: set[Any] = set()
        for n, one in enumerate(company[name]):
            record = one | {"customer_id": customers[one["customer_id"]]}
            del record["parts"]
            if name == "contacts":
                record["name"] = f"{one['name']}{n}"
                record["is_primary"] = one["is_primary"] and record["customer_id"] not in known
                known |= {record["customer_id"]} if record["is_primary"] else set()
            else:
                record["code"] = f"{one['code']}{n}" if one["code"] else None
                record["staff_id"] = pick(people, one["staff_id"])
            ledger.create(model, [record])
    for n, one in enumerate(company["orders"]):
        keep_order(ledger, one | {"number": f"{one['number']}{n}"}, customers)
    for n, one in enumerate(company["surveys"]):
        record = one | {"customer_id": customers[one["customer_id"]]}
        record["code"] = f"{one['code']}{n}" if one["code"] else None
        scores = record.pop("parts")
        (survey,) = ledger.create(Survey, [record])
        rows = [{"survey_id": survey, "dimension": d, "score": s} for d, s in scores.items()]
        ledger.create(SurveyScore, rows)


def keep_order(ledger: Ledger, order: dict[str, Any], customers: list[int]) -> None:
    lines = order.pop("parts")
    for line in lines:
        if line["cost"] is not None:
            line["cost"] = abs(line["cost"]) * (-1 if line["amount"] < 0 else 1)
    gains = [line["amount"] - line["cost"] for line in lines if line["cost"] is not None]
    order["customer_id"] = customers[order["customer_id"]]
    order["amount"] = sum(line["amount"] for line in lines)
    order["profit"] = sum(gains) if gains else None
    (order_id,) = ledger.create(Order, [order])
    ledger.create(
        OrderLine,
        [line | {"order_id": order_id, "position": n} for n, line in enumerate(lines, 1)],
    )


def pick(people: list[int], place: int | None) -> int | None:
    return None if place is None else people[place]


def given_out(db: Path, path: Path, *kinds: str) -> Path:
    wish = exports.Wish(tuple(kind(name) for name in kinds))
    with reading(a_request(str(db))) as desk:
        (job,) = exports.jobs(desk, wish, path)
        exports.write(desk, job, path, lambda rows: None)
    return path


def taken_in(db: Path, *files: Path) -> list[SheetResult]:
    parsed, _passed_over = parse(files, Wanted(), Silent())
    with writing(a_request(str(db))) as desk:
        return take(desk, parsed, Options(details=True), Silent())


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@given(company=companies())
def test_an_exported_workbook_imported_again_changes_nothing(
    language: str, company: dict[str, Rows]
) -> None:
    i18n.use(language)
    with TemporaryDirectory() as folder:
        db = Path(folder) / "kam.db"
        with one_operation(str(db)) as ledger:
            keep(ledger, company)
        before = state(str(db))
        results = taken_in(db, given_out(db, Path(folder) / "all.xlsx"))
        assert [each.differences for each in results if each.differences] == []
        assert [problem for each in results for problem in each.problems] == []
        assert state(str(db)) == before


@pytest.mark.parametrize("ending", ["csv", "tsv"])
@given(company=companies())
def test_so_does_text_one_file_for_each_kind(ending: str, company: dict[str, Rows]) -> None:
    with TemporaryDirectory() as folder:
        db = Path(folder) / "kam.db"
        with one_operation(str(db)) as ledger:
            keep(ledger, company)
        before = state(str(db))
        for each in KINDS:
            if company.get(each.name):
                path = given_out(db, Path(folder) / f"{each.zh}.{ending}", each.name)
                results = taken_in(db, path)
                assert [r.differences for r in results if r.differences] == []
                assert [problem for result in results for problem in result.problems] == []
        assert state(str(db)) == before
