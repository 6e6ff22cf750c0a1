"""Our own people, and who reports to whom."""

from typing import Any

from kam.i18n import _
from kam.models.enums import StaffRole
from kam.models.staff import Staff
from kam.services.imports.batch import Draft
from kam.services.imports.people import Ambiguous
from kam.services.imports.rows import Intake

_FIELDS = frozenset(Staff.model_fields) - {"id", "reports_to_id"}


def take(intake: Intake) -> None:
    """Make or update the sheet's staff; superiors are found after everybody is known."""
    superiors: list[tuple[int, Draft, Any]] = []
    for row, values in intake.rows():
        draft = _colleague(intake, row, values)
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


def _colleague(intake: Intake, row: int, values: dict[str, Any]) -> Draft | None:
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
    if ref is None:
        return intake.staff.add(intake.batch, row, fields)
    if fields.get("code"):
        intake.staff.adopt(ref, fields["code"])
    return intake.batch.either(Staff, ref, row, fields)
