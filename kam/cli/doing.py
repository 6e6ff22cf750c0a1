"""One recipe carried out: a sentence about what it did, or the same as data."""

from collections.abc import Callable
from typing import Any

from kam.cli.options import Call, Format
from kam.cli.output import emit, say, warn
from kam.i18n import _


def do(call: Call, recipe: Callable[[Any], Any]) -> None:
    """The recipe at a desk of its own; it gives a `Done`, whose warnings are told first."""
    from kam.cli.desk import writing

    with writing(call) as desk:
        done = recipe(desk)
    for warning in done.warnings:
        warn("{warning}", warning=warning)
    if call.format is Format.table:
        say(_("would be: {done}") if call.dry_run else "{done}", done=done.text)
    else:
        emit(done.page(), call)
