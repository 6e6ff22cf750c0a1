"""Everybody's agenda of the day sent to their addresses, once.

`prepare` reads, `deliver` sends: the database is closed in between and never locked while a
message is on its way.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from kam.agenda.entries import Entry
from kam.errors import UsageError
from kam.i18n import _, ngettext
from kam.models.addresses import MAIL, MASK, addresses, fingerprint, is_plain, masked, service
from kam.models.enums import NoticeState
from kam.notify import sending
from kam.notify.lock import alone, undisturbed
from kam.reports.agenda import Agenda
from kam.reports.letter import Letter
from kam.reports.notices import Notice
from kam.services import agendas
from kam.services.finding import find_staff
from kam.services.workspace import Workspace
from kam.store import notices
from kam.store.place import is_there, is_url, place, shown

Clock = Callable[[], datetime]


class _Person(NamedTuple):
    id: int
    name: str
    code: str | None
    addresses: tuple[str, ...]
    left_on: date | None


@dataclass
class Delivery:
    """What one address is to get; without an address, or an agenda, nothing."""

    person: _Person
    address: str | None
    letter: Letter | None
    entries: int
    state: NoticeState
    reason: str | None = None

    def notice(self) -> Notice:
        """What may be said of it."""
        address = self.address
        return Notice(
            person=self.person.name,
            person_code=self.person.code,
            address=address and masked(address),
            service=address and service(address),
            state=self.state,
            entries=self.entries,
            reason=self.reason,
        )


@dataclass
class Mailing:
    """The deliveries of a day, and what to know beside them."""

    day: date
    deliveries: list[Delivery]
    remarks: list[str] = field(default_factory=list)

    def notices(self) -> list[Notice]:
        return [each.notice() for each in self.deliveries]


@contextmanager
def my_turn(db: str, folder: Path, *, rehearsal: bool = False) -> Iterator[bool]:
    """Whether nobody else is sending for this database; nobody will, until the block ends.

    The lock lies beside the database, or in `folder` for a server's. A rehearsal needs none.
    """
    where = place(db)
    if rehearsal or not is_there(where):  # where there is nothing, reading it says what to do
        yield True
        return
    if is_url(where):
        folder.mkdir(parents=True, exist_ok=True)
        lock = folder / f"notify-{sha256(shown(where).encode()).hexdigest()[:16]}.lock"
    else:
        lock = Path(f"{Path(where).resolve()}.notify.lock")
    with alone(lock) as mine:
        yield mine


def prepare(desk: Workspace, manager: str | None = None) -> Mailing:
    """Who is to get what on the desk's day: everybody's own agenda, or one person's.

    Raises NotFoundError and AmbiguousError for an unknown manager.
    """
    agenda = agendas.agenda(desk, manager, notes=False)
    own: dict[int | None, list[Entry]] = {}
    for entry in agenda.entries:
        own.setdefault(entry.owner.id, []).append(entry)
    people = _people(desk, None if manager is None else find_staff(desk, manager).id)
    here = [one for one in people if one.left_on is None or one.left_on > desk.as_of]
    sent = notices.sent(desk.connection, desk.as_of)
    deliveries = [
        delivery
        for person in here
        for delivery in _deliveries(person, own.get(person.id, []), agenda, sent)
        if delivery.address or delivery.entries or manager is not None
    ]
    gone = [one for one in people if one not in here and own.get(one.id)]
    remarks = [_of_gone(one.name, len(own[one.id]), one.left_on) for one in gone]
    if None in own:
        remarks.append(_of_nobody(len(own[None])))
    return Mailing(desk.as_of, deliveries, remarks)


def _people(desk: Workspace, only: int | None) -> list[_Person]:
    """Everybody by name, or one; who has no notification address is reached by e-mail."""
    return [
        _Person(
            *(row.id, row.name, row.code),
            tuple(addresses(row.notify) or filter(is_plain, addresses(row.email))),
            row.left_on,
        )
        for row in notices.people(desk.connection)
        if only in (None, row.id)
    ]


def _deliveries(
    person: _Person, entries: list[Entry], agenda: Agenda, sent: set[tuple[int, str]]
) -> Iterator[Delivery]:
    n = len(entries)
    if not person.addresses:
        yield Delivery(person, None, None, n, NoticeState.no_address)
    letter = Letter(person.name, agenda.as_of, entries, agenda.reach) if entries else None
    each_once = {fingerprint(address): address for address in reversed(person.addresses)}
    for mark, address in reversed(each_once.items()):
        state = NoticeState.to_send if letter else NoticeState.nothing_due
        if (person.id, mark) in sent:
            state = NoticeState.already_sent
        yield Delivery(person, address, letter, n, state)


def _of_gone(name: str, n: int, left_on: date | None) -> str:
    return ngettext(
        "{name} left on {day}, and {n} entry still lies with them: name another manager, "
        "or a stand-in",
        "{name} left on {day}, and {n} entries still lie with them: name another manager, "
        "or a stand-in",
        n,
    ).format(name=name, day=left_on, n=n)


def _of_nobody(n: int) -> str:
    return ngettext(
        "{n} entry lies with nobody: kam agenda lists it under unassigned",
        "{n} entries lie with nobody: kam agenda lists them under unassigned",
        n,
    ).format(n=n)


def deliver(
    mailing: Mailing, db: str, account: str | None, clock: Clock, *, rehearsal: bool = False
) -> None:
    """Send what is to be sent, one message after the other, and keep each that was taken.

    `account` is the URL of the mail account for plain e-mail addresses, None without one. A
    rehearsal only finds what cannot be sent. Raises UsageError for an account that is none.
    """
    waiting = _waiting(mailing, account)
    if rehearsal or not waiting:
        return
    with notices.keeping(db) as keep:
        for each, url, letter in waiting:
            taken = partial(_note, keep, each, mailing.day, clock)
            with undisturbed():
                each.reason = sending.send(url, letter.title, letter.body, taken)
            each.state = NoticeState.sent if each.reason is None else NoticeState.failed


def _note(keep: notices.Keep, each: Delivery, day: date, clock: Clock) -> None:
    keep(each.person.id, day, fingerprint(each.address or ""), clock())


def _waiting(mailing: Mailing, account: str | None) -> list[tuple[Delivery, str, Letter]]:
    """What can be sent and through which URL; the rest is marked as failed."""
    found = []
    for each in mailing.deliveries:
        if each.state is not NoticeState.to_send or not each.address or not each.letter:
            continue
        url: str | None = each.address
        if is_plain(each.address):
            url = None if account is None else sending.through(_checked(account), each.address)
            each.reason = None if url else _("KAM_MAIL names no mail account to send from")
        else:
            each.reason = sending.refusal(each.address)
        if url is None or each.reason:
            each.state = NoticeState.failed
        else:
            found.append((each, url, each.letter))
    return found


@cache
def _checked(account: str) -> str:
    """The mail account; UsageError where it is none."""
    if service(account) not in MAIL or sending.refusal(account):
        raise UsageError(
            _("KAM_MAIL {said}: wanted is an account like {example}").format(
                said=masked(account) if "://" in account else MASK,
                example="mailtos://kam:PASSWORD@smtp.example.com?from=kam@example.com",
            )
        )
    return account
