"""`kam interactions`: calls, visits and other contacts."""

from datetime import date
from typing import Any

import typer

from kam.cli import records
from kam.cli.groups import group
from kam.cli.parsing import day, option
from kam.cli.records import parameter
from kam.cli.wishes import one_of
from kam.i18n import N_
from kam.models.enums import TicketKind
from kam.services.nouns import INTERACTIONS

app = group()

_MORE = (
    parameter(
        "appointment",
        int | None,
        typer.Option(
            "--appointment",
            min=1,
            help=N_("The number of the appointment that it fulfils."),
            metavar=N_("ID"),
            show_default=False,
        ),
    ),
    parameter(
        "ticket",
        TicketKind | None,
        one_of(TicketKind, "--ticket", N_("Make a ticket of --opinions, of this kind.")),
    ),
    parameter(
        "follow_up",
        list[str] | None,
        option(
            "--follow-up",
            help=N_("What was promised; with --by. May be repeated."),
            metavar=N_("TEXT"),
        ),
    ),
    parameter(
        "by",
        list[date] | None,
        option(
            "--by",
            help=N_("The day a follow-up is due: one for each, or one for all."),
            metavar=N_("DATE"),
            parse=day,
        ),
    ),
)


def _log(*told: Any) -> Any:
    from kam.services import interactions

    return interactions.log(*told)


def _ask(*told: Any) -> Any:
    from kam.cli import interaction_form

    return interaction_form.ask(*told)


records.adds(
    app,
    INTERACTIONS,
    N_(
        "Take down a call, a visit or another contact, done or agreed.\n\n"
        "At a terminal, with the customer alone, kam asks for the rest."
    ),
    example='kam interactions log 华东精工 --channel phone --notes "二季度用量已确认" '
    "--follow-up 寄报价单 --by 2026-12-01",
    verb="log",
    more=_MORE,
    keep=_log,
    form=_ask,
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
    N_("Everything known of one interaction, and how it changed."),
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
    more=_MORE,
    keep=_log,
    form=_ask,
)
