"""`kam customers`, from what is typed to what is printed."""

import json
from pathlib import Path
from typing import Any

import pytest

from kam.cli.app import main
from tests.builders import (
    a_contact,
    a_customer,
    a_judgement,
    a_staff_member,
    a_survey,
    an_interaction,
    an_order,
    one_operation,
    state,
)

KEYS = [
    *("code", "name", "manager", "manager_code", "cooperation_stage", "lifecycle_stage"),
    *("tier", "tier_since", "grade", "grade_score", "key_account", "annual_amount"),
    *("annual_orders", "first_order_on", "last_order_on", "last_contact_on", "archived"),
]
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def company(db: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """C1 华东精工 (important, 张伟's, big), C2 华南电气 (potential), C3 老客户 (archived)."""
    with one_operation(db) as ledger:
        manager = a_staff_member(ledger, "张伟", code="E1")
        one = a_customer(
            ledger,
            tier="important",
            code="C1",
            name="华东精工",
            manager_id=manager,
            city="苏州",
            tags="机械、长期",
        )
        a_judgement(ledger, one, scheme="key_account", value="key_account")
        a_customer(ledger, code="C2", name="华南电气", phone="020-12345678")
        a_customer(ledger, code="C3", name="老客户", archived=True)
        a_contact(ledger, one, is_primary=True)
        an_order(ledger, one, amount=2_000_000)
        an_interaction(ledger, one, channel="message")
        a_survey(ledger, one, scores={"product": 4}, nps=9)
    monkeypatch.setenv("KAM_DB", db)
    monkeypatch.setenv("KAM_ACTOR", "tester")
    return db


def asked(capsys: Captured, *words: str) -> Any:
    assert main([*words, "--as-of", "2026-01-05", "-f", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def codes(capsys: Captured, *options: str) -> list[str]:
    return [row["code"] for row in asked(capsys, "customers", "list", *options)]


def test_the_list_tells_how_each_customer_stands(company: str, capsys: Captured) -> None:
    first, second = asked(capsys, "customers", "list")
    assert list(first)[: len(KEYS)] == KEYS
    assert (first["tier"], first["key_account"], first["manager_code"]) == ("important", True, "E1")
    assert (first["annual_amount"], first["last_contact_on"]) == (2_000_000.00, "2025-12-01")
    assert (second["tier"], second["cooperation_stage"]) == (None, "potential")
    assert second["annual_amount"] is None


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), ["C1", "C2"]),
        (("--archived",), ["C1", "C2", "C3"]),
        (("--manager", "张伟"), ["C1"]),
        (("--tier", "重要"), ["C1"]),
        (("--tier", "new"), []),
        (("--stage", "潜在"), ["C2"]),
        (("--city", "苏"), ["C1"]),
        (("--tag", "长期"), ["C1"]),
        (("--tag", "长"), []),
        (("--key-account",), ["C1"]),
        (("--search", "12345"), ["C2"]),
        (("--sort", "-code"), ["C2", "C1"]),
        (("--sort", "年成交额", "--limit", "1"), ["C1"]),
    ],
)
def test_the_list_is_narrowed_and_sorted(
    options: tuple[str, ...], expected: list[str], company: str, capsys: Captured
) -> None:
    assert codes(capsys, *options) == expected


def test_an_earlier_day_sees_what_was_known_then(company: str, capsys: Captured) -> None:
    main(["customers", "list", "--as-of", "2024-06-01", "-f", "json"])
    first = json.loads(capsys.readouterr().out)[0]
    assert (first["tier"], first["annual_amount"], first["last_contact_on"]) == (None, None, None)


def test_an_unknown_column_is_answered_with_the_nearest(company: str, capsys: Captured) -> None:
    assert main(["customers", "list", "--sort", "tear"]) == 2
    assert "did you mean tier?" in capsys.readouterr().err


def test_the_page_says_who_why_and_what_next(company: str, capsys: Captured) -> None:
    page = asked(capsys, "customers", "show", "华东")
    assert (page["code"], page["tier"], page["city"]) == ("C1", "important", "苏州")
    assert page["why"]["reasons"][0]["measure"] == "annual_amount"
    assert [each["name"] for each in page["contacts"]] == ["李娜"]
    assert {line["line"] for line in page["visits"]} == {"phone", "onsite", "executive"}
    assert (page["last_survey"]["nps"], page["last_survey"]["product"]) == (9, 4)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_is_read_in_both_languages(language: str, company: str, capsys: Captured) -> None:
    assert main(["customers", "show", "C1", "--as-of", "2026-01-05", "--lang", language]) == 0
    assert ("购买情况" if language == "zh" else "What they buy") in capsys.readouterr().out


def test_the_timeline_is_in_order_of_date(company: str, capsys: Captured) -> None:
    events = asked(capsys, "customers", "timeline", "C1")
    assert [event["kind"] for event in events] == [
        *("tier", "key_account", "order", "interaction", "survey"),
    ]
    assert events == sorted(events, key=lambda event: event["on"])


def test_merging_asks_first_and_without_a_terminal_wants_yes(
    company: str, capsys: Captured
) -> None:
    before = state(company)
    assert main(["customers", "merge", "C1", "C2"]) == 2
    assert "--yes" in capsys.readouterr().err
    assert state(company) == before


def test_a_merge_is_one_operation_that_undo_takes_back(company: str) -> None:
    before = state(company)
    assert main(["customers", "merge", "C1", "C2", "--yes"]) == 0
    assert main(["undo"]) == 0
    assert state(company) == before


def test_a_rehearsed_merge_keeps_nothing(company: str) -> None:
    before = state(company)
    assert main(["customers", "merge", "C1", "C2", "--dry-run"]) == 0
    assert state(company) == before


def test_archived_customers_leave_the_list_and_come_back(company: str, capsys: Captured) -> None:
    assert main(["customers", "archive", "C1", "--on", "2026-01-01"]) == 0
    assert codes(capsys) == ["C2"]
    assert main(["customers", "archive", "C1"]) == 4
    assert main(["customers", "restore", "C1"]) == 0
    capsys.readouterr()
    assert codes(capsys) == ["C1", "C2"]


def test_a_lost_customer_is_lost_from_that_day_for_that_reason(
    company: str, capsys: Captured
) -> None:
    assert main(["customers", "lost", "C1", "--on", "2026-01-02", "--reason", "价格"]) == 0
    assert codes(capsys, "--stage", "lost") == ["C1"]
    page = asked(capsys, "customers", "show", "C1")
    assert (page["lost_on"], page["lost_reason"]) == ("2026-01-02", "价格")


def test_duplicates_are_listed_in_pairs(company: str, capsys: Captured) -> None:
    main(["customers", "add", "华南电器", "--phone", "02012345678"])
    capsys.readouterr()
    [pair] = asked(capsys, "customers", "duplicates")
    assert (pair["customer"], pair["likeness"]) == ("C2", "phone")


def test_no_question_about_customers_needs_a_database_that_is_not_there(
    tmp_path: Path, capsys: Captured
) -> None:
    assert main(["customers", "list", "--db", str(tmp_path / "none.db")]) == 3
    assert "begin with: kam import" in capsys.readouterr().err
