"""Which interactions count for which line of the visit cadence: the one place that says so.

The store counts by these values and the planner reads its answers in the same order.
"""

from kam.models.enums import Channel
from kam.policy.schema import Line, Policy

Way = tuple[str, str | None]
"""(channel, role): that channel counts; a role other than None only when such a person did it."""
Ways = tuple[Way, ...]


def ways_of(line: Line) -> Ways:
    """How a line is met, each way once, in a fixed order."""
    plain = {channel.value for channel in line.counts}
    ways: set[tuple[str, str]] = {(channel, "") for channel in plain}
    for also in line.also:
        ways |= {(c.value, also.role.value) for c in also.channels if c.value not in plain}
    return tuple((channel, role or None) for channel, role in sorted(ways))


def counting(policy: Policy) -> tuple[Ways, ...]:
    """Every distinct way of counting in the policy, in a fixed order.

    `CustomerFacts.last` and `.since_first` hold one entry for each.
    """
    return tuple(dict.fromkeys(ways_of(line) for line in policy.visits.lines()))


def would_count(ways: Ways, channel: str, role: str | None) -> bool:
    """Whether an interaction of that channel, by a person of that role, counts."""
    return any(way == channel and wanted in (None, role) for way, wanted in ways)


def uncounted(policy: Policy) -> tuple[Channel, ...]:
    """The channels that count for no line whoever uses them, such as message by default."""
    counted = {channel for ways in counting(policy) for channel, _role in ways}
    return tuple(channel for channel in Channel if channel.value not in counted)
