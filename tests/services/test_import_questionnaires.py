"""Exports of 问卷星 taken in: once, again, and with further answers."""

from pathlib import Path
from typing import Any

import pytest

from kam.cli.progress import Silent
from kam.models.customers import Customer
from kam.policy.load import load
from kam.services import policies, workspace
from kam.services.imports.result import Options, SheetResult
from kam.services.imports.taking import Wanted, parse, take
from kam.services.imports.wishes import wanted
from tests.builders import TODAY, a_customer, a_request, one_operation
from tests.importing import a_workbook, kept, outcome, wants

HEAD = ("序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP", "1、您的公司名称")
ASKED = ("2、您对我们的总体满意度", "3、您愿意向同行推荐我们吗", "4、您的意见和建议", "5、您的年龄")

Row = tuple[Any, ...]


@pytest.fixture
def known(db: str) -> str:
    with one_operation(db) as ledger:
        a_customer(ledger, code="C1", name="苏州恒力精密机械有限公司")
        a_customer(ledger, code="C2", name="无锡华东")
    return db


def an_answer(n: int, company: str, *answers: Any, at: str = "10:23:45") -> Row:
    moment = f"2026/1/5 {at}"
    return (n, moment, "68秒", "微信", "N/A", "1.2.3.4(江苏-苏州)", company, *answers)


HENGLI = an_answer(1, "苏州恒力精密机械有限公司", "非常满意", "9分", "交期稳定", "30岁")
HUADONG = an_answer(2, "无锡华东", "不满意", "(跳过)", "(空)", "(空)", at="10:30:00")


def taken_in(db: str, *rows: Row, asked: Row = ASKED, name: str = "导出") -> list[SheetResult]:
    """What `kam import` does with an export, under the policy of the database."""
    request = a_request(db, as_of=TODAY)
    path = a_workbook(Path(db).with_name(f"{name}.xlsx"), {"Sheet1": [(*HEAD, *asked), *rows]})
    parsed, _passed_over = parse([path], wanted(None, (), (), request), Silent())
    with workspace.writing(request) as desk:
        return take(desk, parsed, Options(), Silent())


def test_answers_are_kept_and_questions_without_a_field_are_named(known: str) -> None:
    [result] = taken_in(known, HENGLI, HUADONG)
    assert outcome([result]) == [("surveys", 2, 0, 0, 0)]
    assert result.unknown == ("5、您的年龄",)
    assert kept(known, "surveys", "customer_id", "answered_on", "overall", "nps", "comment") == [
        (1, "2026-01-05", 5_000_000, 9, "交期稳定"),
        (2, "2026-01-05", 2_000_000, None, None),
    ]


def test_the_same_export_again_changes_nothing(known: str) -> None:
    taken_in(known, HENGLI, HUADONG)
    assert outcome(taken_in(known, HENGLI, HUADONG)) == [("surveys", 0, 0, 2, 0)]


def test_a_later_export_adds_only_what_is_new_whatever_its_order(known: str) -> None:
    taken_in(known, HENGLI)
    later = an_answer(3, "苏州恒力精密机械有限公司", "一般", 6, "(空)", "", at="16:00:00")
    renumbered = ((1, *later[1:]), (2, *HUADONG[1:]), (3, *HENGLI[1:]))
    assert outcome(taken_in(known, *renumbered)) == [("surveys", 2, 0, 1, 0)]
    assert kept(known, "surveys", "overall") == [5_000_000, 3_000_000, 2_000_000]


def test_the_first_answers_of_two_questionnaires_are_two(known: str) -> None:
    other = (*HENGLI[:1], "2026/1/5 11:00:00", *HENGLI[2:7], "满意")
    taken_in(known, HENGLI)
    assert outcome(taken_in(known, other, asked=("2、交付满意度总体评价",))) == [
        ("surveys", 1, 0, 0, 0)
    ]
    assert outcome(taken_in(known, HENGLI)) == [("surveys", 0, 0, 1, 0)]


def test_two_companies_may_answer_in_the_same_second(known: str) -> None:
    twin = an_answer(2, "无锡华东", "满意", 8, "", "")
    assert outcome(taken_in(known, HENGLI, twin)) == [("surveys", 2, 0, 0, 0)]
    assert outcome(taken_in(known, HENGLI, twin)) == [("surveys", 0, 0, 2, 0)]


def test_answers_stay_the_same_where_a_customer_gets_another_code(known: str) -> None:
    taken_in(known, HENGLI)
    with one_operation(known) as ledger:
        ledger.update(Customer, {1: {"code": "NEW-1"}})
    assert outcome(taken_in(known, HENGLI)) == [("surveys", 0, 0, 1, 0)]


def test_an_unknown_company_is_rejected_like_any_other(known: str) -> None:
    [result] = taken_in(known, HENGLI, an_answer(2, "没有这家", "满意", 8, "", ""))
    assert [(row, column) for row, column, _want in wants([result])] == [(3, "1、您的公司名称")]
    assert outcome([result]) == [("surveys", 1, 0, 0, 1)]


def test_a_question_the_policy_learns_of_is_filled_in_by_the_next_import(known: str) -> None:
    asked = ("2、您对我们的总体满意度", "3、合作意愿打分")
    row = an_answer(1, "无锡华东", "满意", 7)
    assert taken_in(known, row, asked=asked)[0].unknown == ("3、合作意愿打分",)
    learn(known, '[surveys.questionnaire]\nnps = ["合作意愿"]\n')
    assert outcome(taken_in(known, row, asked=asked)) == [("surveys", 0, 1, 0, 0)]
    assert kept(known, "surveys", "nps") == [7]


def test_the_policy_says_what_numbers_mean(known: str) -> None:
    learn(known, '[surveys.questionnaire]\nnumbers = "option"\n')
    taken_in(known, an_answer(1, "无锡华东", 1, 11, -2, -3))
    assert kept(known, "surveys", "overall", "nps", "comment") == [(5_000_000, 10, None)]


def learn(db: str, text: str) -> None:
    with workspace.writing(a_request(db)) as desk:
        policies.apply(desk, load(text))


def test_without_a_database_the_packaged_policy_holds(db: str) -> None:
    found = wanted(None, (), (), a_request(db))
    assert isinstance(found, Wanted)
    assert "推荐意愿" in found.wording.words["nps"]
    assert not Path(db).exists()
