"""`kam followups`: what was promised to customers."""

from datetime import date
from typing import Annotated, Any

from kam.cli import records
from kam.cli.desk import reading
from kam.cli.doing import do
from kam.cli.groups import group
from kam.cli.options import Call, reads, writes
from kam.cli.output import emit
from kam.cli.parsing import argument, day, option
from kam.cli.wishes import OfCustomer, OfOwner, On, Result, days_ahead, one_of
from kam.i18n import N_
from kam.models.enums import FollowUpState
from kam.services.nouns import FOLLOW_UPS

app = group()


def _settle(*told: Any) -> Any:
    from kam.services import followups

    return followups.settle(*told)


Which = Annotated[str, argument(N_("ID"), help=N_("The number kam followups list shows."))]


@reads(
    app,
    "list",
    N_("What was promised and is not done yet, by due day."),
    example="kam followups list --owner 张伟 --within 7",
)
def list_(
    call: Call,
    owner: OfOwner = None,
    customer: OfCustomer = None,
    state: Annotated[
        FollowUpState | None,
        one_of(FollowUpState, "--state", N_("Only in this state. Default: all but done.")),
    ] = None,
    within: Annotated[
        int | None, days_ahead(N_("Only those due up to so many days ahead."))
    ] = None,
    everything: Annotated[bool, option("--all", help=N_("Those done too."))] = False,
) -> None:
    from kam.services import followups

    wanted = followups.Wanted(owner, customer, state, within, everything)
    with reading(call) as desk:
        answer = followups.listing(desk, wanted)
    emit(answer, call)


records.shows(
    app, FOLLOW_UPS, N_("Everything known of one follow-up."), example="kam followups show 12"
)
records.adds(
    app,
    FOLLOW_UPS,
    N_("Take down a promise."),
    example="kam followups add 华东精工 --what 寄报价单 --by 2026-12-01",
    settle=_settle,
)
records.edits(
    app,
    FOLLOW_UPS,
    N_("Change fields of a follow-up."),
    example="kam followups edit 12 --owner 李娜",
)


@writes(
    app,
    "done",
    N_("The promise is kept."),
    example="kam followups done 12 --result 已寄出",
)
def done(
    call: Call,
    id: Which,
    on: On = None,
    result: Result = None,
) -> None:
    from kam.services import followups

    do(call, lambda desk: followups.done(desk, id, on, result))


@writes(
    app,
    "move",
    N_("Another day to do it by."),
    example="kam followups move 12 --to 2026-12-08 --reason 客户出差",
)
def move(
    call: Call,
    id: Which,
    to: Annotated[
        date, option("--to", "--by", help=N_("The new day."), metavar=N_("DATE"), parse=day)
    ],
) -> None:
    from kam.services import followups

    do(call, lambda desk: followups.move(desk, id, to))
