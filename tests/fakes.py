"""Fakes at our own seams: a clock that a test moves."""

import asyncio
from datetime import UTC, datetime, timedelta


class ManualClock:
    """A clock that stands until it is moved; sleepers wake when it passes their time."""

    rate = 1.0

    def __init__(self, now: datetime) -> None:
        self._now = now.astimezone(UTC)
        self._started = self._now
        self._sleepers: list[tuple[datetime, asyncio.Event]] = []
        self.waits: list[timedelta] = []

    def now(self) -> datetime:
        return self._now

    def elapsed(self) -> timedelta:
        return self._now - self._started

    def advance(self, by: timedelta) -> None:
        self._now += by
        for until, woken in self._sleepers:
            if until <= self._now:
                woken.set()

    async def sleep(self, wait: timedelta) -> None:
        self.waits.append(wait)
        woken = asyncio.Event()
        self._sleepers.append((self._now + wait, woken))
        if wait <= timedelta():
            woken.set()
        await woken.wait()
