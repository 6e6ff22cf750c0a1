"""Every command there is: found, helped, exemplified."""

from collections.abc import Iterator

import pytest

from kam import i18n
from kam.cli.app import main
from kam.cli.commands import ENTRIES, Entry
from kam.cli.completing import values_of
from kam.cli.groups import Command, Group, load
from kam.services import completing


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


PEOPLE = ("--manager", "--customers-of", "--team", "--staff", "--owner", "--reports-to", "--with")


def test_every_parameter_that_means_a_record_completes_with_such_records() -> None:
    """A further command's do by themselves, where they are shown by the usual words."""
    wanted = {"--customer": completing.customers, **dict.fromkeys(PEOPLE, completing.staff)}
    for path, command in commands():
        for each in command.params:
            names = each.opts if each.param_type_name == "option" else [f"--{each.name}"]
            if source := next((wanted[name] for name in names if name in wanted), None):
                assert values_of(each) is source, (path, each.name)


def test_every_closed_list_completes_with_its_terms() -> None:
    for path, command in commands():
        for each in command.params:
            shown = each.metavar or ""
            if "|" in shown:
                source = values_of(each)
                assert source is not None, (path, each.name)
                offered = [offer.value for offer in source("", "")]
                assert offered == shown.split("|"), (path, each.name)


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
