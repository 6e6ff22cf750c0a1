"""Visit coverage of a period by sqlite3 alone: the numbers of `kam visits coverage -f json`.

    python bare_coverage.py DATABASE FIRST LAST DAY

The numbers of the default policy stand in the code; nobody skips a visit or has an own cadence.
"""

import json
import sqlite3
import sys
from calendar import monthrange
from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cache
from math import ceil

EXECUTIVES = "staff_id IN (SELECT id FROM staff WHERE role = 'executive')"
COUNTING = (
    "outcome = 'completed' AND channel IN ('phone', 'onsite', 'executive', 'video', 'meeting')"
)
LASTS = f"""
    SELECT customer_id,
        max(CASE WHEN channel = 'phone' THEN occurred_on END),
        max(CASE WHEN channel = 'onsite' THEN occurred_on END),
        max(CASE WHEN channel = 'executive' OR (channel IN ('onsite', 'video', 'meeting')
            AND {EXECUTIVES}) THEN occurred_on END)
    FROM interactions WHERE {COUNTING} AND occurred_on < ? GROUP BY customer_id
"""
CONTACTS = f"""
    SELECT customer_id, channel, occurred_on, {EXECUTIVES} FROM interactions
    WHERE {COUNTING} AND occurred_on BETWEEN ? AND ? ORDER BY customer_id, occurred_on
"""
TIERS = """
    SELECT customer_id, as_of, value FROM judgements WHERE scheme = 'tier' AND as_of <= ?
    ORDER BY customer_id, as_of, id
"""
BOUGHT = """
    SELECT c.id, (SELECT min(ordered_on) FROM orders o
        WHERE o.customer_id = c.id AND o.amount > 0 AND o.ordered_on <= :end), c.first_purchase_on
    FROM customers c WHERE EXISTS (SELECT 1 FROM judgements j WHERE j.customer_id = c.id
        AND j.scheme = 'tier' AND j.value = 'new' AND j.as_of <= :end)
"""
LEFT = """
    SELECT id, cooperation_stage, lost_on, archived, archived_on,
        (SELECT min(ordered_on) FROM orders o WHERE o.customer_id = c.id AND o.amount > 0
            AND o.ordered_on > c.lost_on AND o.ordered_on <= ?)
    FROM customers c WHERE archived OR cooperation_stage = 'lost'
"""
# Months, place of the counting contacts.
RECURRING = {
    "important": ((1, 0), (3, 1), (6, 2)),
    "general": ((2, 0), (6, 1)),
    "new": (),
}
# Months, days, place of the counting contacts, turn.
FIRST = ((0, 7, 0, 1), (1, 0, 0, 2), (3, 0, 1, 1))
TARGETS = {"important": 1, "general": 0.9, "new": 0.95}
ALWAYS, NEVER = "0000-00-00", "9999-99-99"


@cache
def later(day, months, days=0):
    start = date.fromisoformat(day)
    month = start.year * 12 + start.month - 1 + months
    year, month = month // 12, month % 12 + 1
    moved = date(year, month, min(start.day, monthrange(year, month)[1]))
    return (moved + timedelta(days)).isoformat()


class Group:
    def __init__(self):
        self.customers = self.covered = 0
        self.results = Counter()
        self.tiers = Counter()
        self.left = Counter()

    def take(self, cycles, over):
        unmet, lost = 0, over
        for _tier, result, ended in cycles:
            self.results[result] += 1
            if result not in ("in_time", "late"):
                unmet += 1
                lost = lost or ended
        for tier in {cycle[0] for cycle in cycles}:
            self.tiers[tier] += 1
        self.customers += 1
        if not unmet:
            self.covered += 1
        elif not lost:
            self.left[unmet] += 1

    def told(self, target=None):
        weights = sum(self.tiers.values())
        if weights:
            target = sum(TARGETS[tier] * n for tier, n in self.tiers.items()) / weights
        aim = 0 if target is None else ceil(round(target * self.customers, 6))
        needed, reachable = max(0, aim - self.covered), sum(self.left.values())
        visits, wanted = 0, needed
        for each, customers in sorted(self.left.items()):
            visits += min(wanted, customers) * each
            wanted -= min(wanted, customers)
        names = ("in_time", "late", "missed", "skipped", "open")
        counts = {name: self.results[name] for name in names}
        return {
            "customers": self.customers,
            "covered": self.covered,
            "coverage": round(self.covered / self.customers, 6) if self.customers else None,
            "target": None if target is None else round(target, 6),
            "fell_due": sum(counts.values()) - counts["open"],
            **counts,
            "needed": needed,
            "reachable": reachable,
            "visits_left": None if wanted else visits,
        }


class Replay:
    def __init__(self, database, first, last, day):
        self.connection = sqlite3.connect(database)
        self.connection.execute("PRAGMA cache_size = -65536")
        self.first, self.last, self.day = first, last, day
        self.end, self.over = min(last, day), last < day
        self.lasts = {row[0]: row[1:] for row in self.connection.execute(LASTS, (first,))}
        self.bought = {
            id_: min(day for day in days if day)
            for id_, *days in self.connection.execute(BOUGHT, {"end": self.end})
            if any(days)
        }
        self.days = self.contacts(first, self.end)
        self.earlier = self.contacts(later(first, -7), later(first, 0, -1), self.bought)
        self.away = self.absences()

    def contacts(self, first, last, among=None):
        found = defaultdict(lambda: ([], [], []))
        for id_, channel, day, by_executive in self.connection.execute(CONTACTS, (first, last)):
            if among is not None and id_ not in among:
                continue
            mine = found[id_]
            if channel == "phone":
                mine[0].append(day)
            elif channel == "onsite":
                mine[1].append(day)
            if channel == "executive" or (by_executive and channel != "phone"):
                mine[2].append(day)
        return found

    def absences(self):
        found = {}
        for id_, stage, lost_on, archived, archived_on, back_on in self.connection.execute(
            LEFT, (self.end,)
        ):
            away = found[id_] = []
            if stage == "lost":
                away.append((lost_on or ALWAYS, (lost_on and back_on) or NEVER))
            if archived:
                away.append((archived_on or ALWAYS, NEVER))
        return found

    def spans(self, id_, kept):
        for n, (since, tier) in enumerate(kept, 1):
            until = kept[n][0] if n < len(kept) else NEVER
            if tier is None or until <= since:
                continue
            parts = [(since, until)]
            for gone, back in self.away.get(id_, ()):
                before = [(begin, min(end, gone)) for begin, end in parts if begin < gone]
                after = [(max(begin, back), end) for begin, end in parts if back < end]
                parts = before + after
            for begin, end in parts:
                if begin <= self.end and end > self.first:
                    yield tier, since, begin, end if end <= self.end else None

    def cycles(self, id_, kept):
        found = []
        for tier, since, begin, until in self.spans(id_, kept):
            for months, place in RECURRING[tier]:
                self.recurring(found, id_, tier, since, begin, until, months, place)
            if tier == "new" and id_ in self.bought:
                self.after_purchase(found, id_, begin, until)
        return found

    def recurring(self, found, id_, tier, since, begin, until, months, place):
        last = self.lasts[id_][place] if id_ in self.lasts else None
        for day in self.days[id_][place] if id_ in self.days else ():
            if day >= begin and day != last:
                if until is not None and day >= until:
                    break
                self.met(found, tier, max(later(last or since, months), since), day)
            last = day
        self.unmet(found, tier, max(later(last or since, months), since), until)

    def after_purchase(self, found, id_, begin, until):
        bought = self.bought[id_]
        begin, lapsed = max(begin, bought), later(later(bought, 6), 0, 1)
        if begin > self.end or begin >= lapsed or (until is not None and begin >= until):
            return
        until = min(until or NEVER, lapsed)
        until = until if until <= self.end else None
        for months, days, place, turn in FIRST:
            contacts = [
                day
                for known in (self.earlier, self.days)
                for day in (known[id_][place] if id_ in known else ())
                if day >= bought
            ]
            due = later(bought, months, days)
            if turn > len(contacts) or (until is not None and contacts[turn - 1] >= until):
                self.unmet(found, "new", due, until)
            elif contacts[turn - 1] >= begin:
                self.met(found, "new", due, contacts[turn - 1])

    def met(self, found, tier, due, day):
        if due >= self.first and day >= self.first:
            found.append((tier, "in_time" if day <= due else "late", False))

    def unmet(self, found, tier, due, until):
        if not self.first <= due <= self.last or (until is not None and due >= until):
            return
        missed = until is not None or self.over or due < self.day
        found.append((tier, "missed" if missed else "open", until is not None))

    def groups(self):
        total, groups = Group(), {tier: Group() for tier in RECURRING}
        customers = defaultdict(list)
        for id_, day, tier in self.connection.execute(TIERS, (self.end,)):
            customers[id_].append((day, tier))
        for id_, kept in customers.items():
            cycles = self.cycles(id_, kept)
            if not cycles:
                continue
            total.take(cycles, self.over)
            for tier in {cycle[0] for cycle in cycles}:
                groups[tier].take([cycle for cycle in cycles if cycle[0] == tier], self.over)
        [everybody] = self.connection.execute("SELECT count(*) FROM customers").fetchone()
        return groups, total, everybody - len(customers)


def main(database, first, last, day):
    groups, total, not_judged = Replay(database, first, last, day).groups()
    told = {
        "from": first,
        "to": last,
        "as_of": day,
        "by": "tier",
        "groups": [
            {"group": tier, "group_code": None, **group.told(TARGETS[tier])}
            for tier, group in groups.items()
        ],
        "total": total.told(),
        "not_judged": not_judged,
    }
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
