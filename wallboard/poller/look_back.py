"""Which earlier instants to ask for, so that AHT is soon exact after a start, a gap or sleep. Pure.

Used by poller.cycle, out of spare budget: an agent who was quiet a minute ago is exact from then on.
"""

from collections.abc import Iterator
from datetime import timedelta

from wallboard.board.window import MetricsWindow
from wallboard.genesys.exchange import RateLimit

_MINUTES = (1, 2, 5, 10, 20, 40)
_PAGES_UNTOLD = 10  # a sweep that is cheap whatever the limit, where the server does not tell it


def windows(window: MetricsWindow) -> Iterator[MetricsWindow]:
    """The same window up to 1, 2, 5, 10, 20 and 40 minutes earlier, as far as it reaches."""
    for minutes in _MINUTES:
        end = window.end - timedelta(minutes=minutes)
        if end > window.start:
            yield MetricsWindow(window.start, end)


def is_spare(limit: RateLimit, pages: int) -> bool:
    """Whether a sweep of so many pages leaves half of the allowed requests to others and to what comes."""
    if limit.allowed is None or limit.remaining is None:
        return pages <= _PAGES_UNTOLD
    return limit.remaining - pages >= limit.allowed / 2
