"""What happens to a company over some days: pins set and taken off, recomputes, visits put off,
given up or given another rhythm, questions.

Each step is done twice, by kam in its database and by the naive rules in their dicts.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from kam.errors import NotFoundError
from kam.models.enums import Grade, Scheme, Tier
from kam.models.visits import OwnCadence
from kam.services import pins, tiers
from kam.services.finding import find_customer
from kam.services.workspace import Workspace, reading, writing
from kam.store.ledger import Ledger
from tests.builders import a_request, a_skip, a_snooze, an_own_cadence
from tests.laws import naive, naive_visits
from tests.laws.company import DAYS, NAMES, a_company, bring_in, maybe
from tests.laws.naive import Company

SEEDS = range(int(os.environ.get("KAM_EXAMPLES", "24")))
"""Each makes one scene; KAM_EXAMPLES=1000 makes so many."""


@dataclass
class Step:
    """After so many days: perhaps a pin or its end, then a recompute, then questions.

    pin: which customer, what, and for how many days; ask: days after the recompute.
    """

    days: int
    pin: tuple[int, Tier | Grade, int | None] | None
    unpin: tuple[int, Scheme] | None
    ask: list[int]
    wishes: list["Wish"] = field(default_factory=list)
    """What is decided about single lines after the recompute."""


class Wish(NamedTuple):
    """About which open line of which customer, what, so many days after the recompute."""

    customer: int
    line: int
    what: str
    days: int
    months: int
    length: int | None


@dataclass
class Scene:
    company: Company
    day: date
    within: int
    steps: list[Step]


def a_step(random: Random) -> Step:
    some = random.choice([0, 1, 1, 10, 11, 30, 31, 60, 92, 185, 366])
    value: Tier | Grade = random.choice([*Tier, *Grade])
    scheme = random.choice([Scheme.tier, Scheme.grade])
    return Step(
        days=some,
        pin=maybe(random, (random.randrange(5), value, random.choice([None, 0, 1, 10, 31])), 0.3),
        unpin=maybe(random, (random.randrange(5), scheme), 0.2),
        ask=[0, *random.sample([1, 6, 7, 8, 23, 24, 30, 31, 53, 60, 84, 91, 92, 181, 184], 2)],
    )


def a_scene(seed: int) -> Scene:
    random = Random(seed)
    day = random.choice(DAYS)
    steps = [a_step(random) for _turn in range(random.randint(1, 4))]
    scene = Scene(a_company(random, day), day, random.choice([7, 7, 0, 31]), steps)
    for step in steps:
        step.wishes = [a_wish(random) for _turn in range(random.choice([0, 1, 2, 4]))]
    return scene


def a_busy_scene(seed: int) -> Scene:
    """As `a_scene`, with customers who buy, are visited, leave and come back in its days."""
    scene, random = a_scene(seed), Random(f"busy {seed}")
    days = 30 + sum(step.days for step in scene.steps) + max(scene.steps[-1].ask)

    judged = [sum(step.days for step in scene.steps[: n + 1]) for n in range(len(scene.steps))]

    def some_day() -> date:
        if random.random() < 0.1:  # on or beside a day of judgement
            return scene.day + timedelta(days=random.choice(judged) + random.randint(-1, 1))
        return scene.day + timedelta(days=random.randrange(-60, days))

    def one_after(orders: int) -> dict[str, Any]:
        line = {"amount": random.choice(["100", "100", "9000", "-5"]), "cost": None}
        return {"number": f"SN{code}{orders}", "customer": code, "on": some_day(), "lines": [line]}

    for step in scene.steps:
        several = [a_wish(random) for _turn in range(6)]  # for some, others go by the policy
        step.wishes = [wish._replace(customer=wish.customer % 3) for wish in several]
    company = scene.company
    for customer in company["customers"]:
        code = customer["code"]
        if random.random() < 0.4:  # a new one, who has hardly bought
            company["orders"] = [o for o in company["orders"] if o["customer"] != code]
            customer.update(dict.fromkeys(("stated_annual_amount", "stated_annual_orders")))
            customer.update(
                {"lifecycle_stage": None, "first_purchase_on": maybe(random, some_day())}
            )
        company["orders"] += [one_after(turn) for turn in range(random.choice([0, 1, 1, 2]))]
        for key, mark in (("lost_on", customer["cooperation_stage"]), ("archived_on", "")):
            if customer[key] is not None or mark == "lost":
                customer[key] = maybe(random, some_day(), 0.9)
        for _turn in range(random.choice([0, 5, 15, 40])):
            company["interactions"].append(
                {
                    "customer": code,
                    "on": some_day(),
                    "channel": random.choice(["phone", "phone", "onsite", "executive", "video"]),
                    "outcome": random.choice(["completed"] * 9 + ["no_answer"]),
                    "staff": maybe(random, random.choice(NAMES), 0.8),
                    "line": None,
                }
            )
    return scene


def a_wish(random: Random) -> Wish:
    return Wish(
        customer=random.randrange(5),
        line=random.randrange(4),
        what=random.choice(["snooze", "skip", "skip", "skip a later one", "cadence", "cadence"]),
        days=random.choice([0, 0, 1, 10, 40, 100]),
        months=random.randrange(3),
        length=random.choice([None, 0, 5, 40, 120]),
    )


@dataclass
class Stage:
    """A company in a database and beside it, with what the naive rules have kept."""

    db: str
    company: Company
    kept: list[dict] = field(default_factory=list)

    @contextmanager
    def writing(self, as_of: date) -> Iterator[Workspace]:
        with writing(a_request(self.db, as_of=as_of, reason="老朋友")) as desk:
            yield desk

    @contextmanager
    def reading(self, as_of: date) -> Iterator[Workspace]:
        with reading(a_request(self.db, as_of=as_of)) as desk:
            yield desk

    def codes(self) -> list[str]:
        return [each["code"] for each in self.company["customers"]]

    def code(self, which: int) -> str:
        return self.codes()[which % len(self.codes())]

    def pin(self, which: int, value: Tier | Grade, days: int | None, as_of: date) -> None:
        until = None if days is None else as_of + timedelta(days=days)
        scheme = "tier" if isinstance(value, Tier) else "grade"
        with self.writing(as_of) as desk:
            pins.pin(desk, self.code(which), value, until)
        naive.pin(self.company, self.kept, self.code(which), scheme, value.value, until, as_of)

    def unpin(self, which: int, scheme: Scheme, as_of: date) -> None:
        was_there = True
        with self.writing(as_of) as desk:
            try:
                pins.unpin(desk, self.code(which), scheme)
            except NotFoundError:
                was_there = False
        assert was_there == naive.unpin(self.company, self.code(which), scheme.value, as_of)

    def decide(self, wish: Wish, as_of: date) -> None:
        """Let a wish come true, where the customer has an open line on the day of the recompute."""
        code = self.code(wish.customer)
        lines, _reason = naive_visits.open_lines(self.company, self.kept, code, as_of)
        if not lines:
            return
        line, on = lines[wish.line % len(lines)], as_of + timedelta(days=wish.days)
        with self.writing(on) as desk:
            customer = find_customer(desk, code).id
            said = {"customer": code, "line": line["line"]}
            if wish.what == "cadence":
                self.own_cadence(desk.ledger, customer, said, wish, as_of)
            elif wish.what == "snooze":
                until = on + timedelta(days=wish.length or 1)
                a_snooze(desk.ledger, customer, line=line["line"], since=on, until=until)
                self.company["snoozes"].append({**said, "since": on, "until": until})
            else:
                months = 1 if wish.what == "skip a later one" else 0
                due = naive.months_from(line["due_on"], months)
                a_skip(desk.ledger, customer, line=line["line"], due_on=due, on=on)
                self.company["skips"].append(
                    {**said, "due_on": due, "on": on, "reason": "客户要求"}
                )

    def own_cadence(
        self, ledger: Ledger, customer: int, said: dict[str, Any], wish: Wish, as_of: date
    ) -> None:
        """A rhythm from `as_of` on; the one before it ends that day."""
        for place, each in enumerate(self.company["cadences"], 1):
            if {**each, **said} == each and each["ended_on"] is None:
                each["ended_on"] = as_of
                ledger.update(OwnCadence, {place: {"ended_on": as_of}})
        until = None if wish.length is None else as_of + timedelta(days=wish.length)
        days = 0 if wish.months else 10
        every = f"{wish.months} months" if wish.months else f"{days} days"
        line = said["line"]
        an_own_cadence(ledger, customer, line=line, every=every, since=as_of, until=until)
        span = {"months": wish.months, "days": days}
        self.company["cadences"].append(
            {**said, **span, "since": as_of, "until": until, "ended_on": None}
        )

    def recompute(self, as_of: date) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The changes as kam finds them and as the naive rules do, in one order."""
        with self.writing(as_of) as desk:
            found = tiers.recompute(desk).changes
        mine = [
            {
                "customer": each.customer,
                "scheme": each.scheme.value,
                "from": said(each.scheme, each.before),
                "to": said(each.scheme, each.after),
            }
            for each in found
        ]
        slow = naive.recompute(self.company, self.kept, as_of)
        fields = ("customer", "scheme", "from", "to")
        return in_order(mine), in_order([{k: each[k] for k in fields} for each in slow])


def said(scheme: Scheme, value: str | None) -> str | bool | None:
    return True if value and scheme is Scheme.key_account else value


def in_order(changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(changes, key=lambda each: (each["customer"], each["scheme"]))


@contextmanager
def played(scene: Scene) -> Iterator[Stage]:
    """The scene's company, brought in."""
    with TemporaryDirectory() as folder:
        yield Stage(bring_in(scene.company, Path(folder)), scene.company)


class Acted(NamedTuple):
    """One step done: its day, the changes of its recompute, and the days to ask for."""

    as_of: date
    mine: list[dict[str, Any]]
    slow: list[dict[str, Any]]
    ask: list[date]


def acted(stage: Stage, scene: Scene) -> Iterator[Acted]:
    as_of = scene.day
    for step in scene.steps:
        as_of += timedelta(days=step.days)
        if step.pin:
            stage.pin(*step.pin, as_of)
        if step.unpin:
            stage.unpin(*step.unpin, as_of)
        mine, slow = stage.recompute(as_of)
        for wish in step.wishes:
            stage.decide(wish, as_of)
        yield Acted(as_of, mine, slow, [as_of + timedelta(days=some) for some in step.ask])
