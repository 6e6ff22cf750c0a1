"""Handbook 3.6 once more: who is asked, and what answers say; slow, obvious, on its own.

Company and `kept` are as in `naive.py`; orders also know `delivered_on`, surveys `nps`, `source`
and `product`, customers `industry`; there are `tickets`.
"""

from datetime import date, timedelta
from fractions import Fraction

from tests.laws import naive
from tests.laws.naive import Company, months_from

TIERS = ("important", "general", "new")
EVERY_MONTHS = {"important": 3, "general": 6}
ASKED_WITHIN_DAYS = 7
LAPSE_MONTHS = 1


# Who is to be asked.


def tier_on(company: Company, kept: list[dict], code: str, as_of: date) -> str | None:
    """The tier kept; none of a customer who was archived or marked lost since."""
    tier = naive.kept_value(kept, code, "tier", as_of)
    gone = (
        naive.is_archived(naive.customer_of(company, code), as_of)
        or naive.effective_stage(company, code, as_of) == "lost"
    )
    return None if gone else tier


def answer_days(company: Company, code: str, as_of: date) -> list[date]:
    return sorted(s["on"] for s in company["surveys"] if s["customer"] == code and s["on"] <= as_of)


def periodic_due(
    company: Company, kept: list[dict], code: str, tier: str, as_of: date
) -> date | None:
    if tier not in EVERY_MONTHS:
        return None
    since = naive.tier_since(kept, code, as_of)
    days = answer_days(company, code, as_of)
    if not days:
        return months_from(since, EVERY_MONTHS[tier])
    due = months_from(days[-1], EVERY_MONTHS[tier])
    return since if due < since else due


def unanswered_deliveries(company: Company, code: str, as_of: date) -> list[dict]:
    """Deliveries after which nobody answered yet, each by itself, the latest last."""
    found = []
    for order in naive.orders_seen(company, code, as_of):
        day = order["delivered_on"]
        if day is None or day > as_of or naive.total(order) < 0:
            continue
        if not [each for each in answer_days(company, code, as_of) if each >= day]:
            found.append(order)
    return sorted(found, key=lambda order: (order["delivered_on"], order["on"]))


def unanswered_complaint(company: Company, code: str, as_of: date) -> date | None:
    """The day the last complaint was closed, where nobody answered since."""
    closed = []
    for ticket in company["tickets"]:
        day = ticket["resolved_on"] or ticket["confirmed_on"]
        if ticket["customer"] == code and ticket["kind"] == "complaint" and day and day <= as_of:
            closed.append(day)
    if not closed or [day for day in answer_days(company, code, as_of) if day >= max(closed)]:
        return None
    return max(closed)


def due_surveys(company: Company, kept: list[dict], as_of: date, within: int = 7) -> list[dict]:
    found = []
    for customer in company["customers"]:
        code = customer["code"]
        tier = tier_on(company, kept, code, as_of)
        if tier is None:
            continue
        if due := periodic_due(company, kept, code, tier, as_of):
            found.append((code, tier, "periodic", due, None))
        open_ones = unanswered_deliveries(company, code, as_of)
        if open_ones:
            day = open_ones[-1]["delivered_on"]
            if as_of <= months_from(day, LAPSE_MONTHS):
                due = day + timedelta(days=ASKED_WITHIN_DAYS)
                found.append((code, tier, "after_delivery", due, day))
        day = unanswered_complaint(company, code, as_of)
        if day is not None and as_of <= months_from(day, LAPSE_MONTHS):
            due = day + timedelta(days=ASKED_WITHIN_DAYS)
            found.append((code, tier, "after_complaint", due, day))
    listed = [
        as_listed(company, each, as_of)
        for each in found
        if each[3] <= as_of + timedelta(days=within)
    ]
    return sorted(
        listed,
        key=lambda e: (e["due_on"], TIERS.index(e["tier"]), e["customer"], e["trigger"]),
    )


def as_listed(company: Company, found: tuple, as_of: date) -> dict:
    code, tier, trigger, due, _delivered = found
    days = answer_days(company, code, as_of)
    return {
        "customer": code,
        "tier": tier,
        "trigger": trigger,
        "due_on": due,
        "state": "overdue" if due < as_of else "due" if due == as_of else "upcoming",
        "days_overdue": (as_of - due).days if due < as_of else 0,
        "last_on": days[-1] if days else None,
        "manager": naive.customer_of(company, code)["manager"],
    }


# What the answers of a period say.


def group_of(company: Company, kept: list[dict], survey: dict, by: str, until: date) -> str | None:
    customer = naive.customer_of(company, survey["customer"])
    if by == "tier":
        return naive.kept_value(kept, survey["customer"], "tier", until)
    if by == "quarter":
        quarter = {1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 2, 7: 3, 8: 3, 9: 3, 10: 4, 11: 4, 12: 4}
        return f"{survey['on'].year}Q{quarter[survey['on'].month]}"
    return {"source": survey["source"], "manager": customer["manager"]}.get(
        by, customer["industry"]
    )


def satisfied(score: int | None, scale: int) -> bool | None:
    return None if score is None else Fraction(score * 5, scale) >= 4


def csat(marks: list[bool | None]) -> tuple[float | None, int]:
    given = [mark for mark in marks if mark is not None]
    if not given:
        return None, 0
    return round(float(Fraction(given.count(True), len(given))), 6), len(given)


def nps(surveys: list[dict]) -> tuple[float | None, int]:
    """`surveys` in the order in which they were taken down."""
    latest = {}
    for survey in sorted(surveys, key=lambda each: each["on"]):
        if survey["nps"] is not None:
            latest[survey["customer"]] = survey["nps"]
    if not latest:
        return None, 0
    promoters = len([each for each in latest.values() if each in (9, 10)])
    detractors = len([each for each in latest.values() if each <= 6])
    return round(float(Fraction(promoters - detractors, len(latest))), 6), len(latest)


def figures(surveys: list[dict], side: str) -> dict:
    rate, answered = csat([satisfied(each["overall"], each["scale"]) for each in surveys])
    score, people = nps(surveys)
    return {
        f"{side}answers": len(surveys),
        f"{side}csat": rate,
        f"{side}csat_answers": answered,
        f"{side}nps": score,
        f"{side}nps_answers": people,
    }


def both(surveys: list[dict]) -> dict:
    third = [each for each in surveys if each["source"] == "third_party"]
    own = [each for each in surveys if each["source"] != "third_party"]
    return {**figures(own, ""), **figures(third, "third_party_")}


def groups(
    company: Company, kept: list[dict], by: str, since: date, until: date
) -> dict[str | None, dict]:
    """Group -> its figures."""
    parts: dict[str | None, list[dict]] = {}
    for survey in company["surveys"]:
        if since <= survey["on"] <= until:
            parts.setdefault(group_of(company, kept, survey, by, until), []).append(survey)
    if by == "source":
        return {name: figures(members, "") for name, members in parts.items()}
    return {name: both(members) for name, members in parts.items()}


def product(company: Company, since: date, until: date, third: bool) -> tuple[float | None, int]:
    return csat(
        [
            satisfied(each["product"], each["scale"])
            for each in company["surveys"]
            if since <= each["on"] <= until and (each["source"] == "third_party") == third
        ]
    )
