"""What a database failure means to the person at the keyboard."""

from collections.abc import Callable

from sqlalchemy import exc

from kam.errors import ConflictError, KamError, StoreError
from kam.i18n import _

BUSY_SECONDS = 30


def explained(error: exc.DBAPIError, db: str) -> KamError:
    """The failure in one line: what, where, what to do next. `db` is as messages may show it."""
    said = str(error.orig).strip()
    if isinstance(error, exc.IntegrityError):
        message = _("the change contradicts what is stored ({said}); nothing was changed")
        return ConflictError(message.format(said=said))
    for signs, say in _SIGNS:
        if any(sign in said for sign in signs):
            return StoreError(say().format(db=db, said=said, seconds=BUSY_SECONDS))
    return StoreError(
        _("the database {db} failed: {said}; see: kam doctor").format(db=db, said=said)
    )


_SIGNS: tuple[tuple[tuple[str, ...], Callable[[], str]], ...] = (
    (
        ("locked", "busy"),
        lambda: _(
            "another kam has been writing to {db} for over {seconds} s; "
            "nothing was changed, try again when it is done"
        ),
    ),
    (
        ("not a database",),
        lambda: _("{db} is not a database of kam; name another place with --db"),
    ),
    (
        ("malformed",),
        lambda: _(
            "the database {db} is damaged ({said}); nothing was changed; "
            "see: kam doctor, and go back to a backup"
        ),
    ),
    (
        ("readonly", "unable to open"),
        lambda: _("{db} cannot be opened for this ({said}); check the folder and its rights"),
    ),
    (
        ("disk is full", "disk I/O"),
        lambda: _(
            "{db} could not be written ({said}); nothing was changed; "
            "make room on the disk and try again"
        ),
    ),
)
