"""An hour passes in no time, in order, and real sockets still work in it."""

import asyncio
import importlib
import threading
import time
from datetime import timedelta
from typing import Any

import pytest

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


def test_a_thread_that_is_waited_for_takes_no_time_beside_what_waits_for_its_own() -> None:
    async def work() -> tuple[float, bool]:
        loop = asyncio.get_running_loop()
        timer = asyncio.create_task(asyncio.sleep(60))
        begun, may_end = threading.Event(), threading.Event()

        def thread() -> float:
            begun.set()
            assert may_end.wait(30)
            return loop.time()

        waits = loop.run_in_executor(None, thread)
        assert begun.wait(30)
        for _ in range(100):
            await asyncio.sleep(0)
        may_end.set()
        over = await waits, timer.done()
        await timer
        assert loop.time() == 60
        return over

    assert simulated_time.run(work()) == (0, False)


def test_an_exchange_over_a_socket_takes_no_time_beside_what_waits_for_its_own() -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.readline())
        writer.close()

    async def work() -> tuple[bytes, float]:
        server = await asyncio.start_server(echo, "127.0.0.1", 0)
        timer = asyncio.create_task(asyncio.sleep(60))
        with simulated_time.at_once():
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            writer.write(b"word\n")
            told = await reader.readline(), asyncio.get_running_loop().time()
        writer.close()
        await timer
        server.close()
        await server.wait_closed()
        return told

    assert simulated_time.run(work()) == (b"word\n", 0)


def test_the_time_of_another_loop_cannot_be_made_to_stand() -> None:
    async def work() -> None:
        with simulated_time.at_once():
            pass

    with pytest.raises(TypeError):
        asyncio.run(work())
