"""History and undo as tables and pages."""

from collections.abc import Mapping, Sequence
from typing import Any

from kam.i18n import N_, _, ngettext, pick
from kam.reports.page import Facts, Page, Section
from kam.reports.table import Field, Style, Table
from kam.services import naming
from kam.services.operations import Line, Story, Undone, in_words

ENTRY = (
    Field("id", "编号", "Id", Style.integer),
    Field("at", "时间", "At", Style.instant),
    Field("actor", "操作人", "Actor"),
    Field("command", "命令", "Command"),
    Field("summary", "内容", "Summary"),
    Field("reason", "原因", "Reason"),
    Field("undoes", "撤销了", "Undoes", Style.integer),
    Field("undone_by", "被撤销于", "Undone by", Style.integer),
    Field("created", "新建", "Created", Style.integer, screen=False),
    Field("updated", "修改", "Updated", Style.integer, screen=False),
    Field("deleted", "删除", "Deleted", Style.integer, screen=False),
)

CHANGE = (
    Field("record", "记录", "Record"),
    Field("field", "字段", "Field"),
    Field("old", "原值", "Old"),
    Field("new", "新值", "New"),
)

KEPT = (Field("record", "记录", "Record"), Field("why", "原因", "Why"))

_HEADS = {
    "created": N_("{what} {record} created"),
    "updated": N_("{what} {record} updated"),
    "deleted": N_("{what} {record} deleted"),
}


def history_table(entries: Sequence[Mapping[str, Any]], *, limited: bool = False) -> Table:
    """The list of operations; `limited` says that there may be more."""
    footer = (_("older ones: kam history --limit N, or --all"),) if limited else ()
    return Table(ENTRY, entries, footer=footer)


def story_page(story: Story) -> Page:
    """One operation: who, when, why, and under each record its fields, old and new."""
    entry = story.operation
    rows = [
        dict(zip(("record", "field", "old", "new"), (_head(line), *line.words), strict=True))
        for line in story.lines
    ]
    footer = []
    if story.more:
        more = _("... and {n} more records; all of them: kam history show {id} --all")
        footer.append(more.format(n=story.more, id=entry["id"]))
    changes = Table(CHANGE, rows, _("Changes"), group_by="record", footer=tuple(footer))
    facts = Facts.of(tuple(field for field in ENTRY if field.screen and field.key != "id"), entry)
    data = {**entry, "changes": [_change(line) for line in story.lines], "more": story.more}
    return Page(_("Operation {id}").format(id=entry["id"]), (facts, changes), data)


def _head(line: Line) -> str:
    what = naming.things(line.table, 1)
    return _(_HEADS[line.action]).format(what=what, record=line.record)


def _change(line: Line) -> dict[str, Any]:
    return {
        "table": line.table,
        "id": line.record_id,
        "record": line.record,
        "action": line.action,
        "field": line.field,
        "old": line.old,
        "new": line.new,
    }


def undone_page(undone: Undone) -> Page:
    """What an undo took back and what it left, for a person to read."""
    undid = undone.undid
    words = {"id": undid["id"], "command": undid["command"]}
    if undid["undoes_id"] is None:
        title = _("Operation {id} taken back: {command}")
    else:
        title = _("Operation {id} done again: {command}")
        words |= {"id": undid["undoes_id"]}
    if undone.operation is None:
        title = _("would be: {done}").format(done=title)
    facts = [(pick("内容", "Summary"), in_words(undone.counts, undone=True))]
    if undone.operation is not None:
        again = _("kam undo {id}").format(id=undone.operation)
        facts.append((_("to take this back"), again))
    sections: list[Section] = [Facts(tuple(facts))]
    if undone.kept:
        n = len(undone.kept)
        kept = ngettext("{n} record left as it is", "{n} records left as they are", n).format(n=n)
        rows = [{"record": each.record, "why": each.text()} for each in undone.kept]
        sections.append(Table(KEPT, rows, kept))
    return Page(title.format(**words), tuple(sections), _undone_data(undone))


def _undone_data(undone: Undone) -> dict[str, Any]:
    return {
        "operation": undone.operation,
        "undid": undone.undid["id"],
        "command": undone.undid["command"],
        "counts": undone.counts,
        "kept": [
            {"table": each.table, "record": each.record, "why": each.why} for each in undone.kept
        ],
    }
