"""Count requests against the rate limit: a fixed window that starts with a token's first request. Pure.

Time is the simulated clock's, so that a rehearsal at sixty times the speed is granted sixty times the requests.
Used by guard, told by organisation.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil


@dataclass(frozen=True, slots=True)
class RateLimit:
    """How many requests a token may make in one window."""

    allowed: int = 300
    window: timedelta = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Usage:
    """The requests of one token since its window began, those over the limit included."""

    since: datetime
    count: int


def count_one(usage: Usage | None, now: datetime, limit: RateLimit) -> Usage:
    """The usage with one more request; a window that is over gives way to a new one."""
    if usage is None or now >= usage.since + limit.window:
        return Usage(now, 1)
    return Usage(usage.since, usage.count + 1)


def until_reset(usage: Usage, now: datetime, limit: RateLimit) -> timedelta:
    """How long the window still lasts."""
    return usage.since + limit.window - now


def limit_headers(usage: Usage, now: datetime, limit: RateLimit) -> dict[str, str]:
    """The state of the window, in both kinds of headers."""
    return {
        "inin-ratelimit-count": str(usage.count),
        "inin-ratelimit-allowed": str(limit.allowed),
        "inin-ratelimit-reset": str(ceil(until_reset(usage, now, limit).total_seconds())),
        "X-RateLimit-Remaining": str(max(limit.allowed - usage.count, 0)),
    }
