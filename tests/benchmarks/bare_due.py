"""The visits that are due by sqlite3 alone: the list of `kam visits due --format json`.

    python bare_due.py DATABASE DAY [MANAGER_CODE]

The numbers of the default policy stand in the code.
"""

import json
import sqlite3
import sys
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

import chinese_calendar

FACTS = """
    SELECT c.id, c.code, c.name, c.manager_id, c.consultant_id, c.phone, c.city, j.value, j.as_of,
        (SELECT min(ordered_on) FROM orders o
            WHERE o.customer_id = c.id AND o.amount > 0 AND o.ordered_on <= :day),
        c.first_purchase_on,
        CASE WHEN j.value IS NOT NULL THEN (SELECT max(occurred_on) FROM interactions i
            WHERE i.customer_id = c.id AND i.outcome = 'completed' AND i.channel = 'phone'
            AND i.occurred_on <= :day) END,
        CASE WHEN j.value IS NOT NULL THEN (SELECT max(occurred_on) FROM interactions i
            WHERE i.customer_id = c.id AND i.outcome = 'completed' AND i.channel = 'onsite'
            AND i.occurred_on <= :day) END,
        CASE WHEN j.value = 'important' THEN (SELECT max(occurred_on) FROM interactions i
            WHERE i.customer_id = c.id AND i.outcome = 'completed' AND i.occurred_on <= :day
            AND i.channel IN ('executive', 'onsite', 'video', 'meeting')
            AND (i.channel = 'executive'
                OR i.staff_id IN (SELECT id FROM staff WHERE role = 'executive'))) END
    FROM customers c LEFT JOIN judgements j ON j.id = (
        SELECT id FROM judgements l WHERE l.customer_id = c.id AND l.scheme = 'tier'
        AND l.as_of <= :day ORDER BY l.as_of DESC, l.id DESC LIMIT 1)
    {where}
"""
MET = """
    SELECT count(*) FILTER (WHERE channel = 'phone'), count(*) FILTER (WHERE channel = 'onsite')
    FROM interactions WHERE customer_id = ? AND outcome = 'completed'
    AND channel IN ('phone', 'onsite') AND occurred_on BETWEEN ? AND ?
"""
PLANNED = """
    SELECT i.customer_id, i.occurred_on, i.channel, i.line, s.role
    FROM interactions i LEFT JOIN staff s ON s.id = i.staff_id
    WHERE i.outcome = 'planned' AND i.occurred_on >= :day {among}
"""
CONTACTS = """
    SELECT customer_id, name, coalesce(mobile, phone) FROM contacts
    WHERE (left_on IS NULL OR left_on > :day) {among} ORDER BY is_primary, id DESC
"""
# Name, channel, months, days, place of the last contact that counts, done by.
RECURRING = {
    "important": (
        ("phone", "phone", 1, 0, "account_manager"),
        ("onsite", "onsite", 3, 1, "department_manager"),
        ("executive", "executive", 6, 2, "executive"),
    ),
    "general": (
        ("phone", "phone", 2, 0, "account_manager"),
        ("onsite", "onsite", 6, 1, "account_manager"),
    ),
}
FIRST = (
    ("phone-1w", "phone", 0, 7, 0, 1, "sales_consultant"),
    ("phone-1m", "phone", 1, 0, 0, 2, "account_manager"),
    ("onsite-3m", "onsite", 3, 0, 1, 1, "account_manager"),
)
RANK = {"important": 0, "general": 1, "new": 2}
KEYS = (
    *("customer", "name", "tier", "line", "channel", "due_on", "plan_on", "state"),
    *("days_overdue", "last_on", "owner", "owner_code", "owner_role", "owner_note", "manager"),
    *("contact", "phone", "city"),
)
BY_EXECUTIVES = ("onsite", "video", "meeting")


@cache
def later(day, months, days=0):
    start = date.fromisoformat(day)
    month = start.year * 12 + start.month - 1 + months
    year, month = month // 12, month % 12 + 1
    moved = date(year, month, min(start.day, monthrange(year, month)[1]))
    return (moved + timedelta(days)).isoformat()


def works(day):
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError:
        return day.weekday() < 5


class Agenda:
    def __init__(self, database, day, manager):
        self.connection = sqlite3.connect(database)
        self.connection.execute("PRAGMA cache_size = -65536")
        self.day, self.today = day, date.fromisoformat(day)
        self.horizon = (self.today + timedelta(7)).isoformat()
        self.staff = {
            row[0]: row
            for row in self.connection.execute(
                "SELECT id, name, code, role, reports_to_id FROM staff"
            )
        }
        self.me = next((i for i, row in self.staff.items() if row[2] == manager), None)
        self.whens = {}
        self.owners = {}

    def scope(self):
        if self.me is None:
            return "", ""
        below = {self.me}
        while more := {i for i, row in self.staff.items() if row[4] in below} - below:
            below |= more
        ids = ", ".join(map(str, sorted(below)))
        where = f"WHERE c.manager_id IN ({ids}) OR c.consultant_id = {self.me}"
        return where, f"AND customer_id IN (SELECT c.id FROM customers c {where})"

    def when(self, due):
        """(plan_on, state, days overdue) of a line due that day; None beyond the window."""
        if due not in self.whens:
            self.whens[due] = self._when(due)
        return self.whens[due]

    def _when(self, due):
        plan = max(date.fromisoformat(due), self.today)
        if due >= self.day:
            while not works(plan):
                plan -= timedelta(1)
        if plan < self.today or due < self.day:
            plan = self.today
            while not works(plan):
                plan += timedelta(1)
        plan = plan.isoformat()
        if due > self.day:
            listed = due <= self.horizon or plan <= self.horizon
            return (plan, "upcoming", 0) if listed else None
        late = (self.today - date.fromisoformat(due)).days
        return plan, "overdue" if late else "due", late

    def owner(self, role, manager, consultant):
        if role == "sales_consultant" and consultant in self.staff:
            return (*self.staff[consultant][:3], None)
        if manager not in self.staff:
            return None, None, None, None
        if role in ("sales_consultant", "account_manager"):
            return (*self.staff[manager][:3], None)
        one, seen = manager, set()
        while one in self.staff and one not in seen:
            if self.staff[one][3] == role:
                return (*self.staff[one][:3], None)
            seen.add(one)
            one = self.staff[one][4]
        name = self.staff[manager][1]
        note = f"no {role.replace('_', ' ')} found above {name}"
        return (*self.staff[manager][:3], note)

    def open_lines(self, row):
        """(name, channel, due, last, role, whether it follows the first purchase)."""
        id_, tier, since, first, stated, lasts = row[0], row[7], row[8], row[9], row[10], row[11:]
        if tier != "new":
            for name, channel, months, place, role in RECURRING.get(tier, ()):
                last = lasts[place]
                due = later(last or since, months)
                yield name, channel, max(due, since), last, role, False
            return
        if stated is not None and (first is None or stated < first):
            first = stated
        if first is None or self.day > later(first, 6):
            return
        met = self.connection.execute(MET, (id_, first, self.day)).fetchone()
        lines = sorted((later(first, m, d), n) for n, (_l, _c, m, d, *_r) in enumerate(FIRST))
        for due, n in lines:
            name, channel, _months, _days, place, turn, role = FIRST[n]
            if met[place] < turn:
                yield name, channel, due, lasts[place], role, True

    def agreed(self, lines, appointments):
        """Line -> the appointment that would meet it."""
        found, unnamed = {}, []
        for on, channel, line, role in sorted(appointments, key=lambda each: each[0]):
            if any(line == name and counts(name, channel, role) for name, *_rest in lines):
                found.setdefault(line, on)
            else:
                unnamed.append((on, channel, role))
        for on, channel, role in unnamed:
            taken = set()
            for name, asked, _due, _last, _role, first in lines:
                if name not in found and asked not in taken and counts(name, channel, role):
                    found[name] = on
                    if first:
                        taken.add(asked)
        return found

    def rows(self):
        where, among = self.scope()
        day = {"day": self.day}
        planned = {}
        for id_, *rest in self.connection.execute(PLANNED.format(among=among), day):
            planned.setdefault(id_, []).append(rest)
        people = {
            id_: rest for id_, *rest in self.connection.execute(CONTACTS.format(among=among), day)
        }
        for row in self.connection.execute(FACTS.format(where=where), day):
            id_, code, name, manager, consultant, phone, city, tier = row[:8]
            lines = list(self.open_lines(row))
            agreed = self.agreed(lines, planned[id_]) if lines and id_ in planned else {}
            for line, channel, due, last, role, _first in lines:
                if line in agreed:
                    on = agreed[line]
                    listed = due <= self.horizon or on <= self.horizon
                    late = max(0, (self.today - date.fromisoformat(due)).days)
                    when = (on, "planned", late) if listed else None
                else:
                    when = self.when(due)
                if when is None:
                    continue
                key = role, manager, consultant if role == "sales_consultant" else None
                if key not in self.owners:
                    self.owners[key] = self.owner(*key)
                owner_id, owner, owner_code, note = self.owners[key]
                if self.me is not None and owner_id != self.me:
                    continue
                contact, number = people.get(id_, (None, None))
                boss = self.staff[manager][1] if manager in self.staff else None
                visit = (code, name, tier, line, channel, due, *when, last)
                who = (owner, owner_code, role, note, boss, contact, number or phone, city)
                yield visit + who


def counts(line, channel, role):
    if line == "executive":
        return channel == "executive" or (channel in BY_EXECUTIVES and role == "executive")
    return channel == line.partition("-")[0]


def main(database, day, manager=None):
    rows = sorted(
        Agenda(database, day, manager).rows(),
        key=lambda row: (row[5], RANK[row[2]], row[0], row[3]),
    )
    lines = (json.dumps(dict(zip(KEYS, row, strict=True)), ensure_ascii=False) for row in rows)
    sys.stdout.write("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
