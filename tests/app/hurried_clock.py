"""A clock for what waits by itself: every wait is over at once, and is remembered."""

import asyncio
from datetime import UTC, datetime, timedelta


class HurriedClock:
    """Moves by its waits, and by hand."""

    rate = 1.0

    def __init__(self) -> None:
        self.at = timedelta(hours=1)
        self.waits: list[float] = []

    def now(self) -> datetime:
        return datetime(2026, 11, 23, tzinfo=UTC) + self.at

    def elapsed(self) -> timedelta:
        return self.at

    async def sleep(self, wait: timedelta) -> None:
        self.waits.append(wait.total_seconds())
        self.at += wait
        await asyncio.sleep(0)
