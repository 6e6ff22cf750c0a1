"""What is measured against what; a further pair is a further entry of PAIRS."""

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from tests.benchmarks.data import AS_OF
from tests.benchmarks.running import IMPORT, KAM, Command, Pair

_HERE = Path(__file__).parent
DAY = AS_OF.isoformat()
YEAR = (AS_OF - timedelta(days=364)).isoformat()
"""The first day of the year that ends on DAY."""
MANAGER = "M07"
WORKBOOK, IMPORTED = "lines.xlsx", "imported.db"


def _bare(script: str, *arguments: str) -> Command:
    return (sys.executable, str(_HERE / script), *arguments)


def _recompute(folder: Path) -> list[Command]:
    return [(*KAM, "tier", "recompute", "--db", _large(folder), "--as-of", DAY, "-f", "json")]


def _bare_recompute(folder: Path) -> list[Command]:
    return [_bare("bare_recompute.py", _large(folder), DAY), IMPORT]


def _due(folder: Path, *wishes: str) -> list[Command]:
    return [(*KAM, "visits", "due", "--db", _large(folder), "--as-of", DAY, "-f", "json", *wishes)]


def _bare_due(folder: Path, *wishes: str) -> list[Command]:
    return [_bare("bare_due.py", _large(folder), DAY, *wishes), IMPORT]


def _coverage(folder: Path) -> list[Command]:
    asked = ("--from", YEAR, "--to", DAY, "--as-of", DAY, "-f", "json")
    return [(*KAM, "visits", "coverage", "--db", _large(folder), *asked)]


def _bare_coverage(folder: Path) -> list[Command]:
    return [_bare("bare_coverage.py", _large(folder), YEAR, DAY, DAY), IMPORT]


def _large(folder: Path) -> str:
    return str(folder / "large.db")


def _demo(folder: Path) -> list[Command]:
    [database] = (folder / "demo").glob("*.db")
    return [(*KAM, "visits", "due", "--db", str(database))]


def _import(folder: Path, database: str) -> list[Command]:
    places = ("--db", str(folder / database), "--rejected", str(folder / "rejected.xlsx"))
    made = (*KAM, "import", str(folder / WORKBOOK), "--create-customers", *places)
    return [(*made, "-f", "json")]


def _bare_import(folder: Path) -> list[Command]:
    places = [str(folder / name) for name in (WORKBOOK, "bare.db", "rejected.xlsx")]
    return [_bare("bare_import.py", *places)]


def _clear(folder: Path) -> None:
    """Take away what an import left, but not the database it is repeated on."""
    for name in ("new.db", "new.db-wal", "new.db-shm", "bare.db", "rejected.xlsx"):
        (folder / name).unlink(missing_ok=True)


def _every_row_counted(ours: str, theirs: str) -> bool:
    """Whether kam kept and rejected as many rows as the bare script."""
    [sheet] = json.loads(ours)["sheets"]
    kept = sheet["created"] + sheet["unchanged"]
    return {"kept": kept, "rejected": sheet["rejected"]} == json.loads(theirs)


def _same_counts(ours: str, theirs: str) -> bool:
    kam, bare = json.loads(ours), json.loads(theirs)
    changes = len(kam["changes"])
    return (kam["evaluated"], kam["counts"], changes) == (
        bare["evaluated"],
        bare["counts"],
        bare["changes"],
    )


def _same_list(ours: str, theirs: str) -> bool:
    return json.loads(ours) == json.loads(theirs) != []


def _completion(*words: str) -> Callable[[Path], list[Command]]:
    """bash asking what comes next; the last word is at the cursor."""
    said = [f"COMP_WORDS={chr(10).join(('kam', *words))}", f"COMP_CWORD={len(words)}"]

    def ours(folder: Path) -> list[Command]:
        asks = ("env", *said, "_KAM_COMPLETE=complete_bash", f"KAM_DB={_large(folder)}")
        return [(*asks, *KAM)]

    return ours


def _customers_with(typed: str) -> Callable[[str, str], bool]:
    """Whether customers were offered, and all of them have what was typed."""
    return lambda ours, _theirs: all(typed in line for line in ours.split()) and bool(ours)


def _import_typer(_folder: Path) -> list[Command]:
    return [(sys.executable, "-c", "import typer")]


PAIRS = (
    Pair(
        "import",
        "kam import of 541,909 order lines into an empty database",
        "calamine reading, sqlite3 keeping, openpyxl writing the rejected rows",
        lambda folder: _import(folder, "new.db"),
        _bare_import,
        2,
        _every_row_counted,
        "workbook",
        _clear,
        (0, 5),
        memory=True,
    ),
    Pair(
        "import-again",
        "the same import again, nothing to change",
        "calamine reading, sqlite3 keeping, openpyxl writing the rejected rows",
        lambda folder: _import(folder, IMPORTED),
        _bare_import,
        1.5,
        _every_row_counted,
        "imported",
        _clear,
        (0, 5),
        memory=True,
    ),
    Pair(
        "recompute",
        "kam tier recompute, nothing changed",
        "bare sqlite3 for the same figures, scores and grades + import typer, sqlmodel",
        _recompute,
        _bare_recompute,
        3,
        _same_counts,
        "large",
    ),
    Pair(
        "due-manager",
        "kam visits due --manager M --format json",
        "bare sqlite3 printing the same list + import typer, sqlmodel",
        lambda folder: _due(folder, "--manager", MANAGER),
        lambda folder: _bare_due(folder, MANAGER),
        1.5,
        _same_list,
        "large",
    ),
    Pair(
        "due-all",
        "kam visits due --format json",
        "bare sqlite3 printing the same list + import typer, sqlmodel",
        _due,
        _bare_due,
        2,
        _same_list,
        "large",
    ),
    Pair(
        "coverage",
        "kam visits coverage of a year --format json",
        "bare sqlite3 replaying the same year + import typer, sqlmodel",
        _coverage,
        _bare_coverage,
        3,
        _same_list,
        "large",
    ),
    Pair(
        "help",
        "kam --help",
        "import typer",
        lambda _folder: [(*KAM, "--help")],
        _import_typer,
        3,
    ),
    Pair(
        "completion",
        "completion of a customer's name",
        "import typer",
        _completion("customers", "show", "苏州"),
        _import_typer,
        3,
        _customers_with("苏州"),
        "large",
    ),
    Pair(
        "completion-code",
        "completion of a customer's code",
        "import typer",
        _completion("visits", "due", "--customer", "C0777"),
        _import_typer,
        3,
        _customers_with("C0777"),
        "large",
    ),
    Pair(
        "completion-part",
        "completion of a part of a customer's name",
        "import typer",
        _completion("interactions", "log", "77777"),
        _import_typer,
        3,
        _customers_with("77777"),
        "large",
    ),
    Pair(
        "due-demo",
        "kam visits due on the demo",
        "import typer, sqlmodel",
        _demo,
        lambda _folder: [IMPORT],
        1.75,
        needs="demo",
    ),
)
