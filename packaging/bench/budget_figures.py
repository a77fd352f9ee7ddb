"""The budget against a server that enforces a sliding limit, for an hour of simulated time."""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta

import simulated_time
from figures import Row, Size, bounded

from wallboard.genesys.budget import Budget, Urgency
from wallboard.genesys.errors import Throttled
from wallboard.genesys.exchange import RateLimit as Told
from wallboard.simulator.limits import LimitKind, RateLimit, Usage, count_one, limit_headers

_LIMIT = RateLimit(300, timedelta(minutes=1), LimitKind.SLIDING)
_POLL_EVERY = timedelta(seconds=30)
_BACKGROUND = 6  # chains of pages side by side
_QUICKEST, _SLOWEST = 0.02, 0.4  # seconds on the way, each way
_ENDPOINT = "GET /api/v2/analytics/realtime/agents"


class Server:
    """The simulator's own limit; what it refuses is counted."""

    def __init__(self, clock: simulated_time.SimulatedClock) -> None:
        self._clock = clock
        self._usage: Usage | None = None
        self.asked = self.refused = 0

    def answer(self) -> tuple[bool, Told]:
        """Whether one more request is let through, and what the answer says of the limit."""
        now = self._clock.now()
        self._usage = count_one(self._usage, now, _LIMIT)
        self.asked += 1
        told = limit_headers(self._usage, now, _LIMIT)
        used, allowed = int(told["inin-ratelimit-count"]), int(told["inin-ratelimit-allowed"])
        resets_in = timedelta(seconds=int(told["inin-ratelimit-reset"]))
        good = used <= allowed
        self.refused += not good
        return good, Told(allowed, int(told["X-RateLimit-Remaining"]), resets_in)


def sliding(size: Size) -> list[Row]:
    """As fast as the budget lets: polls on time, and pages in the background without end."""
    minutes = max(size.simulated_minutes, 4.0)
    server, share = simulated_time.run(_work(minutes))
    used = server.asked / minutes
    ratio = used / share
    figure = f"a sliding 300 a minute, {minutes:.0f} min"
    return [
        bounded(f"{figure}: answers of 429", server.refused, "answers", 0),
        Row(f"{figure}: used", used, share, "our share", "a minute", ratio, "ratio ≥ 0.95", ratio >= 0.95),
    ]


async def _work(minutes: float) -> tuple[Server, int]:
    clock = simulated_time.SimulatedClock()
    server, budget = Server(clock), Budget(clock)
    chance = random.Random(1)  # noqa: S311  the same in every run
    tasks = [asyncio.create_task(_ask_on_and_on(server, budget, chance)) for _ in range(_BACKGROUND)]
    tasks.append(asyncio.create_task(_poll(server, budget, chance)))
    await asyncio.sleep(minutes * 60)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return server, budget.share


async def _ask_on_and_on(server: Server, budget: Budget, chance: random.Random) -> None:
    while True:
        await _ask(server, budget, Urgency.BACKGROUND, chance)


async def _poll(server: Server, budget: Budget, chance: random.Random) -> None:
    while True:
        for _ in range(3):
            await _ask(server, budget, Urgency.POLL, chance)
        await asyncio.sleep(_POLL_EVERY.total_seconds())


async def _ask(server: Server, budget: Budget, urgency: Urgency, chance: random.Random) -> None:
    try:
        await budget.turn(_ENDPOINT, urgency)
    except Throttled as wish:
        await asyncio.sleep((wish.retry_after or timedelta(seconds=1)).total_seconds())
        return
    sent = budget.elapsed()
    await asyncio.sleep(chance.uniform(_QUICKEST, _SLOWEST))
    good, told = server.answer()
    await asyncio.sleep(chance.uniform(_QUICKEST, _SLOWEST))
    budget.learn(told, sent)
    if not good:
        budget.refused(_ENDPOINT, told.resets_in)
