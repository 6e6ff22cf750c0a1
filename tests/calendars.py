"""A calendar that takes in files as RFC 5546 says, read by a parser that is none of kam's."""

from dataclasses import dataclass, field
from typing import Any

import vobject


@dataclass
class Calendar:
    """Entries by UID: of two the one with the higher SEQUENCE stays, the later of equal ones."""

    entries: dict[str, Any] = field(default_factory=dict)

    def take_in(self, ics: bytes) -> None:
        """Take in a file."""
        for event in vobject.readOne(ics.decode()).vevent_list:
            known = self.entries.get(event.uid.value)
            if known is None or int(event.sequence.value) >= int(known.sequence.value):
                self.entries[event.uid.value] = event

    def shown(self) -> dict[str, Any]:
        """What stands in it: summary -> start, without what was called off."""
        alive = [e for e in self.entries.values() if e.status.value != "CANCELLED"]
        shown = {event.summary.value: event.dtstart.value for event in alive}
        assert len(shown) == len(alive), "an entry stands twice"
        return shown
