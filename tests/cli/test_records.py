"""`list show add edit` as they are typed, for every noun."""

import json

import pytest

from kam.cli.app import main
from kam.services.nouns import NOUNS
from tests.builders import a_customer, a_staff_member, one_operation, state

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def company(db: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """王芳 and 张伟, who is the manager of the important C1 华东精工."""
    with one_operation(db) as ledger:
        a_staff_member(ledger, "王芳", code="E2", role="department_manager")
        manager = a_staff_member(ledger, "张伟", code="E1")
        a_customer(ledger, tier="important", code="C1", name="华东精工", manager_id=manager)
    monkeypatch.setenv("KAM_DB", db)
    monkeypatch.setenv("KAM_ACTOR", "cron")
    return db


def kam(*words: str) -> int:
    return main([*words, "--as-of", "2026-01-05"])


def logged(capsys: Captured, *words: str) -> tuple[dict[str, str], str]:
    """What `interactions log C1 ...` keeps, and what it says."""
    assert kam("interactions", "log", "C1", *words, "-f", "json") == 0
    said = capsys.readouterr()
    return json.loads(said.out), said.err


def test_a_call_is_logged_with_two_words(company: str, capsys: Captured) -> None:
    kept, said = logged(capsys, "--channel", "电话")
    assert (kept["occurred_on"], kept["outcome"]) == ("2026-01-05", "completed")
    assert (kept["channel"], kept["staff_code"]) == ("phone", "E1")
    assert "next phone due 2026-02-05" in said


def test_whoever_acts_and_is_one_of_us_was_it(company: str, capsys: Captured) -> None:
    assert logged(capsys, "--channel", "phone", "--actor", "王芳")[0]["staff_code"] == "E2"


def test_a_day_to_come_is_an_appointment(company: str, capsys: Captured) -> None:
    kept, said = logged(capsys, "--channel", "onsite", "--on", "2026-01-20")
    assert kept["outcome"] == "planned"
    assert "is planned for 2026-01-20" in said


def test_the_same_call_told_twice_is_pointed_out(company: str, capsys: Captured) -> None:
    logged(capsys, "--channel", "phone")
    assert "#1" in logged(capsys, "--channel", "phone")[1]


@pytest.mark.parametrize(
    ("line", "code", "wanted"),
    [
        ("interactions log C1", 2, "--channel is missing"),
        ("interactions log C1 --channel fone", 2, "nearest is phone"),
        ("interactions log C1 --chanel phone", 2, "did you mean --channel?"),
        ("interactions log C1 --channel phone --line fone", 2, "did you mean phone?"),
        ("interactions log 华西 --channel phone", 3, "华西"),
        ("interactions show 99", 3, "no interaction 99"),
        ("contacts add 李娜", 2, "--customer is missing"),
        ("contacts show 李娜", 3, "no contact 李娜"),
        ("orders add C1 --on 2026-01-05", 2, "--amount"),
        ("orders add C1 --on 2026-01-05 --line a,b,3", 2, "Quantity b: wanted is a number"),
        ("surveys record C1", 2, "nothing is answered"),
        ("surveys record C1 --overall 4 --set 颜色=红", 2, "颜色"),
        ("staff add 张伟", 4, "kam staff edit E1"),
        ("staff edit 张韦 --city 上海", 3, "did you mean 张伟?"),
    ],
)
def test_a_slip_is_answered_in_one_line(
    line: str, code: int, wanted: str, company: str, capsys: Captured
) -> None:
    assert main(line.split()) == code
    said = capsys.readouterr().err
    assert wanted in said
    assert said.count("\n") == 1


def test_a_contact_of_a_common_name_is_meant_by_its_customer(
    company: str, capsys: Captured
) -> None:
    kam("customers", "add", "恒力机械")
    for customer in ("C1", "恒力机械"):
        assert kam("contacts", "add", "李娜", "--customer", customer) == 0
    assert kam("contacts", "edit", "李娜", "--customer", "恒力", "--title", "厂长") == 0
    capsys.readouterr()
    assert kam("contacts", "show", "李娜", "--customer", "恒力", "-f", "json") == 0
    assert json.loads(capsys.readouterr().out)["title"] == "厂长"
    assert kam("contacts", "show", "李娜") == 4


def test_the_next_visit_is_told_in_the_language_in_use(company: str, capsys: Captured) -> None:
    assert "下次电话到期日" in logged(capsys, "--channel", "phone", "--lang", "zh")[1]


def test_choices_are_listed_as_chinese_lists_things(company: str, capsys: Captured) -> None:
    kam("customers", "edit", "C1", "--lifecycle-stage", "老", "--lang", "zh")
    assert "应为 导入、成长、成熟、衰退 之一" in capsys.readouterr().err


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.name)
@pytest.mark.parametrize("format", ["table", "json", "csv", "md"])
def test_every_noun_is_listed_in_every_format(
    noun: object, format: str, company: str, capsys: Captured
) -> None:
    assert kam(noun.name, "list", "-f", format) == 0  # type: ignore[attr-defined]


def test_a_survey_is_recorded_and_summed_up(company: str, capsys: Captured) -> None:
    kam("surveys", "record", "C1", "--overall", "非常满意", "--nps", "9", "--product", "4")
    capsys.readouterr()
    assert kam("surveys", "summary", "-f", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["from"], found["to"], found["answers"]) == ("2025-01-06", "2026-01-05", 1)
    assert (found["csat"], found["nps"], found["promoters"]) == (1.0, 1.0, 1)
    assert found["dimensions"][0] == {"name": "product", "csat": 1.0, "answers": 1}


def test_a_summary_of_nothing_knows_no_rates(company: str, capsys: Captured) -> None:
    kam("surveys", "summary", "-f", "json", "--to", "2020-12-31")
    found = json.loads(capsys.readouterr().out)
    assert (found["answers"], found["csat"], found["nps"]) == (0, None, None)


def test_a_list_does_not_see_orders_of_later_days(company: str, capsys: Captured) -> None:
    kam("orders", "add", "C1", "--on", "2026-01-10", "--amount", "5")
    capsys.readouterr()
    kam("orders", "list", "-f", "json")
    assert json.loads(capsys.readouterr().out) == []


def test_a_rehearsal_says_what_would_be_and_keeps_nothing(company: str, capsys: Captured) -> None:
    before = state(company)
    assert kam("customers", "edit", "C1", "--city", "苏州", "--dry-run") == 0
    assert "would change" in capsys.readouterr().err
    assert state(company) == before


def test_an_edit_says_what_was_and_what_is(company: str, capsys: Captured) -> None:
    kam("customers", "edit", "C1", "--city", "苏州", "--lang", "zh")
    assert "城市: （空白） → 苏州" in capsys.readouterr().err.replace("：", ": ")


def test_the_options_of_add_are_the_columns_of_the_sheet(capsys: Captured) -> None:
    assert main(["customers", "add", "--help", "--lang", "zh"]) == 0
    assert "--credit-limit 金额" in capsys.readouterr().out
