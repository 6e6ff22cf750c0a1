"""Where an answer goes: the screen, a pipe, a file. Data to stdout, words about it to stderr."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import typer

from kam.cli.options import Call, Format
from kam.errors import KamError, NotFoundError
from kam.i18n import _, ngettext
from kam.reports.page import Page
from kam.reports.table import Table


def emit(answer: Table | Page, call: Call, title: str = "") -> None:
    """Write the answer in the format asked for, to the file asked for or to stdout.

    `title` heads the HTML page of a list that has none of its own; else what the command is for.
    """
    title = title or call.about
    if call.output is None:
        _to_stdout(answer, call.format, title)
        return
    write_file(answer, call.format, call.output, title)
    say(_wrote(answer, call.output))


def write_file(answer: Table | Page, format: Format, path: Path, title: str = "") -> None:
    """Write the answer to the file, which takes its place whole; a `title` as for `emit`."""
    with replacing(path) as part:
        _to_file(answer, format, part, title)


def emit_bytes(content: bytes, call: Call) -> None:
    """Write what is not text for the screen, such as a calendar, to the file or to stdout."""
    if call.output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return
    with replacing(call.output) as part:
        part.write_bytes(content)
    say(_("{file} written"), file=call.output)


def tell(answer: Table | Page) -> None:
    """An answer about what was written, for the person at the screen, on stderr."""
    if sys.stderr.isatty():
        from rich.console import Console

        from kam.reports.text import write_rich

        write_rich(answer, Console(stderr=True, highlight=False, markup=False, emoji=False))
    else:
        from kam.reports.text import write_plain

        write_plain(answer, sys.stderr)


def say(text: str, **words: Any) -> None:
    """A sentence for the person at the screen, on stderr; `words` fill its {names}."""
    typer.echo(text.format(**words) if words else text, err=True)


def warn(text: str, **words: Any) -> None:
    """A sentence that wants attention, on stderr."""
    say(_("warning: {text}").format(text=text.format(**words) if words else text))


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to; at the end it takes the place of `path` in one step.

    Nothing is left behind when writing fails. Raises NotFoundError without the folder.
    """
    if not path.absolute().parent.is_dir():
        raise NotFoundError(
            _("{file}: there is no folder {folder}").format(file=path, folder=path.parent)
        )
    part = path.with_name(f".{path.stem}.{os.getpid()}.part{path.suffix}")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        message = _("{file} cannot be written: {why}; is it open elsewhere?")
        raise KamError(message.format(file=path, why=error.strerror or error)) from error
    finally:
        part.unlink(missing_ok=True)


def _to_stdout(answer: Table | Page, format: Format, title: str) -> None:
    if format is Format.table and sys.stdout.isatty():
        from rich.console import Console

        from kam.reports.text import write_rich

        write_rich(answer, Console(highlight=False, markup=False, emoji=False))
        return
    _write(answer, format, sys.stdout, title=title)


def _to_file(answer: Table | Page, format: Format, path: Path, title: str) -> None:
    if format is Format.xlsx:
        from kam.reports.workbook import write_xlsx

        write_xlsx(answer, path)
        return
    separated = format in (Format.csv, Format.tsv)
    encoding = "utf-8-sig" if separated else "utf-8"  # Excel knows UTF-8 by its mark only
    with path.open("w", encoding=encoding, newline="" if separated else "\n") as file:
        _write(answer, format, file, "\r\n", title)


def _write(
    answer: Table | Page, format: Format, file: TextIO, end: str = "\n", title: str = ""
) -> None:
    from kam.reports import machine, text

    match format:
        case Format.json:
            machine.write_json(answer, file)
        case Format.ndjson:
            machine.write_ndjson(answer, file)
        case Format.csv:
            machine.write_separated(answer, file, ",", end)
        case Format.tsv:
            machine.write_separated(answer, file, "\t", end)
        case Format.md:
            machine.write_md(answer, file)
        case Format.html:
            from kam.reports.html import write_html

            write_html(answer, file, title)
        case _:
            text.write_plain(answer, file)


def _wrote(answer: Table | Page, path: Path) -> str:
    if isinstance(answer, Page):
        return _("{file} written").format(file=path)
    rows = len(answer.rows)
    return ngettext("{file} written, {n} row", "{file} written, {n} rows", rows).format(
        file=path, n=rows
    )
