"""Interactions: the id column decides, else the n-th row of a key meets the n-th stored.

A stored one that a row calls by its id is met by no other row.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from kam.i18n import ngettext
from kam.models.enums import Outcome, StaffRole
from kam.models.interactions import Interaction
from kam.services.imports.batch import Ref
from kam.services.imports.rows import Intake
from kam.store.conversations import interaction_codes, interactions_by_key

Placed = tuple[int, Ref, Ref | None, dict[str, Any]]
"""Row, customer, staff, values."""

_FIELDS = frozenset(Interaction.model_fields) - {"id", "customer_id", "staff_id"}


def take(intake: Intake) -> None:
    """Make or update the sheet's interactions."""
    placed: list[Placed] = []
    for row, values in intake.rows():
        customer = intake.customer(row, values)
        if customer is None:
            continue
        staff: Ref | None = None
        if values.get("staff"):
            staff = intake.person(row, "staff", values["staff"], StaffRole.account_manager)
            if staff is None:
                continue
        placed.append((row, customer, staff, values))
    _warn_of_tomorrow(intake, placed)
    known = {customer for _row, customer, _staff, _values in placed if isinstance(customer, int)}
    stored: dict[Any, list[int]] = dict(interactions_by_key(intake.desk.connection, known))
    codes = intake.sheet.values.get("code", ())
    by_code: dict[str, Ref] = dict(
        interaction_codes(intake.desk.connection, [code for code in codes if code])
    )
    called = set(by_code.values())
    met: dict[Any, int] = {}
    for row, customer, staff, values in placed:
        fields = {key: value for key, value in values.items() if key in _FIELDS}
        code = values.get("code")
        key = (customer, values["occurred_on"], str(values["channel"]), staff)
        if code:
            ref = by_code.get(code)
        else:
            turn = met.get(key, 0)
            met[key] = turn + 1
            same = [] if intake.adds else [i for i in stored.get(key, ()) if i not in called]
            ref = same[turn] if turn < len(same) else None
        if "staff" in values:
            fields["staff_id"] = staff
        _keep(intake, row, intake.target or ref, customer, staff, fields, by_code)


def _warn_of_tomorrow(intake: Intake, placed: Sequence[Placed]) -> None:
    """Tell of what is said to be done on a day still to come: it counts from that day only."""
    early = [
        row
        for row, _customer, _staff, values in placed
        if values.get("outcome") == Outcome.completed and values["occurred_on"] > intake.desk.as_of
    ]
    if early:
        intake.result.warnings.append(
            ngettext(
                "row {row} is completed on a day still to come; it counts from then on",
                "{n} rows, the first {row}, are completed on days still to come; "
                "they count from then on",
                len(early),
            ).format(n=len(early), row=intake.sheet.table.row_numbers[early[0]])
        )


def _keep(
    intake: Intake,
    row: int,
    ref: Ref | None,
    customer: Ref,
    staff: Ref | None,
    fields: dict[str, Any],
    by_code: dict[str, Ref],
) -> None:
    fields = {k: v for k, v in fields.items() if v is not None or k not in ("code", "outcome")}
    if ref is None:
        fields.setdefault("outcome", outcome_for(fields["occurred_on"], intake.desk.as_of))
    if staff is not None or ref is None:
        fields["staff_id"] = staff
    draft = intake.batch.either(Interaction, ref, row, fields | {"customer_id": customer})
    if fields.get("code"):
        by_code[fields["code"]] = draft


def outcome_for(day: date, as_of: date) -> str:
    """What a blank outcome means: done, or planned where the day is still to come."""
    return (Outcome.planned if day > as_of else Outcome.completed).value
