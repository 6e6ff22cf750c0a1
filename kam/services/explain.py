"""Why one customer is judged as he is: figures, limits, points, pin, history."""

from kam.models.enums import Purpose, Scheme
from kam.rules.judging import Explained, Held, Subject
from kam.rules.key_accounts import Attendance, missing
from kam.services.finding import find_customer
from kam.services.judging import judge
from kam.services.workspace import Workspace
from kam.store import judgements, visits
from kam.store.among import only


def explain(desk: Workspace, said: str) -> Explained:
    """Everything that speaks for and against the customer's tier, grade and key-account mark."""
    customer = find_customer(desk, said)
    known = judgements.values_kept(desk.connection, desk.as_of)
    judged = judge(desk, known)
    one = judged.subject(customer.id)
    rows = judgements.rows_of(desk.connection, desk.as_of, customer_ids=[customer.id])
    kept = {Scheme(row.scheme): Held(row.value, row.as_of) for row in rows}
    place = judged.places.get(one.id)
    return Explained(
        subject=one,
        as_of=desk.as_of,
        kept=kept,
        verdicts={scheme: judged.verdict(scheme, one) for scheme in Scheme},
        rules={scheme: judged.rule(scheme, one).value for scheme in Scheme},
        pins={scheme: pin for scheme in Scheme if (pin := judged.pin(scheme, one.id))},
        graded=None if place is None else judged.graded[place],
        dimensions=() if place is None else judged.scores.dimensions(place),
        lacks=_lacks(desk, one, kept),
        history=rows,
    )


def _lacks(desk: Workspace, one: Subject, kept: dict[Scheme, Held]) -> tuple[str, ...]:
    """What the customer, being a key account, is missing; nothing for any other."""
    mark = kept.get(Scheme.key_account)
    if not (mark and mark.value):
        return ()
    [has_manager] = [
        row.manager is not None for row in judgements.named(desk.connection, only(one.id))
    ]
    assessed = visits.last_with_purpose(
        desk.connection, Purpose.assessment, desk.as_of, only(one.id)
    )
    return missing(Attendance(has_manager, assessed.get(one.id), None), desk.as_of, desk.policy)
