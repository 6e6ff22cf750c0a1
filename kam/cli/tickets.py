"""`kam tickets`: inquiries, complaints and suggestions of customers."""

from typing import Annotated, Any

from kam.cli import records
from kam.cli.desk import reading
from kam.cli.doing import do
from kam.cli.groups import group
from kam.cli.options import Call, reads, writes
from kam.cli.output import emit
from kam.cli.parsing import argument, option
from kam.cli.wishes import OfCustomer, OfOwner, On, Result, one_of
from kam.i18n import N_
from kam.models.enums import TicketKind, TicketState
from kam.services.nouns import TICKETS

app = group()


def _settle(*told: Any) -> Any:
    from kam.services import followups

    return followups.settle(*told)


Which = Annotated[str, argument(N_("ID"), help=N_("The number kam tickets list shows."))]


@reads(
    app,
    "list",
    N_("Tickets not resolved yet, the oldest first."),
    example="kam tickets list --owner 张伟 --kind complaint",
)
def list_(
    call: Call,
    owner: OfOwner = None,
    customer: OfCustomer = None,
    kind: Annotated[
        TicketKind | None,
        one_of(TicketKind, "--kind", N_("Only of this kind.")),
    ] = None,
    state: Annotated[
        TicketState | None,
        one_of(TicketState, "--state", N_("Only in this state. Default: those not resolved.")),
    ] = None,
    everything: Annotated[bool, option("--all", help=N_("Those resolved too."))] = False,
) -> None:
    from kam.services import tickets

    wanted = tickets.Wanted(owner, customer, kind, state, everything)
    with reading(call) as desk:
        answer = tickets.listing(desk, wanted)
    emit(answer, call)


records.shows(app, TICKETS, N_("Everything known of one ticket."), example="kam tickets show 12")
records.adds(
    app,
    TICKETS,
    N_("Take down what a customer asked, complained of or suggested."),
    example="kam tickets add 华东精工 --kind complaint --what 包装破损",
    settle=_settle,
)
records.edits(
    app,
    TICKETS,
    N_("Change fields of a ticket."),
    example="kam tickets edit 12 --owner 李娜",
)


@writes(
    app, "answer", N_("The customer has had a first response."), example="kam tickets answer 12"
)
def answer(call: Call, id: Which, on: On = None) -> None:
    from kam.services import tickets

    do(call, lambda desk: tickets.step(desk, id, "first_response_on", on, None))


@writes(
    app,
    "resolve",
    N_("It is resolved."),
    example="kam tickets resolve 12 --result 已换包装",
)
def resolve(call: Call, id: Which, on: On = None, result: Result = None) -> None:
    from kam.services import tickets

    do(call, lambda desk: tickets.step(desk, id, "resolved_on", on, result))


@writes(
    app,
    "confirm",
    N_("The customer agrees that it is resolved."),
    example="kam tickets confirm 12",
)
def confirm(call: Call, id: Which, on: On = None, result: Result = None) -> None:
    from kam.services import tickets

    do(call, lambda desk: tickets.step(desk, id, "confirmed_on", on, result))
