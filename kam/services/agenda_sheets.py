"""The agenda as a workbook the manager fills in and imports again."""

from collections import Counter
from pathlib import Path

from kam.agenda.facts import DueLine
from kam.i18n import pick, word
from kam.models.enums import Channel, Tier, VisitState
from kam.reports.visits import Due, Reach
from kam.sheets.agenda_writing import write_agenda


def write(due: Due, path: Path) -> None:
    """Write the lines of the agenda, a row each, with blank columns for what came of them."""
    shared = _shared_names(due)
    rows = (
        _row(line, due.reach[line.customer_id], line.owner_code if line.owner in shared else None)
        for line in due.lines
    )
    write_agenda(path, pick("回访计划", "Visits"), rows)


def _shared_names(due: Due) -> set[str]:
    """Names that several owners have: they are written by their codes."""
    owners = {line.owner_id: line.owner for line in due.lines if line.owner}
    return {name for name, times in Counter(owners.values()).items() if times > 1}


def _row(line: DueLine, reach: Reach, owner: str | None) -> tuple[object, ...]:
    """The values of a row; `owner` is what to write where the name alone will not do."""
    return (
        line.customer,
        line.name,
        word(line.channel, Channel),
        line.plan_on,
        None,
        None,
        owner or line.owner,
        line.line,
        line.due_on,
        word(line.state, VisitState),
        word(line.tier, Tier),
        line.last_on,
        *reach,
        line.manager,
    )
