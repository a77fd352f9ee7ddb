"""Whoever goes away is missed on the screen in the right words, and welcome back: with real processes.

What can go wrong inside an organisation that is there is in tests.line.test_faults.
"""

import re
from pathlib import Path

import pytest

from tests.line.stack import organisation, record, screen

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(180)]

LIVE = r'screen\.says badge="Live" notice="(Reconnected after [^"]+)?" '
FAILED = r'screen\.says .*notice="Genesys Cloud cannot be reached, retrying"'


async def test_an_organisation_that_is_gone_is_told_and_found_again(tmp_path: Path) -> None:
    async with organisation(tmp_path) as there, screen(tmp_path) as wall:
        seen = await wall.says(LIVE)
        await there.go()
        seen = await wall.says(FAILED, seen)
        seen = await wall.says('badge="Stale data" .*Genesys Cloud cannot be reached; next try in', seen)
        await there.come()
        await wall.says(LIVE, seen)


async def test_a_killed_poller_is_replaced(tmp_path: Path) -> None:
    async with organisation(tmp_path), screen(tmp_path) as wall:
        seen = await wall.says(LIVE)
        first = record(tmp_path)
        wall.kill_child(first.pid)
        await wall.says("feed.mended", seen)
        if not re.search(LIVE, [line for line in wall.lines if "screen.says" in line][-1]):
            await wall.says(LIVE, seen)
        assert record(tmp_path).pid != first.pid


async def test_an_organisation_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    async with organisation(tmp_path) as there:
        await there.go()
        async with screen(tmp_path) as wall:
            seen = await wall.says('instead="No data yet Genesys Cloud cannot be reached; next try in')
            await there.come()
            await wall.says(LIVE, seen)
