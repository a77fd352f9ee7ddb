"""Count requests against the rate limit. Pure.

A fixed window starts with a token's first request, and lets up to twice the allowance through around its end. A sliding
one lets no more than the allowance through in any window's length, wherever it begins; who is refused is not counted.

Time is the simulated clock's, so that a rehearsal at sixty times the speed is granted sixty times the requests.
Used by guard, told by organisation.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from math import ceil


class LimitKind(Enum):
    """How requests are counted."""

    FIXED = "fixed"
    SLIDING = "sliding"


@dataclass(frozen=True, slots=True)
class RateLimit:
    """How many requests a token may make in one window."""

    allowed: int = 300
    window: timedelta = timedelta(minutes=1)
    kind: LimitKind = LimitKind.FIXED


@dataclass(frozen=True, slots=True)
class Usage:
    """The requests of one token since its window began, those over the limit included.

    A sliding window begins with the oldest request in `let_through`: those that were, in the last window's length.
    """

    since: datetime
    count: int
    let_through: tuple[datetime, ...] = ()

    def is_over(self, now: datetime, window: timedelta) -> bool:
        """Whether nothing of it counts any more."""
        last = self.let_through[-1] if self.let_through else self.since
        return now >= last + window


def count_one(usage: Usage | None, now: datetime, limit: RateLimit) -> Usage:
    """The usage with one more request; a window that is over gives way to a new one."""
    if limit.kind is LimitKind.SLIDING:
        return _slid(() if usage is None else usage.let_through, now, limit)
    if usage is None or now >= usage.since + limit.window:
        return Usage(now, 1)
    return Usage(usage.since, usage.count + 1)


def _slid(let_through: tuple[datetime, ...], now: datetime, limit: RateLimit) -> Usage:
    counted = let_through[bisect_right(let_through, now - limit.window) :]
    if len(counted) >= limit.allowed:
        return Usage(counted[0], limit.allowed + 1, counted)
    counted = (*counted, now)
    return Usage(counted[0], len(counted), counted)


def until_reset(usage: Usage, now: datetime, limit: RateLimit) -> timedelta:
    """How long the window still lasts; a sliding one, until its oldest request no longer counts."""
    return usage.since + limit.window - now


def limit_headers(usage: Usage, now: datetime, limit: RateLimit) -> dict[str, str]:
    """The state of the window, in both kinds of headers."""
    return {
        "inin-ratelimit-count": str(usage.count),
        "inin-ratelimit-allowed": str(limit.allowed),
        "inin-ratelimit-reset": str(ceil(until_reset(usage, now, limit).total_seconds())),
        "X-RateLimit-Remaining": str(max(limit.allowed - usage.count, 0)),
    }
