"""The only clock of the program."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today(zone: str) -> date:
    """The day it is in `zone` ("Asia/Shanghai")."""
    return datetime.now(ZoneInfo(zone)).date()
