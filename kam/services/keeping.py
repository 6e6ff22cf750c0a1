"""`add` and `edit`: a record told by options is a sheet of one row, taken like a workbook's.

So every reader, check and rule of the import holds here too. An order has a row per line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from kam.errors import ConflictError, UsageError
from kam.i18n import _, pick
from kam.reports.table import plain_number, shown
from kam.services.finding import find_customer, find_staff
from kam.services.imports.batch import Batch
from kam.services.imports.book import CustomerBook
from kam.services.imports.people import StaffBook
from kam.services.imports.result import UPDATED, Options, SheetResult
from kam.services.imports.rows import Intake
from kam.services.imports.taking import TAKERS
from kam.services.nouns import Noun
from kam.services.records import called, fields, link_of, one
from kam.services.stored import stored
from kam.services.workspace import Workspace
from kam.sheets.assignments import parse_assignments, refuse_unknown
from kam.sheets.cells import is_blank
from kam.sheets.columns import Cell, Column, Problem
from kam.sheets.header_texts import said
from kam.sheets.headers import Header, resolve
from kam.sheets.kinds import NEEDED
from kam.sheets.reading import Sheet, read
from kam.sheets.tables import Table
from kam.store.rows import table_of
from kam.store.uniques import taken


@dataclass(frozen=True)
class Told:
    """What the command line says of one record.

    given: column -> what was typed; own: header -> value, by --set; lines: of an order, column ->
    value each.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)
    lines: Sequence[Mapping[str, Cell]] = ()


@dataclass(frozen=True)
class Kept:
    """What became of it: the record's id and name, and what differs from before."""

    id: int
    name: str
    differences: tuple[tuple[str, str, str], ...] = ()
    """Header, old and new value, as people read them."""
    warnings: tuple[str, ...] = ()


def own_fields(texts: Sequence[str], *, blank: bool = False) -> dict[str, str]:
    """Header -> value of `--set HEADER=VALUE`; without a value, where `blank` may be, "".

    UsageError for what is no assignment.
    """
    return parse_assignments(texts, blank=blank)


def add(desk: Workspace, noun: Noun, told: Told) -> Kept:
    """Make the record. Raises UsageError for what cannot be read, ConflictError if it is there."""
    intake = _taken(desk, noun, told, {}, None)
    record_id = _id_of(noun, intake)
    if not intake.result.records[f"{stored(noun).model.__tablename__} created"]:
        raise _exists(desk, noun, record_id)
    return Kept(record_id, called(noun, one(desk, noun, record_id)), (), _warnings(noun, intake))


def edit(desk: Workspace, noun: Noun, record_id: int, told: Told) -> Kept:
    """Change what is told of the record; an empty value clears it."""
    before = one(desk, noun, record_id)
    intake = _taken(desk, noun, told, before, record_id)
    after = one(desk, noun, record_id)
    differing = _differences(noun, before, after)
    if not differing and intake.result.outcome.get(0) == UPDATED:
        differing = ((_("lines"), _("as they were"), _("replaced")),)
    return Kept(record_id, called(noun, after), differing, _warnings(noun, intake))


def _taken(
    desk: Workspace, noun: Noun, told: Told, before: Mapping[str, Any], target: int | None
) -> Intake:
    """The row read and taken as the importer of its kind does."""
    sheet = read(_table(desk, noun, told, before))
    intake = Intake(
        desk,
        sheet,
        Options(clear_blanks=target is not None),
        SheetResult(Path(noun.name), noun.name, noun.name, sheet.n),
        Batch(),
        CustomerBook(desk.ledger),
        StaffBook(desk.ledger),
        target,
        target is None,
    )
    _refuse([problem for problems in sheet.bad.values() for problem in problems])
    if target is not None:
        _refuse_taken(desk, noun, sheet, target)
    TAKERS[noun.name](intake)
    _refuse([problem for _row, problem in intake.result.problems])
    intake.batch.keep(desk.ledger, intake.result)
    return intake


def _table(desk: Workspace, noun: Noun, told: Told, before: Mapping[str, Any]) -> Table:
    """The sheet that says what is told, and as stored what a row of its kind must say."""
    lines = told.lines or ({},)
    columns: list[tuple[str, Column | None, Sequence[Cell]]] = []
    for key, text in told.given.items():
        column = noun.kind.by_key[key]
        columns.append((noun.option(column), column, [_meant(desk, column, text)] * len(lines)))
    for name, text in told.own.items():
        own = _own(noun, name, told)
        columns.append((name, own, [_meant(desk, own, text) if own else text] * len(lines)))
    given = {column.key for _name, column, _cells in columns if column}
    if before:
        _refuse_blank(noun, columns)
    else:
        _refuse_missing(noun, given)
    for key in _repeated(noun, given, before):
        columns.append((key, noun.kind.by_key[key], [_cell(before[key])] * len(lines)))
    for key in dict.fromkeys(key for line in lines for key in line):
        column = noun.kind.by_key[key]
        columns.append((pick(column.zh, column.en), column, [line.get(key) for line in lines]))
    headers = tuple(
        Header(name, column, said(name).factor, at, said(name).points)
        for at, (name, column, _cells) in enumerate(columns)
    )
    cells = [list(cells) for _name, _column, cells in columns]
    return Table(noun.name, noun.kind, headers, cells, range(1, len(lines) + 1), 0)


def _meant(desk: Workspace, column: Column, text: str) -> str:
    """What was typed; a customer or one of our people by the code, and only if they are known."""
    if is_blank(text):
        return text
    if column.key == "customer":
        return str(find_customer(desk, text).code)
    if column.reader.name == "person":
        found = find_staff(desk, text)
        return found.code or found.name
    return text


def _own(noun: Noun, name: str, told: Told) -> Column | None:
    """The column that --set names; None for one of the user's own, which only customers have."""
    column = resolve(noun.kind, name)
    if column is None and noun.name != "customers":
        refuse_unknown({name: ""}, (noun.kind,))
    if column is None:
        return None
    if column.computed:
        raise UsageError(_("--set {name}: kam works this out itself").format(name=name))
    if column.key in told.given:
        raise UsageError(
            _("{option} and --set {name} are the same field; keep one").format(
                option=noun.option(column), name=name
            )
        )
    return column


def _repeated(noun: Noun, given: set[str], before: Mapping[str, Any]) -> list[str]:
    """The columns a row needs that nobody spoke of: they are as stored."""
    keys = [noun.called[0], *noun.settled]
    for group in NEEDED[noun.name]:
        if not given & set(group):
            keys += next(([key] for key in group if before.get(key) is not None), [])
    return [key for key in dict.fromkeys(keys) if key not in given and before.get(key) is not None]


def _cell(value: Any) -> Cell:
    return plain_number(value) if isinstance(value, Decimal) else value


def _refuse_missing(noun: Noun, given: set[str]) -> None:
    """UsageError for what every record must say."""
    for group in NEEDED[noun.name]:
        if not given & set(group):
            option = noun.option(noun.kind.by_key[group[0]])
            raise UsageError(_("{option} is missing").format(option=option))


def _refuse_blank(noun: Noun, columns: Sequence[tuple[str, Column | None, Sequence[Cell]]]) -> None:
    """UsageError for clearing a field that every record has."""
    table = table_of(stored(noun).model)
    for name, column, cells in columns:
        if column is None or not all(map(is_blank, cells)):
            continue
        link = link_of(noun, column.key)
        field_name = link.column if link else column.key
        if field_name in table.c and not table.c[field_name].nullable:
            raise UsageError(_("{option} cannot be blank").format(option=name))


def _refuse(problems: Sequence[Problem]) -> None:
    """UsageError with the problems in one line."""
    if not problems:
        return
    told = []
    for problem in dict.fromkeys(problems):
        text = _("{option} {said}: wanted is {want}") if problem.said else _("{option}: {want}")
        text = text if problem.column else "{want}"
        told.append(text.format(option=problem.column, said=problem.said, want=problem.want))
    raise UsageError(pick("；", "; ").join(dict.fromkeys(told)))


def _refuse_taken(desk: Workspace, noun: Noun, sheet: Sheet, target: int) -> None:
    """ConflictError for a code or number that another record has."""
    key = noun.called[0]
    values = {name: sheet.values[name][0] for name in (key,) if name in sheet.values}
    if values and taken(desk.connection, table_of(stored(noun).model), {target: values}):
        raise ConflictError(
            _("{field} {value} is another {what}'s already").format(
                field=pick(noun.kind.by_key[key].zh, noun.kind.by_key[key].en),
                value=values[key],
                what=pick(noun.zh, noun.en),
            )
        )


def _id_of(noun: Noun, intake: Intake) -> int:
    """The id of the record that the first row became or met."""
    if 0 in intake.kept:
        return intake.kept[0]
    drafts = intake.batch.drafts.get(stored(noun).model, [])
    return next(draft.id for draft in drafts if draft.id is not None and 0 in draft.rows)


def _exists(desk: Workspace, noun: Noun, record_id: int) -> ConflictError:
    row = one(desk, noun, record_id)
    words = ["kam", noun.name, "edit", str(row[noun.called[0]] or row[noun.called[-1]])]
    if noun.called == ("name",):
        words += ["--customer", row["customer"]]
    words = [f'"{each}"' if " " in each else each for each in words]
    return ConflictError(
        _("{what} {name} is there already; to change it: {command}").format(
            what=pick(noun.zh, noun.en), name=called(noun, row), command=" ".join(words)
        )
    )


def _differences(
    noun: Noun, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[tuple[str, str, str], ...]:
    """What an edit changed, field by field, and the user's own columns one by one."""
    told = [
        (each.header, shown(each)(before.get(each.key)), shown(each)(after.get(each.key)))
        for each in fields(noun)
        if before.get(each.key) != after.get(each.key)
    ]
    old, new = before.get("extra") or {}, after.get("extra") or {}
    told += [
        (name, str(old.get(name) or ""), str(new.get(name) or ""))
        for name in dict.fromkeys([*old, *new])
        if old.get(name) != new.get(name)
    ]
    return tuple(told)


def _warnings(noun: Noun, intake: Intake) -> tuple[str, ...]:
    """What the importer warns of, and own columns that may be mistyped ones of kam's."""
    warnings = list(intake.result.warnings)
    known = {word for c in noun.kind.columns if not c.computed for word in (c.zh, c.en, c.key)}
    for name in intake.sheet.extra:
        if near := get_close_matches(name, sorted(known), 1, 0.5):
            warnings.append(
                _("{name} is kept as a column of your own; if you meant {near}: undo").format(
                    name=name, near=near[0]
                )
            )
    return tuple(warnings)
