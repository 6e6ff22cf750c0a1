"""A customer put away, brought back, or lost."""

from datetime import date
from typing import Any

from kam.errors import ConflictError
from kam.i18n import _
from kam.models.customers import Customer
from kam.models.enums import CooperationStage
from kam.services import records
from kam.services.finding import find_customer
from kam.services.nouns import CUSTOMERS
from kam.services.records import Row
from kam.services.workspace import Workspace

_LOST = CooperationStage.lost.value


def archive(desk: Workspace, said: str, on: date | None) -> str:
    """Keep the customer for the record only, from `on` (the desk's day); gives what was done.

    Raises ConflictError for one that is archived already.
    """
    customer = _customer(desk, said)
    if customer["archived"]:
        since = customer["archived_on"] or _("ever")
        raise ConflictError(
            _(
                "{customer} is archived since {since}; to bring it back: "
                "kam customers restore {code}"
            ).format(customer=_name(customer), since=since, code=customer["code"])
        )
    day = on or desk.as_of
    _set(desk, customer, archived=True, archived_on=day)
    return _("{customer} archived on {day}").format(customer=_name(customer), day=day)


def restore(desk: Workspace, said: str) -> str:
    """Take an archiving back, else a lost mark; gives what was done.

    Raises ConflictError for a customer with neither.
    """
    customer = _customer(desk, said)
    if customer["archived"]:
        _set(desk, customer, archived=False, archived_on=None)
        done = _("{customer} is no longer archived").format(customer=_name(customer))
        if customer["cooperation_stage"] != _LOST:
            return done
        return done + _("; it is still marked lost: kam customers restore again takes that back")
    if customer["cooperation_stage"] == _LOST:
        _set(desk, customer, cooperation_stage=None, lost_on=None, lost_reason=None)
        return _("{customer} is no longer marked lost").format(customer=_name(customer))
    raise ConflictError(
        _("{customer} is neither archived nor lost").format(customer=_name(customer))
    )


def lose(desk: Workspace, said: str, on: date | None) -> str:
    """Mark the customer lost on `on` (the desk's day), with the call's reason; what was done."""
    customer = _customer(desk, said)
    day = on or desk.as_of
    fields: dict[str, Any] = {"cooperation_stage": _LOST, "lost_on": day}
    if desk.ledger.reason:
        fields["lost_reason"] = desk.ledger.reason
    _set(desk, customer, **fields)
    return _("{customer} marked lost on {day}").format(customer=_name(customer), day=day)


def _customer(desk: Workspace, said: str) -> Row:
    return records.one(desk, CUSTOMERS, find_customer(desk, said).id)


def _name(customer: Row) -> str:
    return records.called(CUSTOMERS, customer)


def _set(desk: Workspace, customer: Row, **fields: Any) -> None:
    desk.ledger.update(Customer, {customer["id"]: fields})
