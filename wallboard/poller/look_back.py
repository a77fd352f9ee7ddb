"""Which earlier instants to ask for, so that AHT is soon exact after a start, a gap or sleep. Pure.

Used by poller.cycle, out of spare budget: an agent who was quiet a minute ago is exact from then on.
"""

from collections.abc import Iterator
from datetime import timedelta

from wallboard.board.window import MetricsWindow

_MINUTES = (1, 2, 5, 10, 20, 40)


def windows(window: MetricsWindow) -> Iterator[MetricsWindow]:
    """The same window up to 1, 2, 5, 10, 20 and 40 minutes earlier, as far as it reaches."""
    for minutes in _MINUTES:
        end = window.end - timedelta(minutes=minutes)
        if end > window.start:
            yield MetricsWindow(window.start, end)
