"""An hour in seconds: an event loop whose clock leaps to the next instant at which anything is due.

For code that waits and asks nobody outside this process. A thread that is waited for takes no time in it, and nor does
what is done `at_once`, such as an exchange over a real socket: time stands still until it is over.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, TypeVarTuple

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class _Leaping(selectors.DefaultSelector):
    """Waits for nothing: time is made to pass instead."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.under_way = 0  # as long as this is more than none, time stands still

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """What is ready; where nothing is, the time is over that was to be waited."""
        if self.under_way and timeout is not None and timeout > 0:
            return super().select()
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

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Time does not pass while the block waits for something real."""
        self._leaping.under_way += 1
        try:
            yield
        finally:
            self._leaping.under_way -= 1

    def run_in_executor(self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts) -> asyncio.Future[T]:
        """A thread's work, in no time."""
        self._leaping.under_way += 1
        future: asyncio.Future[T] = super().run_in_executor(executor, func, *args)
        future.add_done_callback(self._is_over)
        return future

    def _is_over(self, _: object) -> None:
        self._leaping.under_way -= 1


@contextmanager
def at_once() -> Iterator[None]:
    """In the running loop, which is one in simulated time, the block takes none."""
    loop = asyncio.get_running_loop()
    if not isinstance(loop, LeapingLoop):
        raise TypeError("this loop's time is the machine's")
    with loop.standing_still():
        yield


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
