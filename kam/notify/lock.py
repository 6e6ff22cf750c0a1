"""Only one at a time sends for a database; the lock ends with the process that holds it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
