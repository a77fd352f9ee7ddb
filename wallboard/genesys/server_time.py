"""Genesys Cloud's clock beside ours, learnt from the `Date` header of its answers. Pure.

Used by genesys.session.
"""

from datetime import datetime, timedelta

_HEADER_STEP = timedelta(seconds=1)  # the header is cut off to whole seconds


def corrected(skew: timedelta, sent: datetime, received: datetime, date: datetime) -> timedelta:
    """The server's clock minus ours, after an answer with `date`, asked at `sent` and here at `received`.

    The header was written between the two, so the skew lies between `date - received` and `date + 1 s - sent`;
    inside that the old skew stands, so that the clock on the wall does not shake.
    """
    least, most = date - received, date + _HEADER_STEP - sent
    return min(max(skew, least), most)
