"""Killed at any instant, poller or screen: no second poller, no lost shift, no wrong number. With real processes."""

import asyncio
import random
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import datetime, time, timedelta
from pathlib import Path

import psutil
import pytest

from tests.line.stack import DAY, TODAY, WRAP_UP, Organisation, Program, events, organisation, record, screen
from tests.rows import SHIFT, ZONE, check_rows
from wallboard.wire import run_record
from wallboard.wire.messages import Event, Snapshot

pytestmark = pytest.mark.asyncio

HAS_POLLER = r"poller\.(started|found) "
LONGEST_LIFE_SECONDS = 1.5


async def filled(reader: AsyncGenerator[Event]) -> Snapshot:
    """The first snapshot that shows anything."""
    async with aclosing(reader):
        async for event in reader:
            if isinstance(event, Snapshot) and event.as_of is not None:
                return event
    raise AssertionError("the stream ended without a filled snapshot")


async def check_what_is_shown(folder: Path) -> Snapshot:
    """What any screen is told now is what the record says, in the one shift of the day."""
    shown = await filled(events(record(folder)))
    check_rows(shown, DAY, TODAY, WRAP_UP)
    assert shown.window is not None
    assert shown.window.from_ == datetime.combine(TODAY, SHIFT, ZONE)
    return shown


def shown_order(shown: Snapshot, among: set[str]) -> list[str]:
    """The names in order."""
    return [row.name for row in shown.rows if row.name in among]


def pollers(folder: Path) -> list[int]:
    """The process ids of the pollers of this run directory."""
    found = []
    for process in psutil.process_iter(["pid", "cmdline"]):
        words = process.info["cmdline"] or []
        if "wallboard.poller.main" in words and str(folder / "run") in words:
            found.append(process.info["pid"])
    return found


async def die_sooner_or_later(victim: int, chance: random.Random) -> None:
    """The instant is left to chance; nothing waits for it."""
    await asyncio.sleep(chance.uniform(0, LONGEST_LIFE_SECONDS))
    psutil.Process(victim).kill()


async def kill_the_poller(folder: Path, wall: Program, chance: random.Random) -> None:
    seen = len(wall.lines)
    await die_sooner_or_later(record(folder).pid, chance)
    await wall.says(r"poller\.started ", seen)


async def live_through(there: Organisation, folder: Path, kills: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 no secret depends on it
    last: Snapshot | None = None
    while kills:
        async with screen(folder, spare_children=True) as wall:
            await wall.says(HAS_POLLER)
            while kills:
                kills -= 1
                shown = await check_what_is_shown(folder)
                assert last is None or shown.as_of is None or last.as_of is None or shown.as_of >= last.as_of
                last = shown
                assert pollers(folder) == [record(folder).pid]
                if chance.random() < 0.5:
                    await die_sooner_or_later(wall.process.pid, chance)
                    break
                await kill_the_poller(folder, wall, chance)
    for one in pollers(folder):
        psutil.Process(one).kill()
    assert there.simulator.requests.counts().total > 0


@pytest.mark.timeout(180)
async def test_a_few_kills_leave_no_trace(tmp_path: Path) -> None:
    async with organisation(tmp_path) as there:
        await live_through(there, tmp_path, kills=5, seed=1)


@pytest.mark.slow
@pytest.mark.timeout(1800)
async def test_two_hundred_kills_leave_no_trace(tmp_path: Path) -> None:
    async with organisation(tmp_path) as there:
        await live_through(there, tmp_path, kills=200, seed=2)


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_a_poller_that_stands_still_is_told_and_replaced(tmp_path: Path) -> None:
    async with organisation(tmp_path, rate=1) as there, screen(tmp_path) as wall:
        seen = await wall.says(r'screen\.says badge="Live"')
        before = await check_what_is_shown(tmp_path)
        hung = psutil.Process(record(tmp_path).pid)
        stopped = there.machine_seconds()
        hung.suspend()
        seen = await wall.says(r'badge="Not connected"', seen)
        assert there.machine_seconds() - stopped <= 15 + 2  # and the second in which the screen looks again
        seen = await wall.says(r"poller\.started ", seen)
        assert there.machine_seconds() - stopped <= 45
        await wall.says(r'badge="Live"', seen)
        assert not psutil.pid_exists(hung.pid) or hung.status() == psutil.STATUS_ZOMBIE
        after = await check_what_is_shown(tmp_path)
        assert run_record.read(tmp_path / "run") is not None
        shared = {row.name for row in before.rows} & {row.name for row in after.rows}
        assert len(shared) >= len(before.rows) - 2  # a minute has passed: an agent may have come or gone
        assert shown_order(before, shared)[:8] == shown_order(after, shared)[:8]
        assert before.as_of is not None
        assert after.as_of is not None
        assert after.as_of - before.as_of <= timedelta(minutes=2)


async def test_after_a_power_cut_the_last_ranking_stands_as_old(tmp_path: Path) -> None:
    async with organisation(tmp_path) as there:
        async with screen(tmp_path) as wall:
            await wall.says(r'screen\.says badge="Live"')
            before = await check_what_is_shown(tmp_path)
        await there.go()  # nothing new can come
        async with screen(tmp_path) as wall:
            await wall.says('badge="Stale data" .*banner="STALE DATA .*Genesys Cloud cannot be reached')
            after = await filled(events(record(tmp_path)))
            closed = {row.name: row.closed for row in before.rows}
            assert len(after.rows) == len(before.rows)
            assert all(closed[row.name] <= row.closed <= closed[row.name] + 2 for row in after.rows)
            assert after.as_of is not None
            assert after.as_of.astimezone(ZONE).time() > time(14, 19)
