"""What is known of one customer on a day, as the question outline goes by it: plain values."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kam.models.enums import Area


class Person(NamedTuple):
    """A contact who is still there."""

    name: str
    decision_role: str | None = None
    is_primary: bool = False
    mobile: str | None = None


class Promise(NamedTuple):
    """A follow-up that is open on the day."""

    what: str
    opened_on: date
    due_on: date


class Complaint(NamedTuple):
    """A ticket that is not resolved on the day."""

    kind: str
    what: str
    opened_on: date


class Said(NamedTuple):
    """A need or an opinion the customer told us."""

    on: date
    channel: str
    area: Area
    text: str


class Surveyed(NamedTuple):
    """The last answered survey, its scores read on 5."""

    on: date
    overall: Decimal | None = None
    nps: int | None = None
    scores: Mapping[str, Decimal] = {}
    """Dimension -> score."""


class Lost(NamedTuple):
    """A product bought in the year before, and not in the last."""

    product: str
    last_on: date
    amount: Decimal
    """In the year before."""


class Known(NamedTuple):
    """What is known of one customer on the day."""

    contacts: Sequence[Person] = ()
    """The first is the one to call."""
    unknown: Collection[str] = ()
    """The fields of the customer that are blank."""
    promises: Sequence[Promise] = ()
    tickets: Sequence[Complaint] = ()
    said: Sequence[Said] = ()
    """The latest first."""
    promised_on: Sequence[date] = ()
    """The days on which follow-ups and tickets were opened, done ones too."""
    survey: Surveyed | None = None
    quarters: Sequence[Decimal] = ()
    """The amounts of the quarters, the last one last."""
    order_days: Sequence[date] = ()
    """The days with a positive order, in order."""
    lost_products: Sequence[Lost] = ()
    """The greatest amount first."""
    lacks: Collection[str] = ()
    """What a key account is missing (`rules.key_accounts`)."""
