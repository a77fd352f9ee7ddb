"""Read the time, real or rehearsed, and wait in it.

A rehearsal has a clock of its own: it starts at `origin` and runs `rate` times as fast as the machine's.
Whatever concerns the data (windows, cadence, ages, waits between polls) is asked of this clock.
"""

import asyncio
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

_LOOK_EVERY_SECONDS = 1.0


class Clock(Protocol):
    """What the service and the screen know of time."""

    @property
    def rate(self) -> float:
        """How many seconds of this clock pass in one second of the machine."""
        ...

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        ...

    def elapsed(self) -> timedelta:
        """Time since some fixed moment; never steps back, and goes on while the machine sleeps where it can."""
        ...

    async def sleep(self, wait: timedelta) -> None:
        """Wait for this much of this clock's time."""
        ...


def _machine_seconds() -> float:
    """Seconds that go on while the machine sleeps, by the clock that each system has for it."""
    if hasattr(time, "CLOCK_BOOTTIME"):  # Linux
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


async def _sleep(seconds: float, machine_seconds: Callable[[], float]) -> None:
    """Wait until so many of the machine's seconds have passed. The event loop's own timers stand still while the
    machine sleeps: looking at the clock every second ends the wait at once on wake."""
    until = machine_seconds() + seconds
    await asyncio.sleep(min(max(seconds, 0.0), _LOOK_EVERY_SECONDS))
    while (left := until - machine_seconds()) > 0:  # noqa: ASYNC110 no event tells that a machine woke
        await asyncio.sleep(min(left, _LOOK_EVERY_SECONDS))


class SystemClock:
    """The machine's own time."""

    rate = 1.0

    def now(self) -> datetime:
        """The machine's idea of now."""
        return datetime.now(UTC)

    def elapsed(self) -> timedelta:
        """Time since the machine started."""
        return timedelta(seconds=_machine_seconds())

    async def sleep(self, wait: timedelta) -> None:
        """Wait; a wait that is over already only gives the loop its turn. Sleep of the machine counts."""
        await _sleep(wait.total_seconds(), _machine_seconds)


class RehearsalClock:
    """A clock that starts at `origin` when it is made and runs `rate` times as fast as the machine."""

    def __init__(self, origin: datetime, rate: float, machine_seconds: Callable[[], float] = _machine_seconds) -> None:
        self.rate = rate
        self._origin = origin.astimezone(UTC)
        self._machine_seconds = machine_seconds
        self._started = machine_seconds()

    def now(self) -> datetime:
        """The rehearsed instant."""
        return self._origin + self.elapsed()

    def elapsed(self) -> timedelta:
        """Rehearsed time since this clock was made."""
        return timedelta(seconds=(self._machine_seconds() - self._started) * self.rate)

    async def sleep(self, wait: timedelta) -> None:
        """Wait for this much rehearsed time."""
        await _sleep(wait.total_seconds() / self.rate, self._machine_seconds)
