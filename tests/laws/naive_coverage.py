"""Visit coverage of handbook 3.7 once more: every day of every customer, from the sentences alone.

In the morning of a day the due list says what is open and when it is due; then the day's
interactions happen. Company and `kept` are as in `naive_visits.py`; besides, a company may hold
"grace", the days after which a visit is late.
"""

from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from math import ceil

from tests.laws import naive, naive_visits
from tests.laws.naive import Company, months_from

ONE_DAY = timedelta(days=1)
TARGETS = {"important": Fraction(1), "general": Fraction(9, 10), "new": Fraction(95, 100)}
FIRST_LINES = [each[0] for each in naive_visits.FIRST_PURCHASE]


class Life:
    """The cycles of one customer, day by day; `ended` are those that fell due and are over."""

    def __init__(self, company: Company, kept: list[dict], code: str) -> None:
        own = {
            key: [each for each in company[key] if each["customer"] == code]
            for key in ("orders", "interactions", "skips", "cadences")
        }
        self.company, self.code = {**company, **own}, code
        self.kept = [each for each in kept if each["customer"] == code]
        self.open: dict[str, dict] = {}
        self.ended: list[dict] = []
        self.used: list[tuple[str, date]] = []
        self.met: list[str] = []
        """The first-purchase lines met since the customer has this tier."""

    def visited_as(self, day: date) -> tuple[str, date] | None:
        """The tier of the day and since when; None while nobody is visited."""
        tier = naive.kept_value(self.kept, self.code, "tier", day)
        if tier is None or not naive.has_tier(self.company, self.code, day):
            return None
        return tier, naive.tier_since(self.kept, self.code, day)

    def pass_through(self, end: date) -> None:
        """Live until the evening of `end`."""
        days = [each["as_of"] for each in self.kept if each["customer"] == self.code]
        if not days or min(days) > end:
            return
        day, before = min(days), None
        while day <= end:
            tier = self.visited_as(day)
            if tier != before:
                self.fall_away(list(self.open), day)
                self.met = []
            before = tier
            self.wake_up(day, self.lines_of(day, up_to=day - ONE_DAY), day - ONE_DAY)
            self.meet(day)
            day += ONE_DAY
        self.wake_up(end, self.lines_of(end, up_to=end), end)

    def known(self, up_to: date) -> Company:
        """The company without what happens later."""
        seen = [each for each in self.company["interactions"] if each["on"] <= up_to]
        return {**self.company, "interactions": seen}

    def first_purchase(self, day: date) -> date | None:
        """Once it has happened."""
        first = naive_visits.first_purchase(self.company, self.code, day)
        return first if first is not None and first <= day else None

    def lines_of(self, day: date, up_to: date) -> list[dict]:
        """The due list of the day, by the interactions up to the day before or up to itself.

        What is counted from the first purchase, or follows it, is not open before it.
        """
        lines, _reason = naive_visits.open_lines(self.known(up_to), self.kept, self.code, day)
        if self.first_purchase(day) is not None:
            return lines
        waiting = FIRST_LINES + [each[0] for each in self.company.get("afterwards", [])]
        return [line for line in lines if line["line"] not in waiting]

    def wake_up(self, day: date, lines: list[dict], up_to: date) -> None:
        """Take in what is open now; what was open and is not has been skipped or fell away."""
        for line in lines:
            for due in line.get("given_up", []):
                self.skip(line, due, day)
        if self.visited_as(day) and self.visited_as(day)[0] == "new" and self.first_purchase(day):
            self.after_purchase(day, up_to)
        listed = {line["line"]: line for line in lines}
        self.fall_away([name for name in self.open if name not in listed], day)
        for name, line in listed.items():
            opened = self.open[name]["opened_on"] if name in self.open else day
            self.open[name] = {**line, "opened_on": opened}

    def after_purchase(self, day: date, up_to: date) -> None:
        first = self.first_purchase(day)
        if day > months_from(first, naive_visits.LAPSE_MONTHS):
            return
        for line, channel, days, months, _role in naive_visits.FIRST_PURCHASE:
            due = naive_visits.later(first, (months, days))
            given_up = naive_visits.dates_given_up(self.company, self.code, line, day)
            if due in given_up and line not in self.met:
                self.met.append(line)
                self.skip({"tier": "new", "line": line, "channel": channel}, due, day)
        # Who takes the turn of a skipped line may have been met before.
        for line in naive_visits.turns(self.known(up_to), self.code, first, day):
            if line["turn"] <= len(line["days"]):
                if line["line"] in self.open and line["line"] not in self.met:
                    self.end(line["line"], line["days"][line["turn"] - 1], "met")
                if line["line"] not in self.met:
                    self.met.append(line["line"])

    def skip(self, line: dict, due: date, day: date) -> None:
        """The due date ends unmet; a skip ends one cycle, once."""
        if (line["line"], due) in self.used:
            return
        self.used.append((line["line"], due))
        if line["line"] in FIRST_LINES:
            self.open.pop(line["line"], None)
        [skip, *_later] = [
            each
            for each in sorted(self.company["skips"], key=lambda each: each["on"])
            if (each["customer"], each["line"], each["due_on"]) == (self.code, line["line"], due)
            and each["on"] <= day
        ]
        self.ended.append(
            {
                **self.told(line, due),
                "ended": "skipped",
                "ended_on": skip["on"],
                "reason": skip["reason"],
            }
        )

    def fall_away(self, names: list[str], day: date) -> None:
        """What fell due before the day stays, the rest never fell due."""
        for name in names:
            if self.open[name]["due_on"] < day:
                self.end(name, day, "away")
            else:
                del self.open[name]

    def meet(self, day: date) -> None:
        """The day's interactions meet what was open in the morning."""
        for name, line in list(self.open.items()):
            if name in FIRST_LINES:
                first = self.first_purchase(day)
                after = naive_visits.turns(self.known(day), self.code, first, day)
                [turn] = [each for each in after if each["line"] == name]
                if turn["turn"] <= len(turn["days"]):
                    self.end(name, turn["days"][turn["turn"] - 1], "met")
                    self.met.append(name)
            else:
                days = naive_visits.counted_days(
                    self.company, self.code, name, line["channels"], day
                )
                if day in days:
                    self.end(name, day, "met")

    def end(self, name: str, day: date, how: str) -> None:
        line = self.open.pop(name)
        self.ended.append({**self.told(line, line["due_on"]), "ended": how, "ended_on": day})

    def told(self, line: dict, due: date) -> dict:
        shown = {key: line[key] for key in ("tier", "line", "channel")}
        return {"customer": self.code, **shown, "due_on": due, "reason": None}

    def all_cycles(self) -> list[dict]:
        still = [
            {**self.told(line, line["due_on"]), "ended": None, "ended_on": None}
            for line in self.open.values()
        ]
        return self.ended + still


def cycles(
    company: Company, kept: list[dict], code: str, first: date, last: date, as_of: date
) -> list[dict]:
    """The customer's cycles of the period, with their results, as they stand on the day."""
    end = min(last, as_of)
    life = Life(company, kept, code)
    life.pass_through(end)
    found = []
    for cycle in life.all_cycles():
        met_on = cycle["ended_on"] if cycle["ended"] == "met" else None
        belongs_on = cycle["due_on"] if met_on is None else min(cycle["due_on"], met_on)
        if first <= belongs_on <= last:
            found.append({**cycle, "met_on": met_on, "result": result(company, cycle, last, as_of)})
    return found


def result(company: Company, cycle: dict, last: date, as_of: date) -> str:
    in_time_until = cycle["due_on"] + timedelta(days=company.get("grace", 0))
    if cycle["ended"] == "met":
        return "in_time" if cycle["ended_on"] <= in_time_until else "late"
    if cycle["ended"] == "skipped":
        return "skipped"
    if cycle["ended"] == "away" or last < as_of or in_time_until < as_of:
        return "missed"
    return "open"


def months_of(first: date, last: date) -> list[tuple[date, date]]:
    """The calendar months of the period, cut to it."""
    found, day = [], first
    while day <= last:
        begin = day
        while day <= last and (day.year, day.month) == (begin.year, begin.month):
            day += ONE_DAY
        found.append((begin, day - ONE_DAY))
    return found


def counted(cycles: list[dict], last: date, as_of: date) -> dict:
    """The numbers of a group of cycles."""
    codes = sorted({each["customer"] for each in cycles})
    of = {code: [each for each in cycles if each["customer"] == code] for code in codes}
    unmet = {code: [each for each in mine if each["met_on"] is None] for code, mine in of.items()}
    covered = [code for code in codes if not unmet[code]]
    reachable = [
        code
        for code in codes
        if unmet[code] and last >= as_of and all(each["ended"] is None for each in unmet[code])
    ]
    tiers = [tier for code in codes for tier in {each["tier"] for each in of[code]}]
    target = sum(TARGETS[tier] for tier in tiers) / len(tiers) if tiers else None
    needed = max(0, ceil(target * len(codes)) - len(covered)) if tiers else 0
    choices = [sum(len(unmet[code]) for code in some) for some in combinations(reachable, needed)]
    results = ("in_time", "late", "missed", "skipped", "open")
    counts = {name: len([e for e in cycles if e["result"] == name]) for name in results}
    return {
        "customers": len(codes),
        "covered": len(covered),
        "coverage": Fraction(len(covered), len(codes)) if codes else None,
        "target": target,
        "fell_due": len(cycles) - counts["open"],
        **counts,
        "needed": needed,
        "reachable": len(reachable),
        "visits_left": min(choices) if choices else None,
    }
