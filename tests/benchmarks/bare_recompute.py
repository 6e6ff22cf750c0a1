"""Everybody judged by sqlite3 alone: figures, dimensions, ranks, scores, tiers, grades.

    python bare_recompute.py DATABASE DAY

Prints the counts `kam tier recompute` gives, and how many customers differ from what is kept.
The numbers of the default policy stand in the code.
"""

import json
import sqlite3
import sys
from calendar import monthrange
from collections import Counter
from datetime import date

ORDERS = """
    SELECT customer_id,
        sum(amount) FILTER (WHERE ordered_on > :b4),
        count(*) FILTER (WHERE ordered_on > :b4 AND amount > 0),
        sum(profit) FILTER (WHERE ordered_on > :b4),
        min(ordered_on) FILTER (WHERE amount > 0),
        max(ordered_on) FILTER (WHERE amount > 0),
        count(DISTINCT CASE WHEN ordered_on > :b1 THEN 0 WHEN ordered_on > :b2 THEN 1
            WHEN ordered_on > :b3 THEN 2 WHEN ordered_on > :b4 THEN 3 WHEN ordered_on > :b5 THEN 4
            WHEN ordered_on > :b6 THEN 5 WHEN ordered_on > :b7 THEN 6 ELSE 7 END)
            FILTER (WHERE amount > 0 AND ordered_on > :b8)
    FROM orders WHERE ordered_on <= :day GROUP BY customer_id
"""
SURVEYS = """
    SELECT customer_id, avg(min(5000000, max(1000000, overall * 5.0 / scale))) / 1000000
    FROM surveys WHERE answered_on > :b4 AND answered_on <= :day AND overall IS NOT NULL
    GROUP BY customer_id
"""
CUSTOMERS = """
    SELECT id, lifecycle_stage, potential, cooperation_stage, lost_on, archived, archived_on,
        first_purchase_on, stated_annual_amount, stated_annual_orders
    FROM customers ORDER BY id
"""
KEPT = """
    SELECT customer_id, scheme, value FROM judgements WHERE as_of <= :day
    ORDER BY customer_id, scheme, as_of, id
"""
NO_ORDERS = (None, None, None, None, None, None, 0)


def months_before(day, months):
    month = day.year * 12 + day.month - 1 - months
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def is_active(stage, lost_on, first, last, ordered, first_on, amount, orders, day):
    if stage == "active":
        return True
    if stage == "lost" and (lost_on is None or lost_on <= day):
        return lost_on is not None and last is not None and last > lost_on
    if first is not None:
        return True
    if stage in ("potential", "prospect"):
        return False
    return ordered or first_on is not None or amount is not None or orders is not None


def ranks(values):
    counts = Counter(values)
    n = len(values) - counts.pop(None, 0)
    points, below = {None: None}, 0
    for value in sorted(counts):
        points[value] = (below + counts[value] / 2) / n * 100
        below += counts[value]
    return [points[value] for value in values]


def tier_of(amount, orders, stage):
    if (amount or 0) >= 5_000_000 or (orders or 0) >= 10 or stage == "maturity":
        return "important"
    if (amount or 0) >= 1_000_000 or (orders or 0) >= 3 or stage == "growth":
        return "general"
    return "new"


def grade_of(score, coverage, kept):
    if score is None or coverage < 0.5:
        return None
    moves = 2 if kept else 0
    above_a = score > 70 - moves if kept == "A" else score >= 70 + moves
    if above_a:
        return "A"
    above_b = score > 40 - moves if kept in ("A", "B") else score >= 40 + moves
    return "B" if above_b else "C"


def main(database, day):
    ends = [months_before(date.fromisoformat(day), 3 * k) for k in range(9)]
    days = {"day": day} | {f"b{k}": end.isoformat() for k, end in enumerate(ends)}
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA cache_size = -65536")
    ordered = {row[0]: row for row in connection.execute(ORDERS, days)}
    satisfied = dict(connection.execute(SURVEYS, days))
    kept = {"tier": {}, "grade": {}, "key_account": {}}
    for customer, scheme, value in connection.execute(KEPT, days):
        kept[scheme][customer] = value
    ids, tiers, sales, profits, frequency, satisfaction, loyalty, potentials = [
        [] for _column in range(8)
    ]
    none = []
    for row in connection.execute(CUSTOMERS):
        id_, stage, potential, stated, lost_on, archived, archived_on, first_on, amount, count = row
        mine = ordered.get(id_)
        _id, net, orders, profit, first, last, quarters = mine or NO_ORDERS
        gone = archived and (archived_on is None or archived_on <= day)
        if gone or not is_active(
            stated, lost_on, first, last, mine is not None, first_on, amount, count, day
        ):
            none.append(id_)
            continue
        if mine is not None:
            amount, count = net or 0, orders or 0
        ids.append(id_)
        tiers.append(tier_of(amount, count, stage))
        sales.append(amount)
        profits.append(profit)
        frequency.append(count)
        answer = satisfied.get(id_)
        satisfaction.append(None if answer is None else (answer - 1) * 25)
        share = None
        if first is not None:
            counted = next((k for k in range(1, 8) if first > days[f"b{k}"]), 8)
            share = quarters / counted * 100
        loyalty.append(share)
        potentials.append(None if potential is None else (potential - 1) * 25)
    columns = (
        (30, ranks(sales)),
        (20, ranks(profits)),
        (15, ranks(frequency)),
        (15, satisfaction),
        (10, loyalty),
        (10, potentials),
    )
    weights = [weight for weight, _points in columns]
    grades = []
    for id_, *points in zip(ids, *(points for _weight, points in columns), strict=True):
        reached = present = 0
        for weight, each in zip(weights, points, strict=True):
            if each is not None:
                reached += weight * each
                present += weight
        score = round(reached / present, 6) if present else None
        grades.append(grade_of(score, present / 100, kept["grade"].get(id_)))
    keys = ["key_account" if amount and amount > 100_000_000 else None for amount in sales]
    changed = 0
    for scheme, values in (("tier", tiers), ("grade", grades), ("key_account", keys)):
        before = kept[scheme]
        changed += sum(before.get(id_) != value for id_, value in zip(ids, values, strict=True))
        changed += sum(before.get(id_) is not None for id_ in none)
    counted_tiers, counted_grades = Counter(tiers), Counter(grades)
    counts = {
        "tier": {word: counted_tiers[word] for word in ("important", "general", "new")},
        "grade": {word: counted_grades[word] for word in ("A", "B", "C")},
    }
    counts["tier"]["none"] = len(none)
    counts["grade"]["none"] = counted_grades[None]
    counts["key_account"] = sum(key is not None for key in keys)
    answer = {"evaluated": len(ids), "counts": counts, "changes": changed}
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
