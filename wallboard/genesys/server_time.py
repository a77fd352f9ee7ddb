"""Genesys Cloud's clock beside ours, learnt from the `Date` header of its answers. Pure.

Used by genesys.session and poller.loop.
"""

from datetime import datetime, timedelta

WRONG_FROM = timedelta(minutes=5)  # a machine's clock that is off by so much is told of
_HEADER_STEP = timedelta(seconds=1)  # the header is cut off to whole seconds


def corrected(skew: timedelta, sent: datetime, received: datetime, date: datetime) -> timedelta:
    """The server's clock minus ours, after an answer with `date`, asked at `sent` and here at `received`.

    The header was written between the two, so the skew lies between `date - received` and `date + 1 s - sent`;
    inside that the old skew stands, so that the clock on the wall does not shake.
    """
    least, most = date - received, date + _HEADER_STEP - sent
    return min(max(skew, least), most)


def seconds_off(skew: timedelta) -> int | None:
    """By how much this machine's clock is ahead, or behind (negative); None where it is right enough.

    `skew` is the server's clock minus ours.

    >>> seconds_off(timedelta(hours=-1)), seconds_off(timedelta(seconds=299))
    (3600, None)
    """
    return round(-skew.total_seconds()) if abs(skew) >= WRONG_FROM else None
