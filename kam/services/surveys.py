"""Surveys: an answer taken down, and what the answers of a period say."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kam.errors import UsageError
from kam.i18n import _
from kam.models.enums import Dimension
from kam.reports.page import Facts, Page
from kam.reports.table import Field, Style, Table
from kam.rules import satisfaction
from kam.rules.figures import annual_window
from kam.rules.satisfaction import Answer, Share, Summary
from kam.services.finding import find_staff
from kam.services.workspace import Workspace
from kam.store import surveys
from kam.store.among import managed_by

_ANSWERS = ("overall", "nps", "comment", *(each.value for each in Dimension))
_DIMENSIONS = (
    Field("name", "方面", "Dimension", Style.words, Dimension),
    Field("csat", "满意率", "Satisfied", Style.rate),
    Field("answers", "答卷数", "Answers", Style.integer),
)


def settle(
    desk: Workspace, given: dict[str, str], others: Mapping[str, Any]
) -> Sequence[dict[str, Any]]:
    """Fill in the day; UsageError where nothing was answered."""
    if not any(given.get(key) for key in _ANSWERS):
        raise UsageError(_("nothing is answered; say --overall, --nps or another score"))
    given.setdefault("answered_on", desk.as_of.isoformat())
    return ()


def summary(
    desk: Workspace, since: date | None, until: date | None, manager: str | None = None
) -> Page:
    """CSAT, NPS and the dimensions over the days from `since` to `until`, both included.

    Without days: the twelve months up to the desk's day. `manager` asks for his customers only.
    """
    if since and until and since > until:
        raise UsageError(_("--from {since} is after --to {until}").format(since=since, until=until))
    after, day = annual_window(until or desk.as_of, desk.policy)
    until = min(day, desk.as_of)
    first = since or date.fromordinal(after.toordinal() + 1)
    among = None if manager is None else managed_by([find_staff(desk, manager).id])
    answers = [Answer(*row) for row in surveys.answers(desk.connection, first, until, among)]
    scores = surveys.scores_between(desk.connection, first, until, among)
    return _page(first, until, satisfaction.summary(answers, scores))


def _page(since: date, until: date, found: Summary) -> Page:
    dimensions = [
        {"name": dimension.value, "csat": share.rate, "answers": share.n}
        for dimension, share in found.dimensions.items()
    ]
    title = _("Satisfaction from {since} to {until}").format(since=since, until=until)
    nps, shown = found.nps, [each for each in dimensions if each["answers"]]
    facts = (
        (_("answers"), str(found.answers)),
        (_("CSAT (4 and 5 of 5)"), _share(found.csat)),
        (_("NPS, each customer's latest"), _points(nps.score, nps.n)),
        (_("promoters (9-10)"), str(nps.promoters)),
        (_("passives (7-8)"), str(nps.passives)),
        (_("detractors (0-6)"), str(nps.detractors)),
    )
    data = {
        "from": since,
        "to": until,
        "answers": found.answers,
        "csat": _rounded(found.csat.rate),
        "csat_answers": found.csat.n,
        "nps": _rounded(nps.score),
        "nps_answers": nps.n,
        "promoters": nps.promoters,
        "passives": nps.passives,
        "detractors": nps.detractors,
        "dimensions": [each | {"csat": _rounded(each["csat"])} for each in dimensions],
    }
    sections = (Facts(facts), Table(_DIMENSIONS, shown, title=_("Dimensions")))
    return Page(title, sections if shown else sections[:1], data)


def _share(share: Share) -> str:
    if share.rate is None:
        return _("no answers")
    return _("{rate} of {n}").format(rate=f"{share.rate:.1%}", n=share.n)


def _points(score: float | None, n: int) -> str:
    if score is None:
        return _("no answers")
    return _("{rate} of {n}").format(rate=f"{score * 100:+.1f}", n=n)


def _rounded(rate: Any) -> float | None:
    return None if rate is None else round(float(rate), 6)
