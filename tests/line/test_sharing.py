"""One poll serves everybody, and the screen talks to nobody but its poller: with real processes."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, aclosing
from pathlib import Path

import psutil
import pytest

from tests.line.stack import Organisation, events, organisation, record, screen
from wallboard.wire.messages import Delta, Event

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(180)]

LIVE = r'screen\.says badge="Live"'
AGENTS, USERS, SIGN_IN = "/api/v2/analytics/realtime/agents", "/api/v2/users", "/oauth/token"
LIMITS = "/api/v2/organizations/limits/namespaces/platform.api"  # asked once, beside the numbers


async def cost(there: Organisation, reader: AsyncGenerator[Event]) -> tuple[int, int]:
    """How many revisions came from the third delta to the seventh, and how many requests were made meanwhile."""
    seen: list[tuple[int, int]] = []
    async for event in reader:
        if isinstance(event, Delta):
            seen.append((event.revision, there.simulator.requests.counts().by_path[AGENTS]))
        if len(seen) == 7:
            break
    return seen[-1][0] - seen[2][0], seen[-1][1] - seen[2][1]


async def test_three_screens_and_ten_readers_cost_what_one_costs(tmp_path: Path) -> None:
    async with organisation(tmp_path) as there, AsyncExitStack() as screens:
        walls = [await screens.enter_async_context(screen(tmp_path)) for _ in range(3)]
        for wall in walls:
            await wall.says(LIVE)
        async with AsyncExitStack() as open_readers:
            readers = [await open_readers.enter_async_context(aclosing(events(record(tmp_path)))) for _ in range(10)]
            costs = await asyncio.gather(*(cost(there, reader) for reader in readers))
        assert costs == [(4, 4)] * 10  # one request a revision, whoever looks
        counts = there.simulator.requests.counts().by_path
        pictures = {path: asked for path, asked in counts.items() if path.startswith("/pictures/")}
        assert pictures
        assert set(pictures.values()) == {1}
        assert counts.keys() - pictures.keys() - {LIMITS} == {AGENTS, USERS, SIGN_IN}
        assert (counts[SIGN_IN], counts[USERS]) == (1, 1)


async def test_the_screen_opens_no_connection_but_to_its_poller(tmp_path: Path) -> None:
    async with organisation(tmp_path), screen(tmp_path) as wall:
        await wall.says(LIVE)
        poller = record(tmp_path)
        seen = psutil.Process(wall.process.pid).net_connections(kind="inet")
        assert seen
        assert {one.raddr.port for one in seen} == {poller.port}
        assert {one.raddr.ip for one in seen} == {"127.0.0.1"}
        assert not [one for one in seen if one.status == psutil.CONN_LISTEN]
