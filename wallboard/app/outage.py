"""Say once that the data is back, and how long it was away. Pure; kept by app.presenter, judged on each face.

"Reconnected" stands for ten seconds of the machine's time, and never after a start: nothing was away then.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import assert_never

from wallboard.app import words
from wallboard.app.tongue import translate
from wallboard.board.freshness import Freshness

SAID_FOR = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Outage:
    """`live_at`: the data was live when it was looked at then; `said_until`: that it is back is said until then."""

    live_at: timedelta | None = None
    away: bool = False
    said_until: timedelta | None = None
    lasted: timedelta = timedelta()


def follow(outage: Outage, freshness: Freshness, at: timedelta) -> Outage:
    """After another look at the board, at the machine's elapsed time `at`."""
    match freshness:
        case Freshness.STALE | Freshness.OFFLINE:
            return replace(outage, away=outage.live_at is not None, said_until=None)
        case Freshness.LATE | Freshness.SILENT:  # not back yet, or not away
            return _later(outage, at)
        case Freshness.LIVE:
            if outage.away and outage.live_at is not None:
                return Outage(live_at=at, said_until=at + SAID_FOR, lasted=at - outage.live_at)
            return replace(_later(outage, at), live_at=at)
    assert_never(freshness)


def _later(outage: Outage, at: timedelta) -> Outage:
    is_over = outage.said_until is not None and at >= outage.said_until
    return replace(outage, said_until=None) if is_over else outage


def said(outage: Outage) -> str:
    """What is said of it; nothing most of the time."""
    if outage.said_until is None:
        return ""
    return translate("outage", "Reconnected after {duration}").format(duration=words.span(outage.lasted))
