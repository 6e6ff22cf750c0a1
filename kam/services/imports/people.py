"""Who a name in a workbook means among our staff; a new name becomes a new colleague."""

from collections.abc import Mapping
from typing import Any

from kam.i18n import _, pick
from kam.models.enums import StaffRole
from kam.models.names import name_key
from kam.models.staff import Staff
from kam.rules.names import nearly_alike
from kam.services.imports.batch import Batch, Draft, Ref
from kam.services.imports.result import SheetResult
from kam.sheets.cells import People
from kam.store.ledger import Ledger
from kam.store.lookups import staff_keys


class Ambiguous(ValueError):
    """Several records answer to the name; the text says what is wanted."""


class StaffBook:
    """Staff by code and by name, those of this import included."""

    def __init__(self, ledger: Ledger) -> None:
        self._by_code: dict[str, Ref] = {}
        self._by_name: dict[str, list[Ref]] = {}
        self._names: dict[str, str] = {}
        self._coded: set[Ref] = set()
        for row in staff_keys(ledger.connection):
            self._note(row.id, row.code, row.name)

    def _note(self, ref: Ref, code: str | None, name: str) -> None:
        if code:
            self._by_code[code] = ref
            self._coded.add(ref)
        self._by_name.setdefault(name_key(name), []).append(ref)
        self._names.setdefault(name_key(name), name)

    def find(self, code: str | None, name: str | None) -> Ref | None:
        """The one with this code, else the one with this name; None for nobody.

        A code nobody has yet goes to whoever of that name has none.
        Raises Ambiguous where several share the name and no code decides.
        """
        if code and code in self._by_code:
            return self._by_code[code]
        named = self._by_name.get(name_key(name), []) if name else []
        if code:  # an unknown code is a further person, unless the one of that name has none yet
            named = [ref for ref in named if ref not in self._coded]
        if len(named) > 1:
            raise Ambiguous(
                _("a staff code: several of the staff are named {name}").format(name=name)
            )
        return named[0] if named else None

    def adopt(self, ref: Ref, code: str) -> None:
        """From now on this code, which nobody had, means that colleague."""
        if self._by_code.setdefault(code, ref) is ref:
            self._coded.add(ref)

    def add(self, batch: Batch, row: int | None, fields: Mapping[str, Any]) -> Draft:
        """A new colleague."""
        draft = batch.new(Staff, row, fields)
        self._note(draft, fields.get("code"), fields["name"])
        return draft

    def named(self, batch: Batch, said: People | str, role: StaffRole, result: SheetResult) -> Ref:
        """Whoever a cell of a manager column names: a code, a name, the first of several.

        Somebody unknown is made, with `role`, and told of in the summary. Raises Ambiguous.
        """
        first, rest = (said.first, said.rest) if isinstance(said, People) else (said, ())
        if rest:
            _warn(
                result,
                _("{first} is taken as the one in charge; also named there: {rest}").format(
                    first=first, rest=pick("、", ", ").join(rest)
                ),
            )
        found = self._by_code.get(first) or self.find(None, first)
        if found is not None:
            return found
        alike = [name for name in self._names.values() if nearly_alike(name, first)]
        if alike:
            _warn(
                result,
                _("{name} is new to the staff, and nearly the name of {other}: one person?").format(
                    name=first, other=pick("、", ", ").join(sorted(alike))
                ),
            )
        else:
            _warn(result, _("{name} is new to the staff").format(name=first))
        return self.add(batch, None, {"name": first, "role": role.value})


def _warn(result: SheetResult, sentence: str) -> None:
    if sentence not in result.warnings:
        result.warnings.append(sentence)
