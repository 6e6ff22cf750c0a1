"""The README's terminal pictures, made from real runs: `python -m tests.pictures`.

Each command runs in a terminal of its own; what it shows is drawn as SVG into examples/pictures.
"""

import fcntl
import io
import os
import pty
import struct
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "examples" / "pictures"
WIDTH = 112

RUNS = {
    "agenda": ("zh", ["visits", "due", "--manager", "张伟", "--as-of", "2026-11-20"]),
    "explain": ("zh", ["tier", "explain", "C0001", "--as-of", "2026-11-20"]),
    "customer": ("en", ["customers", "show", "C0001", "--as-of", "2026-11-20"]),
}
"""Picture -> the language and the command it shows, on the demo database."""

# No font is fetched from anywhere: the reader's own monospace font will do.
SVG = """<svg viewBox="0 0 {terminal_width} {terminal_height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, "Sarasa Mono SC", "Noto Sans Mono CJK SC", Menlo,
 Consolas, monospace; font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<defs>{lines}</defs>
<rect width="{terminal_width}" height="{terminal_height}" rx="8" fill="#1d1f21"/>
<g transform="translate(9, 9)"><g>{backgrounds}</g>
<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""


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
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text.assemble(("$ ", "green"), (typed, "bold")))
    console.print(Text.from_ansi(printed.rstrip()))
    path = PICTURES / f"{name}.svg"
    path.write_text(
        console.export_svg(theme=MONOKAI, code_format=SVG, unique_id=name), encoding="utf-8"
    )
    return path


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
