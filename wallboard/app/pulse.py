"""End the program when its own loop stands still: a driver or a lock holds it, and nothing within it can help.

Beside app.watchdog, which needs that loop. Run by app.main; whoever starts programs starts it again.
"""

import faulthandler
import logging
import os
import sys
import threading
from collections.abc import Callable
from datetime import timedelta

from wallboard.host.clock import Clock

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=10)
MOST_MISSED = 12  # in a row; counted, not timed, so that a sleep of the machine is one at the most
_WORDS_TAKE = 5.0  # seconds at most, until it ends without them


def end_stalled(code: int) -> None:
    """Say where each thread stands, and end: a clean end would need the loop.

    What holds the loop may hold the log too, so the end does not wait for the words.
    """
    last = threading.Timer(_WORDS_TAKE, os._exit, [code])
    last.daemon = True
    last.start()
    try:
        log.error("screen.ended", extra={"why": "its own loop stands still"})
        if sys.stderr is not None:  # a program without a console has none
            faulthandler.dump_traceback(sys.stderr)
    finally:
        os._exit(code)


class Pulse:
    """`end` is called by a thread of its own once that many beats were missed in a row."""

    def __init__(self, end: Callable[[], None], every: timedelta = EVERY, most_missed: int = MOST_MISSED) -> None:
        self._end = end
        self._every = every
        self._most_missed = most_missed
        self._beaten = threading.Event()
        self._over = threading.Event()

    async def run(self, clock: Clock) -> None:
        """Beat until cancelled."""
        threading.Thread(target=self._listen, name="pulse", daemon=True).start()
        try:
            while True:
                self._beaten.set()
                await clock.sleep(self._every / 2)
        finally:
            self._over.set()

    def _listen(self) -> None:
        missed = 0
        while missed < self._most_missed:
            if self._over.wait(self._every.total_seconds()):
                return
            missed = 0 if self._beaten.is_set() else missed + 1
            self._beaten.clear()
        self._end()
