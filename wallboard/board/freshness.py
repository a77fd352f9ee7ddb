"""Judge whether the numbers may be believed. Pure; used by the poller for its status and by every screen for itself.

Age is shown and never judged; freshness is judged by the time since the last good poll.
"""

from datetime import timedelta
from enum import Enum

_GRACE = timedelta(seconds=10)  # a poll and its answer take a while: this much after the cadence is still live
_STALE_CADENCES = 2


class Freshness(Enum):
    """How far the board can be trusted."""

    LIVE = "live"
    LATE = "late"
    STALE = "stale"
    SILENT = "silent"
    OFFLINE = "offline"


def judge(since_good: timedelta | None, cadence: timedelta, silence: timedelta, offline_after: timedelta) -> Freshness:
    """The freshness of a board.

    `since_good`: time since the last good poll, None before the first; `cadence`: the interval in force;
    `silence`: time since the poller was last heard, against `offline_after` (the poller itself passes zero).
    """
    if silence >= offline_after:
        return Freshness.OFFLINE
    if since_good is None:
        return Freshness.SILENT
    if since_good > _STALE_CADENCES * cadence:
        return Freshness.STALE
    if since_good > cadence + _GRACE:
        return Freshness.LATE
    return Freshness.LIVE
