"""The house looks after itself: doors between rooms, sizes, the clock, what a command loads.

A failure here names the file and line, and says what to do about it.
"""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from kam.cli.commands import ENTRIES
from tests.builders import a_customer, a_staff_member, one_operation

TOP = Path(__file__).parent.parent
KAM = TOP / "kam"

SMALL = {"errors", "i18n", "money", "workdays"}
DOORS = {
    "errors": set(),
    "money": set(),
    "settings": set(),
    "i18n": {"models"},  # the words of the enums, when one is shown
    "workdays": {"i18n"},
    "models": {"money"},
    "policy": {"models", *SMALL},
    "store": {"models", "errors", "i18n"},
    "sheets": {"models", "errors", "i18n", "money"},
    "rules": {"models", "policy", "i18n", "money", "workdays"},
    "agenda": {"rules", "models", "policy", "i18n", "money", "workdays"},
    "reports": {"agenda", "rules", "models", "sheets", "i18n", "money"},  # one way of writing xlsx
    "notify": {"errors", "i18n", "models"},  # how an address is shown
    "services": {
        *("agenda", "models", "notify", "policy", "reports", "rules", "sheets", "store"),
        *SMALL,
    },
    "cli": {"notify", "services", "reports", "settings", "errors", "i18n", "models", "__version__"},
    "__main__": {"cli"},
    "__init__": set(),
}
"""Room -> the rooms it may import. Data walks sheets, store, rules, agenda, reports, screen."""

NARROW = {
    ("cli", "models"): {"kam.models.enums", "kam.models.words", "kam.models.addresses"},
    ("notify", "models"): {"kam.models.addresses"},
    ("i18n", "models"): {"kam.models.words"},
}
"""Doors that are open only for these modules."""

ONLY_IN = {
    "typer": {"cli"},
    "rich": {"cli", "reports"},
    "alembic": {"store"},
    "sqlmodel": {"models", "store"},
    "sqlite3": {"store"},
    "openpyxl": {"sheets"},
    "python_calamine": {"sheets"},
    "chinese_calendar": {"workdays"},
    "jinja2": {"reports"},
    "icalendar": {"reports"},
    "apprise": {"notify"},
    "filelock": {"notify"},
}
"""Library -> the rooms that may import it."""

CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter", "localtime"}
DECLARED = KAM / "store" / "migrations"
"""Migrations are lists of columns, written once: no size is asked of them."""


@cache
def sources() -> dict[Path, ast.Module]:
    files = sorted(KAM.rglob("*.py"))
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in files}


def room(file: Path) -> str:
    return file.relative_to(KAM).with_suffix("").parts[0]


def place(file: Path, node: ast.AST) -> str:
    return f"{file.relative_to(TOP).as_posix()}:{getattr(node, 'lineno', 1)}"


def imports(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Every import, also within functions, as a dotted name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, each.name) for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield node, f".{node.module or ''}"
        elif isinstance(node, ast.ImportFrom):
            yield from ((node, f"{node.module}.{each.name}") for each in node.names)


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def test_every_room_keeps_to_its_doors() -> None:
    wrong = []
    for file, tree in sources().items():
        for node, name in imports(tree):
            if name.startswith(".") or not name.startswith("kam."):
                assert not name.startswith("."), f"{place(file, node)}: write kam.... in full"
                continue
            target = name.split(".")[1]
            allowed = target == room(file) or target in DOORS[room(file)]
            narrow = NARROW.get((room(file), target))
            if not allowed or (narrow and not any(name.startswith(each) for each in narrow)):
                wrong.append(f"{place(file, node)}: {room(file)}/ may not import {name}")
    assert wrong == [], (
        "move the code to the room that may, or hand the value in from services/; "
        "a new door is opened in DOORS, with the reason in the commit"
    )


def test_libraries_stay_in_their_rooms() -> None:
    wrong = [
        f"{place(file, node)}: {name} belongs in {' or '.join(sorted(ONLY_IN[library]))}/"
        for file, tree in sources().items()
        for node, name in imports(tree)
        if (library := name.split(".")[0]) in ONLY_IN and room(file) not in ONLY_IN[library]
    ]
    assert wrong == [], "ask that room for what you need instead"


def test_only_the_store_speaks_sql() -> None:
    rooms = {"store", "models"}
    wrong = [
        f"{place(file, node)}: {name}"
        for file, tree in sources().items()
        for node, name in imports(tree)
        if name.startswith("sqlalchemy.") and room(file) not in rooms
        if name not in ("sqlalchemy.engine.Connection", "sqlalchemy.Connection")
    ]
    assert wrong == [], "write the query as a function in kam/store/ and call that"


def test_the_clock_is_read_in_cli_alone() -> None:
    wrong = [
        f"{place(file, call)}: {ast.unparse(call)}"
        for file, tree in sources().items()
        if room(file) != "cli"
        for call in calls(tree)
        if isinstance(call.func, ast.Attribute) and call.func.attr in CLOCKS
        if ast.unparse(call.func.value).split(".")[-1] in ("date", "datetime", "time", "pd")
    ]
    assert wrong == [], "take as_of or now as a parameter; Workspace has both"


def test_recipes_never_commit_and_nothing_prints() -> None:
    wrong = [
        f"{place(file, call)}: {ast.unparse(call.func)}()"
        for file, tree in sources().items()
        for call in calls(tree)
        if ast.unparse(call.func) == "print"
        or (ast.unparse(call.func).endswith(".commit") and room(file) != "store")
    ]
    assert wrong == [], "the opener commits (kam/store/engine.py); answers go through cli/output.py"


def test_no_file_is_over_300_lines() -> None:
    lengths = {
        file.relative_to(TOP).as_posix(): len(file.read_text(encoding="utf-8").splitlines())
        for file in sources()
        if DECLARED not in file.parents
    }
    long = {file: lines for file, lines in lengths.items() if lines > 300}
    assert long == {}, "split it by noun; two files of one shape want one table-driven piece"


def test_no_function_is_over_40_lines() -> None:
    """Signature and docstring not counted: a command's options are a table, not steps."""
    long = [
        f"{place(file, node)}: {node.name}, {lines} lines"
        for file, tree in sources().items()
        if DECLARED not in file.parents
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (lines := body_lines(node)) > 40
    ]
    assert long == [], "give a part of it a name of its own"


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    steps = function.body
    if len(steps) > 1 and ast.get_docstring(function) is not None:
        steps = steps[1:]
    return (function.end_lineno or 0) - steps[0].lineno + 1


def test_nothing_is_typed_late() -> None:
    """`from __future__ import annotations` breaks SQLModel relationships and Typer signatures."""
    wrong = [
        place(file, node)
        for file, tree in sources().items()
        for node, name in imports(tree)
        if name in ("__future__.annotations", "typing.TYPE_CHECKING")
    ]
    assert wrong == [], "import the type; where that is a circle, the type is in the wrong room"


def test_the_top_holds_what_was_agreed() -> None:
    made = {"build", "dist"}  # by tools, ignored by git
    found = {each.name for each in TOP.iterdir() if not each.name.startswith(".")} - made
    agreed = {"kam", "tests", "examples", "pyproject.toml", "README.md"}
    assert found <= agreed, "tasks live in pyproject.toml, the change log in the README"


# What a command loads: measured in a fresh interpreter.

SLOW = ("pandas", "numpy", "openpyxl", "python_calamine", "alembic", "sqlalchemy", "sqlmodel")
BOOKS = (
    *("pandas", "numpy", "openpyxl", "lxml", "python_calamine", "alembic", "babel"),
    *("icalendar", "apprise", "filelock"),
)

LOADED = """
import sys
from kam.cli.app import main
code = main(sys.argv[2:])
assert code == 0, code
print("LOADED", *sorted(set(sys.argv[1].split(",")) & set(sys.modules)), file=sys.stderr)
"""


def loaded(watched: tuple[str, ...], *arguments: str) -> list[str]:
    """Which of the watched libraries `kam ARGUMENTS` loads."""
    run = subprocess.run(
        [sys.executable, "-c", LOADED, ",".join(watched), *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=TOP,
    )
    assert run.returncode == 0, run.stderr
    return run.stderr.splitlines()[-1].split()[1:]


@pytest.mark.parametrize(
    "arguments",
    [["--version"], ["--help"], *([entry.name, "--help"] for entry in ENTRIES)],
    ids=" ".join,
)
def test_help_loads_nothing_slow(arguments: list[str]) -> None:
    assert loaded(SLOW, *arguments) == [], "import it in the function that needs it"


COMPLETED = """
import sys
from kam.cli.app import main
assert main() == 0
print("LOADED", *sorted(set(sys.argv[1].split(",")) & set(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "line",
    [
        "vis",
        "visits due --customer C",
        "interactions log 客",
        "staff show 张",
        "policy show --",
        "",
    ],
)
def test_completing_loads_nothing_slow(line: str, db: str) -> None:
    with one_operation(db) as ledger:
        a_customer(ledger, code="C1", manager_id=a_staff_member(ledger))
    words = ["kam", *line.split(" ")]
    said = {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1), "KAM_DB": db}
    run = subprocess.run(
        [sys.executable, "-c", COMPLETED, ",".join((*SLOW, "pydantic", "rich"))],
        capture_output=True,
        encoding="utf-8",
        cwd=TOP,
        env=os.environ | {"_KAM_COMPLETE": "complete_bash"} | said,
    )
    assert run.stdout
    assert run.stderr.splitlines()[-1].split() == ["LOADED"], "import it in a function"


@pytest.mark.parametrize(
    "arguments",
    [
        ["visits", "due"],
        ["agenda"],
        ["customers", "list"],
        ["tier", "list"],
        ["staff", "list"],
        ["surveys", "due"],
        ["surveys", "summary"],
    ],
)
@pytest.mark.parametrize("format", ["json", "table"])
def test_a_question_loads_nothing_that_is_for_workbooks(
    db: str, arguments: list[str], format: str
) -> None:
    with one_operation(db) as ledger:
        manager = a_staff_member(ledger)
        a_customer(ledger, tier="general", manager_id=manager)
    told = loaded(BOOKS, *arguments, "--db", db, "--as-of", "2026-01-05", "--format", format)
    assert told == [], "import it in the function that needs it, or in a module only that one asks"
