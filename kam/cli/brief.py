"""`kam visits brief`: a page to read before a visit, or one for each visit of a week."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from kam.cli.options import COMMON, SHARED, Call, Format, command, format_of
from kam.cli.output import emit, say, write_file
from kam.cli.parsing import argument, option, term
from kam.cli.wishes import Within
from kam.errors import ConflictError, KamError, UsageError
from kam.i18n import N_, _, ngettext

INDEX = "index.html"
_ENDINGS = {Format.table: "txt"}


def register(app: typer.Typer) -> None:
    """Give `kam visits` the verb `brief`."""
    command(
        app,
        "brief",
        N_(
            "What to know and to ask before a visit, on one page.\n\n"
            "With --manager: one file for each customer to be visited, and a page that leads to "
            "them."
        ),
        example="kam visits brief 华东精工 -o brief.html\n"
        "kam visits brief --manager 张伟 --within 7 -o briefs",
        shared=("db", "as_of", "lang"),
    )(brief)


def brief(
    call: Call,
    customer: Annotated[
        str | None,
        argument(N_("CUSTOMER"), help=N_("A code, a name, or a unique part of it.")),
    ] = None,
    line: Annotated[
        str | None,
        option(
            "--line",
            help=N_("The visit line it is for. Default: the most urgent one."),
            metavar=N_("LINE"),
        ),
    ] = None,
    manager: Annotated[
        str | None,
        option(
            "--manager",
            help=N_("Briefs for all visits that lie with this person."),
            metavar=N_("NAME"),
        ),
    ] = None,
    within: Within = None,
    format: Annotated[
        Format | None,
        option(
            "--format",
            "-f",
            help=N_("How briefs are written. Default: what -o FILE ends in; html into a folder."),
            metavar=SHARED["format"].metavar,
            parse=term(Format),
            panel=COMMON,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        option(
            "--output",
            "-o",
            help=N_("Write the brief to this file; with --manager, the briefs into this folder."),
            metavar=N_("FILE_OR_FOLDER"),
            panel=COMMON,
        ),
    ] = None,
) -> None:
    _check(customer, line, manager, within, output)
    if manager is None:
        _one(call, customer or "", line, format, output)
    else:
        _week(call, manager, within, format or Format.html, output or Path())


def _check(
    customer: str | None,
    line: str | None,
    manager: str | None,
    within: int | None,
    output: Path | None,
) -> None:
    """Raise UsageError for wishes that do not go together."""
    if customer is None and manager is None:
        raise UsageError(_("say a customer, or --manager NAME for all whom that person visits"))
    if customer is not None and manager is not None:
        raise UsageError(_("a customer and --manager exclude each other: keep one"))
    if manager is None and within is not None:
        raise UsageError(_("--within goes with --manager"))
    if manager is not None and line is not None:
        raise UsageError(_("--line goes with one customer, not with --manager"))
    if manager is not None and output is None:
        raise UsageError(_("--manager writes a file for each customer: add -o FOLDER"))
    if manager is not None and output is not None and output.exists() and not output.is_dir():
        raise UsageError(_("{file} is no folder; --manager fills one").format(file=output))


def _one(
    call: Call, customer: str, line: str | None, format: Format | None, output: Path | None
) -> None:
    from kam.cli.desk import reading
    from kam.services import briefs

    call = replace(call, format=format_of(format, output), output=output)
    with reading(call) as desk:
        page = briefs.brief(desk, customer, line)
    emit(page, call)


def _week(call: Call, manager: str, within: int | None, format: Format, folder: Path) -> None:
    from kam.cli.desk import reading
    from kam.reports.briefs import index_page
    from kam.reports.visits import remarks
    from kam.services import briefs

    ending = _ENDINGS.get(format, format.value)
    with reading(call) as desk:
        week = briefs.week(desk, manager, within)
        if week.visits:
            _prepare(folder)
            for visit, page in briefs.briefs(desk, week):
                write_file(page, format, folder / f"{visit.file}.{ending}")
            listed = [(visit.lines, f"{visit.file}.{ending}") for visit in week.visits]
            index = index_page(week.manager, desk.as_of, listed, week.found.reach)
            write_file(index, Format.html, folder / INDEX)
    say(_told(week, folder))
    for remark in remarks(week.found):
        say(remark)


def _prepare(folder: Path) -> None:
    """Make the folder; raises ConflictError where its index page is somebody else's."""
    from kam.reports.html import is_ours

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = _("{folder} cannot be made: {why}")
        raise KamError(message.format(folder=folder, why=error.strerror or error)) from error
    index = folder / INDEX
    if index.exists() and not is_ours(index):
        message = _("{file} is not kam's and stays as it is; name another folder")
        raise ConflictError(message.format(file=index))


def _told(week: Any, folder: Path) -> str:
    n = len(week.visits)
    if not n:
        message = _("no visit lies with {name} up to {day}; nothing was written")
        return message.format(name=week.manager, day=week.until)
    return ngettext(
        "{n} brief written for {name}; begin with {file}",
        "{n} briefs written for {name}; begin with {file}",
        n,
    ).format(n=n, name=week.manager, file=folder / INDEX)
