"""A person's agenda as a message: a title, and a text in Markdown as long as a service takes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from kam.agenda.entries import Entry
from kam.i18n import _, ngettext, pick, word
from kam.models.enums import AgendaKind, Channel, Tier, VisitState
from kam.reports.agenda import counted
from kam.reports.visits import Reach

_MEANING = re.compile(r"[\\`*_\[\]]")
"""What Markdown would read as a sign."""


class Letter:
    """The message for one person; `body(room)` is its text in at most `room` bytes."""

    def __init__(
        self, name: str, as_of: date, entries: Sequence[Entry], reach: Mapping[int, Reach]
    ) -> None:
        self.title = _("{name}, {day}: {counts}").format(
            name=name, day=as_of.isoformat(), counts=counted(entries, as_of)
        )
        self._as_of = as_of
        self._entries, self._reach = entries, reach

    def body(self, room: int) -> str:
        """The entries under their headings, overdue ones first; those that do not fit counted."""
        whole = "\n".join(line for line, _entry in self._lines())
        if len(whole.encode()) <= room:
            return whole
        kept: list[str] = []
        left, used = len(self._entries), len(self._more(len(self._entries)).encode())
        for line, is_entry in self._lines():
            used += len(line.encode()) + 1
            if used > room:
                break
            kept.append(line)
            left -= is_entry
        return "\n".join([*kept, self._more(left)])

    def _more(self, n: int) -> str:
        text = ngettext("and {n} more: kam agenda", "and {n} more: kam agenda", n)
        return "\n" + text.format(n=n)

    def _lines(self) -> Iterator[tuple[str, bool]]:
        """Each line of the text, and whether it is an entry."""
        for heading, entries in groupby(self._entries, key=self._heading):
            yield f"**{heading}**", False
            yield "", False
            for entry in entries:
                yield f"- {self._item(entry)}", True
            yield "", False

    def _heading(self, entry: Entry) -> str:
        if entry.state == VisitState.overdue:
            return _("Overdue")
        return _("Today") if entry.day <= self._as_of else _("Later")

    def _item(self, entry: Entry) -> str:
        """ "10:00 phone 华东精工 (important): quotation; due on 2026-01-03; 李总 13800001111"."""
        reach = self._reach[entry.customer_id]
        tier = f" ({word(entry.tier, Tier)})" if entry.tier else ""
        is_promise = entry.kind == AgendaKind.follow_up
        kind = _("follow-up") if is_promise else word(entry.channel, Channel)
        at = f"{entry.time:%H:%M} " if entry.time else ""
        what = f"{at}{kind} {entry.name}{tier}"
        if entry.what:
            what = _("{name}: {what}").format(name=what, what=entry.what)
        parts = (
            what,
            self._due(entry),
            " ".join(filter(None, (reach.contact, reach.phone))),
            reach.city,
            entry.owner.note,
        )
        text = pick("；", "; ").join(filter(None, parts))
        return _MEANING.sub(r"\\\g<0>", " ".join(text.split())).replace("<", "&lt;")

    def _due(self, entry: Entry) -> str:
        if not entry.days_overdue:
            return ""
        text = ngettext(
            "due on {day}, {n} day ago", "due on {day}, {n} days ago", entry.days_overdue
        )
        return text.format(day=entry.due_on.isoformat(), n=entry.days_overdue)
