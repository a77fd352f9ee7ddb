"""Time, real and rehearsed."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest

from wallboard.host.clock import RehearsalClock, SystemClock

ORIGIN = datetime(1999, 2, 2, 14, 20, tzinfo=timezone(timedelta(hours=2)))


class Machine:
    """The machine's seconds, moved by hand."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


class TestRehearsal:
    def test_it_starts_at_its_origin(self) -> None:
        clock = RehearsalClock(ORIGIN, 10, Machine())
        assert clock.now() == ORIGIN
        assert clock.now().tzinfo is UTC
        assert clock.elapsed() == timedelta()

    def test_it_runs_at_its_rate(self) -> None:
        machine = Machine()
        clock = RehearsalClock(ORIGIN, 10, machine)
        machine.seconds += 3
        assert clock.now() == ORIGIN + timedelta(seconds=30)
        assert clock.elapsed() == timedelta(seconds=30)
        assert clock.rate == 10

    @pytest.mark.asyncio
    async def test_it_waits_in_its_own_time(self) -> None:
        clock = RehearsalClock(ORIGIN, 1000)
        async with asyncio.timeout(30):
            await clock.sleep(timedelta(seconds=5))
        assert clock.elapsed() >= timedelta(seconds=5)

    @pytest.mark.asyncio
    async def test_a_wait_that_is_over_gives_the_loop_its_turn(self) -> None:
        turns: list[str] = []
        asyncio.get_running_loop().call_soon(turns.append, "other")
        await RehearsalClock(ORIGIN, 1).sleep(timedelta(seconds=-5))
        assert turns == ["other"]

    @pytest.mark.asyncio
    async def test_a_wait_ends_at_once_when_the_machine_slept_through_it(self) -> None:
        machine = Machine()
        waiting = asyncio.create_task(RehearsalClock(ORIGIN, 1, machine).sleep(timedelta(hours=3)))
        await asyncio.sleep(0)
        machine.seconds += 4 * 3600
        async with asyncio.timeout(30):
            await waiting


class TestSystem:
    def test_now_is_aware(self) -> None:
        assert SystemClock().now().tzinfo is UTC

    def test_elapsed_never_steps_back(self) -> None:
        clock = SystemClock()
        assert clock.elapsed() <= clock.elapsed()
        assert clock.rate == 1

    @pytest.mark.asyncio
    async def test_it_waits(self) -> None:
        clock = SystemClock()
        begun = clock.elapsed()
        await clock.sleep(timedelta(milliseconds=20))
        await clock.sleep(timedelta(seconds=-1))
        assert clock.elapsed() - begun >= timedelta(milliseconds=19)
