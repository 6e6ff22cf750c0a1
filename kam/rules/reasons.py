"""Why a customer was judged so: measures beside their limits, and the words for them."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

from kam import money
from kam.i18n import N_, _, word
from kam.models.enums import CooperationStage, Grade, LifecycleStage, Tier

_LABELS = {
    "annual_amount": N_("annual amount"),
    "annual_orders": N_("annual orders"),
    "lifecycle_stage": N_("lifecycle stage"),
    "cooperation_stage": N_("cooperation stage"),
    "score": N_("score"),
    "coverage": N_("share of the weights with data"),
}
_WORDS = {"lifecycle_stage": LifecycleStage, "cooperation_stage": CooperationStage}
_SIGNS = {">=": "≥", "<=": "≤", "=": "=", "!=": "≠"}
_HOLDS: dict[str, Callable[[Any, Any], bool]] = {
    ">=": lambda value, limit: value >= limit,
    ">": lambda value, limit: value > limit,
    "<=": lambda value, limit: value <= limit,
    "<": lambda value, limit: value < limit,
}


class Reason(NamedTuple):
    """One measure that decided: `value op limit` holds. A value of None is unknown.

    `note` says more: "stated" for a figure the customer was imported with, "kept" for a limit
    moved by the kept grade, and for a pin its author and words.
    """

    measure: str
    value: Any
    op: str
    limit: Any
    note: str | None = None

    def text(self) -> str:
        """The reason in the language in use: "annual amount 61,200.00 ≥ 50,000.00"."""
        if self.measure == "pin":
            return self._pin_text()
        if self.measure == "archived":
            return _("archived")
        text = _("{measure} {value} {op} {limit}").format(
            measure=_(_LABELS.get(self.measure, self.measure)),
            value=_("unknown") if self.value is None else self._shown(self.value),
            op=_SIGNS.get(self.op, self.op),
            limit=f"{self.limit:g}" if self.measure == "score" else self._shown(self.limit),
        )
        return text + _(_NOTES.get(self.note or "", ""))

    def as_dict(self) -> dict[str, Any]:
        """`{measure, value, op, limit, text}` ready for JSON; `note` besides where there is one."""
        known = {"measure": self.measure, "value": _plain(self.value), "op": self.op}
        known |= {"limit": _plain(self.limit), "text": self.text()}
        return known | ({"note": self.note} if self.note else {})

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Reason":
        """The reason once kept by `as_dict`; its text is made anew in the language in use."""
        return cls(kept["measure"], kept["value"], kept["op"], kept["limit"], kept.get("note"))

    def _pin_text(self) -> str:
        texts = {
            "value": _judged(self.value),
            "rule": _judged(self.limit) or _("nothing"),
            "note": self.note or "",
        }
        return _("pinned to {value} ({note}); the rule says {rule}").format(**texts)

    def _shown(self, value: Any) -> str:
        if self.measure == "annual_amount":
            return money.show(Decimal(str(value)))
        if self.measure == "coverage":
            return f"{value:.0%}"
        if self.measure == "score":
            return self._score(value)
        return word(value, _WORDS.get(self.measure))

    def _score(self, value: float) -> str:
        """One decimal, or as many as it takes to see on which side of the limit it lies."""
        holds = _HOLDS.get(self.op)
        for places in range(1, 6):
            if not holds or holds(round(value, places), self.limit):
                return f"{value:.{places}f}"
        return f"{value:.6f}"


_NOTES = {"stated": N_(" (as stated, no orders)"), "kept": N_(" (the kept grade moves late)")}


class Verdict(NamedTuple):
    """A judgement and the reasons that decided it."""

    value: Any
    reasons: tuple[Reason, ...]


def _judged(value: Any) -> str:
    for words in (Tier, Grade):
        if value in list(words):
            return word(value, words)
    return ""


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
