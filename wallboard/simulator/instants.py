"""Instants as whole microseconds since 1970, in which 50,000 agents are looked at without 50,000 datetimes. Pure.

Used by timeline, agent_state and aggregates.
"""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SECOND = 1_000_000
MILLISECOND = 1_000
NEVER = 1 << 62


def micros(instant: datetime) -> int:
    """The instant as a number; exact."""
    return (instant - _EPOCH) // MICROSECOND


def to_instant(number: int) -> datetime:
    """The number as an instant, in UTC."""
    return _EPOCH + timedelta(microseconds=number)
