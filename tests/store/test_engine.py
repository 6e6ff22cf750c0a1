"""Opening a database: whole or not at all, one state per reader, writers in turn."""

import multiprocessing
import os
import sqlite3
import stat
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.engine import Connection

from kam.errors import ConflictError, NotFoundError, StoreError, UsageError
from kam.models.customers import Customer
from kam.store import engine
from kam.store.rows import table_of
from tests.builders import a_customer, one_operation, seed


def customers(connection: Connection) -> int:
    found = connection.execute(select(func.count()).select_from(table_of(Customer))).scalar()
    assert found is not None
    return found


def stored(db: str) -> int:
    with engine.reading(db) as connection:
        return customers(connection)


def test_reading_where_there_is_no_database_says_how_to_begin(db: str) -> None:
    with pytest.raises(NotFoundError, match="kam import FILE"), engine.reading(db):
        pass
    assert not Path(db).exists()


def test_a_dry_run_makes_no_database(db: str) -> None:
    with one_operation(db, keep=False) as ledger:
        a_customer(ledger)
        assert customers(ledger.connection) == 1
    assert list(Path(db).parent.iterdir()) == []


def test_a_dry_run_keeps_nothing_of_an_existing_database(db: str) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger)
    with one_operation(db, keep=False) as ledger:
        a_customer(ledger)
    assert stored(db) == 1


def test_a_failure_inside_the_block_keeps_nothing(db: str) -> None:
    with one_operation(db):
        pass
    with pytest.raises(ZeroDivisionError), one_operation(db) as ledger:
        a_customer(ledger)
        raise ZeroDivisionError
    assert stored(db) == 0


def test_the_first_write_makes_the_database_for_its_owner_only(db: str) -> None:
    with one_operation(db):
        pass
    assert stat.S_IMODE(Path(db).stat().st_mode) == (0o600 if os.name == "posix" else 0o666)
    assert [entry.name for entry in Path(db).parent.iterdir()] == ["kam.db"]


def test_folders_on_the_way_to_a_new_database_are_made(tmp_path: Path) -> None:
    db = str(tmp_path / "a" / "b" / "kam.db")
    with one_operation(db) as ledger:
        a_customer(ledger)
    assert stored(db) == 1


def test_an_empty_file_left_by_a_kill_counts_as_no_database(db: str) -> None:
    Path(db).touch()
    with pytest.raises(NotFoundError), engine.reading(db):
        pass
    with one_operation(db) as ledger:
        a_customer(ledger)
    assert stored(db) == 1


def test_a_file_left_without_tables_by_a_kill_counts_as_no_database(db: str) -> None:
    connection = sqlite3.connect(db)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    assert Path(db).stat().st_size > 0
    with pytest.raises(NotFoundError), engine.reading(db):
        pass
    with one_operation(db) as ledger:
        a_customer(ledger)
    assert stored(db) == 1


def test_a_reader_sees_the_old_state_while_a_writer_writes(db: str) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger)
    with engine.reading(db) as reader:
        assert customers(reader) == 1
        with one_operation(db) as ledger:
            a_customer(ledger)
        assert customers(reader) == 1
    assert stored(db) == 2


def write_slowly(db: str, started: object) -> None:
    with one_operation(db) as ledger:
        started.set()  # type: ignore[attr-defined]
        time.sleep(0.3)
        a_customer(ledger, code="first")


def test_a_second_writer_waits_for_the_first(db: str) -> None:
    with one_operation(db):
        pass
    process = multiprocessing.get_context("spawn")
    started = process.Event()
    first = process.Process(target=write_slowly, args=(db, started))
    first.start()
    started.wait()
    with one_operation(db) as ledger:
        assert customers(ledger.connection) == 1
        a_customer(ledger, code="second")
    first.join()
    assert stored(db) == 2


def begin_at_once(db: str, gate: object, code: str) -> None:
    gate.wait()  # type: ignore[attr-defined]
    with one_operation(db) as ledger:
        a_customer(ledger, code=code)


def test_several_that_create_the_database_at_once_all_write_into_one(db: str) -> None:
    process = multiprocessing.get_context("spawn")
    gate = process.Barrier(4)
    writers = [process.Process(target=begin_at_once, args=(db, gate, f"C{n}")) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0, 0]
    assert stored(db) == 4


def test_a_writer_that_waited_too_long_says_who_is_writing(
    db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with one_operation(db):
        pass
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0)
    with (
        one_operation(db),
        pytest.raises(StoreError, match="another kam has been writing"),
        one_operation(db),
    ):
        pass


NOT_OURS = {
    "a text file": (b"name,amount\n" * 200, "is not a database"),
    "a workbook": (b"PK\x03\x04" + b"\0" * 4000, "is not a database"),
    "half a header": (b"SQLite format 3\0", "is not a database|damaged|failed"),
}


@pytest.mark.parametrize("what", NOT_OURS)
def test_a_file_that_is_no_database_is_refused_in_one_line(db: str, what: str) -> None:
    content, said = NOT_OURS[what]
    Path(db).write_bytes(content)
    for opened in (engine.reading(db), engine.writing(db, seed)):
        with pytest.raises(StoreError, match=said) as caught, opened:
            pass
        assert "\n" not in str(caught.value)
    assert Path(db).read_bytes() == content


def test_a_database_of_another_program_is_refused_and_left_alone(db: str) -> None:
    other = sqlite3.connect(db)
    other.execute("CREATE TABLE notes (text)")
    other.close()
    for opened in (engine.reading(db), engine.writing(db, seed)):
        with pytest.raises(StoreError, match="not one of kam"), opened:
            pass
    other = sqlite3.connect(db)
    assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("notes",)]
    other.close()


def test_a_newer_database_is_refused(db: str) -> None:
    with one_operation(db) as ledger:
        ledger.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer kam"), engine.reading(db):
        pass


def test_a_damaged_database_is_said_to_be_damaged(db: str) -> None:
    with one_operation(db) as ledger:
        for _ in range(200):
            a_customer(ledger, remarks="x" * 200)
    whole = Path(db).read_bytes()
    Path(db).write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(StoreError, match=r"damaged|not a database"), one_operation(db) as ledger:
        a_customer(ledger)


def test_what_contradicts_the_stored_is_a_conflict(db: str) -> None:
    with pytest.raises(ConflictError, match=r"customers\.code"), one_operation(db) as ledger:
        a_customer(ledger, code="C1")
        a_customer(ledger, code="C1")


PATHS = [
    "a b.db",
    "客户 数据.db",
    "100%.db",
    "what?.db",
    "a#b.db",
    "a%20b.db",
    "名&x=1.db",
    "x;y'z.db",
]


@pytest.mark.parametrize("name", PATHS)
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    db = str(tmp_path / name)
    with one_operation(db) as ledger:
        a_customer(ledger)
    assert [entry.name for entry in tmp_path.iterdir()] == [name]
    assert stored(db) == 1
    with engine.inspecting(db) as connection:
        assert customers(connection) == 1


def test_a_sqlite_url_is_the_path_it_names(db: str) -> None:
    with one_operation(f"sqlite:///{db}") as ledger:
        a_customer(ledger)
    assert stored(db) == 1


URLS = {
    "nonsense://": "no driver for nonsense|no database URL",
    "sqlite://": "names no file",
    "sqlite:///:memory:": "names no file",
    "mysql+nothing://me:secret@host/kam": "no driver",
}


@pytest.mark.parametrize("url", URLS)
def test_a_url_that_leads_nowhere_is_refused_in_one_line(url: str) -> None:
    with pytest.raises(UsageError, match=URLS[url]) as caught, engine.reading(url):
        pass
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("name", ["", "file.txt/kam.db", "x" * 300])
def test_a_place_where_no_database_can_be_made_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").touch()
    with (
        pytest.raises(StoreError, match=r"no database can be made|cannot be opened"),
        one_operation(str(tmp_path / name)),
    ):
        pass


def test_inspecting_writes_nothing(db: str) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger)
    with pytest.raises(StoreError, match="rights"), engine.inspecting(db) as connection:
        connection.execute(text("DELETE FROM customers"))
    assert stored(db) == 1


def test_a_database_in_a_folder_that_takes_no_file_can_be_read(
    db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger)
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert stored(db) == 1
    assert [entry.name for entry in Path(db).parent.iterdir()] == ["kam.db"]


def test_a_copy_holds_everything_and_is_its_owners_only(db: str, tmp_path: Path) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger)
    with one_operation(db) as ledger:
        a_customer(ledger)
        engine.copy(Path(db), tmp_path / "copy.db")
    assert stored(str(tmp_path / "copy.db")) == 1
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) & 0o077 == 0


def test_a_first_command_that_fails_leaves_no_database(db: str) -> None:
    with pytest.raises(ZeroDivisionError), one_operation(db):
        raise ZeroDivisionError
    with pytest.raises(NotFoundError), engine.reading(db):
        pass
