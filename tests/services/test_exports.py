"""What is given out: which rows, which columns, in which files."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas
import pytest
from openpyxl import load_workbook

from kam import i18n
from kam.errors import NotFoundError, UsageError
from kam.services import exports
from kam.services.exports import Wish, kinds_named
from kam.services.workspace import reading
from kam.sheets.kinds import kind
from tests.builders import (
    a_contact,
    a_customer,
    a_request,
    a_staff_member,
    a_survey,
    an_interaction,
    an_order,
    one_operation,
)

EVERYTHING = Wish()


@pytest.fixture
def shop(db: str) -> str:
    """Two managers with a customer each, a customer of nobody, and what belongs to them."""
    with one_operation(db) as ledger:
        wei = a_staff_member(ledger, "张伟", code="E1")
        na = a_staff_member(ledger, "李娜", code="E2")
        a = a_customer(
            ledger, code="007", name="华东精工", manager_id=wei, tier="important",
            tier_since=date(2025, 3, 1), phone="021-6666", extra={"等级": "VIP"},
        )  # fmt: skip
        b = a_customer(ledger, code="C2", name="=HYPERLINK(1)", manager_id=na)
        a_customer(ledger, code="C3", name="无主公司")
        a_contact(ledger, a, name="王工", is_primary=True, mobile="013900020002")
        lines = [{"amount": Decimal("80"), "product": "轴承"}, {"amount": Decimal("20.50")}]
        an_order(ledger, a, number="SO1", lines=lines, on=date(2025, 12, 1))
        an_order(ledger, b, number="SO2", on=date(2026, 3, 1))
        an_interaction(ledger, a, channel="onsite", on=date(2025, 12, 20), staff_id=wei)
        a_survey(ledger, a, scores={"price": 3})
    return db


def given(db: str, path: Path, wish: Wish = EVERYTHING, **request: Any) -> list[exports.Given]:
    with reading(a_request(db, **request)) as desk:
        jobs = exports.jobs(desk, wish, path)
        return [exports.write(desk, job, job.path, lambda rows: None) for job in jobs]


def rows(path: Path, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet by header, without blank cells."""
    head, *body = load_workbook(path)[sheet].iter_rows(values_only=True)
    return [{h: v for h, v in zip(head, row, strict=True) if v is not None} for row in body]


def test_every_kind_has_a_sheet(shop: str, tmp_path: Path) -> None:
    (all_of_it,) = given(shop, tmp_path / "a.xlsx")
    wanted = {"staff": 2, "customers": 3, "contacts": 1, "orders": 3, "interactions": 1}
    assert all_of_it.rows == wanted | {"surveys": 1}


def test_a_customer_goes_out_with_contact_own_columns_and_what_kam_worked_out(
    shop: str, tmp_path: Path
) -> None:
    given(shop, tmp_path / "a.xlsx")
    first = rows(tmp_path / "a.xlsx", "Customers")[0]
    assert first["Customer code"] == "007"
    assert (first["Manager"], first["Contact"]) == ("张伟", "王工")
    assert first["Contact mobile"] == "013900020002"
    assert first["等级"] == "VIP"
    assert first["Tier (system)"] == "important"
    assert first["Annual amount (system)"] == 100.5
    assert first["Last interaction on (system)"].date() == date(2025, 12, 20)


def test_headers_and_words_follow_the_language(shop: str, tmp_path: Path) -> None:
    i18n.use("zh")
    given(shop, tmp_path / "a.xlsx")
    first = rows(tmp_path / "a.xlsx", "客户")[0]
    assert first["客户类别(系统)"] == "重要"
    assert first["大客户(系统)"] == "否"
    assert rows(tmp_path / "a.xlsx", "互动")[0]["方式"] == "上门"


def test_an_order_has_a_row_per_line(shop: str, tmp_path: Path) -> None:
    given(shop, tmp_path / "a.xlsx")
    lines = rows(tmp_path / "a.xlsx", "Orders")
    assert [(row["Order number"], row["Line"], row["Amount"]) for row in lines] == [
        ("SO1", 1, 80),
        ("SO1", 2, 20.5),
        ("SO2", 1, 100),
    ]


def test_a_name_that_looks_like_a_formula_stays_a_name(shop: str, tmp_path: Path) -> None:
    given(shop, tmp_path / "a.xlsx")
    cell = load_workbook(tmp_path / "a.xlsx")["Customers"]["B3"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_one_customers_records_come_without_the_staff(shop: str, tmp_path: Path) -> None:
    (one,) = given(shop, tmp_path / "a.xlsx", Wish(customer="华东"))
    assert one.rows == {"customers": 1, "contacts": 1, "orders": 2, "interactions": 1, "surveys": 1}


def test_a_managers_customers(shop: str, tmp_path: Path) -> None:
    given(shop, tmp_path / "a.xlsx", Wish(manager="李娜"))
    assert [row["Customer code"] for row in rows(tmp_path / "a.xlsx", "Customers")] == ["C2"]
    assert [row["Order number"] for row in rows(tmp_path / "a.xlsx", "Orders")] == ["SO2"]


def test_by_manager_each_gets_a_workbook_and_so_do_the_customers_of_nobody(
    shop: str, tmp_path: Path
) -> None:
    files = given(shop, tmp_path / "out", Wish(by="manager"))
    assert {each.path.name: each.rows["customers"] for each in files} == {
        "张伟.xlsx": 1,
        "李娜.xlsx": 1,
        "unassigned.xlsx": 1,
    }


def test_an_earlier_day_sees_neither_later_orders_nor_later_judgements(
    shop: str, tmp_path: Path
) -> None:
    given(shop, tmp_path / "a.xlsx", as_of=date(2025, 2, 1))
    assert rows(tmp_path / "a.xlsx", "Orders") == []
    assert "Tier (system)" not in rows(tmp_path / "a.xlsx", "Customers")[0]


def test_without_a_day_everything_goes_out(shop: str, tmp_path: Path) -> None:
    given(shop, tmp_path / "a.xlsx")
    assert [row["Order number"] for row in rows(tmp_path / "a.xlsx", "Orders")][-1] == "SO2"


def test_csv_is_for_excel_and_harmless(shop: str, tmp_path: Path) -> None:
    given(shop, tmp_path / "a.csv", Wish((kind("customers"),)))
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        names = [row["Customer name"] for row in csv.DictReader(file)]
    assert names == ["华东精工", '="=HYPERLINK(1)"', "无主公司"]


@pytest.mark.parametrize("said", [["orders,客户"], ["Orders", "customers"], ["客户，订单"]])
def test_kinds_are_named_in_any_language_and_come_in_their_order(said: list[str]) -> None:
    assert kinds_named(said) == (kind("customers"), kind("orders"))


@pytest.mark.parametrize(
    ("path", "wish", "words"),
    [
        ("a.csv", Wish(), "holds one kind"),
        ("a.pdf", Wish(), "end it in .xlsx"),
        ("a.xlsx", Wish(customer="a", manager="b"), "exclude each other"),
        ("a.xlsx", Wish(by="city"), "only --by manager"),
        (__file__, Wish(by="manager"), "is no folder"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused(path: str, wish: Wish, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        exports.check(Path(path), wish)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(UsageError, match="--only tickets: there are staff customers"):
        kinds_named(["tickets"])


def test_an_unknown_manager_is_refused(shop: str, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        given(shop, tmp_path / "a.xlsx", Wish(manager="赵六"))


def test_texts_too_long_for_excel_are_told_of(shop: str, tmp_path: Path) -> None:
    with one_operation(shop) as ledger:
        a_customer(ledger, code="C9", name="长", remarks="字" * 40_000)
    (everything,) = given(shop, tmp_path / "a.xlsx")
    assert everything.cut == {("Customers", "Remarks"): 1}
    assert "Customers, Remarks" in everything.warning()
    assert len(rows(tmp_path / "a.xlsx", "Customers")[-1]["Remarks"]) == 32_767


def test_an_analyst_reads_the_export_in_pandas_with_days_as_days_and_codes_as_text(
    shop: str, tmp_path: Path
) -> None:
    book = tmp_path / "all.xlsx"
    given(shop, book)
    i18n.use("en")
    orders = pandas.read_excel(book, engine="openpyxl", sheet_name="Orders")
    assert orders["Ordered on"].max() == pandas.Timestamp("2026-03-01")
    assert orders["Amount"].sum() == 200.50
    customers = pandas.read_excel(book, engine="openpyxl", sheet_name="Customers")
    assert list(customers["Customer code"]) == ["007", "C2", "C3"]
