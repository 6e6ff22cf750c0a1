"""kam killed at random moments: the database must hold the old state or the new one.

    python -m tests.kills --times 200 --seed 1

Starts real `kam import`, `kam tier recompute` and `kam undo` processes on a copy of a database,
kills each at some moment, every second one while its changes go to the disk, and looks at what is
left: SQLite's own checks, and every table row by row. `once` is one such kill; the tests do a few.
"""

import argparse
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from openpyxl import Workbook

CUSTOMERS = 400
ORDERS = 3000
OLD, NEW, NOTHING = "old", "new", "nothing"
VARYING = ("at", "applied_at", "command")
"""Columns that differ from run to run: moments, and paths of files."""
Argv = Sequence[str]


@dataclass(frozen=True)
class Scene:
    """A command on a database: the state before it, after it, and how long it takes."""

    name: str
    start: Path
    argv: Argv
    old: str
    new: str
    seconds: float


def kam(db: Path, argv: Argv) -> list[str]:
    """The command line of a real process."""
    return [sys.executable, "-m", "kam", *argv, "--db", str(db)]


def run(db: Path, argv: Argv) -> None:
    """Run to the end; an error here is a mistake of the scene."""
    done = subprocess.run(kam(db, argv), capture_output=True, encoding="utf-8", env=environment())
    if done.returncode:
        raise AssertionError(f"kam {' '.join(argv)}: {done.stderr}")


def environment() -> dict[str, str]:
    return {**os.environ, "KAM_LANG": "en", "PYTHONIOENCODING": "utf-8"}


def state(db: Path) -> str:
    """A digest of every row of every table, and of the schema; times of day left out.

    Raises AssertionError where SQLite finds the file damaged.
    """
    digest = hashlib.sha256()
    with closing(sqlite3.connect(db)) as connection:
        check = connection.execute("PRAGMA integrity_check").fetchall()
        assert check == [("ok",)], check
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
        assert orphans == [], orphans
        tables = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        for name, sql in tables:
            digest.update(repr((name, sql)).encode())
            if not (sql or "").startswith("CREATE TABLE"):
                continue
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
            kept = ", ".join(f'"{each}"' for each in columns if each not in VARYING)
            for row in connection.execute(f"SELECT {kept} FROM {name} ORDER BY 1"):
                digest.update(repr(row).encode())
    return digest.hexdigest()


def customers_book(path: Path, city: str) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("客户")
    sheet.append(["客户编号", "客户名称", "客户经理", "城市", "联系人"])
    for n in range(CUSTOMERS):
        sheet.append([f"C{n:05}", f"客户{n}", f"经理{n % 5}", city, f"联系人{n}"])
    book.save(path)
    return path


def orders_book(path: Path) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("订单")
    sheet.append(["订单编号", "客户编号", "下单日期", "金额"])
    for n in range(ORDERS):
        day = f"2025-{n % 12 + 1:02}-{n % 28 + 1:02}"
        sheet.append([f"SO{n:05}", f"C{n * 7 % CUSTOMERS:05}", day, n % 900 * 100 - 5000])
    book.save(path)
    return path


def scenes(folder: Path) -> list[Scene]:
    """Commands that write much, each from the state the one before left."""
    first = customers_book(folder / "customers.xlsx", "上海")
    second = customers_book(folder / "moved.xlsx", "苏州")
    steps: list[tuple[str, Argv]] = [
        ("first import", ("import", str(first))),
        ("import of orders", ("import", str(orders_book(folder / "orders.xlsx")))),
        ("import of changes", ("import", str(second))),
        ("recompute", ("tier", "recompute", "--as-of", "2026-01-05")),
        ("undo of a recompute", ("undo",)),
        ("undo of changes", ("undo",)),
        ("undo of orders", ("undo",)),
    ]
    db = folder / "kam.db"
    found = []
    for number, (name, argv) in enumerate(steps):
        start = folder / f"start-{number}.db"
        old = state_left(db)
        if db.exists():
            shutil.copy(db, start)
        began = time.perf_counter()
        run(db, argv)
        found.append(Scene(name, start, argv, old, state(db), time.perf_counter() - began))
    return found


def once(scene: Scene, folder: Path, random: Random) -> str:
    """Kill the command at some moment; OLD or NEW, whichever is left.

    Raises AssertionError for anything else.
    """
    db = folder / "kam.db"
    for each in folder.glob("kam.db*"):
        each.unlink()
    if scene.start.exists():
        shutil.copy(scene.start, db)
    devnull = subprocess.DEVNULL
    process = subprocess.Popen(
        kam(db, scene.argv), stdout=devnull, stderr=devnull, env=environment(), cwd=folder
    )
    await_moment(process, db, random, scene.seconds)
    process.kill()
    process.wait()
    left = state_left(db)
    assert left in (scene.old, scene.new), f"{scene.name}: neither the old state nor the new one"
    return NEW if left == scene.new else OLD


def await_moment(
    process: subprocess.Popen[bytes], db: Path, random: Random, seconds: float
) -> None:
    """Wait for a moment to kill: any at all, or one while the changes go to the disk."""
    if random.random() < 0.5:
        time.sleep(random.uniform(0.1, 1.05) * seconds)
        return
    log = db.with_name(f"{db.name}-wal")
    while process.poll() is None:
        try:
            if log.stat().st_size:
                break
        except OSError:
            pass
    time.sleep(random.uniform(0, 0.05))


def state_left(db: Path) -> str:
    """As `state`; NOTHING where no command was kept yet, whether or not there are tables."""
    if not db.exists():
        return NOTHING
    found = state(db)
    with closing(sqlite3.connect(db)) as connection:
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return NOTHING
        kept = connection.execute("SELECT count(*) FROM operations").fetchone()[0]
    return found if kept else NOTHING


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill kam at random moments.")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    random, left = Random(wanted.seed), Counter[str]()
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "arena").mkdir()
        known = scenes(folder)
        for turn in range(wanted.times):
            scene = known[turn % len(known)]
            left[f"{scene.name}: {once(scene, folder / 'arena', random)}"] += 1
    for told, times in sorted(left.items()):
        sys.stdout.write(f"{times:5}  {told} state\n")
    sys.stdout.write(f"{wanted.times} kills, seed {wanted.seed}: every database whole\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
