"""What Typer finds wrong with a command line, in our words and the user's language."""

from typing import Any

import typer

from kam.cli.nearest import nearest
from kam.errors import UsageError
from kam.i18n import _


def explained(error: typer.TyperException) -> UsageError:
    """The error as one of ours: one line, what is wrong, where to look."""
    say = _SAYINGS.get(type(error).__name__, _other)
    message = say(error)
    context = getattr(error, "ctx", None)
    if context is None:
        return UsageError(message)
    if message.endswith(("?", "？")):
        message = _("{message} See {command} --help").format(
            message=message, command=context.command_path
        )
    else:
        message = _("{message}; see {command} --help").format(
            message=message, command=context.command_path
        )
    return UsageError(message)


def _no_such_option(error: Any) -> str:
    params = error.ctx.command.params
    words = {f"--{each.name}": each for each in params if each.param_type_name == "argument"}
    if argument := words.get(error.option_name):
        message = _("No option {option} here: {name} is typed by itself")
        return message.format(option=error.option_name, name=_name(argument))
    known = [name for each in params for name in each.opts if name.startswith("-")]
    near = nearest(error.option_name, [*known, "--help"])
    if near is None:
        return _("No such option {option}").format(option=error.option_name)
    message = _("No such option {option}; did you mean {near}?")
    return message.format(option=error.option_name, near=near)


def _bad_option_usage(error: Any) -> str:
    if "not take a value" in error.message:
        return _("{option} takes no value").format(option=error.option_name)
    return _("{option} needs a value").format(option=error.option_name)


def _missing(error: Any) -> str:
    return _("{name} is missing").format(name=_name(error.param))


def _bad_value(error: Any) -> str:
    if error.param is None:
        return str(error.message)
    wanted = {int: _("a whole number"), float: _("a number")}
    descriptor = getattr(error.param, "type_descriptor", None)
    annotation = getattr(descriptor, "annotation", None)
    if annotation not in wanted:
        return f"{_name(error.param)}: {error.message}"
    info, want = error.param.type_descriptor.parameter_info, wanted[annotation]
    if info.min is not None and info.max is not None:
        message = _("{name} takes {want} from {least} to {most}")
        return message.format(name=_name(error.param), want=want, least=info.min, most=info.max)
    if info.min is not None:
        message = _("{name} takes {want} of at least {least}")
        return message.format(name=_name(error.param), want=want, least=info.min)
    return _("{name} takes {want}").format(name=_name(error.param), want=want)


def _other(error: Any) -> str:
    return " ".join(error.format_message().split())


_SAYINGS = {
    "NoSuchOption": _no_such_option,
    "BadOptionUsage": _bad_option_usage,
    "MissingParameter": _missing,
    "BadParameter": _bad_value,
}


def _name(parameter: Any) -> str:
    """A parameter as people type it: `--manager`, or an argument by its shown name."""
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return _(parameter.metavar) if parameter.metavar else str(parameter.name).upper()
