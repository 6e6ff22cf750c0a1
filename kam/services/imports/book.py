"""Which customer a row means: by code, else by tax id, else by name."""

from collections.abc import Mapping, Sequence
from typing import Any

from kam.i18n import _
from kam.models.customers import Customer
from kam.models.names import name_key
from kam.services.imports.batch import Batch, Draft, Ref
from kam.services.imports.people import Ambiguous
from kam.store.ledger import Ledger
from kam.store.lookups import customer_keys


class CustomerBook:
    """Customers by code, tax id and name, those of this import included."""

    def __init__(self, ledger: Ledger) -> None:
        self._by_code: dict[str, Ref] = {}
        self._by_tax_id: dict[str, Ref] = {}
        self._by_name: dict[str, list[Ref]] = {}
        self._without_code: set[Ref] = set()
        self._stated: set[str] = set()
        self._shared: dict[str, int] = {}
        self._last_made = 0
        for row in customer_keys(ledger.connection):
            self._by_code[row.code] = row.id
            self._by_name.setdefault(row.name_key, []).append(row.id)
            if row.tax_id:
                self._by_tax_id.setdefault(row.tax_id, row.id)
            if not row.code_stated:
                self._without_code.add(row.id)

    def find(self, code: str | None, name: str | None, tax_id: str | None = None) -> Ref | None:
        """The customer a row means; None for one not seen before.

        A code that is not known adopts the one customer of that name whose code kam made up.
        Raises Ambiguous where only a name is given and several share it.
        """
        if code:
            return self._by_code.get(code) or self._adoptable(name)
        if tax_id and tax_id in self._by_tax_id:
            return self._by_tax_id[tax_id]
        key = name_key(name) if name else ""
        named = self._by_name.get(key, [])
        namesakes = max(len(named), self._shared.get(key, 0))
        if namesakes > 1:
            raise Ambiguous(
                _("a customer code: {n} customers are named {name}").format(n=namesakes, name=name)
            )
        return named[0] if named else None

    def _adoptable(self, name: str | None) -> Ref | None:
        named = self._by_name.get(name_key(name), []) if name else []
        free = [ref for ref in named if ref in self._without_code]
        return free[0] if len(free) == 1 else None

    def adopt(self, ref: Ref, code: str) -> dict[str, Any]:
        """Give a customer the code a workbook states; gives the fields to set, if any."""
        if self._by_code.get(code) == ref:
            return {}
        self._by_code[code] = ref
        self._without_code.discard(ref)
        return {"code": code, "code_stated": True}

    def add(self, batch: Batch, row: int | None, fields: Mapping[str, Any]) -> Draft:
        """A new customer; without a code it gets one that never changes."""
        named = {**fields, "name_key": name_key(fields["name"])}
        if not named.get("code"):
            named |= {"code": self._made_up(), "code_stated": False}
        draft = batch.new(Customer, row, named)
        self._by_code[named["code"]] = draft
        self._by_name.setdefault(named["name_key"], []).append(draft)
        if named.get("tax_id"):
            self._by_tax_id.setdefault(named["tax_id"], draft)
        if not named.get("code_stated", True):
            self._without_code.add(draft)
        return draft

    def reserve(self, codes: Sequence[str | None], names: Sequence[str | None]) -> None:
        """Learn the codes and names of a sheet before its rows are taken.

        Its codes are not made up for somebody else; a name it states under two codes needs one.
        """
        self._stated = {code for code in codes if code}
        if None in codes:
            namesakes: dict[str, set[str]] = {}
            for code, name in zip(codes, names, strict=False):
                if code and name:
                    namesakes.setdefault(name_key(name), set()).add(code)
            self._shared = {key: len(them) for key, them in namesakes.items() if len(them) > 1}

    def _made_up(self) -> str:
        while True:
            self._last_made += 1
            code = f"K{self._last_made:05}"
            if code not in self._by_code and code not in self._stated:
                return code
