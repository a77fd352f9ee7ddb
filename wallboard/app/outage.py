"""Say once that the data is back, and how long it was away. Pure; kept by app.presenter, judged on each face.

"Reconnected" stands for ten seconds of the machine's time, and never after a start: nothing was away then.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import assert_never

from wallboard.app import words
from wallboard.board.freshness import Freshness

SAID_FOR = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Outage:
    """`since`: the data has been away since then; `said_until`: that it is back is said until then."""

    since: timedelta | None = None
    said_until: timedelta | None = None
    lasted: timedelta = timedelta()


def follow(outage: Outage, freshness: Freshness, at: timedelta) -> Outage:
    """After another look at the board, at the machine's elapsed time `at`."""
    match freshness:
        case Freshness.STALE | Freshness.OFFLINE:
            return Outage(since=at if outage.since is None else outage.since)
        case Freshness.LATE | Freshness.SILENT:
            return outage  # not back yet, or not away
        case Freshness.LIVE:
            if outage.since is not None:
                return Outage(said_until=at + SAID_FOR, lasted=at - outage.since)
            return Outage() if outage.said_until is not None and at >= outage.said_until else outage
    assert_never(freshness)


def said(outage: Outage) -> str:
    """What is said of it; nothing most of the time."""
    return "" if outage.said_until is None else f"Reconnected after {words.span(outage.lasted)}"
