"""Answers as text, for programs and as workbooks."""

import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from rich.cells import cell_len
from rich.console import Console

from kam import i18n
from kam.models.enums import Tier
from kam.reports import machine, text, workbook
from kam.reports.page import Facts, Page, Paragraph
from kam.reports.table import Field, Style, Table, shown
from kam.sheets import writing

FIELDS = (
    Field("customer", "客户", "Customer"),
    Field("name", "名称", "Name"),
    Field("tier", "类别", "Tier", Style.words, Tier),
    Field("due_on", "到期", "Due", Style.date),
    Field("amount", "金额", "Amount", Style.money),
    Field("key_account", "大客户", "Key account", Style.boolean, screen=False),
)


def a_row(**values: object) -> dict[str, object]:
    row = {
        "customer": "007",
        "name": "华东精工",
        "tier": "important",
        "due_on": date(2026, 1, 5),
        "amount": Decimal("1234.50"),
        "key_account": True,
    }
    return row | values


def a_table(*rows: dict[str, object], **more: object) -> Table:
    return Table(FIELDS, rows or (a_row(),), **more)  # type: ignore[arg-type]


def written(write: object, answer: Table | Page) -> str:
    file = io.StringIO()
    write(answer, file)  # type: ignore[operator]
    return file.getvalue()


@pytest.fixture
def chinese() -> object:
    i18n.use("zh")
    yield
    i18n.use("en")


def test_json_is_an_array_of_flat_objects_with_english_keys_and_terms(chinese: None) -> None:
    assert json.loads(written(machine.write_json, a_table())) == [
        {
            "customer": "007",
            "name": "华东精工",
            "tier": "important",
            "due_on": "2026-01-05",
            "amount": 1234.5,
            "key_account": True,
        }
    ]


@pytest.mark.parametrize(
    ("style", "value", "json_text"),
    [
        (Style.money, Decimal("12.5"), "12.50"),
        (Style.money, Decimal("-0.10"), "-0.10"),
        (Style.money, Decimal("90071992547409.93"), "90071992547409.93"),
        (Style.money, 0, "0.00"),
        (Style.score, Decimal("69.95"), "70.0"),
        (Style.score, 69.25, "69.3"),
        (Style.rate, Decimal(1) / 3, "0.333333"),
        (Style.rate, 1, "1"),
        (Style.number, Decimal("2.500000"), "2.5"),
        (Style.number, Decimal("1E+3"), "1000"),
        (Style.integer, 3, "3"),
        (Style.boolean, False, "false"),
        (Style.words, Tier.new, '"new"'),
        (Style.text, 'a"b\\c\n% %s 中', '"a\\"b\\\\c\\n% %s 中"'),
        (Style.instant, datetime(2026, 1, 5, 8, 30, tzinfo=UTC), '"2026-01-05T08:30:00Z"'),
        (Style.money, None, "null"),
    ],
)
def test_json_writes_each_kind_of_value_exactly(
    style: Style, value: object, json_text: str
) -> None:
    table = Table((Field("x", "x", "x", style),), [{"x": value}])
    assert written(machine.write_json, table) == f'[\n{{"x": {json_text}}}\n]\n'


def test_nothing_is_an_empty_array() -> None:
    assert json.loads(written(machine.write_json, Table(FIELDS, []))) == []


def test_a_list_longer_than_one_helping_is_whole() -> None:
    table = a_table(*(a_row(customer=str(n)) for n in range(25_000)))
    rows = json.loads(written(machine.write_json, table))
    assert [row["customer"] for row in rows] == [str(n) for n in range(25_000)]


def test_ndjson_is_an_object_per_line() -> None:
    lines = written(machine.write_ndjson, a_table(a_row(), a_row(customer="008"))).splitlines()
    assert [json.loads(line)["customer"] for line in lines] == ["007", "008"]


def test_a_pages_data_keeps_the_decimals_of_money() -> None:
    page = Page("t", (), {"amount": Decimal("12.50"), "on": date(2026, 1, 5), "history": []})
    out = written(machine.write_json, page)
    assert '"amount": 12.50' in out and json.loads(out)["on"] == "2026-01-05"


def test_csv_has_the_headers_and_words_of_the_language(chinese: None) -> None:
    assert written(machine.write_separated, a_table()).splitlines() == [
        "客户,名称,类别,到期,金额,大客户",
        "007,华东精工,重要,2026-01-05,1234.50,是",
    ]


@pytest.mark.parametrize(
    ("said", "stands"),
    [("=1+1", "'=1+1"), ("@x", "'@x"), ("-x", "'-x"), ("+86 138-1", "+86 138-1"), ("a=b", "a=b")],
)
def test_csv_gives_a_spreadsheet_no_formula(said: str, stands: str) -> None:
    out = written(machine.write_separated, a_table(a_row(name=said)))
    assert out.splitlines()[1].split(",")[1] == stands


def test_markdown_escapes_its_own_marks() -> None:
    out = written(machine.write_md, a_table(a_row(name="a|b\nc")))
    assert "| 007 | a\\|b<br>c | important |" in out


def test_plain_columns_are_aligned_with_chinese_in_them() -> None:
    rows = a_row(), a_row(name="Acme", amount=Decimal("5")), a_row(name="一二三四五六")
    lines = written(text.write_plain, a_table(*rows)).splitlines()
    assert len({cell_len(line) for line in lines}) == 1
    assert len({cell_len(line[: line.index("2026")]) for line in lines[1:]}) == 1


def test_plain_text_cuts_nothing_and_colours_nothing() -> None:
    long = "很长的名称" * 60
    out = written(text.write_plain, a_table(a_row(name=long)))
    assert long in out and "\x1b" not in out and "…" not in out


def test_groups_stand_under_their_name() -> None:
    rows = a_row(name="甲"), a_row(name="甲"), a_row(name=None)
    out = written(text.write_plain, a_table(*rows, group_by="name", footer=("and 3 more",)))
    assert "\n甲 (2)\n" in out and "\nunassigned (1)\n" in out and out.endswith("\nand 3 more\n")


def test_a_field_too_much_for_the_screen_is_only_in_files() -> None:
    assert "Key account" not in written(text.write_plain, a_table())
    assert "Key account" in written(machine.write_separated, a_table())


@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
def test_a_terminal_table_is_no_wider_than_the_terminal(width: int) -> None:
    file = io.StringIO()
    console = Console(file=file, width=width, force_terminal=True, color_system=None)
    text.write_rich(a_table(a_row(name="华东精工机械制造有限公司")), console)
    assert max(cell_len(line) for line in file.getvalue().splitlines()) <= width


def test_a_narrow_terminal_leaves_columns_out_and_says_so() -> None:
    file = io.StringIO()
    text.write_rich(a_table(), Console(file=file, width=34, color_system=None))
    assert "important" in file.getvalue() and "No room here for Due, Amount;" in file.getvalue()


def test_an_empty_table_leaves_no_columns_out() -> None:
    file = io.StringIO()
    empty = Table(FIELDS, ())
    text.write_rich(empty, Console(file=file, width=34, color_system=None))
    assert file.getvalue().split("\n") == ["nothing to list", ""]


def test_a_page_reads_from_top_to_bottom() -> None:
    facts = Facts.of(FIELDS, a_row(name=None))
    page = Page("007 华东精工", (facts, Paragraph(("why",), "Reasons"), a_table()), {})
    out = written(text.write_plain, page)
    assert out.startswith("007 华东精工\n\n  Customer     007\n  Tier         important\n")
    assert "\nReasons\n  why\n" in out and "Name" in out
    assert "- Customer: 007" in written(machine.write_md, page)


def test_a_workbook_is_ready_to_filter_and_print(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook.write_xlsx(a_table(title="到期/回访"), path)
    sheet = load_workbook(path).worksheets[0]
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("到期 回访", "A2", "A1:F2")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet["A2"].value, sheet["E2"].value) == ("007", 1234.5)
    assert sheet["E2"].number_format == "#,##0.00" and sheet["D2"].is_date


@pytest.mark.parametrize("said", ["=1+1", "+1", "-1", "@x", "a\x07b"])
def test_text_in_a_workbook_is_never_a_formula(said: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook.write_xlsx(a_table(a_row(name=said)), path)
    cell = load_workbook(path).worksheets[0]["B2"]
    assert (cell.value, cell.data_type) == (said.replace("\x07", ""), "s")


def test_a_list_longer_than_a_sheet_goes_on_in_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MOST_ROWS", 3)
    workbook.write_xlsx(a_table(*[a_row()] * 5, title="t"), tmp_path / "a.xlsx")
    sheets = load_workbook(tmp_path / "a.xlsx").worksheets
    assert [(sheet.title, sheet.max_row) for sheet in sheets] == [
        ("t", 3),
        ("t(2)", 3),
        ("t(3)", 2),
    ]


def test_a_page_fits_into_a_workbook_and_csv(tmp_path: Path) -> None:
    page = Page("p", (Facts((("Name", "甲"),), "Who"), a_table()), {})
    workbook.write_xlsx(page, tmp_path / "a.xlsx")
    assert load_workbook(tmp_path / "a.xlsx").worksheets[0]["B4"].value == "甲"
    assert "Name,甲" in written(machine.write_separated, page)


@pytest.mark.parametrize(
    ("style", "value", "words"),
    [
        (Style.money, Decimal("1234.5"), "1,234.50"),
        (Style.rate, Decimal("0.8512"), "85.1 %"),
        (Style.score, Decimal("70"), "70.0"),
        (Style.boolean, True, "yes"),
        (Style.number, Decimal("2.50"), "2.5"),
        (Style.date, None, ""),
    ],
)
def test_a_value_is_shown_as_people_write_it(style: Style, value: object, words: str) -> None:
    assert shown(Field("x", "x", "x", style))(value) == words
