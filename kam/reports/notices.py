"""What became of the agendas that were to be sent."""

from collections.abc import Sequence
from typing import NamedTuple

from kam.i18n import ngettext
from kam.models.enums import NoticeState
from kam.reports.table import Field, Style, Table


class Notice(NamedTuple):
    """One person at one address; the address as people may see it."""

    person: str
    person_code: str | None
    address: str | None
    service: str | None
    state: NoticeState
    entries: int
    reason: str | None = None
    """Why it failed."""


FIELDS = (
    Field("person", "姓名", "Person"),
    Field("person_code", "员工编号", "Staff code"),
    Field("address", "地址", "Address"),
    Field("service", "服务", "Service", screen=False),
    Field("state", "状态", "State", Style.words, NoticeState),
    Field("entries", "事项数", "Entries", Style.integer),
    Field("reason", "原因", "Reason"),
)


def table(notices: Sequence[Notice]) -> Table:
    """A row for each person and address; reasons only where something failed."""
    return Table(FIELDS, [each._asdict() for each in notices])


def for_people(notices: Sequence[Notice]) -> Table:
    """The same without columns that say nothing here."""
    rows = [each._asdict() for each in notices]
    fields = tuple(f for f in FIELDS if any(row[f.key] is not None for row in rows))
    return Table(fields or FIELDS, rows)


def failures(notices: Sequence[Notice], *, rehearsal: bool = False) -> tuple[str, ...]:
    """How many failed, or would, in a sentence; none where all went."""
    n = sum(each.state is NoticeState.failed for each in notices)
    if rehearsal and n:
        text = ngettext("{n} address would fail", "{n} addresses would fail", n)
        return (text.format(n=n),)
    text = ngettext(
        "{n} address failed; the next kam notify tries it again",
        "{n} addresses failed; the next kam notify tries them again",
        n,
    )
    return (text.format(n=n),) if n else ()
