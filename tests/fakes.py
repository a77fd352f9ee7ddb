"""Fakes at our own seams: a clock that a test moves, a keyring in memory."""

import asyncio
from datetime import UTC, datetime, timedelta

from wallboard.genesys.source import Source


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


class FakeBackend:
    """A keyring's backend in memory; `trouble` is raised by whatever is asked of it, and by opening it."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}
        self.trouble: Exception | None = None

    def open(self) -> "FakeBackend":
        self._stumble()
        return self

    def get_password(self, service: str, username: str) -> str | None:
        self._stumble()
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._stumble()
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._stumble()
        del self.entries[service, username]

    def _stumble(self) -> None:
        if self.trouble is not None:
            raise self.trouble


class Always:
    """One source for every window."""

    def __init__(self, source: Source) -> None:
        self._source = source

    async def at(self, window_start: datetime) -> Source:  # noqa: ARG002  it is the seam's
        return self._source
