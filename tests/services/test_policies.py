"""Policies in force: shown, compared, put in force, taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from kam.errors import ConflictError, NotFoundError, PolicyError, StoreError
from kam.policy.load import load
from kam.services import operations, policies, workspace
from kam.services.policies import Applied, Difference
from kam.services.workspace import Workspace
from tests.builders import a_request, one_operation

STRICTER = "[tier.important]\nannual_amount = 60000\n"
KEY = "tier.important.annual_amount"


@pytest.fixture
def desk(db: str) -> Iterator[Workspace]:
    with one_operation(db):
        pass
    with workspace.reading(a_request(db)) as desk:
        yield desk


def apply(db: str, toml: str, **request: object) -> Applied:
    with workspace.writing(a_request(db, **request)) as desk:
        return policies.apply(desk, load(toml))


def in_force(db: str) -> tuple[int, object]:
    with workspace.reading(a_request(db)) as desk:
        return desk.policy_version, desk.policy.tier.important.annual_amount


def test_every_value_is_shown_with_its_source(desk: Workspace) -> None:
    rows = {row["key"]: row for row in policies.in_force(desk)}
    assert rows[KEY] == {"key": KEY, "value": "50000", "default": None, "source": "[Y §4]"}


def test_a_part_can_be_shown_and_an_unknown_one_is_refused(desk: Workspace) -> None:
    assert {row["key"].split(".")[0] for row in policies.in_force(desk, "tier")} == {"tier"}
    with pytest.raises(NotFoundError, match="no key begins with teir"):
        policies.in_force(desk, "teir")


def test_a_policy_put_in_force_is_a_further_version(db: str) -> None:
    applied = apply(db, STRICTER, reason="board")
    assert applied == Applied(2, (Difference(KEY, 50000, 60000),))
    assert in_force(db) == (2, 60000)
    with workspace.reading(a_request(db)) as desk:
        newest, oldest = policies.history(desk)
    assert (newest["reason"], newest["applied_by"], newest["changes"]) == ("board", "tester", 1)
    assert oldest["changes"] is None


def test_a_policy_that_changes_nothing_is_refused(db: str) -> None:
    apply(db, STRICTER)
    with pytest.raises(ConflictError, match="nothing to change"):
        apply(db, STRICTER)


def test_a_rehearsal_shows_the_difference_and_keeps_nothing(db: str) -> None:
    apply(db, "[tier.important]\nannual_orders = 12\n")
    assert apply(db, STRICTER, keep=False).version == 3
    assert in_force(db) == (2, 50000)


def test_undo_puts_the_old_policy_back_and_its_number_is_not_used_again(db: str) -> None:
    apply(db, STRICTER)
    with workspace.writing(a_request(db)) as desk:
        operations.undo(desk)
    assert in_force(db) == (1, 50000)
    assert apply(db, STRICTER).version == 3


def test_a_stored_policy_that_does_not_fit_can_only_be_replaced(db: str) -> None:
    with one_operation(db) as ledger:
        ledger.connection.execute(text("UPDATE policy_versions SET text = 'nonsense = 1'"))
    with pytest.raises(StoreError, match="kam policy apply FILE"):
        in_force(db)
    apply(db, "", mends_policy=True)
    assert in_force(db) == (2, 50000)


def test_versions_files_and_the_default_can_be_compared(db: str, tmp_path: Path) -> None:
    apply(db, STRICTER)
    file = tmp_path / "policy.toml"
    file.write_text("[tier.important]\nannual_amount = 70000\n", encoding="utf-8")
    wanted = {
        (None, None): (50000, 60000),
        ("1", None): (50000, 60000),
        ("default", "2"): (50000, 60000),
        (str(file), None): (60000, 70000),
        (str(file), "1"): (70000, 50000),
    }
    with workspace.reading(a_request(db)) as desk:
        for (first, second), (old, new) in wanted.items():
            assert policies.compared(desk, first, second) == (Difference(KEY, old, new),)
        assert policies.compared(desk, "2", None) == ()
        with pytest.raises(NotFoundError, match="no version 9"):
            policies.compared(desk, "9", None)


def test_what_is_exported_is_what_is_in_force(desk: Workspace) -> None:
    assert load(policies.text(desk)) == desk.policy


BAD_FILES = {
    b"[tier.important]\nannual_amount = -1\n": "annual_amount",
    b"[tier\n": "TOML",
    "zone = '上海'\n".encode("gbk"): "UTF-8",
}


@pytest.mark.parametrize("content", BAD_FILES)
def test_a_bad_file_is_named_with_what_is_wrong(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "bad.toml"
    file.write_bytes(content)
    with pytest.raises(PolicyError, match=BAD_FILES[content]) as caught:
        policies.checked(file)
    assert "bad.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"nix\.toml"):
        policies.read(tmp_path / "nix.toml")
