"""`kam surveys` as it is typed: on a small company and on the demo."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kam.cli.app import main
from kam.services.demo import DAY as DEMO_DAY
from kam.sheets.survey_form import STATED
from tests.builders import a_contact, a_customer, a_staff_member, an_order, one_operation

DAY = ("--as-of", "2026-01-05")
EXPORT = (
    "序号,提交答卷时间,所用时间,来源,来源详情,来自IP,1、您的公司名称,2、您对我们的总体满意度,"
    "3、请评价：产品质量,—售后服务,4、您愿意将我们推荐给同行吗？,5、您的年龄,总分\r\n"
    "1,2026/1/4 10:23:45,68秒,微信,N/A,1.2.3.4(江苏-苏州),华东精工,非常满意,满意,(跳过),9分,"
    "30岁,14\r\n"
)


@pytest.fixture
def filled(db: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """华东精工 of 张伟, important for a year, with a delivery on 28 December."""
    monkeypatch.setenv("KAM_DB", db)
    monkeypatch.chdir(tmp_path)
    with one_operation(db) as ledger:
        manager = a_staff_member(ledger, "张伟")
        big = a_customer(ledger, code="00A", name="华东精工", tier="important", manager_id=manager)
        a_contact(ledger, big, name="李总", mobile="013800001111", is_primary=True)
        an_order(ledger, big, number="SO-1", delivered_on=date(2025, 12, 28))
        a_customer(ledger, code="B", name="盛拓")
    return db


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, ...]]:
    """The options that ask the demo, not to be changed."""
    folder = tmp_path_factory.mktemp("demo") / "kam-demo"
    assert main(["demo", str(folder)]) == 0
    yield "--as-of", DEMO_DAY.isoformat(), "--db", str(folder / "kam.db")


def answer(capsys: pytest.CaptureFixture[str], *line: str) -> Any:
    capsys.readouterr()
    assert main([*line, "-f", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_due_gives_flat_json(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    periodic, delivery = answer(capsys, "surveys", "due", *DAY)
    assert delivery == {
        "customer": "00A",
        "name": "华东精工",
        "tier": "important",
        "trigger": "after_delivery",
        "due_on": "2026-01-04",
        "state": "overdue",
        "days_overdue": 1,
        "last_on": None,
        "about_on": "2025-12-28",
        "order": "SO-1",
        "manager": "张伟",
        "contact": "李总",
        "phone": "013800001111",
    }
    assert (periodic["trigger"], periodic["due_on"], periodic["order"]) == (
        *("periodic", "2025-04-01"),
        None,
    )


def test_due_says_beside_the_list_who_is_left_out(
    filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["surveys", "due", *DAY]) == 0
    told = capsys.readouterr()
    assert "张伟 (2)" in told.out and "SO-1" in told.out
    assert "left out: 1 customer not judged yet" in told.err


@pytest.mark.parametrize(
    ("wish", "lines"),
    [
        (("--trigger", "交付后"), 1),
        (("--trigger", "periodic"), 1),
        (("--customer", "华东", "--within", "0"), 2),
        (("--manager", "张伟"), 2),
        (("--customer", "盛拓"), 0),
        (("--trigger", "after_complaint"), 0),
    ],
)
def test_due_takes_filters(
    wish: tuple[str, ...], lines: int, filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(answer(capsys, "surveys", "due", *DAY, *wish)) == lines


def test_a_customer_is_asked_after_his_complaint_was_closed(
    filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["tier", "recompute", *DAY])
    main(["tickets", "add", "00A", "--kind", "投诉", "--what", "包装破损", *DAY])
    asked = ("surveys", "due", *DAY, "--trigger", "投诉后", "--within", "30")
    assert answer(capsys, *asked) == []
    main(["tickets", "resolve", "1", *DAY])
    [due] = answer(capsys, *asked)
    assert (due["trigger"], due["due_on"], due["about_on"], due["order"]) == (
        *("after_complaint", "2026-01-12", "2026-01-05"),
        None,
    )


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("surveys due --manager 张维", 3, "did you mean 张伟"),
        ("surveys due --trigger delivered", 2, "did you mean after_delivery"),
        ("surveys summary --by teir", 2, "did you mean tier"),
        ("surveys form 华东", 2, "-o FILE.xlsx"),
        ("surveys form 华东 -o form.csv", 2, "end it in .xlsx"),
        ("surveys form -o form.xlsx", 2, "--due"),
        ("surveys form 华东精公 -o form.xlsx", 3, "did you mean 华东精工"),
    ],
)
def test_a_wish_that_cannot_be_met_is_one_line(
    line: str, code: int, said: str, filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*line.split(), *DAY]) == code
    told = capsys.readouterr().err.strip()
    assert said in told and "\n" not in told
    assert not Path("form.xlsx").exists()


def test_a_form_goes_out_and_comes_back(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["surveys", "form", "--due", "-o", "问卷.xlsx", "--lang", "zh", *DAY]) == 0
    book = load_workbook("问卷.xlsx")
    typed = {"answered_on": date(2026, 1, 5), "overall": "非常不满意", "nps": 3}
    for field, value in typed.items():
        book.worksheets[0].cell(2, STATED.index(field) + 1, value)
    book.save("问卷.xlsx")
    assert main(["import", "问卷.xlsx", *DAY]) == 0
    said = answer(capsys, "surveys", "summary", *DAY)
    assert (said["answers"], said["csat"], said["nps"]) == (1, 0.0, -1.0)
    assert answer(capsys, "surveys", "due", *DAY) == []


def test_a_form_somebody_may_have_filled_in_is_not_written_over(
    filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["surveys", "form", "华东", "-o", "form.xlsx", *DAY]
    assert main(line) == 0
    before = Path("form.xlsx").read_bytes()
    assert main(line) == 2
    assert "is there already" in capsys.readouterr().err
    assert Path("form.xlsx").read_bytes() == before
    assert main([*line, "--yes"]) == 0


def test_where_nobody_is_due_no_form_is_written(
    filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["surveys", "form", "--due", "-o", "form.xlsx", "--as-of", "2025-02-01"]
    assert main(line) == 0
    assert "nobody is due" in capsys.readouterr().err
    assert not Path("form.xlsx").exists()


def test_an_export_is_imported_by_the_policy_of_the_database(
    filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("export.csv").write_text(EXPORT, encoding="gb18030")
    policy = '[surveys.questionnaire]\nproduct = []\ncomment = ["年龄"]\n'
    Path("policy.toml").write_text(policy, encoding="utf-8")
    assert main(["import", "export.csv", *DAY]) == 0
    assert "columns left aside: 5、您的年龄, 总分" in capsys.readouterr().err
    [kept] = answer(capsys, "surveys", "list", *DAY)
    assert (kept["overall"], kept["nps"], kept["product"]) == (5, 9, 4)
    assert (kept["after_sale"], kept["comment"], kept["channel"]) == (None, None, "message")
    assert main(["policy", "apply", "policy.toml"]) == 0
    said = answer(capsys, "import", "export.csv", *DAY)["sheets"][0]
    assert (said["updated"], said["unknown_columns"]) == (1, ["总分"])


def test_the_demos_due_surveys_add_up(
    demo: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = answer(capsys, "surveys", "due", *demo)
    by_manager = Counter(row["manager"] for row in rows)
    assert by_manager == {"张伟": 2, "李娜": 4, "王强": 1}
    assert all(row["order"] for row in rows if row["trigger"] == "after_delivery")
    his = answer(capsys, "surveys", "due", "--manager", "张伟", *demo)
    assert his == [row for row in rows if row["manager"] == "张伟"]


@pytest.mark.parametrize("by", ["manager", "tier", "industry", "quarter", "source"])
def test_groups_of_the_demo_add_up_to_the_headline(
    by: str, demo: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    said = answer(capsys, "surveys", "summary", "--by", by, *demo)
    assert said["by"] == by
    assert sum(each["answers"] for each in said["groups"]) == said["answers"] == 62
    satisfied = sum(each["csat"] * each["csat_answers"] for each in said["groups"])
    assert round(satisfied) == round(said["csat"] * said["csat_answers"])


@pytest.mark.parametrize(("language", "word"), [("zh", "满意率目标"), ("en", "the target for")])
def test_the_summary_of_the_demo_reads_in_both_languages(
    language: str, word: str, demo: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["surveys", "summary", "--by", "tier", "--lang", language, *demo]) == 0
    shown = capsys.readouterr().out
    assert word in shown and ("重要" if language == "zh" else "important") in shown


def test_a_third_partys_survey_of_the_demo_stands_beside(
    demo: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    own = Path("kam.db")
    own.write_bytes(Path(demo[-1]).read_bytes())
    asked = (*demo[:2], "--db", str(own))
    before = answer(capsys, "surveys", "summary", *asked)
    sheet = "客户编号,调查日期,总体满意度,NPS\nC0001,2026-11-01,5,10\nC0002,2026-11-02,2,3\n"
    Path("第三方满意度.csv").write_text(sheet, encoding="utf-8")
    assert main(["import", "第三方满意度.csv", "--set", "调查方=第三方", *asked]) == 0
    after = answer(capsys, "surveys", "summary", "--by", "tier", *asked)
    beside = after["third_party"]
    assert (beside["answers"], beside["csat"], beside["nps"]) == (2, 0.5, 0.0)
    assert {key: after[key] for key in before if key != "third_party"} == {
        key: value for key, value in before.items() if key != "third_party"
    }
    [important] = [each for each in after["groups"] if each["group"] == "important"]
    assert (important["third_party_answers"], important["third_party_csat"]) == (2, 0.5)
