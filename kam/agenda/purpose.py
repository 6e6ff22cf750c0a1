"""A line of the cadence in words: what kind of visit it is, how often, and why there is one."""

from datetime import date
from typing import NamedTuple

from kam.agenda.facts import DueLine
from kam.i18n import N_, _, word
from kam.models.enums import Channel, Tier
from kam.policy.schema import Line
from kam.workdays import Every, parse_every

_VISITS = {
    Channel.phone: N_("phone call"),
    Channel.onsite: N_("on-site visit"),
    Channel.video: N_("video visit"),
    Channel.executive: N_("executive visit"),
    Channel.meeting: N_("meeting with the customer"),
    Channel.email: N_("visit by e-mail"),
    Channel.message: N_("visit by message"),
    Channel.event: N_("customer event"),
}
_OFTEN = {
    Every(days=7): N_("weekly"),
    Every(months=1): N_("monthly"),
    Every(months=3): N_("quarterly"),
    Every(months=6): N_("half-yearly"),
    Every(months=12): N_("yearly"),
}


class OwnRhythm(NamedTuple):
    """A customer's own cadence of a line, in force on the day."""

    every: str
    since: date
    until: date | None
    reason: str


class Purpose(NamedTuple):
    """A line that is to be met, and where it comes from."""

    due: DueLine
    asked: Line
    """The line as the policy has it."""
    tier_since: date | None = None
    own: OwnRhythm | None = None

    @property
    def every(self) -> Every:
        """The span that holds: the customer's own, else the policy's."""
        return self._asked_span if self.own is None else parse_every(self.own.every)

    @property
    def _asked_span(self) -> Every:
        return self.asked.every or self.asked.after or Every()

    def visit(self) -> str:
        """What it is: "quarterly on-site visit", "phone call within 7 days of ..."."""
        return self._visit(self.every)

    def text(self) -> str:
        """In a line: "quarterly on-site visit, due 2026-12-01, owner 陈静"."""
        return _("{visit}, due {day}, owner {owner}").format(
            visit=self.visit(), day=self.due.due_on, owner=self.due.owner or _("unassigned")
        )

    def why(self) -> str:
        """Where it comes from: the cadence of the tier, and the customer's own with its reason."""
        asked = _("{tier} customer since {since}; the policy asks: {visit}").format(
            tier=word(self.due.tier, Tier),
            since=self.tier_since,
            visit=self._visit(self._asked_span),
        )
        if self.own is None:
            return asked
        until = _(" until {day}").format(day=self.own.until) if self.own.until else ""
        own = _("own rhythm since {since}{until}: {reason}").format(
            since=self.own.since, until=until, reason=self.own.reason
        )
        return f"{asked}\n{own}"

    def _visit(self, every: Every) -> str:
        kind = _(_VISITS[Channel(self.due.channel)])
        if self.asked.after is not None:
            message = _("{visit} within {span} of the first purchase")
            return message.format(visit=kind, span=self.asked.after.text())
        if every in _OFTEN:
            return _("{often} {visit}").format(often=_(_OFTEN[every]), visit=kind)
        return _("{visit} every {span}").format(visit=kind, span=every.text())
