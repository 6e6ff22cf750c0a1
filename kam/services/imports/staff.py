"""Our own people, and who reports to whom."""

from collections.abc import Mapping
from typing import Any

from kam.i18n import _
from kam.models.addresses import addresses, is_plain, recalled
from kam.models.enums import StaffRole
from kam.models.staff import Staff
from kam.services.imports.batch import Draft, Ref
from kam.services.imports.people import Ambiguous
from kam.services.imports.rows import Intake
from kam.store.lookups import notify_addresses

_FIELDS = frozenset(Staff.model_fields) - {"id", "reports_to_id"}


def take(intake: Intake) -> None:
    """Make or update the sheet's staff; superiors are found after everybody is known."""
    superiors: list[tuple[int, Draft, Any]] = []
    has_addresses = "notify" in intake.sheet.values
    stored = notify_addresses(intake.desk.connection) if has_addresses else {}
    for row, values in intake.rows():
        draft = _colleague(intake, row, values, stored)
        if draft is not None and "reports_to" in values:
            superiors.append((row, draft, values["reports_to"]))
    for row, draft, said in superiors:
        superior = said and intake.person(row, "reports_to", said, StaffRole.department_manager)
        if superior is draft or (superior is not None and superior == draft.id):
            intake.result.warnings.append(
                _("row {row}: nobody reports to themselves; left blank").format(
                    row=intake.sheet.table.row_numbers[row]
                )
            )
        elif not (said and superior is None):
            draft.fields["reports_to_id"] = superior or None


def _colleague(
    intake: Intake, row: int, values: dict[str, Any], stored: Mapping[int, str]
) -> Draft | None:
    fields = {key: value for key, value in values.items() if key in _FIELDS}
    fields = {k: v for k, v in fields.items() if v is not None or k not in ("code", "name")}
    try:
        ref = intake.target or intake.staff.find(fields.get("code"), fields.get("name"))
    except Ambiguous as several:
        intake.reject(row, "name", str(several))
        return None
    if ref is None and not fields.get("name"):
        intake.reject(row, "name", _("a name: nobody has this code yet"))
        return None
    if fields.get("notify") and not _address(intake, row, fields, _before(ref, stored)):
        return None
    if ref is None:
        return intake.staff.add(intake.batch, row, fields)
    if fields.get("code"):
        intake.staff.adopt(ref, fields["code"])
    return intake.batch.either(Staff, ref, row, fields)


def _before(ref: Ref | None, stored: Mapping[int, str]) -> str | None:
    """The addresses of a colleague, as an earlier row says or as stored."""
    if not isinstance(ref, Draft):
        return stored.get(ref or 0)
    return ref.fields.get("notify") or stored.get(ref.id or 0)


def _address(intake: Intake, row: int, fields: dict[str, Any], before: str | None) -> bool:
    """Put the addresses of a row as they are stored, masked ones recalled; False where the row
    is rejected for one that kam cannot send to.
    """
    kept, strange = recalled(fields["notify"], before)
    for address in addresses(kept):
        if wanted := None if address in addresses(before) else _refusal(address):
            intake.reject(row, "notify", wanted)
            return False
    fields["notify"] = kept
    if strange:
        intake.result.warnings.append(
            _("row {row}: {addresses} left out: the hidden part is not known here").format(
                row=intake.sheet.table.row_numbers[row], addresses=", ".join(strange)
            )
        )
        if kept is None:
            del fields["notify"]
    return True


def _refusal(address: str) -> str | None:
    """What is wanted instead of an address that kam cannot send to; None for a good one."""
    if is_plain(address):
        return None
    from kam.notify import sending  # takes a while to load, and few imports need it

    return sending.refusal(address)
