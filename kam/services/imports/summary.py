"""An import told to people: what became of the sheets, what was wrong, and every row on request."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kam.i18n import _, ngettext, pick
from kam.reports.page import Page, Paragraph, Section
from kam.reports.table import Field, Style, Table
from kam.services.imports.result import (
    CREATED,
    REJECTED,
    UNCHANGED,
    UPDATED,
    SheetResult,
    grouped,
)
from kam.services.imports.taking import Report
from kam.sheets.kinds import kind
from kam.sheets.reading import Sheet

_FILE = Field("file", "文件", "File")
_SHEETS = (
    Field("sheet", "工作表", "Sheet"),
    Field("kind", "类型", "Kind"),
    Field("rows", "行数", "Rows", Style.integer),
    Field(CREATED, "新建", "Created", Style.integer),
    Field(UPDATED, "更新", "Updated", Style.integer),
    Field(UNCHANGED, "未变", "Unchanged", Style.integer),
    Field(REJECTED, "退回", "Rejected", Style.integer),
    Field("skipped", "跳过", "Skipped", Style.integer),
)
_PROBLEMS = (
    Field("rows", "行数", "Rows", Style.integer),
    Field("sheet", "工作表", "Sheet"),
    Field("first_row", "首行", "First row", Style.integer),
    Field("column", "列", "Column"),
    Field("example", "内容", "It said"),
    Field("problem", "需要", "Wanted"),
)
_ROWS = (
    Field("sheet", "工作表", "Sheet"),
    Field("row", "行", "Row", Style.integer),
    Field("outcome", "结果", "Outcome"),
    Field("what", "说明", "What"),
)


def page(report: Report, *, dry_run: bool = False) -> Page:
    """The import as a page; its `data` is the JSON of `kam import`."""
    results = report.results
    sections: list[Section] = [_table(_SHEETS, [_sheet_row(each) for each in results], results)]
    problems = [{**each, "file": Path(each["file"]).name} for each in grouped(results)]
    if problems:
        sections.append(_table(_PROBLEMS, problems, results, title=_("Not kept")))
    notes = [*_notes(report.results), *report.passed_over]
    if notes:
        sections.append(Paragraph(tuple(notes), title=_("To know")))
    sections.append(Paragraph(tuple(_next_steps(report, dry_run))))
    return Page(_title(report, dry_run), tuple(sections), data=report.data())


def _table(
    fields: tuple[Field, ...],
    rows: list[dict[str, Any]],
    results: Sequence[SheetResult],
    title: str = "",
) -> Table:
    """A table of what stands in sheets; it names their files where there are several."""
    return Table((_FILE, *fields) if _several_files(results) else fields, rows, title=title)


def _several_files(results: Sequence[SheetResult]) -> bool:
    return len({result.file for result in results}) > 1


def _title(report: Report, dry_run: bool) -> str:
    files = pick("、", ", ").join(file.name for file in report.files)
    if dry_run:
        return _("{files}: what an import would do; nothing was kept").format(files=files)
    return _("{files}: imported").format(files=files)


def _sheet_row(result: SheetResult) -> dict[str, Any]:
    described = kind(result.kind)
    return {
        "file": result.file.name,
        "sheet": result.sheet,
        "kind": pick(described.zh, described.en),
        **result.counts(),
    }


def _notes(results: Sequence[SheetResult]) -> list[str]:
    notes = []
    for result in results:
        place = result.sheet
        if _several_files(results) and result.file.stem != place:
            place = f"{result.file.name} {place}"
        notes += [
            _("{name}: {note}").format(name=place, note=sentence) for sentence in result.warnings
        ]
        for columns, sentence in (
            (result.own, _("{sheet}: kept as columns of your own, they decide nothing: {columns}")),
            (result.unknown, _("{sheet}: columns left aside: {columns}")),
        ):
            if columns:
                named = pick("、", ", ").join(columns)
                notes.append(sentence.format(sheet=place, columns=named))
    return notes


def _next_steps(report: Report, dry_run: bool) -> list[str]:
    steps = []
    if report.operation is not None and not dry_run:
        steps.append(
            _("Kept as operation {id}; kam undo {id} takes it back.").format(id=report.operation)
        )
    elif report.strict and report.rejected:
        steps.append(_("Nothing was kept: --strict, and not every row is good."))
    elif not dry_run:
        steps.append(_("Nothing was changed."))
    if report.rejected_file is not None:
        n = report.rejected
        steps.append(
            ngettext(
                "The rejected row is in {file}; repair it there and import that file.",
                "The {n} rejected rows are in {file}; repair them there and import that file.",
                n,
            ).format(n=n, file=report.rejected_file)
        )
    return steps


def row_table(results: Sequence[SheetResult], sheets: Sequence[Sheet]) -> Table:
    """What becomes of every row, for --dry-run: create, update (old -> new), unchanged, reject."""
    rows = []
    for result, sheet in zip(results, sheets, strict=True):
        wrong: dict[int, list[str]] = {}
        for row, problem in result.problems:
            wrong.setdefault(row, []).append(
                _("{column}: {said!r}, wanted: {want}").format(
                    column=problem.column, said=problem.said, want=problem.want
                )
            )
        for row in range(sheet.n):
            if row in sheet.idle:
                continue
            rows.append(
                {
                    "file": result.file.name,
                    "sheet": result.sheet,
                    "row": sheet.table.row_numbers[row],
                    "outcome": outcome_word(result.outcome.get(row, UNCHANGED)),
                    "what": "; ".join(wrong.get(row) or _differences(result, row)),
                }
            )
    return _table(_ROWS, rows, results)


def outcome_word(outcome: str) -> str:
    """What is said of a row's outcome in the language in use."""
    return {
        CREATED: _("create"),
        UPDATED: _("update"),
        UNCHANGED: _("unchanged"),
        REJECTED: _("reject"),
    }[outcome]


def _differences(result: SheetResult, row: int) -> list[str]:
    blank = _("(blank)")
    return [
        f"{label}: {old or blank} -> {new or blank}"
        for label, old, new in result.differences.get(row, ())
    ]
