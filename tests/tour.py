"""The README's examples, run and compared: `python -m tests.tour` puts in what kam says today.

A ```console block holds lines `~ $ command` and what each prints. All blocks run in their order in
one empty folder with a database of its own. `...` stands for any lines that are left out.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

README = Path(__file__).parent.parent / "README.md"
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
PROMPT = "~ $ "
"""What stands before a command; kam itself prints `$ kam ...` in its demo."""
_ELISION = "..."
# What differs from run to run: the moment of an operation, the size of a file, a folder's name.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?")


@dataclass
class Step:
    """A command of the README and what it is said to print."""

    command: str
    printed: list[str] = field(default_factory=list)


def steps(text: str) -> Iterator[Step]:
    """The commands of all blocks with their output, in order."""
    for block in _BLOCK.findall(text):
        step = None
        for line in block.splitlines():
            if line.startswith(PROMPT):
                if step is not None:
                    yield step
                step = Step(line.removeprefix(PROMPT))
            elif step is not None:
                step.printed.append(line)
        if step is not None:
            yield step


def environment(folder: Path) -> dict[str, str]:
    """Where the commands run: a database in the folder, a known actor, no terminal."""
    plain = {"KAM_DB": str(folder / "kam.db"), "KAM_ACTOR": "wang", "KAM_LANG": "en"}
    return {**os.environ, **plain, "COLUMNS": "100", "TZ": "Asia/Shanghai"}


def run(command: str, folder: Path) -> list[str]:
    """What a command line prints, stdout and stderr as they come, without what differs by run."""
    words = shlex.split(command)
    if words[0] == "kam":
        words[:1] = [sys.executable, "-m", "kam"]
    done = subprocess.run(
        words,
        cwd=folder,
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return [steady(line, folder) for line in done.stdout.rstrip("\n").splitlines()]


def steady(line: str, folder: Path) -> str:
    """The line without the moment of the run and the folder it ran in."""
    return _MOMENT.sub("2026-11-20 09:00", line.replace(str(folder), "~")).rstrip()


def agrees(said: list[str], printed: list[str]) -> bool:
    """Whether the output is what the README says, `...` standing for any lines."""
    if not said:
        return not printed
    if said[0].strip() == _ELISION:
        return any(agrees(said[1:], printed[at:]) for at in range(len(printed) + 1))
    return bool(printed) and said[0].rstrip() == printed[0] and agrees(said[1:], printed[1:])


def shortened(said: list[str], printed: list[str]) -> list[str]:
    """The new output, cut where the README cuts it: as many lines before and after `...`."""
    marks = [at for at, line in enumerate(said) if line.strip() == _ELISION]
    if not marks:
        return printed
    after = len(said) - marks[-1] - 1
    return [*printed[: marks[0]], said[marks[0]], *(printed[-after:] if after else [])]


def main() -> None:
    """Rewrite the README's blocks with what the commands print now."""
    text = README.read_text(encoding="utf-8")
    with TemporaryDirectory() as name:
        folder = Path(name)

        def renewed(found: re.Match[str]) -> str:
            lines = []
            for step in steps(found[0]):
                printed = shortened(step.printed, run(step.command, folder))
                lines += [f"{PROMPT}{step.command}", *printed]
            return "```console\n" + "\n".join(lines) + "\n```"

        README.write_text(_BLOCK.sub(renewed, text), encoding="utf-8")


if __name__ == "__main__":
    main()
