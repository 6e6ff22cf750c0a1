"""One command checks all: style, types, and every test.

python -m tests [what pytest takes]
"""

import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parent.parent
CHECKS = (("ruff", "check"), ("ruff", "format", "--check"), ("mypy",))


def main(arguments: list[str]) -> int:
    """Run every check, also after one fails; gives 0 when all are content."""
    codes = [_run(*check) for check in CHECKS]
    codes.append(_run("pytest", *arguments))
    return max(map(abs, codes))


def _run(*command: str) -> int:
    sys.stdout.write(f"== {' '.join(command)}\n")
    sys.stdout.flush()
    return subprocess.run([sys.executable, "-m", *command], cwd=TOP).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
