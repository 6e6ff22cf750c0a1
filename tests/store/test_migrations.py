"""From nothing, or from an older kam, to the tables of the models."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import kam.store
from kam.cli.app import main
from kam.models.all import metadata
from kam.store import engine, schema
from tests.builders import a_customer, one_operation

MIGRATIONS = Path(kam.store.__file__).parent / "migrations"


def test_migrations_end_at_the_models(db: str) -> None:
    with one_operation(db) as ledger:
        context = MigrationContext.configure(ledger.connection, opts={"compare_type": True})
        difference = compare_metadata(context, metadata)
    assert difference == [], "write the next one: python -m tests.migration NAME"


def test_head_is_the_newest_revision() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [schema.HEAD]
    assert sorted(each.revision for each in script.walk_revisions())[-1] == schema.HEAD


def test_a_database_of_the_first_kam_is_brought_up_to_date(db: str) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger, name="华东精工")
    _back_to_the_first(Path(db))
    with engine.reading(db) as connection:
        names = [row[0] for row in connection.exec_driver_sql("SELECT name FROM customers")]
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        difference = compare_metadata(context, metadata)
    assert (names, difference) == (["华东精工"], [])


def test_the_upgrade_is_told_with_the_place_of_the_backup(
    db: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger, name="华东精工")
    _back_to_the_first(Path(db))
    assert main(["customers", "list", "--db", db]) == 0
    told = capsys.readouterr().err
    assert f"it is kept as {db}.before-{schema.HEAD}" in told
    assert main(["customers", "list", "--db", db]) == 0
    assert "upgraded" not in capsys.readouterr().err


def _back_to_the_first(path: Path) -> None:
    """The database without what later migrations made."""
    connection = sqlite3.connect(path)
    for table in ("snoozes", "skips", "cadences", "stand_ins", "followups", "tickets", "notices"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.commit()
    connection.close()


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> str:
    """A kam whose newest revision is one further; gives its number."""
    head = f"{int(schema.HEAD) + 1:04}"

    def upgrade(connection: object) -> None:
        connection.exec_driver_sql("ALTER TABLE customers ADD COLUMN nickname")  # type: ignore[attr-defined]
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{head}'")  # type: ignore[attr-defined]

    monkeypatch.setattr(schema, "HEAD", head)
    monkeypatch.setattr(schema, "upgrade", upgrade)
    return head


def columns(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    found = [row[1] for row in connection.execute("PRAGMA table_info(customers)")]
    connection.close()
    return found


@pytest.fixture
def old(db: str) -> str:
    """A database of today's kam with a customer in it."""
    with one_operation(db) as ledger:
        a_customer(ledger)
    return db


@pytest.fixture
def upgraded(old: str, newer: str) -> Path:
    with engine.reading(old) as connection:
        connection.exec_driver_sql("SELECT nickname FROM customers")
    return Path(old)


def test_an_older_database_is_upgraded_after_a_backup(upgraded: Path, newer: str) -> None:
    backup = upgraded.with_name(f"kam.db.before-{newer}")
    assert "nickname" in columns(upgraded)
    assert "nickname" not in columns(backup)
    assert sorted(entry.name for entry in upgraded.parent.iterdir()) == [
        "kam.db",
        f"kam.db.before-{newer}",
    ]


def test_a_second_upgrade_keeps_the_first_backup(upgraded: Path, newer: str) -> None:
    backup = upgraded.with_name(f"kam.db.before-{newer}")
    before = backup.read_bytes()
    upgraded.write_bytes(before)
    with engine.reading(str(upgraded)):
        pass
    assert backup.read_bytes() == before
    assert upgraded.with_name(f"kam.db.before-{newer}-2").exists()


def test_an_upgrade_that_fails_leaves_the_old_database(
    old: str, newer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = schema.upgrade

    def fail(connection: object) -> None:
        half(connection)  # type: ignore[arg-type]
        raise ZeroDivisionError

    monkeypatch.setattr(schema, "upgrade", fail)
    with pytest.raises(ZeroDivisionError), engine.reading(old):
        pass
    assert "nickname" not in columns(Path(old))
