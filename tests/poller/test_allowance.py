"""What the organisation allows: asked soon after the start, once a day, and an hour after a failure."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from tests.builders import NOON, FakeGenesys, json_reply
from tests.fakes import ManualClock
from wallboard.genesys.exchange import Reply
from wallboard.poller.allowance import Allowance

pytestmark = pytest.mark.asyncio

LIMITS = json_reply({"entities": [{"key": "client.credentials.token.rate.per.minute", "value": 300}]})


class Running:
    def __init__(self) -> None:
        self.clock = ManualClock(NOON)
        self.reply = LIMITS
        self.genesys = FakeGenesys(lambda _: self.reply)
        self.session = self.genesys.session(self.clock)
        self.allowance = Allowance(self.session, self.clock)

    async def wait(self) -> timedelta:
        """The wait that begins next, once whatever is under way is over."""
        waits = len(self.clock.waits)
        async with asyncio.timeout(10):
            while len(self.clock.waits) == waits:  # noqa: ASYNC110  a fake clock tells nobody
                await asyncio.sleep(0)
        return self.clock.waits[-1]


@asynccontextmanager
async def running() -> AsyncIterator[Running]:
    there = Running()
    task = asyncio.create_task(there.allowance.run())
    await there.wait()
    try:
        yield there
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_the_limit_is_asked_for_after_the_first_numbers_and_then_daily() -> None:
    async with running() as there:
        assert there.allowance.a_minute != 300
        there.clock.advance(timedelta(seconds=20))
        assert await there.wait() == timedelta(days=1)
        assert there.allowance.a_minute == 300
        assert there.session.budget.told_allowed == 300


@pytest.mark.parametrize("reply", [Reply(500, {}, b""), Reply(200, {}, b"<html>")])
async def test_a_failure_is_tried_again_after_an_hour_and_changes_nothing(reply: Reply) -> None:
    async with running() as there:
        there.clock.advance(timedelta(seconds=20))
        await there.wait()
        there.reply = reply
        there.clock.advance(timedelta(days=1))
        assert await there.wait() == timedelta(hours=1)
        assert there.allowance.a_minute == 300
