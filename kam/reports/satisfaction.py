"""What the surveys of a period say, as people and programs read it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from kam.i18n import _, pick
from kam.models.enums import Dimension, SurveysBy, SurveySource, Tier
from kam.reports.page import Facts, Page, Paragraph, Section
from kam.reports.table import Field, Style, Table
from kam.rules.satisfaction import Share, Sides, Summary


class Limits(NamedTuple):
    """What the policy counts as satisfied, promoting and detracting, and the target for CSAT."""

    satisfied_from: int
    promoter_from: int
    detractor_to: int
    target: float


class Group(NamedTuple):
    """The answers of one group; `name` None: of those without one."""

    name: str | None
    found: Sides
    code: str | None = None
    """The code of a manager."""


class Satisfaction(NamedTuple):
    """The answers from `since` to `until`, both included."""

    since: date
    until: date
    found: Sides
    limits: Limits
    by: SurveysBy | None = None
    groups: Sequence[Group] = ()


_GROUPS = {
    SurveysBy.manager: Field("group", "客户经理", "Manager"),
    SurveysBy.tier: Field("group", "客户类别", "Tier", Style.words, Tier),
    SurveysBy.industry: Field("group", "行业", "Industry"),
    SurveysBy.quarter: Field("group", "季度", "Quarter"),
    SurveysBy.dimension: Field("group", "方面", "Dimension", Style.words, Dimension),
    SurveysBy.source: Field("group", "调查方", "Source", Style.words, SurveySource),
}
_OURS = (
    Field("answers", "答卷数", "Answers", Style.integer),
    Field("csat", "满意率", "CSAT", Style.rate),
    Field("csat_answers", "满意率样本", "CSAT n", Style.integer),
    Field("nps", "净推荐值", "NPS", Style.score),
    Field("nps_answers", "净推荐值样本", "NPS n", Style.integer),
)
_THEIRS = (
    Field("third_party_answers", "第三方答卷数", "Third-party answers", Style.integer),
    Field("third_party_csat", "第三方满意率", "Third-party CSAT", Style.rate),
    Field("third_party_csat_answers", "第三方满意率样本", "Third-party CSAT n", Style.integer),
    Field("third_party_nps", "第三方净推荐值", "Third-party NPS", Style.score),
    Field("third_party_nps_answers", "第三方净推荐值样本", "Third-party NPS n", Style.integer),
)
_OF_A_DIMENSION = frozenset(("answers", "csat", "third_party_answers", "third_party_csat"))
"""Everybody who answered a dimension counts for it, and nobody recommends one."""
_DIMENSIONS = (
    Field("name", "方面", "Dimension", Style.words, Dimension),
    Field("csat", "满意率", "Satisfied", Style.rate),
    Field("answers", "答卷数", "Answers", Style.integer),
)
_THEIR_DIMENSIONS = (
    Field("third_party_csat", "第三方满意率", "Third party", Style.rate),
    Field("third_party_answers", "第三方答卷数", "Third-party answers", Style.integer),
)
_FIGURES = (
    Field("label", "指标", "Figure"),
    Field("own", "本公司调查", "Our surveys"),
    Field("third_party", "第三方", "Third party"),
)


def page(told: Satisfaction) -> Page:
    """The answers on a page, with the third parties' beside them where there are any."""
    title = _("Satisfaction from {since} to {until}").format(since=told.since, until=told.until)
    own, theirs = told.found
    sections: list[Section] = [_headline(told)]
    if theirs.answers and not own.answers:
        said = _("No answers of our own in this period; the third party's alone.")
        sections.append(Paragraph((said,)))
    shown = _grouped(told) if told.by else _dimensions(told)
    return Page(title, (*sections, *([shown] if shown.rows else [])), _data(told))


def _headline(told: Satisfaction) -> Section:
    own, theirs = told.found
    columns = (_figures(own), _figures(theirs) if theirs.answers else ())
    labels = _labels(told.limits)
    target = (_("CSAT: the target"), f"{told.limits.target:.1%}")
    if not theirs.answers:
        facts = list(zip(labels, columns[0], strict=True))
        return Facts((*facts[:2], target, *facts[2:]))
    rows = [
        {"label": label, "own": ours, "third_party": other}
        for label, ours, other in zip(labels, *columns, strict=True)
    ]
    rows.insert(2, {"label": target[0], "own": target[1], "third_party": ""})
    return Table(_FIGURES, rows)


def _labels(limits: Limits) -> tuple[str, ...]:
    least, most = limits.promoter_from, limits.detractor_to
    return (
        _("answers"),
        _("CSAT ({least} and more of 5)").format(least=limits.satisfied_from),
        _("NPS, each customer's latest"),
        _("promoters ({scores})").format(scores=_range(least, 10)),
        _("passives ({scores})").format(scores=_range(most + 1, least - 1)),
        _("detractors ({scores})").format(scores=_range(0, most)),
    )


def _range(least: int, most: int) -> str:
    return "-" if least > most else str(least) if least == most else f"{least}-{most}"


def _figures(found: Summary) -> tuple[str, ...]:
    nps = found.nps
    score = None if nps.score is None else f"{nps.score * 100:+.1f}"
    rate = None if found.csat.rate is None else f"{found.csat.rate:.1%}"
    people = map(str, (nps.promoters, nps.passives, nps.detractors))
    return (str(found.answers), _with_n(rate, found.csat.n), _with_n(score, nps.n), *people)


def _with_n(rate: str | None, n: int) -> str:
    return _("no answers") if rate is None else _("{rate} of {n}").format(rate=rate, n=n)


def _dimensions(told: Satisfaction) -> Table:
    own, theirs = told.found
    fields = _DIMENSIONS + (_THEIR_DIMENSIONS if theirs.answers else ())
    rows = [
        row
        for each in Dimension
        if (row := _dimension(each, own.dimensions[each], theirs.dimensions[each]))
    ]
    return Table(fields, rows, title=_("Dimensions"))


def _dimension(dimension: Dimension, own: Share, theirs: Share) -> dict[str, Any]:
    """The row of a dimension; empty where nobody answered."""
    if not own.n and not theirs.n:
        return {}
    row = {"name": dimension.value, "csat": own.rate, "answers": own.n}
    return row | {"third_party_csat": theirs.rate, "third_party_answers": theirs.n}


def _grouped(told: Satisfaction) -> Table:
    """A row for each group; columns that could hold nothing are left out."""
    assert told.by is not None
    named = _GROUPS[told.by]
    theirs = told.by is not SurveysBy.source and told.found.third_party.answers
    fields = (*_OURS, *(_THEIRS if theirs else ()))
    if told.by is SurveysBy.dimension:
        fields = tuple(field for field in fields if field.key in _OF_A_DIMENSION)
    without = {SurveysBy.source: pick("未注明", "unstated"), SurveysBy.manager: _("unassigned")}
    rows = [_group(each, told.by) for each in told.groups]
    for row in rows:
        if row["group"] is None:
            row["group"] = without.get(told.by, pick("（无）", "(none)"))
        for key in ("nps", "third_party_nps"):  # in points, as everybody reads it
            row[key] = None if row[key] is None else row[key] * 100
    return Table((named, *fields), rows, footer=_footer(told))


def _footer(told: Satisfaction) -> tuple[str, ...]:
    target = _("the target for CSAT is {rate}").format(rate=f"{told.limits.target:.1%}")
    days = {
        SurveysBy.manager: _("customers stand with the manager they have today"),
        SurveysBy.tier: _("customers stand in the tier kept on {day}").format(day=told.until),
    }
    return (target, *([days[told.by]] if told.by in days else []))


def _group(group: Group, by: SurveysBy) -> dict[str, Any]:
    """A group as data; a third party's own group is told like any other."""
    own, theirs = group.found
    if by is SurveysBy.source and not own.answers:
        own, theirs = theirs, own
    return {
        "group": group.name,
        "code": group.code,
        **_summed(own, ""),
        **_summed(theirs, "third_party_"),
    }


def _summed(found: Summary, side: str) -> dict[str, Any]:
    return {
        f"{side}answers": found.answers,
        f"{side}csat": _rounded(found.csat.rate),
        f"{side}csat_answers": found.csat.n,
        f"{side}nps": _rounded(found.nps.score),
        f"{side}nps_answers": found.nps.n,
    }


def _data(told: Satisfaction) -> dict[str, Any]:
    own, theirs = told.found
    data = {
        "from": told.since,
        "to": told.until,
        **_everything(own),
        "target": told.limits.target,
        "third_party": _everything(theirs) if theirs.answers else None,
    }
    if told.by:
        groups = [_group(each, told.by) for each in told.groups]
        data |= {"by": told.by.value, "groups": groups}
    return data


def _everything(found: Summary) -> dict[str, Any]:
    nps = found.nps
    return {
        **_summed(found, ""),
        "promoters": nps.promoters,
        "passives": nps.passives,
        "detractors": nps.detractors,
        "dimensions": [
            {"name": each.value, "csat": _rounded(share.rate), "answers": share.n}
            for each, share in found.dimensions.items()
        ],
    }


def _rounded(rate: Any) -> float | None:
    return None if rate is None else round(float(rate), 6)
