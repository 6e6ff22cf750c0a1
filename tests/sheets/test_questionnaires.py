"""Exports of 问卷星: known by their headers, questions understood, answers read."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kam.policy.load import load
from kam.services.imports.wishes import wording
from kam.sheets.kinds import kind
from kam.sheets.opening import open_book
from kam.sheets.questionnaires import answer, is_export, question
from kam.sheets.reading import Sheet, read
from kam.sheets.tables import NoTable, Table, find
from tests.sheets.workbooks import a_sheet, found, keys

ABOUT = ("序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP")
COMPANY = "1、您的公司名称"


def words(policy: str = "") -> Any:
    return wording(load(policy))


def an_export(
    questions: Sequence[str], *answers: Sequence[Any], policy: str = "", **wishes: Any
) -> Sheet:
    """An export of answers, the first to the company's name; taken as kam takes it."""
    rows = [
        (n, f"2026/1/{n} 10:23:45", "68秒", "微信", "N/A", "1.2.3.4(江苏-苏州)", *row)
        for n, row in enumerate(answers, 1)
    ]
    return a_sheet([(*ABOUT, COMPANY, *questions), *rows], wording=words(policy), **wishes)


def fields(*questions: str, **wishes: Any) -> dict[str, str]:
    """Question -> field, for those that have one; nobody answered yet."""
    wishes = {"kind": kind("surveys")} | wishes
    sheet = an_export(questions, ("恒力", *[None] * len(questions)), **wishes)
    return {text: field for text, field in keys(sheet.table).items() if text in questions}


@pytest.mark.parametrize(
    ("header", "asks"),
    [
        ("2、您对我们的总体满意度？", "您对我们的总体满意度?"),
        ("4、请对以下方面评价:产品质量", "产品质量"),
        ("4、请对我们的产品评价——售后服务", "售后服务"),
        ("—售后服务", "售后服务"),
        ("第4题(响应速度)", "响应速度"),
        ("5、推荐的可能性：0-10分", "推荐的可能性"),
        ("4、请对我们的产品评价-物流", "物流"),
        ("5. After-sales service", "After-sales service"),
        ("6、总体满意度（5分制）：", "总体满意度"),
        ("总分", ""),
        ("来自IP", ""),
    ],
)
def test_a_header_is_what_it_asks(header: str, asks: str) -> None:
    assert question(header) == asks


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("2、您对我们的总体满意度", "overall"),
        ("2、总体来说,您对本公司的整体评价是", "overall"),
        ("3、您有多大可能将我们推荐给同行或朋友?", "nps"),
        ("3、您会向同行推荐我们的产品吗", "nps"),
        ("4、请对以下方面评价:产品质量", "product"),
        ("4、请对以下方面评价：售前服务", "pre_sale"),
        ("4、请对以下方面评价——售中服务", "in_sale"),
        ("第4题(售后服务)", "after_sale"),
        ("4、售后人员的服务态度", "attitude"),
        ("4、售后的响应速度", "speed"),
        ("4、问题解决的效果", "effect"),
        ("4、我们的产品价格", "price"),
        ("4、您对产品的总体满意度", "overall"),
        ("7、您对我们还有哪些意见或建议？", "comment"),
        ("8、请问如何称呼您", "contact"),
        ("9、您是否使用过其他供应商", ""),
        ("9、您的性别", ""),
        ("4. How satisfied are you with our after-sales service?", "after_sale"),
        ("5. How likely are you to recommend us?", "nps"),
    ],
)
def test_a_question_asks_for_the_field_whose_words_it_contains(asked: str, field: str) -> None:
    assert fields(asked).get(asked, "") == field


def test_a_header_kam_knows_goes_before_one_that_only_contains_a_word() -> None:
    found = fields("2、您对产品的总体满意度", "3、总体满意度")
    assert found == {"2、您对产品的总体满意度": "product", "3、总体满意度": "overall"}


def test_the_row_of_a_matrix_is_read_and_not_its_question() -> None:
    assert fields("4、请对我们的产品和服务评价:物流") == {}


def test_why_somebody_recommends_us_is_no_score() -> None:
    sheet = an_export(("2、您推荐我们的理由", "3、您愿意把我们推荐给别人吗"), ("恒力", "质量好", 9))
    assert keys(sheet.table)["3、您愿意把我们推荐给别人吗"] == "nps"
    assert sheet.unknown == ("2、您推荐我们的理由",)


def test_words_of_the_policy_take_the_place_of_the_default() -> None:
    policy = '[surveys.questionnaire]\noverall = ["合作体验"]\n'
    assert fields("2、本年度的合作体验如何", policy=policy) == {
        "2、本年度的合作体验如何": "overall"
    }


def test_what_map_says_goes_before_every_word() -> None:
    asked = ("2、您对产品的满意度", "3、您对产品的总体评价")
    found = fields(*asked, mapping={"overall": asked[0]})
    assert found == {asked[0]: "overall", asked[1]: "product"}


def test_the_total_is_no_answer_and_the_medium_not_who_asked() -> None:
    sheet = an_export(("2、总体满意度", "总分"), ("恒力", "满意", 45))
    assert sheet.values["overall"] == [4]
    assert sheet.values["channel"] == ["message"]
    assert "source" not in sheet.values
    assert sheet.unknown == ("总分",)


@pytest.mark.parametrize("medium", ["链接", "手机提交", "直接访问"])
def test_a_medium_that_is_no_channel_costs_nothing(medium: str) -> None:
    rows = [
        (*ABOUT, COMPANY, "2、总体满意度"),
        (1, "2026/1/1 8:00", "9秒", medium, "", "", "恒力", 5),
    ]
    sheet = a_sheet(rows, wording=words())
    assert (sheet.values["channel"], sheet.bad) == ([None], {})


@pytest.mark.parametrize(
    ("cell", "score"),
    [
        ("非常满意", 5), ("A.非常满意", 5), ("比较满意", 4), ("满意(4分)", 4), ("4分", 4), (4, 4),
        ("4", 4), ("5(非常满意)", 5), ("（跳过）", None), ("(空)", None), (-3, None), ("-2", None),
        (None, None),
    ],
)  # fmt: skip
def test_scores_are_read_as_they_are_exported(cell: Any, score: int | None) -> None:
    sheet = an_export(("2、总体满意度", "3、意见"), ("恒力", cell, "好"))
    assert (sheet.values["overall"], sheet.bad) == ([score], {})


@pytest.mark.parametrize(
    ("cell", "nps"), [("9分", 9), ("10", 10), (0, 0), ("9（非常愿意）", 9), ("(跳过)", None)]
)
def test_recommendations_are_read_as_they_are_exported(cell: Any, nps: int | None) -> None:
    sheet = an_export(("2、总体满意度", "3、推荐意愿"), ("恒力", 5, cell))
    assert (sheet.values["nps"], sheet.bad) == ([nps], {})


OPTIONS = '[surveys.questionnaire]\nnumbers = "option"\n'


@pytest.mark.parametrize(
    ("cell", "score"), [(1, 5), ("2", 4), (5, 1), (-3, None), ("满意", 4), ("4分", 4)]
)
def test_the_number_of_an_option_counts_from_the_best(cell: Any, score: int | None) -> None:
    sheet = an_export(("2、总体满意度", "3、意见"), ("恒力", cell, "好"), policy=OPTIONS)
    assert sheet.values["overall"] == [score]


def test_the_first_option_of_a_recommendation_is_none() -> None:
    answers = [("恒力", 1, 1), ("华东", 1, 11), ("盛拓", 1, 12)]
    sheet = an_export(("2、总体满意度", "3、推荐意愿"), *answers, policy=OPTIONS)
    assert sheet.values["nps"] == [0, 10, None]
    assert list(sheet.bad) == [2]


def test_an_option_beyond_the_last_is_refused_on_every_scale() -> None:
    asked = ("2、总体满意度(10分制)", "3、产品质量(5分制)")
    sheet = an_export(asked, ("恒力", 12, 1), ("华东", 1, 6), ("盛拓", 1, 5), policy=OPTIONS)
    assert list(sheet.bad) == [0, 1]


@pytest.mark.parametrize(
    ("cell", "policy", "said"),
    [
        (5, "", ["5 being the best"]),
        ("5", OPTIONS, ["1 being the best"]),
        ("满意", OPTIONS, []),
        ("4分", "", []),
        (-3, "", []),
    ],
)
def test_how_numbers_are_read_is_told(cell: Any, policy: str, said: list[str]) -> None:
    sheet = an_export(("2、总体满意度", "3、意见"), ("恒力", cell, "好"), policy=policy)
    assert len(sheet.notes) == len(said)
    assert all(words in note for words, note in zip(said, sheet.notes, strict=True))


def test_an_option_is_read_on_the_scale_of_its_question() -> None:
    asked = ("2、总体满意度(10分制)", "3、产品质量(5分制)")
    sheet = an_export(asked, ("恒力", 1, 1), ("华东", 10, 5), policy=OPTIONS)
    assert (sheet.values["scale"], sheet.values["overall"]) == ([10, 10], [10, 1])
    assert sheet.values["product"] == [10, 2]  # the last of five is 1 of 5


@pytest.mark.parametrize(
    "bad", [(0, "2、总体满意度"), (6, "2、总体满意度"), ("还行", "2、总体满意度")]
)
def test_an_answer_that_cannot_be_read_is_named(bad: tuple[Any, str]) -> None:
    sheet = an_export(("2、总体满意度",), ("恒力", bad[0]), ("华东", 4), ("盛拓", 5))
    [problem] = sheet.bad[0]
    assert (problem.column, problem.said) == (bad[1], str(bad[0]))


def test_an_answer_has_an_id_of_its_moment_and_company() -> None:
    first = an_export(("2、总体满意度",), ("恒力", 4), ("华东", 5)).values["code"]
    later = an_export(("2、总体满意度", "3、新题"), ("恒力", 4, 1), ("华东", 5, 1)).values["code"]
    assert first == later
    assert first[0].startswith("20260101102345-") and len(set(first)) == 2


def test_two_answers_of_one_moment_are_two_and_one_without_a_time_has_no_id() -> None:
    head = (*ABOUT, COMPANY, "2、总体满意度")
    moment = "2026/1/5 10:23:45"
    rows = [head, *((n, moment, "9秒", "链接", "", "", "恒力", n) for n in (1, 2))]
    codes = a_sheet([*rows, (3, "2026/1/5", "9秒", "链接", "", "", "恒力", 3)]).values["code"]
    assert (codes[1], codes[2]) == (f"{codes[0]}-2", None)


def test_an_id_of_the_questionnaires_own_is_kept() -> None:
    sheet = an_export(("答卷编号", "2、总体满意度"), ("恒力", "W-17", 4))
    assert sheet.values["code"] == ["W-17"]


def test_a_long_question_is_a_question() -> None:
    asked = (
        "2、"
        + "考虑到过去一年里您与我们销售、技术和售后各个团队之间的全部往来，" * 2
        + "总体满意度如何"
    )
    assert an_export((asked,), ("恒力", 4)).values["overall"] == [4]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig"])
def test_a_csv_is_known_without_being_told(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "280_按文本_调查_1_1.csv"
    head = ",".join((*ABOUT, COMPANY, "2、您对我们的总体满意度", "3、您是否用过其他供应商的产品"))
    text = f"{head}\r\n1,2026/1/5 10:23:45,68秒,链接,N/A,1.2.3.4,恒力,非常满意,是\r\n"
    path.write_text(text, encoding=encoding)
    with open_book(path) as book:
        table = find(book.sheets[0], wording=words())
    assert isinstance(table, Table)
    assert table.kind is kind("surveys")
    assert read(table).values["overall"] == [5]


def test_an_export_about_something_else_is_not_taken() -> None:
    row = (*ABOUT, "1、手机部数", "2、手机价格", "3、性别 ", "4、年龄 ", "5、月收入", "6、兴趣爱好")
    rows = [row, (1, "2026/1/5 8:00", "9秒", "链接", "", "", 1, 2, 1, 3, 2, 4)]
    left = found(rows, wording=words())
    assert isinstance(left, NoTable)
    assert "no question for the customer" in left.reason


@pytest.mark.parametrize(
    "headers",
    ["客户名称|调查日期|总体满意度", "填写者|提交答卷时间|总体满意度", "序号|客户名称|联系人|手机"],
)
def test_other_sheets_are_no_exports(headers: str) -> None:
    assert not is_export(headers.split("|"))


def test_a_total_of_a_plain_sheet_is_still_its_overall_score() -> None:
    sheet = a_sheet([("客户名称", "调查日期", "总分(100分)"), ("恒力", "2026-01-05", 90)], "满意度")
    assert (sheet.values["overall"], sheet.values["scale"]) == ([90], [100])


@pytest.mark.parametrize("cell", ["满意", 4, None, "B、一般"])
def test_an_answer_is_plain_however_often_it_is_made_so(cell: Any) -> None:
    assert answer(answer(cell)) == answer(cell)
