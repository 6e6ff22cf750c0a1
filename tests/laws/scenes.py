"""What happens to a company over some days: pins set and taken off, recomputes, questions.

Each step is done twice, by kam in its database and by the naive rules in their dicts.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from kam.errors import NotFoundError
from kam.models.enums import Grade, Scheme, Tier
from kam.services import pins, tiers
from kam.services.workspace import Workspace, reading, writing
from tests.builders import a_request
from tests.laws import naive
from tests.laws.company import DAYS, bring_in, companies, maybe
from tests.laws.naive import Company


@dataclass
class Step:
    """After so many days: perhaps a pin or its end, then a recompute."""

    days: int
    pin: tuple[int, Tier | Grade, int | None] | None = None
    """Which customer, what, and for how many days."""
    unpin: tuple[int, Scheme] | None = None


@dataclass
class Scene:
    company: Company
    day: date
    steps: list[Step]


def steps() -> st.SearchStrategy[list[Step]]:
    pinning = st.tuples(
        st.integers(0, 4),
        st.sampled_from([*Tier, *Grade]),
        maybe(st.sampled_from([0, 1, 10, 31])),
    )
    unpinning = st.tuples(st.integers(0, 4), st.sampled_from([Scheme.tier, Scheme.grade]))
    step = st.builds(
        Step,
        st.sampled_from([0, 1, 1, 10, 11, 30, 31, 92, 185, 366]),
        maybe(pinning),
        maybe(unpinning),
    )
    return st.lists(step, min_size=1, max_size=4)


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    day = draw(st.sampled_from(DAYS))
    return Scene(draw(companies(day)), day, draw(steps()))


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


def acted(stage: Stage, scene: Scene) -> Iterator[tuple[date, list[dict], list[dict]]]:
    """Do the steps; gives of each the day and the changes of its recompute, kam's and naive."""
    as_of = scene.day
    for step in scene.steps:
        as_of += timedelta(days=step.days)
        if step.pin:
            stage.pin(*step.pin, as_of)
        if step.unpin:
            stage.unpin(*step.unpin, as_of)
        yield as_of, *stage.recompute(as_of)
