"""A loop that stands still ends its program; one that goes on, slowly too, does not."""

import asyncio
import subprocess
import sys
import threading
from datetime import timedelta

import pytest

from tests.app.hurried_clock import HurriedClock
from wallboard.app.pulse import Pulse

SOON = timedelta(milliseconds=1)
STALLED = """
import asyncio, threading
from datetime import timedelta
from wallboard.app.pulse import Pulse, end_stalled
from wallboard.host import logs
from wallboard.host.clock import SystemClock
logs.configure()
async def main():
    asyncio.create_task(Pulse(lambda: end_stalled(3), timedelta(milliseconds=1), 5).run(SystemClock()))
    await asyncio.sleep(0)
    threading.Event().wait()  # for ever
asyncio.run(main())
"""


@pytest.mark.asyncio
async def test_a_loop_that_goes_on_is_left_alone() -> None:
    ended = threading.Event()
    running = asyncio.create_task(Pulse(ended.set, SOON, 1_000_000).run(HurriedClock()))
    for _ in range(1_000):
        await asyncio.sleep(0)
    running.cancel()
    await asyncio.wait({running})
    assert not ended.is_set()
    assert running.cancelled()


@pytest.mark.asyncio
async def test_one_that_stands_still_is_ended() -> None:
    ended = threading.Event()
    running = asyncio.create_task(Pulse(ended.set, SOON, 5).run(HurriedClock()))
    await asyncio.sleep(0)
    ended.wait()  # the loop stands still meanwhile
    running.cancel()
    await asyncio.wait({running})


@pytest.mark.asyncio
async def test_its_thread_ends_with_it() -> None:
    ended = threading.Event()
    running = asyncio.create_task(Pulse(ended.set, SOON, 1_000_000).run(HurriedClock()))
    await asyncio.sleep(0)
    (listening,) = [thread for thread in threading.enumerate() if thread.name == "pulse"]
    running.cancel()
    await asyncio.wait({running})
    await asyncio.to_thread(listening.join)
    assert not ended.is_set()


def test_a_program_that_stands_still_ends_with_its_code_and_says_where() -> None:
    done = subprocess.run([sys.executable, "-c", STALLED], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 3
    assert "ERROR screen.ended why=its own loop stands still" in done.stderr
    assert "in main" in done.stderr
