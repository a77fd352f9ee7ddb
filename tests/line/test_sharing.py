"""One poll serves everybody, and the screen talks to nobody but its poller: with real processes."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, aclosing
from pathlib import Path

import psutil
import pytest

from tests.line.stack import events, organisation, record, screen
from wallboard.wire.messages import Delta, Event

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(180)]

LIVE = r'screen\.says badge="Live"'
AGENTS, USERS, SIGN_IN = "/api/v2/analytics/realtime/agents", "/api/v2/users", "/oauth/token"


async def deltas(reader: AsyncGenerator[Event], count: int) -> int:
    """The revision after so many deltas."""
    revision = 0
    async for event in reader:
        if isinstance(event, Delta):
            revision, count = event.revision, count - 1
        if not count:
            break
    return revision


async def test_three_screens_and_ten_readers_cost_what_one_costs(tmp_path: Path) -> None:
    async with organisation(tmp_path) as there, AsyncExitStack() as screens:
        walls = [await screens.enter_async_context(screen(tmp_path)) for _ in range(3)]
        for wall in walls:
            await wall.says(LIVE)
        readers = [events(record(tmp_path)) for _ in range(10)]
        async with AsyncExitStack() as open_readers:
            for reader in readers:
                await open_readers.enter_async_context(aclosing(reader))
            revisions = await asyncio.gather(*(deltas(reader, 4) for reader in readers))
            counts = there.simulator.requests.counts().by_path
        # Every revision is one poll of one page; the poll after the last delta may be on its way.
        assert counts[AGENTS] - max(revisions) in {0, 1}
        assert (counts[SIGN_IN], counts[USERS]) == (1, 1)
        assert set(counts) == {AGENTS, USERS, SIGN_IN}


async def test_the_screen_opens_no_connection_but_to_its_poller(tmp_path: Path) -> None:
    async with organisation(tmp_path), screen(tmp_path) as wall:
        await wall.says(LIVE)
        poller = record(tmp_path)
        seen = psutil.Process(wall.process.pid).net_connections(kind="inet")
        assert seen
        assert {one.raddr.port for one in seen} == {poller.port}
        assert {one.raddr.ip for one in seen} == {"127.0.0.1"}
        assert not [one for one in seen if one.status == psutil.CONN_LISTEN]
