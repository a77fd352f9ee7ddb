"""Closed conversations per hour on queue: what is told of an agent's time, and the figure that is made of it. Pure.

Filled by genesys.user_aggregates; paired with the counts by poller.table; ranked by board.rules, told by poller.events.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

LEAST = timedelta(minutes=15)  # on queue: below it, one conversation more or less is all that a rate would tell
_RECENT = timedelta(minutes=5)  # a figure so much older than the board is as good as new: it moves by little
_NOTICED = timedelta(minutes=1)
_TENTHS = 36_000_000  # milliseconds in an hour, ten times
_MILLISECOND = timedelta(milliseconds=1)


class TimeOnQueue(NamedTuple):
    """What was told of an agent: her `time` on queue from the window's start to `as_of`.

    `untold` is what no presence was told for, out of the same window: a presence that still lasts may be in it.
    """

    time: timedelta
    untold: timedelta
    as_of: datetime


def continued(told: TimeOnQueue, start: datetime, since: datetime | None) -> TimeOnQueue:
    """The same with the presence that still lasts, where she is on queue `since` then and that is what is missing.

    Where more is missing, or less, it may be told already: then she was on queue for at least one of the two.
    """
    if since is None or told.untold <= _NOTICED:
        return told
    running = told.as_of - max(since, start)
    if running <= _NOTICED:  # what is missing was before it
        return told._replace(untold=timedelta())
    is_missing = abs(told.untold - running) <= _NOTICED or (told.time <= _NOTICED and told.untold > running)
    if is_missing:
        return told._replace(time=told.time + running, untold=timedelta())
    time = max(told.time, running)
    return told._replace(time=time, untold=max(told.time + told.untold - time, timedelta()))


class OnQueue(NamedTuple):
    """A time on queue and what was `closed` in it, both true at `as_of`. `short`: she may have been on longer.

    `untold` is by how much then, at most.
    """

    time: timedelta
    closed: int
    short: bool
    as_of: datetime
    untold: timedelta = timedelta()

    @property
    def tenths(self) -> int | None:
        """Closed per hour on queue, in tenths, halves up; None while the time is too short for a rate."""
        return None if self.time < LEAST else _rate(self.closed, self.time)

    @property
    def least_tenths(self) -> int | None:
        """The least that it can be: as if all that is untold were time on queue. None while there is no figure."""
        return None if self.time < LEAST else _rate(self.closed, self.time + self.untold)


class PerHour(NamedTuple):
    """The figure as a row tells it: `tenths` None while it is not known. `at_most`: it is the most it can be.

    `on_queue` is told while it is too short for a rate, `as_of` where it is much older than the board's.
    """

    tenths: int | None
    at_most: bool = False
    on_queue: timedelta | None = None
    as_of: datetime | None = None


def paired(told: TimeOnQueue, closed: int, *, off_since: datetime | None) -> OnQueue:
    """A time with what was closed in it. Where time is untold it may be hers, unless she was off queue by then.

    `off_since`: since when at the latest; None where she is on queue, or nobody knows. Who left only after the time was
    true may have been on queue up to it, and that presence may not be told.
    """
    was_off = off_since is not None and off_since <= told.as_of
    short = told.untold > _NOTICED and not was_off
    return OnQueue(told.time, closed, short, told.as_of, told.untold if short else timedelta())


def _rate(closed: int, time: timedelta) -> int:
    """In tenths an hour, halves up."""
    milliseconds = time // _MILLISECOND
    return (2 * closed * _TENTHS + milliseconds) // (2 * milliseconds)


def per_hour(known: OnQueue | None, board_as_of: datetime) -> PerHour:
    """What a row of a board that ranks by it tells."""
    if known is None:
        return PerHour(None)
    as_of = known.as_of if board_as_of - known.as_of > _RECENT else None
    tenths = known.tenths
    if tenths is None:
        return PerHour(None, on_queue=known.time, as_of=as_of)
    return PerHour(tenths, known.short, as_of=as_of)
