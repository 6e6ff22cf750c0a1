"""A small noun `calls` with a question and a change, to try the command line on."""

import sys
from types import ModuleType
from typing import Annotated

import pytest
import typer

from kam.cli import commands, groups
from kam.cli.options import Call, reads, writes
from kam.cli.parsing import option, term, terms
from kam.errors import NotFoundError
from kam.i18n import N_
from kam.models.enums import Channel


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "KAM_LANG", "KAM_DB", "KAM_ACTOR", "KAM_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Call, object]]:
    """What the commands of a small noun `calls` were called with."""
    seen: list[tuple[Call, object]] = []
    app = groups.group()

    @reads(app, "due", N_("Show this help."), example="kam calls due")
    def due(
        call: Call,
        manager: Annotated[str | None, option("--manager", help="Whose.")] = None,
        channel: Annotated[
            Channel | None,
            option("--channel", help="How.", metavar=terms(Channel), parse=term(Channel)),
        ] = None,
        within: Annotated[int, typer.Option(min=0, help="Days ahead.")] = 7,
    ) -> int:
        seen.append((call, channel or manager or within))
        return 10 if manager == "attention" else 0

    @writes(app, "log", N_("Show this help."), example="kam calls log X")
    def log(call: Call, customer: Annotated[str, typer.Argument(metavar="CUSTOMER")]) -> None:
        if customer == "nobody":
            raise NotFoundError("no customer nobody")
        if customer == "mistake":
            raise ZeroDivisionError("secret")
        if customer == "stop":
            raise KeyboardInterrupt
        seen.append((call, customer))

    module = ModuleType("kam.cli.calls")
    module.app = app  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "kam.cli.calls", module)
    entry = commands.Entry("calls", "Calls.", "kam calls due")
    monkeypatch.setattr(groups.Top, "entries", {**groups.Top.entries, "calls": entry})
    return seen
