"""`kam notify`: everybody's agenda of the day, sent to their addresses."""

from typing import Annotated

from kam import settings
from kam.cli import clock
from kam.cli.groups import verb
from kam.cli.options import Call, command
from kam.cli.output import emit, say
from kam.cli.parsing import option
from kam.i18n import N_, _

app = verb()

FAILED = 1


@command(
    app,
    "notify",
    N_(
        "Send everybody their agenda of the day.\n\n"
        "It goes to the addresses of kam staff edit NAME --notify ADDRESS, else to the e-mail "
        "address. Run again, it sends only what has not arrived.\n\n"
        "Plain e-mail addresses need an account to send from:\n\n"
        "KAM_MAIL=mailtos://name:password@host"
    ),
    example="kam notify --dry-run",
    shared=("db", "as_of", "format", "output", "lang", "dry_run"),
)
def notify(
    call: Call,
    manager: Annotated[
        str | None, option("--manager", help=N_("This person only."), metavar=N_("NAME"))
    ] = None,
) -> int:
    from kam.cli.desk import reading
    from kam.reports import notices as report
    from kam.services import notices

    account, folder = settings.mail(), settings.default_database().parent
    with notices.my_turn(call.db, folder, rehearsal=call.dry_run) as mine:
        if not mine:
            say(_("another kam notify is at work on this database; it sends what is to be sent"))
            return 0
        with reading(call) as desk:
            mailing = notices.prepare(desk, manager)
        notices.deliver(mailing, call.db, account, clock.now, rehearsal=call.dry_run)
    found = mailing.notices()
    emit(report.for_people(found) if call.for_people else report.table(found), call)
    failed = report.failures(found, rehearsal=call.dry_run)
    for line in (*mailing.remarks, *failed):
        say(line)
    return FAILED if failed else 0
