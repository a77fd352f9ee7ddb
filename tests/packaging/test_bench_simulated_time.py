"""An hour passes in no time, in order, and real sockets still work in it."""

import asyncio
import importlib
import time
from datetime import timedelta
from typing import Any

simulated_time: Any = importlib.import_module("simulated_time")


def test_an_hour_takes_no_time_and_keeps_its_order() -> None:
    order: list[tuple[str, float]] = []

    async def note(name: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        order.append((name, round(asyncio.get_running_loop().time(), 6)))

    async def work() -> timedelta:
        clock = simulated_time.SimulatedClock()
        began = clock.now()
        await asyncio.gather(note("late", 3600), note("early", 0.25), note("middle", 60))
        await clock.sleep(timedelta(minutes=1))
        assert clock.now() - began == clock.elapsed()
        elapsed: timedelta = clock.elapsed()
        return elapsed

    begun = time.perf_counter()
    assert simulated_time.run(work()) == timedelta(minutes=61)
    assert order == [("early", 0.25), ("middle", 60.0), ("late", 3600.0)]
    assert time.perf_counter() - begun < 30  # of the 3,660 s; the bound only catches waiting


def test_a_thread_is_waited_for() -> None:
    async def work() -> int:
        return await asyncio.to_thread(lambda: 7)

    assert simulated_time.run(work()) == 7
