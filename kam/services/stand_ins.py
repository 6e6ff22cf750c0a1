"""Who receives the lines of an absent colleague, and for which days."""

from datetime import date, timedelta
from typing import Any

from kam.errors import NotFoundError, UsageError
from kam.i18n import _
from kam.models.staff import StandIn
from kam.reports.table import Field, Style, Table
from kam.services.finding import find_staff
from kam.services.visit_lines import Done
from kam.services.workspace import Workspace
from kam.store import arrangements, visits

FIELDS = (
    Field("staff", "员工", "Staff member"),
    Field("staff_code", "员工编号", "Staff code"),
    Field("by", "代理人", "Stand-in"),
    Field("by_code", "代理人编号", "Stand-in code"),
    Field("since", "起始日", "Since", Style.date),
    Field("until", "截止日", "Until", Style.date),
    Field("reason", "原因", "Reason"),
)


def stand_in(desk: Workspace, said: str, by: str, since: date | None, until: date) -> Done:
    """Let `by` receive the lines of an absent colleague from `since` (the desk's day) to `until`.

    Both days are included; of several stand-ins on a day the newest holds.
    """
    absent, deputy = find_staff(desk, said), find_staff(desk, by)
    first = since or desk.as_of
    if absent.id == deputy.id:
        raise UsageError(_("--by {by}: nobody stands in for himself").format(by=by))
    if until < first:
        raise UsageError(_("--from {since} is after --to {until}").format(since=first, until=until))
    days = {"since": first, "until": until, "reason": desk.request.reason}
    desk.ledger.create(StandIn, [{"staff_id": absent.id, "by_id": deputy.id} | days])
    told = _("{by} stands in for {absent} from {since} to {until}").format(
        by=deputy.name, absent=absent.name, since=first, until=until
    )
    data = {"staff": absent.name, "by": deputy.name, "since": first, "until": until}
    return Done(told, data)


def end(desk: Workspace, said: str) -> Done:
    """The colleague is back on the desk's day: stand-ins end the day before, later ones go.

    NotFoundError where nobody stands in.
    """
    absent, day = find_staff(desk, said), desk.as_of
    rows = arrangements.stand_ins(desk.connection, staff_id=absent.id)
    ahead = [row.id for row in rows if row.since >= day]
    running = [row.id for row in rows if row.since < day <= row.until]
    if not ahead and not running:
        raise NotFoundError(
            _("nobody stands in for {name}; see kam staff stand-ins").format(name=absent.name)
        )
    desk.ledger.delete(StandIn, ahead)
    desk.ledger.update(StandIn, {i: {"until": day - timedelta(days=1)} for i in running})
    told = _("{name} is back on {day}").format(name=absent.name, day=day)
    return Done(told, {"staff": absent.name, "back_on": day})


def listing(desk: Workspace, *, everything: bool = False) -> Table:
    """Stand-ins of the day and of days to come; with `everything` those gone by too."""
    people = {row.id: row for row in visits.people(desk.connection)}

    def row(found: Any) -> dict[str, Any]:
        absent, deputy = people[found.staff_id], people[found.by_id]
        return {
            "staff": absent.name,
            "staff_code": absent.code,
            "by": deputy.name,
            "by_code": deputy.code,
            "since": found.since,
            "until": found.until,
            "reason": found.reason,
        }

    found = arrangements.stand_ins(desk.connection)
    return Table(FIELDS, [row(each) for each in found if everything or each.until >= desk.as_of])
