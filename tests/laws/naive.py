"""The rules of handbook 3.1-3.3 once more: slow, obvious, written from its sentences alone.

Nothing of kam is imported here, so that kam's rules and these can only agree by being right.
A company is a dict of lists of dicts (see `company.py`); customers go by code, staff by name.
`kept` is the list of judgements so far: {"customer", "scheme", "as_of", "value"}, oldest first.
"""

from datetime import date, timedelta
from fractions import Fraction
from functools import cache

Company = dict
Customer = dict

WEIGHTS = {
    "sales": 30,
    "profit": 20,
    "frequency": 15,
    "satisfaction": 15,
    "loyalty": 10,
    "potential": 10,
}
CUTS = {"A": 70, "B": 40}
BEYOND = 2
BEST_FIRST = ("A", "B", "C")


def months_from(day: date, n: int) -> date:
    """The same day n months later (earlier where n < 0), clipped to the month's end."""
    year, month = day.year, day.month
    for _step in range(abs(n)):
        month += 1 if n > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    last = 31
    while True:
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            last -= 1


def customer_of(company: Company, code: str) -> Customer:
    return next(each for each in company["customers"] if each["code"] == code)


def orders_seen(company: Company, code: str, as_of: date) -> list[dict]:
    return [o for o in company["orders"] if o["customer"] == code and o["on"] <= as_of]


def first_positive_order(company: Company, code: str, as_of: date) -> date | None:
    days = [o["on"] for o in orders_seen(company, code, as_of) if total(o) > 0]
    return min(days) if days else None


def total(order: dict) -> Fraction:
    return added(*(line["amount"] for line in order["lines"]))


@cache
def added(*amounts: str) -> Fraction:
    return sum((Fraction(each) for each in amounts), Fraction(0))


# Handbook 3: annual window.


def in_annual_window(day: date, as_of: date) -> bool:
    return months_from(as_of, -12) < day <= as_of


def annual_amount(company: Company, code: str, as_of: date) -> Fraction | None:
    orders = orders_seen(company, code, as_of)
    if not orders:
        stated = customer_of(company, code)["stated_annual_amount"]
        return None if stated is None else Fraction(stated)
    return sum((total(o) for o in orders if in_annual_window(o["on"], as_of)), Fraction(0))


def annual_orders(company: Company, code: str, as_of: date) -> int | None:
    orders = orders_seen(company, code, as_of)
    if not orders:
        return customer_of(company, code)["stated_annual_orders"]
    return len([o for o in orders if in_annual_window(o["on"], as_of) and total(o) > 0])


# Handbook 3: cooperation stage.


def effective_stage(company: Company, code: str, as_of: date) -> str:
    customer = customer_of(company, code)
    stated, lost_on = customer["cooperation_stage"], customer["lost_on"]
    orders = orders_seen(company, code, as_of)
    positive = [o for o in orders if total(o) > 0]
    if stated == "lost" and lost_on is None:
        return "lost"
    if stated == "lost" and lost_on <= as_of:
        return "active" if [o for o in positive if o["on"] > lost_on] else "lost"
    if stated == "active":
        return "active"
    if stated in ("potential", "prospect"):
        return "active" if positive else stated
    # Nothing stated, or nothing yet on that day: the loss is still to come.
    if orders or customer["first_purchase_on"] is not None:
        return "active"
    if customer["stated_annual_amount"] is not None:
        return "active"
    if customer["stated_annual_orders"] is not None:
        return "active"
    return "potential"


def is_archived(customer: Customer, as_of: date) -> bool:
    if not customer["archived"]:
        return False
    return customer["archived_on"] is None or customer["archived_on"] <= as_of


def has_tier(company: Company, code: str, as_of: date) -> bool:
    if is_archived(customer_of(company, code), as_of):
        return False
    return effective_stage(company, code, as_of) == "active"


# Handbook 3.1: tier, and pins.


def rule_tier(company: Company, code: str, as_of: date) -> str | None:
    if not has_tier(company, code, as_of):
        return None
    amount = annual_amount(company, code, as_of)
    orders = annual_orders(company, code, as_of)
    stage = customer_of(company, code)["lifecycle_stage"]
    if amount is not None and amount >= 50_000:
        return "important"
    if orders is not None and orders >= 10:
        return "important"
    if stage == "maturity":
        return "important"
    if amount is not None and amount >= 10_000:
        return "general"
    if orders is not None and orders >= 3:
        return "general"
    if stage == "growth":
        return "general"
    return "new"


def pinned(company: Company, code: str, scheme: str, as_of: date) -> str | None:
    """What a pin says on that day; the last one set has the word."""
    said = None
    for pin in company["pins"]:
        if pin["customer"] != code or pin["scheme"] != scheme or pin["since"] > as_of:
            continue
        said = pin["value"]
        if pin["until"] is not None and as_of > pin["until"]:
            said = None
    return said


# Handbook 3.2: key account.


def is_key_account(company: Company, code: str, as_of: date) -> bool:
    amount = annual_amount(company, code, as_of)
    return has_tier(company, code, as_of) and amount is not None and amount > 1_000_000


# Handbook 3.3: grade.


def profit(company: Company, code: str, as_of: date) -> Fraction | None:
    gains = []
    for order in orders_seen(company, code, as_of):
        if in_annual_window(order["on"], as_of):
            for line in order["lines"]:
                if line["cost"] is not None:
                    gains.append(Fraction(line["amount"]) - Fraction(line["cost"]))
    return sum(gains, Fraction(0)) if gains else None


def percentile_rank(figure: Fraction | int | None, figures: list) -> Fraction | None:
    if figure is None:
        return None
    there = [each for each in figures if each is not None]
    below = len([each for each in there if each < figure])
    equal = len([each for each in there if each == figure])
    return (below + Fraction(equal, 2)) / len(there) * 100


def satisfaction(company: Company, code: str, as_of: date) -> Fraction | None:
    answers = [  # an overall score is 1-5: 1 of 10 is no half point
        max(Fraction(1), Fraction(s["overall"]) * 5 / s["scale"])
        for s in company["surveys"]
        if s["customer"] == code and in_annual_window(s["on"], as_of) and s["overall"] is not None
    ]
    if not answers:
        return None
    return (sum(answers) / len(answers) - 1) / 4 * 100


def loyalty(company: Company, code: str, as_of: date) -> Fraction | None:
    first = first_positive_order(company, code, as_of)
    if first is None:
        return None
    days = [o["on"] for o in orders_seen(company, code, as_of) if total(o) > 0]
    quarters = with_order = 0
    while quarters < 8:
        start = months_from(as_of, -3 * (quarters + 1))
        end = months_from(as_of, -3 * quarters)
        quarters += 1
        if [day for day in days if start < day <= end]:
            with_order += 1
        if first > start:
            break
    return Fraction(with_order, quarters) * 100


def potential(company: Company, code: str) -> Fraction | None:
    set_by_hand = customer_of(company, code)["potential"]
    return None if set_by_hand is None else Fraction(set_by_hand - 1, 4) * 100


def dimensions(company: Company, code: str, as_of: date) -> dict[str, Fraction | None]:
    """Points 0-100 of every dimension of a customer with a tier; None where there is no data."""
    codes = [c["code"] for c in company["customers"] if has_tier(company, c["code"], as_of)]
    ranked = {}
    for name, figure in (
        ("sales", annual_amount),
        ("profit", profit),
        ("frequency", annual_orders),
    ):
        figures = [figure(company, each, as_of) for each in codes]
        ranked[name] = percentile_rank(figure(company, code, as_of), figures)
    return {
        **ranked,
        "satisfaction": satisfaction(company, code, as_of),
        "loyalty": loyalty(company, code, as_of),
        "potential": potential(company, code),
    }


def score_and_coverage(
    company: Company, code: str, as_of: date
) -> tuple[Fraction | None, Fraction]:
    points = dimensions(company, code, as_of)
    present = [name for name in WEIGHTS if points[name] is not None]
    weight = sum(WEIGHTS[name] for name in present)
    coverage = Fraction(weight, sum(WEIGHTS.values()))
    if not present:
        return None, coverage
    return sum(points[name] * WEIGHTS[name] for name in present) / weight, coverage


def rule_grade(company: Company, code: str, as_of: date, before: str | None) -> str | None:
    """The grade by the rule; one kept before moves only when the score is well beyond the cut."""
    if not has_tier(company, code, as_of):
        return None
    score, coverage = score_and_coverage(company, code, as_of)
    if score is None or coverage < Fraction(1, 2):
        return None
    if before is None:
        return "A" if score >= CUTS["A"] else "B" if score >= CUTS["B"] else "C"
    if before == "C":
        if score >= CUTS["A"] + BEYOND:
            return "A"
        return "B" if score >= CUTS["B"] + BEYOND else "C"
    if before == "B":
        if score >= CUTS["A"] + BEYOND:
            return "A"
        return "C" if score <= CUTS["B"] - BEYOND else "B"
    if score <= CUTS["B"] - BEYOND:
        return "C"
    return "B" if score <= CUTS["A"] - BEYOND else "A"


# What is kept, and from when.


def kept_on(kept: list[dict], code: str, scheme: str, day: date) -> dict | None:
    """The judgement in force on that day; None for a customer never judged."""
    found = None
    for each in kept:
        if each["customer"] == code and each["scheme"] == scheme and each["as_of"] <= day:
            found = each
    return found


def kept_value(kept: list[dict], code: str, scheme: str, day: date) -> str | bool | None:
    found = kept_on(kept, code, scheme, day)
    return None if found is None else found["value"]


def tier_since(kept: list[dict], code: str, day: date) -> date | None:
    found = kept_on(kept, code, "tier", day)
    return None if found is None or found["value"] is None else found["as_of"]


def judge(company: Company, kept: list[dict], code: str, as_of: date) -> dict:
    """Scheme -> (what counts on the day, what the rule says)."""
    tier = rule_tier(company, code, as_of)
    # A pin is no silent floor: the rule's grade moves from the rule's own, not from a pinned one.
    last = kept_on(kept, code, "grade", as_of)
    grade = rule_grade(company, code, as_of, None if last is None else last["rule"])
    key_account = True if is_key_account(company, code, as_of) else None
    found = {"tier": (tier, tier), "grade": (grade, grade), "key_account": (key_account,) * 2}
    if has_tier(company, code, as_of):
        for scheme, rule in (("tier", tier), ("grade", grade)):
            found[scheme] = (pinned(company, code, scheme, as_of) or rule, rule)
    return found


def changes_of(company: Company, kept: list[dict], code: str, as_of: date) -> list[dict]:
    """What a recompute for that day changes for one customer."""
    changes = []
    for scheme, (value, rule) in judge(company, kept, code, as_of).items():
        before = kept_value(kept, code, scheme, as_of)
        if before != value:
            said = {"customer": code, "scheme": scheme, "from": before, "to": value, "rule": rule}
            changes.append(said)
    return changes


def recompute(company: Company, kept: list[dict], as_of: date) -> list[dict]:
    """The changes a recompute for that day makes, which are now kept.

    Who has no tier is judged too, though it is no change: he is not "not judged yet" any more.
    """
    changes, without = [], []
    for customer in company["customers"]:
        code = customer["code"]
        changes += changes_of(company, kept, code, as_of)
        if kept_on(kept, code, "tier", as_of) is None and not has_tier(company, code, as_of):
            without.append({"customer": code, "scheme": "tier", "to": None, "rule": None})
    keep(kept, changes + without, as_of)
    return changes


def keep(kept: list[dict], changes: list[dict], as_of: date) -> None:
    """Add the changes to what is kept."""
    for change in changes:
        kept.append(
            {
                "customer": change["customer"],
                "scheme": change["scheme"],
                "as_of": as_of,
                "value": change["to"],
                "rule": change["rule"],
            }
        )


def pin(
    company: Company,
    kept: list[dict],
    code: str,
    scheme: str,
    value: str,
    until: date | None,
    as_of: date,
) -> None:
    """Set a pin; what it changes is kept at once."""
    company["pins"].append(
        {"customer": code, "scheme": scheme, "value": value, "since": as_of, "until": until}
    )
    changes = changes_of(company, kept, code, as_of)
    keep(kept, [each for each in changes if each["scheme"] == scheme], as_of)


def unpin(company: Company, code: str, scheme: str, as_of: date) -> bool:
    """Take the pins off that hold on that day; whether there was one."""
    found = pinned(company, code, scheme, as_of) is not None
    for each in company["pins"]:
        if each["customer"] == code and each["scheme"] == scheme:
            last = as_of - timedelta(days=1)
            if each["until"] is None or each["until"] >= as_of:
                each["until"] = last
    return found
