"""The README's terminal pictures, made from real runs: `python -m tests.pictures`.

Each command runs in a terminal of its own; what it shows is drawn as SVG into examples/pictures.
"""

import fcntl
import io
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Iterator
from html import escape
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import MONOKAI
from rich.text import Text

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "examples" / "pictures"
WIDTH = 112

RUNS = {
    "agenda": ("zh", ["visits", "due", "--manager", "张伟", "--as-of", "2026-11-20"]),
    "explain": ("zh", ["tier", "explain", "C0010", "--as-of", "2026-11-20"]),
    "week": ("zh", ["visits", "week", "--manager", "陈静", "--as-of", "2026-11-20"]),
    "customer": ("en", ["customers", "show", "C0001", "--as-of", "2026-11-20"]),
}
"""Picture -> the language and the command it shows, on the demo database."""

# No font is fetched from anywhere: the reader's own monospace font will do.
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}">
<rect width="100%" height="100%" rx="8" fill="#1d1f21"/>
<g font-family="ui-monospace, Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace" font-size="14">
{marks}
</g>
</svg>
"""
_WORDS = re.compile(r"\S+(?: \S+)*")
CELL, LINE, EDGE = 8.4, 20, 14
"""Width and height of a character cell, and the space around the text, in pixels."""


def shown(command: list[str], environment: dict[str, str]) -> str:
    """What a command prints on a terminal of WIDTH columns, colours and all."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 200, WIDTH, 0, 0))
    process = subprocess.Popen(
        command, stdin=follower, stdout=follower, stderr=follower, env=environment
    )
    os.close(follower)
    parts = []
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not part:
            break
        parts.append(part)
    process.wait()
    os.close(leader)
    return b"".join(parts).decode().replace("\r\n", "\n")


def draw(name: str, typed: str, printed: str) -> Path:
    """Write one picture; gives its path."""
    text = Text.assemble(("$ ", "green"), (typed, "bold"), "\n")
    text.append_text(Text.from_ansi(printed.rstrip()))
    console = Console(width=WIDTH, file=io.StringIO(), color_system="truecolor")
    lines = text.split("\n")
    marks = [mark for row, line in enumerate(lines) for mark in _marks(console, line, row)]
    width, height = WIDTH * CELL + 2 * EDGE, len(lines) * LINE + 2 * EDGE
    path = PICTURES / f"{name}.svg"
    path.write_text(SVG.format(width=width, height=height, marks="\n".join(marks)), "utf-8")
    return path


def _marks(console: Console, line: Text, row: int) -> Iterator[str]:
    """The texts of a line, each at its cell and as wide as its cells: Chinese takes two."""
    at = 0
    for part, style, _control in line.render(console):
        for word in _WORDS.finditer(part):
            x = EDGE + (at + cell_len(part[: word.start()])) * CELL
            width = cell_len(word[0]) * CELL
            place = f'x="{x:.1f}" y="{EDGE + row * LINE + 15}" textLength="{width:.1f}"'
            yield f"<text {place} {_look(style)}>{escape(word[0])}</text>"
        at += cell_len(part)


def _look(style: Style | None) -> str:
    colour = style.color.get_truecolor(MONOKAI).hex if style and style.color else "#d9d9d9"
    weight = ' font-weight="bold"' if style and style.bold else ""
    faint = ' opacity="0.65"' if style and style.dim else ""
    return f'fill="{colour}"{weight}{faint}'


def main() -> None:
    """Build the demo database in a temporary folder and draw every picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "TERM": "xterm-256color", "KAM_DB": f"{folder}/kam.db"}
        kam = [sys.executable, "-m", "kam"]
        subprocess.run([*kam, "demo", folder], check=True, capture_output=True, env=environment)
        for name, (language, words) in RUNS.items():
            printed = shown([*kam, *words], {**environment, "KAM_LANG": language})
            draw(name, f"kam {' '.join(words)}", printed)


if __name__ == "__main__":
    main()
