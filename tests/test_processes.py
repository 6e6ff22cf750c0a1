"""Several real kam processes on one file: killed, and all at once."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.kills import (
    NEW,
    NOTHING,
    OLD,
    Argv,
    Scene,
    customers_book,
    environment,
    kam,
    once,
    run,
    scenes,
    state_left,
)

KILLS = 12


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> list[Scene]:
    return scenes(tmp_path_factory.mktemp("scenes"))


@pytest.mark.parametrize("turn", range(KILLS))
def test_a_kill_leaves_the_old_state_or_the_new(
    turn: int, known: list[Scene], tmp_path: Path
) -> None:
    assert once(known[turn % len(known)], tmp_path, Random(turn)) in (OLD, NEW)


def at_once(db: Path, *commands: Argv) -> Iterator[tuple[int, str]]:
    """Exit code and words of commands that were started together."""
    started = [
        subprocess.Popen(
            kam(db, argv), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment()
        )
        for argv in commands
    ]
    for process in started:
        said, _nothing = process.communicate()
        yield process.returncode, said.decode("utf-8")


def test_two_imports_and_a_reader_at_once_all_finish(tmp_path: Path) -> None:
    db = tmp_path / "kam.db"
    first = customers_book(tmp_path / "first.xlsx", "上海")
    run(db, ("import", str(first)))
    second = customers_book(tmp_path / "second.xlsx", "苏州")
    third = customers_book(tmp_path / "third.xlsx", "杭州")
    ends = at_once(
        db, ("import", str(second)), ("import", str(third)), ("visits", "due"), ("tier", "list")
    )
    assert [code for code, _said in ends] == [0, 0, 0, 0]


def test_two_first_imports_make_one_database(tmp_path: Path) -> None:
    db = tmp_path / "kam.db"
    book = str(customers_book(tmp_path / "customers.xlsx", "上海"))
    ends = list(at_once(db, ("import", book), ("import", book), ("customers", "list")))
    assert [code for code, _said in ends[:2]] == [0, 0], ends[:2]
    assert ends[2][0] in (0, 3), "the reader sees customers, or is told how to begin"
    assert state_left(db) != NOTHING
    run(db, ("doctor",))
