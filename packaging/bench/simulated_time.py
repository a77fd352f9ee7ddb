"""An hour in seconds: an event loop whose clock leaps to the next instant at which anything is due.

For code that waits and asks nobody outside this process; real sockets and threads take no time in it.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

T = TypeVar("T")


class _Leaping(selectors.DefaultSelector):
    """Waits for nothing: time is made to pass instead."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """What is ready; where nothing is, the time is over that was to be waited."""
        ready = super().select(None if timeout is None else 0)
        if not ready and timeout is not None and timeout > 0:
            self.now += timeout
        return ready


class LeapingLoop(asyncio.SelectorEventLoop):
    """A loop in simulated time, which begins at 0."""

    def __init__(self) -> None:
        self._leaping = _Leaping()
        super().__init__(self._leaping)

    def time(self) -> float:
        """Simulated seconds."""
        return self._leaping.now


class SimulatedClock:
    """The product's idea of a clock (host.clock.Clock), in the running loop's time."""

    rate = 1.0

    def __init__(self, origin: datetime = datetime(2026, 11, 24, 12, tzinfo=UTC)) -> None:
        self._origin = origin

    def now(self) -> datetime:
        """The instant."""
        return self._origin + self.elapsed()

    def elapsed(self) -> timedelta:
        """Since the loop began."""
        return timedelta(seconds=asyncio.get_running_loop().time())

    async def sleep(self, wait: timedelta) -> None:
        """Let so much time pass."""
        await asyncio.sleep(wait.total_seconds())


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end in simulated time."""
    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        return runner.run(work)
