"""`list show add edit` of a noun, made from its description.

    app = group()
    records.lists(app, CONTACTS, N_("People at the customers."), example="kam contacts list")

Options come from the noun's columns; a further noun is a few such lines. What answers is imported
when it is called: help and completion need the description alone.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any

import typer

from kam.cli.desk import reading, writing
from kam.cli.options import Call, Format, reads, writes
from kam.cli.output import emit, say, warn
from kam.cli.parsing import argument, day, option, term, terms
from kam.i18n import N_, _, both, pick
from kam.services.nouns import Ask, Noun

Settle = Callable[[Any, dict[str, str], dict[str, Any]], Sequence[Mapping[str, Any]]]
"""Fills in, at a Workspace, what was not typed (column -> text) with the values of the command's
further options; gives the lines of an order."""

Keep = Callable[[Any, dict[str, str], dict[str, str], dict[str, Any]], tuple[Any, Sequence[str]]]
"""Keeps, at a Workspace, what was told (column -> text, own fields, further options); gives the
Kept and what to say next."""
Form = Callable[[Call, str], dict[str, Any]]
"""Asks for what was not typed: parameter -> value."""

_WANTED = {
    "date": N_("DATE"),
    "moment": N_("DATE"),
    "time": N_("TIME"),
    "money": N_("AMOUNT"),
    "integer": N_("NUMBER"),
    "score": N_("SCORE"),
    "person": N_("NAME"),
}
_NAMES = {"customer": N_("CUSTOMER"), "name": N_("NAME"), "line": N_("LINE")}
_WHOSE = {"customers": N_("CUSTOMER"), "staff": N_("STAFF")}


def parameter(name: str, kind: Any, info: Any, default: Any = None) -> inspect.Parameter:
    """A parameter that Typer makes an option or an argument of; no default makes it required."""
    only = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, only, default=default, annotation=Annotated[kind, info])


def made(run: Callable[..., Any], name: str, parameters: Sequence[inspect.Parameter]) -> Any:
    """`run(call, **values)` as a function with these parameters."""
    call = inspect.Parameter("call", inspect.Parameter.POSITIONAL_ONLY, annotation=Call)
    required = [each for each in parameters if each.default is inspect.Parameter.empty]
    others = [each for each in parameters if each.default is not inspect.Parameter.empty]
    run.__name__ = name
    run.__signature__ = inspect.Signature([call, *required, *others])  # type: ignore[attr-defined]
    return run


def lists(app: typer.Typer, noun: Noun, help: str, *, example: str) -> None:
    """The verb `list`."""

    def run(call: Call, **said: Any) -> None:
        from kam.services import records

        common = {key: said.pop(key, None) for key in _LIST}
        with reading(call) as desk:
            answer = records.listing(desk, noun, records.Wish(only=said, **common))
        emit(answer, call)

    filters = [_filter(noun.ask(key)) for key in noun.filters]
    days = [] if noun.day is None else [_LIST["since"], _LIST["until"]]
    parameters = [*filters, *days, _LIST["search"], _LIST["sort"], _LIST["limit"]]
    reads(app, "list", help, example=example)(made(run, "list_", parameters))


_LIST = {
    "since": parameter(
        "since",
        date | None,
        option("--from", help=N_("From this day on."), metavar=N_("DATE"), parse=day),
    ),
    "until": parameter(
        "until",
        date | None,
        option("--to", help=N_("Up to this day, itself included."), metavar=N_("DATE"), parse=day),
    ),
    "search": parameter(
        "search",
        str | None,
        option("--search", help=N_("A part of any of the texts."), metavar=N_("TEXT")),
    ),
    "sort": parameter(
        "sort",
        str | None,
        option(
            "--sort",
            help=N_("The column to sort by; -COLUMN from the greatest down."),
            metavar=N_("COLUMN"),
        ),
    ),
    "limit": parameter(
        "limit",
        int | None,
        typer.Option(
            "--limit", min=1, help=N_("At most so many."), metavar=N_("NUMBER"), show_default=False
        ),
    ),
}


def _filter(column: Ask) -> inspect.Parameter:
    parse = term(column.words) if column.words else None
    name = f"--{column.key.replace('_', '-')}"
    kind = column.words or str
    info = option(name, help=_said(column), metavar=_wanted(column), parse=parse)
    return parameter(column.key, kind | None, info)


def _said(column: Ask) -> str:
    """What an option is for: the column's header, and its note."""
    return both(column.zh, column.en, column.note)


def _wanted(column: Ask) -> str:
    if column.words:
        return terms(column.words)
    return _NAMES.get(column.key) or _WANTED.get(column.kind, N_("TEXT"))


def shows(app: typer.Typer, noun: Noun, help: str, *, example: str) -> None:
    """The verb `show`: one record on a page."""

    def run(call: Call, **said: Any) -> None:
        from kam.services import records

        with reading(call) as desk:
            answer = records.page(desk, noun, _meant(desk, noun, said))
        emit(answer, call)

    reads(app, "show", help, example=example)(made(run, "show", _naming(noun)))


def _naming(noun: Noun) -> list[inspect.Parameter]:
    """The argument that names a record, and --customer where names are a customer's own."""
    shown = {"name": N_("NAME"), "number": N_("ORDER_NUMBER"), "code": N_("ID")}[noun.called[-1]]
    info = argument(_WHOSE.get(noun.name, shown), help=N_("Which one."))
    named = parameter("named", str, info, inspect.Parameter.empty)
    if noun.called != ("name",):
        return [named]
    whose = option("--customer", help=N_("Whose contact it is."), metavar=N_("CUSTOMER"))
    return [named, parameter("customer", str | None, whose)]


def _meant(desk: Any, noun: Noun, said: dict[str, Any]) -> int:
    """The record that the naming parameters mean; they are taken out of `said`."""
    from kam.services.finding import find_customer
    from kam.services.records import find

    named = said.pop("named")
    customer = said.pop("customer", None) if noun.called == ("name",) else None
    whose = None if customer is None else find_customer(desk, customer).id
    return find(desk, noun, named, whose)


def adds(
    app: typer.Typer,
    noun: Noun,
    help: str,
    *,
    example: str,
    verb: str = "add",
    more: Sequence[inspect.Parameter] = (),
    settle: Settle | None = None,
    keep: Keep | None = None,
    form: Form | None = None,
) -> None:
    """The verb `add`: a record told by its columns' options.

    `more` are further options that `settle` or `keep` makes use of; `keep` takes the place of
    plainly adding; `form` asks at a terminal where nothing but the subject is told.
    """

    def run(call: Call, **said: Any) -> None:
        from kam.services import keeping, records

        if form and call.may_ask and not any(v for k, v in said.items() if k != noun.subject):
            said |= form(call, said[noun.subject])
        others = {each.name: said.pop(each.name) for each in more}
        own = keeping.own_fields(said.pop("set") or ())
        given = _given(noun, said)
        with writing(call) as desk:
            if keep:
                kept, after = keep(desk, given, own, others)
            else:
                lines = settle(desk, given, others) if settle else ()
                kept, after = keeping.add(desk, noun, keeping.Told(given, own, lines)), ()
            page = records.page(desk, noun, kept.id)
        if kept.differences:  # `keep` found it there, to be completed
            _tell(call, noun, kept, _("{what} {name} would change"), _("{what} {name} changed"))
        else:
            _tell(call, noun, kept, _("{what} {name} would be added"), _("{what} {name} added"))
        for sentence in after:
            say(sentence)
        if call.format is not Format.table:
            emit(page, call)

    column = noun.ask(noun.subject)
    shown = N_("CUSTOMER_NAME") if noun.name == "customers" else _wanted(column)
    info = argument(shown, help=_said(column))
    subject = parameter(noun.subject, str, info, inspect.Parameter.empty)
    parameters = [subject, *_options(noun, {noun.subject}), *more, _SET]
    writes(app, verb, help, example=example)(made(run, verb, parameters))


def edits(
    app: typer.Typer,
    noun: Noun,
    help: str,
    *,
    example: str,
    more: Sequence[inspect.Parameter] = (),
    settle: Callable[[Any, int, dict[str, Any]], Sequence[Mapping[str, Any]]] | None = None,
) -> None:
    """The verb `edit`: the fields told are changed, those told blank are cleared."""

    def run(call: Call, **said: Any) -> None:
        from kam.services import keeping, records

        others = {each.name: said.pop(each.name) for each in more}
        own = keeping.own_fields(said.pop("set") or (), blank=True)
        with writing(call) as desk:
            record_id = _meant(desk, noun, said)
            lines = settle(desk, record_id, others) if settle else ()
            told = keeping.Told(_given(noun, said), own, lines)
            kept = keeping.edit(desk, noun, record_id, told)
            page = records.page(desk, noun, kept.id)
        if kept.differences:
            _tell(call, noun, kept, _("{what} {name} would change"), _("{what} {name} changed"))
        else:
            _tell(call, noun, kept, (same := _("{what} {name}: nothing to change")), same)
        for header, old, new in kept.differences:
            blank = _("(blank)")
            say("  {header}: {old} → {new}", header=header, old=old or blank, new=new or blank)
        if call.format is not Format.table:
            emit(page, call)

    naming = _naming(noun)
    taken = {each.name for each in naming}
    parameters = [*naming, *_options(noun, taken), *more, _SET]
    writes(app, "edit", help, example=example)(made(run, "edit", parameters))


_SET = parameter(
    "set",
    list[str] | None,
    option(
        "--set",
        help=N_("Any field by the header of its column. May be repeated."),
        metavar=N_("FIELD=VALUE"),
    ),
)


def _options(noun: Noun, without: set[str]) -> list[inspect.Parameter]:
    """An option for each column that has one, in the order of the columns."""
    made = []
    for column in noun.asked():
        if column.key in without:
            continue
        name = column.option
        if column.kind == "boolean":
            info: Any = option(f"{name}/--no-{name[2:]}", help=_said(column))
            made.append(parameter(column.key, bool | None, info))
        else:
            info = option(name, help=_said(column), metavar=_wanted(column))
            made.append(parameter(column.key, str | None, info))
    return made


def _given(noun: Noun, said: Mapping[str, Any]) -> dict[str, str]:
    """Column -> text of the options that were typed."""
    texts = {True: "yes", False: "no"}
    return {
        key: texts[value] if isinstance(value, bool) else value
        for key, value in said.items()
        if value is not None
    }


def _tell(call: Call, noun: Noun, kept: Any, rehearsed: str, done: str) -> None:
    """What was done, in a sentence, and what is to be minded."""
    what = pick(noun.zh, noun.en)
    for warning in kept.warnings:
        warn("{warning}", warning=warning)
    say(rehearsed if call.dry_run else done, what=what, name=kept.name)
