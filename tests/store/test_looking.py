"""What completion finds, and that it neither waits nor leaves a trace."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kam.store.completing import MOST, customers, looking
from tests.builders import a_customer, one_operation


def found(db: str, said: str) -> list[str]:
    with looking(db) as ask:
        return [value for value, _other in customers(ask, said)]


def test_codes_come_before_names_and_archived_ones_last(db: str) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger, code="A1", name="Beta", archived=True)
        a_customer(ledger, code="A2", name="Gamma")
        a_customer(ledger, code="C1", name="Acme")
        a_customer(ledger, code="C2", name="Alpha", archived=True)
    assert found(db, "A") == ["A2", "A1", "Acme", "Alpha"]


def test_a_part_of_the_name_counts_where_nothing_begins_so(db: str) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger, code="C1", name="华东精工")
        a_customer(ledger, code="C2", name="江南精工", archived=True)
        a_customer(ledger, code="C3", name="上海精工")
    assert found(db, "精工") == ["上海精工", "华东精工", "江南精工"]
    with one_operation(db) as ledger:
        a_customer(ledger, code="C4", name="精工世家")
    assert found(db, "精工") == ["精工世家"]


def test_names_are_compared_as_people_mean_them(db: str) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger, code="C1", name="上海恒力（集团）有限公司")
    assert found(db, "上海 恒力(集") == ["上海恒力（集团）有限公司"]


def test_there_are_never_more_than_can_be_looked_through(db: str) -> None:
    with one_operation(db) as ledger:
        for number in range(MOST + 10):
            a_customer(ledger, code=f"C{number:03}", name=f"客户精工{number}")
    assert [len(found(db, said)) for said in ("", "C", "客户", "精工")] == [MOST] * 4


@pytest.mark.parametrize(
    "kind",
    ["missing", "empty", "folder", "text", "another", "older", "postgresql://u@h/kam", "a\0b"],
)
def test_where_nothing_can_be_read_nothing_is_found(kind: str, tmp_path: Path) -> None:
    place = tmp_path / kind if kind.isalpha() else None
    match kind:
        case "empty":
            (tmp_path / kind).touch()
        case "folder":
            (tmp_path / kind).mkdir()
        case "text":
            (tmp_path / kind).write_text("no database at all" * 1000)
        case "another" | "older":
            columns = "code" if kind == "older" else "x"
            with closing(sqlite3.connect(tmp_path / kind)) as made:
                made.execute(f"CREATE TABLE customers ({columns})")
    before = sorted(tmp_path.rglob("*"))
    assert found(str(place or kind), "C") == []
    assert sorted(tmp_path.rglob("*")) == before


def test_a_url_of_a_file_is_that_file(db: str) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger, code="C1")
    assert found(f"sqlite:///{db}", "C") == found(f"sqlite+pysqlite:///{db}", "C") == ["C1"]


def test_somebody_who_writes_is_neither_waited_for_nor_held_up(db: str) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger, code="C1")
    with one_operation(db) as ledger:
        a_customer(ledger, code="C2")
        assert found(db, "C") == ["C1"]
    assert found(db, "C") == ["C1", "C2"]


def test_a_file_that_is_locked_whole_gives_nothing(db: str) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger, code="C1")
    with closing(sqlite3.connect(db)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("DELETE FROM changes")
        assert Path(f"{db}-journal").exists()
        assert found(db, "C") == []


def test_a_damaged_database_gives_what_can_be_read_or_nothing(db: str) -> None:
    with one_operation(db) as ledger:
        for number in range(200):
            a_customer(ledger, code=f"C{number:03}")
    size = Path(db).stat().st_size
    with Path(db).open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * (size - 8192))
    assert found(db, "C") == []


def test_looking_leaves_the_file_and_its_folder_as_they_were(db: str) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger, code="C1")
    before = Path(db).read_bytes(), sorted(Path(db).parent.iterdir())
    assert found(db, "C") == ["C1"]
    assert (Path(db).read_bytes(), sorted(Path(db).parent.iterdir())) == before
