"""Reading a policy from TOML, over the packaged default."""

import tomllib

from pydantic import ValidationError

from kam.errors import PolicyError
from kam.i18n import _
from kam.policy.dump import dump, flat, source_of, sources
from kam.policy.layers import default_text, merged
from kam.policy.schema import Policy

__all__ = ["default_text", "dump", "flat", "load", "source_of", "sources"]


def load(text: str = "") -> Policy:
    """The policy of a TOML text laid over the default: tables merge, lists replace.

    Raises PolicyError, one line, for text that is not TOML and for a key or value that does not
    fit.
    """
    try:
        said = merged(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(
            _("policy: not readable as TOML: {problem}").format(problem=error)
        ) from error
    try:
        return Policy.model_validate(said)
    except ValidationError as error:
        from kam.policy.problems import policy_error

        raise policy_error(error, said) from None
