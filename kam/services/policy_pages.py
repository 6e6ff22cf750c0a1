"""Policies as tables."""

from collections.abc import Mapping, Sequence
from typing import Any

from kam.i18n import _, ngettext
from kam.reports.page import Page, Paragraph, Section
from kam.reports.table import Field, Style, Table
from kam.services.policies import Applied, Difference, as_rows

SETTING = (
    Field("key", "键", "Key"),
    Field("value", "值", "Value"),
    Field("default", "默认值", "Default"),
    Field("source", "出处", "Source"),
)

VERSION = (
    Field("version", "版本", "Version", Style.integer),
    Field("applied_at", "启用时间", "Applied at", Style.instant),
    Field("applied_by", "启用人", "Applied by"),
    Field("changes", "改动数", "Changes", Style.integer),
    Field("reason", "原因", "Reason"),
)

DIFFERENCE = (
    Field("key", "键", "Key"),
    Field("old", "原值", "Old"),
    Field("new", "新值", "New"),
    Field("source", "出处", "Source"),
)


def settings_table(rows: Sequence[Mapping[str, Any]], version: int) -> Table:
    """Every key with its value and source."""
    return Table(SETTING, rows, _("Policy, version {version}").format(version=version))


def versions_table(rows: Sequence[Mapping[str, Any]]) -> Table:
    """The versions, the one in force first."""
    return Table(VERSION, rows)


def difference_table(found: Sequence[Difference]) -> Table:
    """What differs, key by key."""
    return Table(DIFFERENCE, as_rows(found))


def checked_page(file: str, found: Sequence[Difference]) -> Page:
    """A file that is in order, and what it changes in the packaged default."""
    n = len(found)
    title = ngettext(
        "{file} is in order; {n} value differs from the default",
        "{file} is in order; {n} values differ from the default",
        n,
    ).format(file=file, n=n)
    return Page(title, _differences(found), {"file": file, "differences": as_rows(found)})


def applied_page(applied: Applied, operation: int | None) -> Page:
    """A policy put in force: what it changed; without an operation, what it would change."""
    if operation is None:
        title = _("would become version {version}")
    else:
        title = _("version {version} is in force; kam undo {operation} takes it back")
    title = title.format(version=applied.version, operation=operation)
    hint = _("customers are judged by it from the next recompute on: kam tier recompute")
    sections = (*_differences(applied.differences), Paragraph((hint,)))
    data = {
        "operation": operation,
        "version": applied.version,
        "differences": as_rows(applied.differences),
    }
    return Page(title, sections, data)


def _differences(found: Sequence[Difference]) -> tuple[Section, ...]:
    return (Table(DIFFERENCE, as_rows(found)),) if found else ()
