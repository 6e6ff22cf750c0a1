"""What an update would change, as people read it: for --dry-run."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.engine import Connection

from kam.services import naming
from kam.services.imports.result import Difference


class Teller:
    """Tells differences in the language in use; whoever they refer to is looked up once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._names: dict[tuple[str, int], str] = {}

    def told(self, table: str, changed: Mapping[str, tuple[Any, Any]]) -> list[Difference]:
        """The label, the old and the new text of every field; own columns each for itself."""
        found: list[Difference] = []
        for field, (old, new) in changed.items():
            if field == "extra":
                old, new = old or {}, new or {}
                keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
                found += [(key, old.get(key) or "", new.get(key) or "") for key in keys]
            elif field not in naming.INTERNAL:
                label = naming.field_label(table, field)
                found.append((label, self._text(table, field, old), self._text(table, field, new)))
        return found

    def made(self, table: str, ids: Sequence[int]) -> list[Difference]:
        """Records that rows make beside their own, such as contacts of known customers."""
        names = naming.names(self._connection, [(table, each) for each in ids])
        return [(naming.things(table, 1), "", names[table, each]) for each in ids]

    def _text(self, table: str, field: str, value: Any) -> str:
        target = naming.reference(table, field)
        if target is not None and value is not None and (target, value) not in self._names:
            self._names |= naming.names(self._connection, [(target, value)])
        return naming.value_text(table, field, value, self._names)
