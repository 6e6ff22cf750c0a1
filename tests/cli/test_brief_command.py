"""`kam visits brief` as it is typed, on the demo: one page, or the pages of a week."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import html as reader
from openpyxl import load_workbook

from kam.cli.app import main
from kam.services.demo import DAY
from tests.builders import a_customer, one_operation

BRIEF = ("visits", "brief")
AREAS = ["product_use", "service_satisfaction", "needs", "opinions", "relationship"]
KEYS = (
    "customer name as_of line due_on plan_on owner purpose tier tier_since grade grade_score "
    "key_account annual_amount annual_orders reasons key_account_missing basics contacts orders "
    "quarters products lost_products visits follow_ups appointments last_survey lines questions"
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a demo, not to be changed."""
    folder = tmp_path_factory.mktemp("demo")
    assert main(["demo", str(folder)]) == 0
    return folder / "kam.db"


@pytest.fixture(autouse=True)
def on_the_demos_day(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAM_DB", str(shop))
    monkeypatch.delenv("KAM_LANG", raising=False)


def run(*line: str) -> int:
    return main([*BRIEF, *line, "--as-of", DAY.isoformat()])


def out(capsys: pytest.CaptureFixture[str], *line: str) -> str:
    capsys.readouterr()
    assert run(*line) == 0
    return capsys.readouterr().out


def test_json_has_the_keys_of_a_brief(capsys: pytest.CaptureFixture[str]) -> None:
    said = json.loads(out(capsys, "海曜注塑", "-f", "json"))
    assert set(KEYS.split()) <= set(said)
    assert (said["customer"], said["line"], said["owner"]) == ("C0004", "onsite", "陈静")
    assert said["due_on"] == "2026-10-23" and said["lines"][0]["state"] == "overdue"
    assert said["basics"]["extra"] == {"我方评级": "重点", "开票要求": "专票 13%，随货"}
    assert set(said["questions"][0]) == {"area", "question", "reason"}
    assert list(dict.fromkeys(each["area"] for each in said["questions"])) == AREAS


def test_the_figures_of_a_brief_are_those_of_the_other_commands(
    capsys: pytest.CaptureFixture[str],
) -> None:
    brief = json.loads(out(capsys, "C0004", "-f", "json"))
    main(["customers", "show", "C0004", "--as-of", DAY.isoformat(), "-f", "json"])
    shown = json.loads(capsys.readouterr().out)
    for key in ("annual_amount", "annual_orders", "tier", "grade_score", "orders", "products"):
        assert brief[key] == shown[key], key
    assert sum(each["orders"] for each in brief["quarters"]) == brief["annual_orders"]
    total = sum(round(each["amount"] * 100) for each in brief["quarters"])
    assert total == round(brief["annual_amount"] * 100)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "zh",
            [
                *("C0004 宁波海曜注塑机械有限公司 回访简报 2026-11-20：每季度上门回访",),
                *("本次目的：每季度上门回访", "基本资料", "近四个季度采购趋势", "提问提纲"),
                *("每次回访必问", "采购预算没有登记", "2026-05-31 起为重要客户"),
            ],
        ),
        (
            "en",
            [
                *("visit brief of 2026-11-20: quarterly on-site visit, due 2026-10-23",),
                *("Basic data", "Purchases by quarter", "Question outline"),
                *("asked at every visit", "the purchasing budget is not recorded"),
            ],
        ),
    ],
)
def test_a_brief_reads_in_both_languages(
    language: str, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    told = out(capsys, "C0004", "--lang", language)
    assert [each for each in words if each not in told] == []


def test_a_chinese_brief_has_no_english_of_kams_own(capsys: pytest.CaptureFixture[str]) -> None:
    told = out(capsys, "C0004", "--lang", "zh")
    left = set(re.findall("[a-z]{3,}", told))
    assert left <= {"onsite"}


@pytest.mark.parametrize("ending", ["html", "xlsx", "md", "txt", "json"])
def test_a_brief_is_written_as_the_file_ends(
    ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"brief.{ending}"
    assert run("C0004", "-o", str(file)) == 0
    assert "written" in capsys.readouterr().err
    if ending == "xlsx":
        [sheet] = load_workbook(file).worksheets
        cells = [cell.value for row in sheet.iter_rows() for cell in row]
        assert "Question outline" in cells and "asked at every visit" in cells
    else:
        assert "asked at every visit" in file.read_text(encoding="utf-8")


def test_the_web_page_of_a_brief(capsys: pytest.CaptureFixture[str]) -> None:
    page = reader.document_fromstring(out(capsys, "C0004", "-f", "html", "--lang", "zh"))
    assert page.get("lang") == "zh"
    sections = [each.text_content() for each in page.xpath("//h2")]
    assert sections[0] == "本次目的：每季度上门回访" and sections[-1] == "提问提纲"
    areas = [each.text for each in page.xpath("//section[last()]//th[@scope='rowgroup']")]
    assert [area.strip() for area in areas] == [
        *("产品使用情况", "服务满意情况", "需求", "意见建议", "客户关系"),
    ]
    assert page.xpath("//script | //link | //img | //*[@src]") == []


def written(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_week_is_a_file_for_each_customer_and_a_page_that_leads_to_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new" / "week"
    assert run("--manager", "陈静", "--within", "7", "-o", str(folder)) == 0
    told = capsys.readouterr()
    assert told.out == "" and "7 briefs written for 陈静; begin with" in told.err
    assert "left out: 5 customers without a tier" in told.err
    names = written(folder)
    assert names[0] == "2026-11-20 C0004 宁波海曜注塑机械有限公司.html"
    assert names[-1] == "index.html" and len(names) == 8
    index = reader.document_fromstring((folder / "index.html").read_text(encoding="utf-8"))
    assert [unquote(link) for link in index.xpath("//a/@href")] == names[:-1]


def test_a_week_has_the_customers_of_the_due_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--manager", "张伟", "--within", "14", "-o", str(tmp_path), "-f", "json") == 0
    main(
        [
            "visits",
            "due",
            "--manager",
            "张伟",
            "--within",
            "14",
            "--as-of",
            DAY.isoformat(),
            "-f",
            "json",
        ]
    )
    due: dict[str, set[str]] = {}
    for row in json.loads(capsys.readouterr().out):
        due.setdefault(row["customer"], set()).add(row["line"])
    briefs: list[Any] = [json.loads(file.read_text("utf-8")) for file in tmp_path.glob("*.json")]
    assert {b["customer"]: {line["line"] for line in b["lines"]} for b in briefs} == due


@pytest.mark.parametrize(("format", "ending"), [("md", "md"), ("xlsx", "xlsx"), ("table", "txt")])
def test_a_week_may_be_written_in_other_formats(format: str, ending: str, tmp_path: Path) -> None:
    assert run("--manager", "周敏", "-o", str(tmp_path), "-f", format) == 0
    assert [name.rpartition(".")[2] for name in written(tmp_path)] == [ending, ending, "html"]


def test_written_again_briefs_are_replaced_and_other_files_left(tmp_path: Path) -> None:
    (tmp_path / "notes.html").write_text("mine")
    week = ("--manager", "周敏", "-o", str(tmp_path))
    assert run(*week) == 0
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    first = next(iter(sorted(tmp_path.glob("2026*"))))
    first.write_text("old")
    assert run(*week) == 0
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
    assert before["notes.html"] == b"mine"


def test_an_index_of_somebody_else_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "index.html").write_text("<h1>mine</h1>")
    assert run("--manager", "周敏", "-o", str(tmp_path)) == 4
    assert "index.html is not kam's and stays as it is" in capsys.readouterr().err
    assert written(tmp_path) == ["index.html"]


def test_with_nothing_due_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "week"
    line = ["--manager", "周敏", "--within", "2", "--as-of", "2024-01-01", "-o", str(folder)]
    assert main([*BRIEF, *line]) == 0
    assert (
        "no visit lies with 周敏 up to 2024-01-03; nothing was written" in capsys.readouterr().err
    )
    assert not folder.exists()


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("", 2, "say a customer, or --manager NAME"),
        ("C0004 --manager 陈静", 2, "exclude each other"),
        ("C0004 --within 3", 2, "--within goes with --manager"),
        ("--manager 陈静", 2, "add -o FOLDER"),
        ("--manager 陈静 --line phone -o x", 2, "--line goes with one customer"),
        ("C0004 --line onsit", 3, "did you mean onsite? There are onsite, phone, executive"),
        ("海耀注塑", 3, "no customer 海耀注塑; did you mean 宁波海曜"),
        ("--manager 陈晶 -o x", 3, "did you mean 陈静"),
        ("C0004 -f xlsx", 2, "add -o FILE.xlsx"),
        ("C0004 -o brief.pdf", 2, "no format ends in '.pdf'"),
    ],
)
def test_what_does_not_fit_is_one_clear_line(
    line: str, code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*line.split()) == code
    told = capsys.readouterr()
    assert words in told.err and told.err.count("\n") == 1 and told.out == ""


def test_a_file_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "week"
    file.write_text("mine")
    assert run("--manager", "陈静", "-o", str(file)) == 2
    assert "is no folder" in capsys.readouterr().err
    assert run("--manager", "陈静", "-o", str(file / "below")) == 1
    assert "cannot be made" in capsys.readouterr().err
    assert file.read_text() == "mine"


def test_a_hostile_customer_is_harmless(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    db = tmp_path / "kam.db"
    monkeypatch.setenv("KAM_DB", str(db))
    name = '<script>alert("1")</script>'
    with one_operation(str(db)) as ledger:
        a_customer(ledger, code="X", name=name, remarks="长\n" * 1500, tier="general")
    page = reader.document_fromstring(out(capsys, "X", "-f", "html"))
    assert page.xpath("//script") == [] and name in page.xpath("//h1")[0].text
    assert ("长\n" * 1500).strip() in page.text_content()
