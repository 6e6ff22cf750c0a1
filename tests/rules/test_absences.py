"""When a customer is away agrees, day by day, with the stage it has on that day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kam.models.enums import CooperationStage
from kam.rules.stages import Standing, absences, effective_stage, is_archived

BEGIN = date(2026, 1, 1)
DAYS = st.integers(0, 30).map(lambda n: BEGIN + timedelta(days=n))


@given(
    st.sampled_from([None, *(stage.value for stage in CooperationStage)]),
    st.none() | DAYS,
    st.booleans(),
    st.none() | DAYS,
    st.lists(DAYS, max_size=4),
)
def test_a_customer_is_away_on_the_days_he_is_lost_or_archived(
    stage: str | None,
    lost_on: date | None,
    archived: bool,
    archived_on: date | None,
    orders: list[date],
) -> None:
    later = [day for day in orders if lost_on and day > lost_on]
    standing = Standing(stage, lost_on, archived, archived_on)
    away = absences(standing, min(later, default=None))
    for n in range(40):
        day = BEGIN + timedelta(days=n)
        known = standing._replace(last_order_on=max((d for d in orders if d <= day), default=None))
        is_lost = effective_stage(known, day) is CooperationStage.lost
        found = any(gone.since <= day and (not gone.until or day < gone.until) for gone in away)
        assert found == (is_lost or is_archived(known, day)), day
