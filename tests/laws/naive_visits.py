"""The due list of handbook 3.4 once more: slow, obvious, written from its sentences alone.

Company and `kept` are as in `naive.py`. A company may also hold what people decided:
"snoozes" {"customer", "line", "since", "until"}, "skips" {"customer", "line", "due_on", "on",
"reason"}, "cadences" {"customer", "line", "months", "days", "since", "until", "ended_on"}, each in
the order it was said; and "afterwards", the lines small customers have after the first-purchase
ones, like those of RECURRING.
"""

from datetime import date, timedelta

from tests.laws import naive
from tests.laws.naive import Company, Customer, months_from

ONE_DAY = timedelta(days=1)
TIERS = ("important", "general", "new")

# line, channel, months, channels that count, who does it
RECURRING = {
    "important": [
        ("phone", "phone", 1, ["phone"], "account_manager"),
        ("onsite", "onsite", 3, ["onsite"], "department_manager"),
        ("executive", "executive", 6, ["executive"], "executive"),
    ],
    "general": [
        ("phone", "phone", 2, ["phone"], "account_manager"),
        ("onsite", "onsite", 6, ["onsite"], "account_manager"),
    ],
    "new": [],
}
BY_AN_EXECUTIVE = ("onsite", "video", "meeting")

# line, channel, days, months, who does it
FIRST_PURCHASE = [
    ("phone-1w", "phone", 7, 0, "sales_consultant"),
    ("phone-1m", "phone", 0, 1, "account_manager"),
    ("onsite-3m", "onsite", 0, 3, "account_manager"),
]
LAPSE_MONTHS = 6


def role_of(company: Company, name: str | None) -> str | None:
    for person in company["staff"]:
        if person["name"] == name:
            return person["role"]
    return None


def would_count(company: Company, line: str, channels: list[str], interaction: dict) -> bool:
    if interaction["channel"] in channels:
        return True
    if line == "executive" and interaction["channel"] in BY_AN_EXECUTIVE:
        return role_of(company, interaction["staff"]) == "executive"
    return False


def counted_days(
    company: Company, code: str, line: str, channels: list[str], as_of: date
) -> list[date]:
    """The days of the counting interactions, in order."""
    return sorted(
        each["on"]
        for each in company["interactions"]
        if each["customer"] == code
        and each["outcome"] == "completed"
        and each["on"] <= as_of
        and would_count(company, line, channels, each)
    )


def first_purchase(company: Company, code: str, as_of: date) -> date | None:
    days = [
        naive.first_positive_order(company, code, as_of),
        naive.customer_of(company, code)["first_purchase_on"],
    ]
    days = [day for day in days if day is not None]
    return min(days) if days else None


# Which lines are open, and when they are due.


def open_lines(
    company: Company, kept: list[dict], code: str, as_of: date
) -> tuple[list[dict], str | None]:
    """The customer's open lines, and why there are none."""
    if naive.kept_on(kept, code, "tier", as_of) is None:
        return [], "not_judged"
    if not naive.has_tier(company, code, as_of):
        return [], "no_tier"
    tier = naive.kept_value(kept, code, "tier", as_of)
    if tier is None:
        return [], "no_tier"
    lines = recurring_lines(company, kept, code, tier, RECURRING[tier], as_of)
    if tier != "new":
        return lines, None
    first = first_purchase(company, code, as_of)
    if first is None:
        return lines, "no_first_purchase"
    more = first_purchase_lines(company, code, first, as_of)
    if more and as_of <= months_from(first, LAPSE_MONTHS):
        return lines + more, None
    afterwards = company.get("afterwards", [])
    lines += recurring_lines(company, kept, code, tier, afterwards, as_of)
    if lines:
        return lines, None
    return lines, "onboarding_lapsed" if more else "onboarding_complete"


def recurring_lines(
    company: Company, kept: list[dict], code: str, tier: str, asked: list[tuple], as_of: date
) -> list[dict]:
    since = naive.tier_since(kept, code, as_of)
    lines = []
    for line, channel, months, channels, role in asked:
        days = counted_days(company, code, line, channels, as_of)
        start = days[-1] if days else since
        every = (months, 0)
        due = max(later(start, every), since)
        for first_day, own in own_rhythms(company, code, line, as_of):
            # It brings nothing forward to before the day it was said.
            every = own or (months, 0)
            due = max(later(start, every), since, min(due, first_day))
        given_up = []
        while due in dates_given_up(company, code, line, as_of):
            given_up.append(due)
            due = later(due, every)
        last = days[-1] if days else None
        found = a_line(tier, line, channel, channels, role, due, last)
        lines.append({**found, "given_up": given_up})
    return lines


def later(day: date, every: tuple[int, int]) -> date:
    months, days = every
    return months_from(day, months) + timedelta(days=days)


def own_rhythms(
    company: Company, code: str, line: str, as_of: date
) -> list[tuple[date, tuple[int, int] | None]]:
    """The days on which the line's own rhythm changed, and to what; None: to the policy's."""
    said = [
        each
        for each in company.get("cadences", [])
        if each["customer"] == code and each["line"] == line and each["since"] <= as_of
    ]
    days = {each["since"] for each in said} | {each["ended_on"] for each in said}
    days |= {each["until"] and each["until"] + ONE_DAY for each in said}
    changes, before = [], None
    for day in sorted(day for day in days if day is not None and day <= as_of):
        holding = None
        for each in said:
            if each["since"] <= day and not has_ended(each, day):
                holding = each
        if holding is not before:
            changes.append((day, holding and (holding["months"], holding["days"])))
        before = holding
    return changes


def has_ended(cadence: dict, day: date) -> bool:
    if cadence["until"] is not None and day > cadence["until"]:
        return True
    return cadence["ended_on"] is not None and day >= cadence["ended_on"]


def dates_given_up(company: Company, code: str, line: str, as_of: date) -> list[date]:
    return [
        each["due_on"]
        for each in company.get("skips", [])
        if each["customer"] == code and each["line"] == line and each["on"] <= as_of
    ]


def turns(company: Company, code: str, first: date, as_of: date) -> list[dict]:
    """The first-purchase lines that are not given up, with their due dates and turns."""
    found, turn_of = [], {}
    for line, channel, days, months, role in FIRST_PURCHASE:
        due = later(first, (months, days))
        if due in dates_given_up(company, code, line, as_of):
            continue  # who follows takes its turn
        turn = turn_of[channel] = turn_of.get(channel, 0) + 1
        every_day = counted_days(company, code, line, [channel], as_of)
        last = every_day[-1] if every_day else None
        made = a_line("new", line, channel, [channel], role, due, last)
        since = [day for day in every_day if day >= first]
        found.append({**made, "turn": turn, "days": since})
    return found


def first_purchase_lines(company: Company, code: str, first: date, as_of: date) -> list[dict]:
    return [each for each in turns(company, code, first, as_of) if len(each["days"]) < each["turn"]]


def a_line(
    tier: str,
    line: str,
    channel: str,
    channels: list[str],
    role: str,
    due: date,
    last: date | None,
) -> dict:
    return {
        "tier": tier,
        "line": line,
        "channel": channel,
        "channels": channels,
        "owner_role": role,
        "due_on": due,
        "last_on": last,
        "appointment": None,
    }


# Appointments.


def plan(company: Company, code: str, lines: list[dict], as_of: date) -> None:
    """Give the lines the appointments that would meet them."""
    planned = [
        each
        for each in company["interactions"]
        if each["customer"] == code and each["outcome"] == "planned" and each["on"] >= as_of
    ]
    planned.sort(key=lambda each: each["on"])
    unnamed = []
    for appointment in planned:
        named = [
            line
            for line in lines
            if line["line"] == appointment["line"]
            and would_count(company, line["line"], line["channels"], appointment)
        ]
        if not named:
            unnamed.append(appointment)
        for line in named:
            line["appointment"] = line["appointment"] or appointment["on"]
    for line in lines:
        if line["line"] in [each[0] for each in FIRST_PURCHASE]:
            continue
        for appointment in unnamed:
            if would_count(company, line["line"], line["channels"], appointment):
                days = [day for day in (line["appointment"], appointment["on"]) if day]
                line["appointment"] = min(days)
    for channel in ("phone", "onsite"):
        shared = [
            line
            for line in lines
            if line["line"] in [each[0] for each in FIRST_PURCHASE]
            and line["channel"] == channel
            and line["appointment"] is None
        ]
        shared.sort(key=lambda line: line["due_on"])
        fitting = [each for each in unnamed if each["channel"] == channel]
        for line, appointment in zip(shared, fitting, strict=False):
            line["appointment"] = appointment["on"]


def snoozed_until(company: Company, code: str, line: dict, as_of: date) -> date | None:
    """The last word on putting the line off; on the day itself, or once it was met, it is back."""
    until, met = None, line["last_on"]
    for each in sorted(company.get("snoozes", []), key=lambda each: each["since"]):
        if each["customer"] == code and each["line"] == line["line"] and each["since"] <= as_of:
            until = None if met is not None and met > each["since"] else each["until"]
    return until


# Working days.


def is_working_day(day: date) -> bool:
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() not in (5, 6)


def plan_on(line: dict, as_of: date) -> date:
    if line["appointment"] is not None:
        return line["appointment"]
    day = line["due_on"]
    while not is_working_day(day):
        day -= ONE_DAY
    if day >= as_of:
        return day
    day = as_of
    while not is_working_day(day):
        day += ONE_DAY
    return day


# State, and whose it is.


def state(line: dict, as_of: date, within: int, grace: int) -> str | None:
    """None for a line that lies beyond the window."""
    end = as_of + timedelta(days=within)
    if line["appointment"] is not None:
        return "planned" if line["due_on"] <= end or line["appointment"] <= end else None
    if line["due_on"] < as_of - timedelta(days=grace):
        return "overdue"
    if line["due_on"] <= as_of:
        return "due"
    if line["due_on"] <= end or plan_on(line, as_of) <= end:
        return "upcoming"
    return None


def owner(company: Company, customer: Customer, role: str) -> str | None:
    manager = customer["manager"]
    if role == "account_manager":
        return manager
    if role == "sales_consultant":
        return customer["consultant"] or manager
    person, asked = manager, []
    while person is not None and person not in asked:
        if role_of(company, person) == role:
            return person
        asked.append(person)
        person = next(each["reports_to"] for each in company["staff"] if each["name"] == person)
    return manager


def team(company: Company, name: str) -> list[str]:
    """Who reports to that person, directly or through others; never himself, not in a circle."""
    found, grew = [], True
    while grew:
        grew = False
        for person in company["staff"]:
            above = person["reports_to"]
            if (above == name or above in found) and person["name"] not in found:
                found.append(person["name"])
                grew = True
    return [each for each in found if each != name]


def due_list(
    company: Company, kept: list[dict], as_of: date, *, within: int = 7, grace: int = 0
) -> tuple[list[dict], dict[str, int]]:
    """The lines of `kam visits due`, snoozed ones among them, and how many customers (of snoozed
    ones: lines) are left out for which reason.
    """
    found, left_out = [], {}
    for customer in company["customers"]:
        code = customer["code"]
        lines, reason = open_lines(company, kept, code, as_of)
        if reason is not None:
            left_out[reason] = left_out.get(reason, 0) + 1
        plan(company, code, lines, as_of)
        for line in lines:
            said = state(line, as_of, within, grace)
            until = snoozed_until(company, code, line, as_of)
            if until is not None and as_of < until:
                said, line["appointment"] = "snoozed", None
                left_out["snoozed"] = left_out.get("snoozed", 0) + 1
            if said is not None:
                found.append(as_listed(company, customer, line, said, as_of))
    found.sort(
        key=lambda each: (
            each["due_on"],
            TIERS.index(each["tier"]),
            each["customer"],
            each["line"],
        )
    )
    return found, left_out


def as_listed(company: Company, customer: Customer, line: dict, said: str, as_of: date) -> dict:
    return {
        "customer": customer["code"],
        "name": customer["name"],
        "tier": line["tier"],
        "line": line["line"],
        "channel": line["channel"],
        "due_on": line["due_on"],
        "plan_on": plan_on(line, as_of),
        "state": said,
        "days_overdue": max(0, (as_of - line["due_on"]).days),
        "last_on": line["last_on"],
        "owner": owner(company, customer, line["owner_role"]),
        "owner_role": line["owner_role"],
        "manager": customer["manager"],
        "city": customer["city"],
    }
