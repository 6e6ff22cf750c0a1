"""Tiers, grades and key accounts: judged anew, listed, and how they came about."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from kam.errors import ConflictError
from kam.i18n import _
from kam.models.enums import Grade, Scheme, Tier
from kam.rules.judging import Change, Recomputed, changes, counts
from kam.services.finding import find_customer, find_staff
from kam.services.judging import judge
from kam.services.workspace import Workspace
from kam.store import judgements
from kam.store.among import managed_by


def recompute(desk: Workspace) -> Recomputed:
    """Judge everybody on the desk's day and keep what changed; nothing where nothing did.

    Raises ConflictError for a day before the latest kept change, unless it is only a rehearsal.
    """
    refuse_the_past(desk, judgements.latest_change(desk.connection))
    kept = judgements.values_kept(desk.connection, desk.as_of)
    judged = judge(desk, kept)
    found = changes(judged, kept)
    keep(desk, found)
    moved = [change for change in found if not change.is_first_word]
    return Recomputed(desk.as_of, desk.policy_version, len(judged.rated), counts(judged), moved)


def refuse_the_past(desk: Workspace, latest: date | None) -> None:
    """Raise ConflictError where a change of a later day than the desk's is kept.

    A rehearsal may look at any day.
    """
    if desk.request.keep and latest is not None and latest > desk.as_of:
        raise ConflictError(
            _(
                "judgements up to {latest} are kept, {day} comes before; "
                "ask for {latest} or later, or add --dry-run to see what would have been"
            ).format(latest=latest, day=desk.as_of)
        )


def keep(desk: Workspace, found: Sequence[Change]) -> None:
    """Keep these changes as of the desk's day."""
    columns: dict[str, Sequence[Any]] = {
        "customer_id": [change.customer_id for change in found],
        "scheme": [change.scheme.value for change in found],
        "as_of": [desk.as_of] * len(found),
        "previous": [change.before for change in found],
        "value": [change.after for change in found],
        "policy_version": [desk.policy_version] * len(found),
        "reasons": [[reason.as_dict() for reason in change.verdict.reasons] for change in found],
    }
    judgements.keep(desk.ledger, columns)


class Wanted(NamedTuple):
    """Which customers to list; None asks for nothing."""

    tier: Tier | None = None
    grade: Grade | None = None
    key_account: bool = False
    manager: str | None = None


def listed(desk: Workspace, wanted: Wanted) -> list[dict[str, Any]]:
    """The customers with a tier as kept on the desk's day, by tier, then code."""
    among = None
    if wanted.manager is not None:
        among = managed_by([find_staff(desk, wanted.manager).id])
    kept = {
        scheme: judgements.kept(desk.connection, scheme, desk.as_of, among)
        for scheme in (Scheme.tier, Scheme.grade, Scheme.key_account)
    }
    rows = []
    for id_, code, name, manager, manager_code in judgements.named(desk.connection, among):
        tier, grade, key = (known.get(id_) for known in kept.values())
        if tier is None or tier.value is None:
            continue
        row = {"customer": code, "name": name, "manager": manager, "manager_code": manager_code}
        row |= {"tier": tier.value, "tier_since": tier.since}
        row |= {"grade": grade and grade.value, "grade_since": grade and grade.since}
        row["key_account"] = bool(key and key.value)
        if _fits(row, wanted):
            rows.append(row)
    rank = list(Tier)
    return sorted(rows, key=lambda row: rank.index(row["tier"]))


def _fits(row: dict[str, Any], wanted: Wanted) -> bool:
    return (
        wanted.tier in (None, row["tier"])
        and wanted.grade in (None, row["grade"])
        and (row["key_account"] or not wanted.key_account)
    )


def history(
    desk: Workspace, customer: str | None, *, scheme: Scheme | None, since: date | None
) -> list[dict[str, Any]]:
    """The kept changes up to the desk's day, newest first, of one customer or of all."""
    customer_id = None if customer is None else find_customer(desk, customer).id
    found = judgements.history(
        desk.connection, desk.as_of, customer_id=customer_id, scheme=scheme, since=since
    )
    return [
        {
            "as_of": row.as_of,
            "customer": row.code,
            "name": row.name,
            "scheme": row.scheme,
            "from": row.previous,
            "to": row.value,
            "policy_version": row.policy_version,
            "reasons": row.reasons,
        }
        for row in found
    ]
