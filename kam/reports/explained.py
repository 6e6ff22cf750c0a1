"""Why one customer is judged as he is, as a page."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from kam.i18n import N_, _, pick, word
from kam.models.enums import LifecycleStage, Scheme
from kam.money import show
from kam.reports.page import Facts, Page, Paragraph, Section
from kam.reports.table import Field, Style, Table, plain_number
from kam.reports.tiers import CHANGED, reason_data, value_text, why
from kam.rules.grades import DimensionScore
from kam.rules.judging import Explained
from kam.rules.reasons import Reason

_DIMENSIONS = {
    "sales": ("销售额", "Sales"),
    "profit": ("利润", "Profit"),
    "frequency": ("购买频次", "Purchase frequency"),
    "satisfaction": ("满意度", "Satisfaction"),
    "loyalty": ("忠诚度", "Loyalty"),
    "potential": ("潜力", "Potential"),
}
_SOURCES = {"orders": N_("from orders"), "stated": N_("as stated, no orders")}
_LACKS = {
    "manager": N_("a manager"),
    "assessment": N_("a needs assessment this quarter"),
    "contract": N_("a contract in force"),
}


def explained_page(one: Explained) -> Page:
    """Figures and their source, tier, grade and key account with reasons, pins, history."""
    subject = one.subject
    title = _("{code} {name} as of {day}").format(
        code=subject.code, name=subject.name, day=one.as_of
    )
    sections: list[Section] = [_figures(one), _tier(one), _grade(one)]
    if one.dimensions:
        sections.append(_dimensions(one.dimensions))
    sections.append(_key_account(one))
    if one.history:
        sections.append(_history(one))
    return Page(title, tuple(sections), _data(one))


def verdicts(one: Explained) -> tuple[Section, ...]:
    """Tier, grade and key account with what speaks for them."""
    return _tier(one), _grade(one), _key_account(one)


def _figures(one: Explained) -> Facts:
    figures = one.subject.figures
    source = _(_SOURCES.get(figures.source or "", ""))
    items = (
        (_("annual amount"), _known(show(figures.annual_amount), source)),
        (
            _("annual orders"),
            _known("" if figures.annual_orders is None else str(figures.annual_orders), source),
        ),
        (_("lifecycle stage"), word(one.subject.lifecycle_stage, LifecycleStage) or _("unknown")),
    )
    return Facts(items, _("Figures of the year"))


def _known(text: str, source: str) -> str:
    """A figure with where it comes from."""
    if not text:
        return _("unknown")
    return f"{text} ({source})" if source else text


def _judgement(one: Explained, scheme: Scheme) -> Iterator[str]:
    """What is kept, what speaks for it, and what is not kept yet."""
    kept, verdict = one.kept.get(scheme), one.verdicts[scheme]
    if kept is None and scheme is Scheme.tier:
        yield _("not judged yet: run kam tier recompute")
    elif kept is None or kept.value is None:
        yield value_text(scheme, None)
    else:
        yield _("{value} since {day}").format(value=value_text(scheme, kept.value), day=kept.since)
    yield from (reason.text() for reason in verdict.reasons)
    now = one.now(scheme)
    if now != (kept.value if kept else None):
        yield _("now it would be {value}: run kam tier recompute").format(
            value=value_text(scheme, now)
        )
    if pin := one.pins.get(scheme):
        until = _("until {day}").format(day=pin.until) if pin.until else _("until taken off")
        yield _("pinned since {since}, {until}").format(since=pin.since, until=until)


def _tier(one: Explained) -> Paragraph:
    return Paragraph(tuple(_judgement(one, Scheme.tier)), word(Scheme.tier))


def _grade(one: Explained) -> Paragraph:
    lines = [*_judgement(one, Scheme.grade)]
    if one.graded and one.graded.score is not None:
        lines.append(
            _("score {score}, from {coverage} of the weights").format(
                score=plain_number(one.graded.score, 1), coverage=f"{one.graded.coverage:.0%}"
            )
        )
    return Paragraph(tuple(lines), word(Scheme.grade))


def _key_account(one: Explained) -> Paragraph:
    lines = [*_judgement(one, Scheme.key_account)]
    if one.lacks:
        names = pick("、", ", ").join(_(_LACKS[each]) for each in one.lacks)
        lines.append(_("missing: {names}").format(names=names))
    return Paragraph(tuple(lines), word(Scheme.key_account))


def _dimensions(dimensions: tuple[DimensionScore, ...]) -> Table:
    fields = (
        Field("name", "维度", "Dimension"),
        Field("value", "值", "Value"),
        Field("points", "得分", "Points", Style.score),
        Field("weight", "权重", "Weight", Style.number),
    )
    rows = [
        {
            "name": pick(*_DIMENSIONS[each.name]),
            "value": _value_text(each),
            "points": each.points,
            "weight": each.weight,
        }
        for each in dimensions
    ]
    return Table(fields, rows)


def _value_text(one: DimensionScore) -> str:
    if one.value is None:
        return _("unknown")
    if one.name in ("sales", "profit"):
        return show(one.value)
    if one.name == "loyalty":
        return f"{one.value:.0%}"
    return plain_number(one.value, 1) if one.name == "satisfaction" else str(one.value)


def _history(one: Explained) -> Table:
    keys = ("as_of", "scheme", "from", "to", "why")
    fields = tuple(field for field in CHANGED if field.key in keys)
    rows = [
        {
            "as_of": row.as_of,
            "scheme": row.scheme,
            "from": value_text(row.scheme, row.previous),
            "to": value_text(row.scheme, row.value),
            "why": why(map(Reason.from_dict, row.reasons or ())),
        }
        for row in reversed(one.history)
    ]
    return Table(fields, rows, _("History"))


def _data(one: Explained) -> dict[str, Any]:
    figures, kept, graded = one.subject.figures, one.kept, one.graded
    tier, grade = kept.get(Scheme.tier), kept.get(Scheme.grade)
    key = kept.get(Scheme.key_account)
    score = None if graded is None else graded.score
    return {
        "customer": one.subject.code,
        "name": one.subject.name,
        "as_of": one.as_of,
        "tier": tier and tier.value,
        "tier_since": tier and tier.since,
        "rule_tier": one.rules[Scheme.tier],
        "pin": _pin_data(one.pins.get(Scheme.tier)),
        "figures": {
            "annual_amount": _rounded(figures.annual_amount, 2),
            "annual_orders": figures.annual_orders,
            "lifecycle_stage": one.subject.lifecycle_stage,
            "source": figures.source,
        },
        "reasons": [reason_data(reason) for reason in one.verdicts[Scheme.tier].reasons],
        "grade": grade and grade.value,
        "rule_grade": one.rules[Scheme.grade],
        "grade_pin": _pin_data(one.pins.get(Scheme.grade)),
        "grade_score": _rounded(score, 1),
        "grade_coverage": None if graded is None else graded.coverage,
        "dimensions": [_dimension_data(each) for each in one.dimensions],
        "key_account": bool(key and key.value),
        "key_account_missing": list(one.lacks),
        "history": [_change_data(row) for row in one.history],
    }


def _dimension_data(one: DimensionScore) -> dict[str, Any]:
    value = one.value
    if one.name in ("sales", "profit"):
        value = _rounded(value, 2)
    points = None if one.points is None else _rounded(one.points, 1)
    return {"name": one.name, "value": value, "points": points, "weight": one.weight}


def _pin_data(pin: Any) -> dict[str, Any] | None:
    if pin is None:
        return None
    return {
        "value": pin.value,
        "reason": pin.reason,
        "pinned_by": pin.pinned_by,
        "since": pin.since,
        "until": pin.until,
    }


def _change_data(row: Any) -> dict[str, Any]:
    return {
        "as_of": row.as_of,
        "scheme": row.scheme,
        "from": row.previous,
        "to": row.value,
        "policy_version": row.policy_version,
        "reasons": [reason_data(Reason.from_dict(each)) for each in row.reasons or ()],
    }


def _rounded(value: Any, places: int) -> Decimal | None:
    return None if value is None else Decimal(plain_number(value, places))
