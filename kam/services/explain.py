"""Why customers are judged as they are: figures, limits, points, pin, history."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from kam.models.enums import Purpose, Scheme
from kam.rules.judging import Explained, Held, Judged
from kam.rules.key_accounts import Attendance, missing
from kam.services.finding import find_customer
from kam.services.judging import judge
from kam.services.workspace import Workspace
from kam.store import judgements, visits
from kam.store.among import these


def explain(desk: Workspace, said: str) -> Explained:
    """Everything that speaks for and against the customer's tier, grade and key-account mark."""
    [found] = explained(desk, everybody(desk), [find_customer(desk, said).id])
    return found


def everybody(desk: Workspace) -> Judged:
    """Everybody judged on the desk's day, which takes a ranking of all."""
    return judge(desk, judgements.values_kept(desk.connection, desk.as_of))


def explained(desk: Workspace, judged: Judged, customer_ids: Sequence[int]) -> list[Explained]:
    """What `explain` says of each of these customers, in their order; a chunk of them at most."""
    histories: dict[int, list[Any]] = {customer: [] for customer in customer_ids}
    for row in judgements.rows_of(desk.connection, desk.as_of, customer_ids=customer_ids):
        histories[row.customer_id].append(row)
    kept = {
        customer: {Scheme(row.scheme): Held(row.value, row.as_of) for row in rows}
        for customer, rows in histories.items()
    }
    marked = [customer for customer, held in kept.items() if _is_marked(held)]
    lacks = _lacks(desk, marked)
    return [
        _explained(judged, customer, kept[customer], histories[customer], lacks.get(customer, ()))
        for customer in customer_ids
    ]


def _explained(
    judged: Judged,
    customer_id: int,
    kept: Mapping[Scheme, Held],
    history: Sequence[Any],
    lacks: tuple[str, ...],
) -> Explained:
    one = judged.subject(customer_id)
    place = judged.places.get(one.id)
    return Explained(
        subject=one,
        as_of=judged.as_of,
        kept=kept,
        verdicts={scheme: judged.verdict(scheme, one) for scheme in Scheme},
        rules={scheme: judged.rule(scheme, one).value for scheme in Scheme},
        pins={scheme: pin for scheme in Scheme if (pin := judged.pin(scheme, one.id))},
        graded=None if place is None else judged.graded[place],
        dimensions=() if place is None else judged.scores.dimensions(place),
        lacks=lacks,
        history=history,
    )


def _is_marked(kept: Mapping[Scheme, Held]) -> bool:
    mark = kept.get(Scheme.key_account)
    return mark is not None and bool(mark.value)


def _lacks(desk: Workspace, key_accounts: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Key account -> what it is missing."""
    wanted = these(list(key_accounts))
    assessed: dict[int, date] = visits.last_with_purpose(
        desk.connection, Purpose.assessment, desk.as_of, wanted
    )
    return {
        row.id: missing(
            Attendance(row.manager is not None, assessed.get(row.id), None),
            desk.as_of,
            desk.policy,
        )
        for row in judgements.named(desk.connection, wanted)
    }
