"""`kam interactions`: calls, visits and other contacts."""

from typing import Any

from kam.cli import records
from kam.cli.groups import group
from kam.i18n import N_
from kam.services.nouns import INTERACTIONS

app = group()


def _settle(*told: Any) -> Any:
    from kam.services import interactions

    return interactions.settle(*told)


def _afterwards(*kept: Any) -> Any:
    from kam.services import interactions

    return interactions.afterwards(*kept)


records.adds(
    app,
    INTERACTIONS,
    N_("Take down a call, a visit or another contact, done or agreed."),
    example='kam interactions log 华东精工 --channel phone --notes "二季度用量已确认"',
    verb="log",
    settle=_settle,
    then=_afterwards,
)
records.lists(
    app,
    INTERACTIONS,
    N_("List interactions, the newest first."),
    example="kam interactions list --customer 华东精工",
)
records.shows(
    app,
    INTERACTIONS,
    N_("Everything known of one interaction."),
    example="kam interactions show 12",
)
records.edits(
    app,
    INTERACTIONS,
    N_('Change fields of an interaction; --notes "" clears one.'),
    example="kam interactions edit 12 --outcome completed",
)
records.adds(
    app,
    INTERACTIONS,
    N_("The same as log."),
    example="kam interactions add 华东精工 --channel onsite --on 2026-01-08",
    settle=_settle,
    then=_afterwards,
)
