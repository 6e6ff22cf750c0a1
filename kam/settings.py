"""What the surroundings say: KAM_* variables and the place of the user's own database.

Only `kam.cli` imports this module; every room below gets these values handed in.
"""

import os
from pathlib import Path


def default_database() -> Path:
    """The user's own database: `kam.db` in the platform's user-data folder (need not exist)."""
    from platformdirs import user_data_path

    return user_data_path("kam", appauthor=False) / "kam.db"


def database(wanted: str | None) -> str:
    """The path or URL of the database: as wanted, else KAM_DB, else `default_database()`."""
    return wanted or os.environ.get("KAM_DB") or str(default_database())


def actor(wanted: str | None) -> str:
    """Who is acting: as wanted, else KAM_ACTOR, else the operating-system user, else "unknown"."""
    if named := wanted or os.environ.get("KAM_ACTOR"):
        return named
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container's user may have no name
        return "unknown"


def mail() -> str | None:
    """The mail account that reaches plain e-mail addresses, as a URL: KAM_MAIL; None without."""
    return os.environ.get("KAM_MAIL") or None


def language() -> str | None:
    """KAM_LANG as it stands, None where it is not set."""
    return os.environ.get("KAM_LANG") or None


COMPLETE = "_KAM_COMPLETE"
"""The variable in which a shell's script says that it asks for completions."""


def completing() -> str | None:
    """Which shell asks for completions, like "complete_bash"; None in ordinary life."""
    return os.environ.get(COMPLETE) or None


def debug() -> bool:
    """True when KAM_DEBUG asks for the traceback of an internal error."""
    return os.environ.get("KAM_DEBUG", "") not in ("", "0")
