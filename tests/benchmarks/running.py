"""Processes run in turn, and what their times say."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

Command = Sequence[str]
Makes = Callable[[Path], Sequence[Command]]
"""Folder of the benchmark's data -> the commands that together are the work."""

KAM = (sys.executable, "-m", "kam")
IMPORT = (sys.executable, "-c", "import typer, sqlmodel")


@dataclass(frozen=True)
class Pair:
    """Some work of kam against the same work done by bare means."""

    name: str
    work: str
    """What is done, for the table."""
    against: str
    ours: Makes
    theirs: Makes
    at_most: float
    same: Callable[[str, str], bool] | None = None
    """Whether what kam printed and what the first bare command printed say the same."""
    needs: str = ""
    """The data set it runs on: a key of `__main__.DATA`."""
    before: Callable[[Path], None] = lambda _folder: None
    """Done before each run of either side, not timed: what the last run left is cleared away."""
    accepts: tuple[int, ...] = (0,)
    """Exit codes that are as they should be; 5 where rows are rejected on purpose."""
    memory: bool = False
    """Whether the most memory kam takes is told; it must be more than this process takes, whose
    memory a new process is born with."""


@dataclass(frozen=True)
class Result:
    """Medians in seconds, and the most memory a run of kam took, in MB."""

    pair: Pair
    ours: float
    theirs: float
    peak: float

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs


def run(pair: Pair, folder: Path, times: int) -> Result:
    """Both sides `times` times in turn, after one run each that is not counted.

    Raises SystemExit when the two do not give the same answer.
    """
    ours, theirs = list(pair.ours(folder)), list(pair.theirs(folder))
    said = [_output(pair, commands[0], folder) for commands in (ours, theirs)]
    if pair.same and not pair.same(*said):
        raise SystemExit(f"{pair.name}: kam and the bare script do not give the same answer")
    taken: tuple[list[float], list[float]] = ([], [])
    peak = 0.0
    for _turn in range(times):
        for commands, seconds in zip((ours, theirs), taken, strict=True):
            pair.before(folder)
            measured = [_measured(pair, command) for command in commands]
            seconds.append(sum(elapsed for elapsed, _memory in measured))
            if commands is ours:
                peak = max(peak, *(memory for _elapsed, memory in measured))
    return Result(pair, median(taken[0]), median(taken[1]), peak)


def _output(pair: Pair, command: Command, folder: Path) -> str:
    pair.before(folder)
    done = subprocess.run(
        command, check=False, stdout=subprocess.PIPE, env=_surroundings(), encoding="utf-8"
    )
    _accept(pair, done.returncode)
    return done.stdout


def _accept(pair: Pair, code: int) -> None:
    if code not in pair.accepts:
        raise SystemExit(f"{pair.name}: a command ended with {code}")


def _measured(pair: Pair, command: Command) -> tuple[float, float]:
    """How long the process took, and its most memory in MB."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_surroundings()
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    elapsed = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    _accept(pair, process.returncode)
    return elapsed, usage.ru_maxrss / 1024


def _surroundings() -> dict[str, str]:
    return {**os.environ, "PYTHONUTF8": "1", "KAM_LANG": "en"}
