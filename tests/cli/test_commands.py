"""Every command there is: found, helped, exemplified."""

from collections.abc import Iterator

import pytest

from kam import i18n
from kam.cli.app import main
from kam.cli.commands import ENTRIES, Entry
from kam.cli.groups import Command, Group, load


def commands() -> Iterator[tuple[str, Command]]:
    for entry in ENTRIES:
        command = load(entry)
        if isinstance(command, Group):
            for name, verb in command.commands.items():
                said = "" if name == command.default else f" {name}"
                yield f"kam {entry.name}{said}", verb
        else:
            yield f"kam {entry.name}", command


def test_every_command_has_help_and_an_example_of_itself() -> None:
    for path, command in commands():
        assert command.help, path
        assert (command.epilog or "").startswith(path), path


def test_every_option_and_argument_says_what_it_is_for() -> None:
    for path, command in commands():
        silent = [each.name for each in command.params if not each.help]
        assert silent == [], path


def test_every_default_verb_exists() -> None:
    for entry in ENTRIES:
        if entry.default:
            assert entry.default in load(entry).commands  # type: ignore[union-attr]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_help_of_every_top_command_is_shown(
    entry: Entry, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([entry.name, "--help", "--lang", language]) == 0
    assert f"kam {entry.name}" in capsys.readouterr().out
