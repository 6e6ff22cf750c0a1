"""Which addresses have had the agenda of a day.

A notice is no change to the records: it goes neither through the ledger nor into an operation.
What was sent cannot be taken back, so undo must not make it look unsent, and the next run would
send it again. It is kept in a transaction of its own, as soon as the service has taken the
message, for the same reason: a run that is killed must leave behind what it has done.

The message comes first, then the notice. A kill between the two, some thousandths of a second,
makes the next run send that one message again; the other order would let it be lost for the day,
and nobody would miss it until a customer does. Nothing is locked while a message is on its way,
yet the connection is open and known to be writable, so that keeping is all that is left to do;
a polite end (Ctrl-C, SIGTERM) waits for it.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from kam.models.notices import Notice
from kam.models.staff import Staff
from kam.store import engine, rows
from kam.store.rows import table_of

Keep = Callable[[int, date, str, datetime], None]
"""Notes that somebody (an id) had the agenda of a day at an address (its fingerprint), and when."""


def sent(connection: Connection, day: date) -> set[tuple[int, str]]:
    """Who had the agenda of the day, and at which address: id and fingerprint."""
    table = table_of(Notice)
    query = select(table.c.staff_id, table.c.address).where(table.c.day == day)
    return {(row[0], row[1]) for row in connection.execute(query)}


def people(connection: Connection) -> Sequence[Any]:
    """Everybody by name, and how to reach them: id, name, code, notify, email, left_on."""
    table = table_of(Staff)
    names = ("id", "name", "code", "notify", "email", "left_on")
    query = select(*(table.c[name] for name in names)).order_by(table.c.name, table.c.id)
    return connection.execute(query).all()


@contextmanager
def keeping(db: str) -> Iterator[Keep]:
    """Keeps notices one by one. Raises StoreError at once where the database takes none."""
    table = table_of(Notice)
    with engine.short_writes(db) as writing:

        def keep(staff_id: int, day: date, address: str, at: datetime) -> None:
            with writing() as connection:
                row = {"staff_id": staff_id, "day": day, "address": address, "sent_at": at}
                row["id"] = rows.next_id(connection, table)
                connection.execute(table.insert().values(row))

        with writing():
            pass  # better to learn now that nothing can be kept than after a message is out
        yield keep
