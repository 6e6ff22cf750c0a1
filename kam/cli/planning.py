"""`kam visits plan|move|cancel|snooze|skip|cadence`: what people decide about visits."""

from datetime import date, time
from typing import Annotated

import typer

from kam.cli.doing import do
from kam.cli.options import Call, reads, writes
from kam.cli.output import emit
from kam.cli.parsing import argument, clock, day, option
from kam.cli.wishes import Customer, OfCustomer
from kam.errors import UsageError
from kam.i18n import N_, _

Whose = Annotated[
    str, argument(N_("CUSTOMER"), help=N_("The customer, or the appointment itself: '#12'."))
]
Line = Annotated[
    str | None,
    option(
        "--line",
        help=N_("The visit line, as kam visits due names it. Needed where there are several."),
        metavar=N_("LINE"),
    ),
]
At = Annotated[
    time | None, option("--at", help=N_("The time of day."), metavar=N_("TIME"), parse=clock)
]


def join(app: typer.Typer) -> None:
    """Add the verbs to `kam visits`."""
    for run, name, help, example in _VERBS:
        writes(app, name, help, example=example)(run)
    reads(
        app,
        "arrangements",
        N_("Snoozes, skips and own cadences, with their reasons."),
        example="kam visits arrangements --customer 华东精工",
    )(arrangements)


def plan(
    call: Call,
    customer: Customer,
    on: Annotated[date, option("--on", help=N_("The day agreed."), metavar=N_("DATE"), parse=day)],
    line: Line = None,
    at: At = None,
    whom: Annotated[
        str | None,
        option(
            "--with",
            help=N_("Who of us goes or calls. Default: whose the line is."),
            metavar=N_("NAME"),
        ),
    ] = None,
) -> None:
    from kam.services import appointments

    do(call, lambda desk: appointments.plan(desk, customer, line, on, at, whom))


def move(
    call: Call,
    customer: Whose,
    on: Annotated[
        date | None, option("--on", help=N_("The new day."), metavar=N_("DATE"), parse=day)
    ] = None,
    line: Line = None,
    at: At = None,
) -> None:
    from kam.services import appointments

    do(call, lambda desk: appointments.move(desk, customer, line, on, at))


def cancel(call: Call, customer: Whose, line: Line = None) -> None:
    from kam.services import appointments

    do(call, lambda desk: appointments.cancel(desk, customer, line))


def snooze(
    call: Call,
    customer: Customer,
    until: Annotated[
        date,
        option(
            "--until",
            help=N_("The day it is back on the list; today takes a snooze back."),
            metavar=N_("DATE"),
            parse=day,
        ),
    ],
    line: Line = None,
) -> None:
    from kam.services import arranging

    do(call, lambda desk: arranging.snooze(desk, customer, line, until))


def skip(call: Call, customer: Customer, line: Line = None) -> None:
    from kam.services import arranging

    do(call, lambda desk: arranging.skip(desk, customer, line))


def cadence(
    call: Call,
    customer: Customer,
    every: Annotated[
        str | None,
        option("--every", help=N_("The span between visits: 2w, 10d, 2m."), metavar=N_("SPAN")),
    ] = None,
    line: Line = None,
    until: Annotated[
        date | None,
        option(
            "--until",
            help=N_("The last day it holds. Default: until it is taken off."),
            metavar=N_("DATE"),
            parse=day,
        ),
    ] = None,
    off: Annotated[
        bool, option("--off", help=N_("Take it off: the policy's cadence holds again."))
    ] = False,
) -> None:
    from kam.services import arranging

    if off == (every is not None):
        raise UsageError(_("say either --every SPAN or --off"))
    if every is None:
        do(call, lambda desk: arranging.end_cadence(desk, customer, line))
    else:
        do(call, lambda desk: arranging.set_cadence(desk, customer, line, every, until))


def arrangements(
    call: Call,
    customer: OfCustomer = None,
    everything: Annotated[
        bool, option("--all", help=N_("Also those that hold no longer."))
    ] = False,
) -> None:
    from kam.cli.desk import reading
    from kam.services import arranged

    with reading(call) as desk:
        answer = arranged.listing(desk, customer, everything=everything)
    emit(answer, call)


_VERBS = (
    (
        plan,
        "plan",
        N_("Agree a visit for a day."),
        "kam visits plan 华东精工 --line onsite --on 2026-12-03 --at 14:00",
    ),
    (
        move,
        "move",
        N_("Give an appointment another day; its history stays."),
        "kam visits move 华东精工 --line onsite --on 2026-12-08",
    ),
    (
        cancel,
        "cancel",
        N_("Call an appointment off, with a reason; the visit is open again."),
        "kam visits cancel 华东精工 --line onsite --reason 客户出差",
    ),
    (
        snooze,
        "snooze",
        N_("Leave a visit out of the list until a day, with a reason."),
        "kam visits snooze 华东精工 --line phone --until 2026-12-15 --reason 年底盘点",
    ),
    (
        skip,
        "skip",
        N_(
            "Give up a due visit, with a reason; the next one is due a span later.\n\n"
            "It counts as not met in kam visits coverage."
        ),
        "kam visits skip 华东精工 --line phone --reason 客户停产",
    ),
    (
        cadence,
        "cadence",
        N_(
            "Give a customer's visits their own rhythm, with a reason.\n\n"
            "It holds from the day it is set and makes nothing overdue for days gone by."
        ),
        "kam visits cadence 华东精工 --line phone --every 2w --reason 新产线投产",
    ),
)
