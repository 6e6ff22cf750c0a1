"""One at a time sends for a database, and finishes the message it is at.

The lock ends with the process that holds it.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kam.errors import KamError
from kam.i18n import _


@contextmanager
def alone(place: Path) -> Iterator[bool]:
    """Whether nobody else holds the lock at `place`; it is ours until the block ends.

    Raises KamError where no file can be made.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(place, timeout=0, mode=0o600)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        yield False
        return
    except OSError as error:
        raise KamError(
            _("{file} cannot be made ({said}); kam notify keeps others out by it").format(
                file=place, said=error.strerror or error
            )
        ) from error
    try:
        yield True
    finally:
        lock.release()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Ctrl-C and SIGTERM wait until the block is over: what was taken must be noted first."""
    heard: list[int] = []

    def hear(number: int, _frame: Any) -> None:
        heard.append(number)

    before = {each: signal.signal(each, hear) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler or signal.SIG_DFL)
    if heard:
        signal.raise_signal(heard[0])
