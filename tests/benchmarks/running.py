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


@dataclass(frozen=True)
class Result:
    """Medians in seconds."""

    pair: Pair
    ours: float
    theirs: float

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs


def run(pair: Pair, folder: Path, times: int) -> Result:
    """Both sides `times` times in turn, after one run each that is not counted.

    Raises SystemExit when the two do not give the same answer.
    """
    ours, theirs = list(pair.ours(folder)), list(pair.theirs(folder))
    said = _output(ours[0]), _output(theirs[0])
    if pair.same and not pair.same(*said):
        raise SystemExit(f"{pair.name}: kam and the bare script do not give the same answer")
    taken: tuple[list[float], list[float]] = ([], [])
    for _turn in range(times):
        for commands, seconds in zip((ours, theirs), taken, strict=True):
            seconds.append(sum(_seconds(command) for command in commands))
    return Result(pair, median(taken[0]), median(taken[1]))


def _output(command: Command) -> str:
    done = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, env=_surroundings(), encoding="utf-8"
    )
    return done.stdout


def _seconds(command: Command) -> float:
    begin = time.perf_counter()
    subprocess.run(
        command,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_surroundings(),
    )
    return time.perf_counter() - begin


def _surroundings() -> dict[str, str]:
    return {**os.environ, "PYTHONUTF8": "1", "KAM_LANG": "en"}
