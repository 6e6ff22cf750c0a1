"""`python -m tests.benchmarks`: makes its data, runs each pair in turn, prints the ratios.

    python -m tests.benchmarks [--runs N] [--data FOLDER] [--scale 0.01] [--workbook FILE] [PAIR...]

With --data the databases are kept in FOLDER and used again. Times mean nothing on a machine that
does other work; ratios mean a little less there.
"""

import argparse
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import workbook
from tests.benchmarks.data import build
from tests.benchmarks.pairs import IMPORTED, PAIRS, WORKBOOK
from tests.benchmarks.running import KAM, Pair, Result, run


def _large(folder: Path, scale: float) -> None:
    target = folder / "large.db"
    if not target.exists():
        draft = folder / "large.draft.db"
        draft.unlink(missing_ok=True)
        build(draft, scale)
        draft.rename(target)


def _demo(folder: Path, _scale: float) -> None:
    if not (folder / "demo").exists():
        command = (*KAM, "demo", str(folder / "demo"))
        subprocess.run(command, check=True, capture_output=True)


def _workbook(folder: Path, scale: float) -> None:
    target = folder / WORKBOOK
    if not target.exists():
        workbook.build(target, int(workbook.LINES * scale))


def _imported(folder: Path, scale: float) -> None:
    _workbook(folder, scale)
    if not (folder / IMPORTED).exists():
        command = (*KAM, "import", WORKBOOK, "--create-customers", "--db", IMPORTED)
        subprocess.run((*command, "--rejected", "imported.xlsx"), cwd=folder, capture_output=True)


DATA: dict[str, Callable[[Path, float], None]] = {
    "large": _large,
    "demo": _demo,
    "workbook": _workbook,
    "imported": _imported,
}


def main() -> None:
    names = [pair.name for pair in PAIRS]
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("pairs", nargs="*", metavar="PAIR", help=f"of {' '.join(names)}")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--data", type=Path, metavar="FOLDER")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--workbook", type=Path, metavar="FILE", help="import this one instead")
    said = parser.parse_args()
    if unknown := set(said.pairs) - set(names):
        parser.error(f"no such pair: {' '.join(sorted(unknown))}")
    wanted = [pair for pair in PAIRS if not said.pairs or pair.name in said.pairs]
    if said.data:
        said.data.mkdir(parents=True, exist_ok=True)
        _prepare(said.data, said.workbook)
        _measure(wanted, said.data, said.runs, said.scale)
    else:
        with TemporaryDirectory() as folder:
            _prepare(Path(folder), said.workbook)
            _measure(wanted, Path(folder), said.runs, said.scale)


def _prepare(folder: Path, given: Path | None) -> None:
    if given is not None:
        shutil.copyfile(given, folder / WORKBOOK)


def _measure(wanted: Iterable[Pair], folder: Path, runs: int, scale: float) -> None:
    for needed in dict.fromkeys(pair.needs for pair in wanted if pair.needs):
        DATA[needed](folder, scale)
    print(  # noqa: T201
        "| work | against | kam, s | kam, MB | against, s | ratio | at most |\n"
        "|---|---|---:|---:|---:|---:|---:|"
    )
    for pair in wanted:
        print(_line(run(pair, folder, runs)), flush=True)  # noqa: T201


def _line(result: Result) -> str:
    pair = result.pair
    peak = f"{result.peak:.0f}" if pair.memory else ""
    times = f"{result.ours:.2f} | {peak} | {result.theirs:.2f} | {result.ratio:.2f}"
    return f"| {pair.work} | {pair.against} | {times} | {pair.at_most:g} |"


if __name__ == "__main__":
    main()
