"""The poll loop: waits as the schedule says, tells every screen each time, logs the edge."""

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest

from tests.builders import CADENCE, NOON, FakeGenesys, FakeReader, agent_json, board_info, by_realtime, page_reply
from tests.fakes import ManualClock
from wallboard.board.view import ViewSpec
from wallboard.board.window import FixedStart
from wallboard.genesys.errors import Forbidden, GenesysError, Rejected, ServerFailed, Throttled, TimedOut
from wallboard.genesys.exchange import Reply, Request
from wallboard.poller.boards import Board
from wallboard.poller.broadcast import Broadcast, Stream
from wallboard.poller.cycle import Cycle
from wallboard.poller.history import Bounds, History
from wallboard.poller.keeper import Keeper
from wallboard.poller.loop import PollLoop
from wallboard.poller.pace import Pace
from wallboard.poller.scopes import Scope
from wallboard.wire.messages import Budget, Cause, Delta, Snapshot, Status

pytestmark = [pytest.mark.asyncio, pytest.mark.expected_log_warnings]

LAG = timedelta(seconds=30)


class SteppedClock(ManualClock):
    """Tells each wait as it begins."""

    def __init__(self, now: datetime) -> None:
        super().__init__(now)
        self.begun: asyncio.Queue[timedelta] = asyncio.Queue()

    async def sleep(self, wait: timedelta) -> None:
        self.begun.put_nowait(wait)
        await super().sleep(wait)


class Polling:
    """A running loop over a Genesys Cloud in memory; `trouble` is what the next polls meet."""

    def __init__(self, *board_ids: str) -> None:
        self.clock = SteppedClock(NOON)
        self.trouble: GenesysError | None = None
        self.takes = timedelta()
        self.genesys = FakeGenesys(self._api)
        session = self.genesys.session(self.clock)
        self.boards = [Board(board_info(one), CADENCE) for one in board_ids]
        self.broadcast = Broadcast("e1", self.boards, self.clock, session.now)
        self.readers = [FakeReader() for _ in board_ids]
        for one, reader in zip(board_ids, self.readers, strict=True):
            self.broadcast.join(Stream(ViewSpec(one, ((0, 9),)), reader))
        scope = Scope(FixedStart(NOON - timedelta(hours=5)))
        pace, shown = Pace(CADENCE, LAG, 100), self.boards
        database = sqlite3.connect(":memory:", check_same_thread=False)
        self.keeper = Keeper(lambda: History.on(database, Bounds()), ThreadPoolExecutor(1))
        cycle = Cycle(scope, pace, by_realtime(session), shown, self.broadcast, self.keeper, self.clock)
        self.loop = PollLoop(cycle, shown, self.broadcast, session, self.clock, lambda: 0.5)
        self._running: asyncio.Task[None] | None = None

    def _api(self, request: Request) -> Reply:
        if request.path.endswith("/users"):
            return Reply(200, {"x-ratelimit-remaining": "7"}, b'{"entities": []}')
        self.clock.advance(self.takes)
        if self.trouble is not None:
            raise self.trouble
        return Reply(200, {"x-ratelimit-remaining": "8"}, page_reply(agent_json("tova", 3, handle_ms=30_000)).body)

    def start(self) -> None:
        self._running = asyncio.create_task(self.loop.run())

    async def end(self) -> None:
        if self._running is not None:
            self._running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._running
        await self.keeper.close()

    async def wait(self) -> float:
        """The seconds of the wait that begins now."""
        assert self._running is not None
        begun = asyncio.create_task(self.clock.begun.get())
        await asyncio.wait({begun, self._running}, return_when=asyncio.FIRST_COMPLETED)
        if self._running.done():
            begun.cancel()
            self._running.result()
        return (await begun).total_seconds()

    async def again(self) -> float:
        """One more poll; the wait after it."""
        self.clock.advance(timedelta(hours=1))
        return await self.wait()

    def statuses(self, reader: int = 0) -> list[Status]:
        return [one for one in self.readers[reader].events() if isinstance(one, Status)][1:]  # the first came by itself


@asynccontextmanager
async def polling(*board_ids: str, before: Callable[[Polling], None] = lambda _: None) -> AsyncIterator[Polling]:
    running = Polling(*(board_ids or ("all",)))
    before(running)
    running.start()
    try:
        yield running
    finally:
        await running.end()


class TestWaits:
    async def test_good_polls_begin_one_cadence_apart_however_long_they_take(self) -> None:
        async with polling() as running:
            assert await running.wait() == 30
            running.takes = timedelta(seconds=12)
            assert await running.again() == 18
            running.takes = timedelta(seconds=42)
            assert await running.again() == 0

    async def test_failures_back_off_and_a_good_poll_forgets_them(self) -> None:
        async with polling() as running:
            await running.wait()
            running.trouble = TimedOut("late")
            assert [await running.again() for _ in range(3)] == [5.25, 10.5, 21]
            running.trouble = None
            assert await running.again() == 30
            running.trouble = ServerFailed(503, None)
            assert await running.again() == 5.25

    async def test_the_servers_wish_is_obeyed(self) -> None:
        async with polling() as running:
            await running.wait()
            running.trouble = Throttled(timedelta(seconds=90))
            assert await running.again() == 91

    async def test_nobody_is_asked_before_the_wait_is_over(self) -> None:
        async with polling() as running:
            await running.wait()
            asked = len(running.genesys.hosts)
            running.clock.advance(timedelta(seconds=29.999))
            for _ in range(20):
                await asyncio.sleep(0)
            assert len(running.genesys.hosts) == asked
            running.clock.advance(timedelta(milliseconds=1))
            await running.wait()
            assert len(running.genesys.hosts) == asked + 1


class TestTold:
    async def test_every_poll_is_told_to_every_board_of_the_scope(self) -> None:
        async with polling("all", "north") as running:
            await running.wait()
            running.trouble = TimedOut("late")
            await running.again()
            running.trouble = None
            await running.again()
            for reader in (0, 1):
                causes = [one.cause for one in running.statuses(reader)]
                assert causes == [None, Cause("timeout"), None]
            assert [(board.polling.polls, board.polling.streak) for board in running.boards] == [(3, 0), (3, 0)]

    async def test_the_numbers_come_before_their_status(self) -> None:
        async with polling() as running:
            await running.wait()
            await running.again()
            told = [type(one) for one in running.readers[0].events()[2:]]
            assert told == [Snapshot, Status, Delta, Status]

    async def test_a_status_tells_the_next_try_and_what_is_left_of_the_rate_limit(self) -> None:
        async with polling() as running:
            await running.wait()
            good = running.statuses()[0]
            assert (good.freshness, good.since_good_ms, good.cadence_s) == ("live", 0, 30.0)
            assert good.next_try_at == NOON + CADENCE
            assert good.budget == Budget(None, 7, None, used=2, share=240, predicted=2)
            running.trouble = Throttled(timedelta(hours=8))
            await running.again()
            throttled = running.statuses()[1]
            assert throttled.cause == Cause("throttled", 429, 8 * 3_600_000)
            assert throttled.next_try_at == running.clock.now() + timedelta(hours=8, seconds=1)
            assert (throttled.freshness, throttled.since_good_ms) == ("stale", 3_600_000)

    async def test_failures_in_a_row_are_counted(self) -> None:
        async with polling() as running:
            await running.wait()
            for trouble in (TimedOut("late"), ServerFailed(500, None), Throttled(None)):
                running.trouble = trouble
                await running.again()
            assert running.boards[0].polling.streak == 3

    async def test_the_first_poll_of_all_may_fail(self) -> None:
        def fail(running: Polling) -> None:
            running.trouble = Rejected(401, "https://login")

        async with polling(before=fail) as running:
            assert await running.wait() == 300
            (status,) = running.statuses()
            cause = Cause("wrong_secret", 401, detail="https://login")
            assert (status.freshness, status.cause, status.since_good_ms) == ("silent", cause, None)


class TestLog:
    async def test_the_edge_is_logged_and_not_the_level(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.INFO, "wallboard.poller.loop")
        script: list[GenesysError | None] = [
            None,
            TimedOut("late"),
            TimedOut("late again"),
            ServerFailed(503, "c-1"),
            Forbidden("/x", "no", None),
            None,
            None,
        ]
        async with polling("all", "north") as running:
            await running.wait()
            for trouble in script:
                running.trouble = trouble
                await running.again()
        told = [(one.levelname, one.getMessage(), vars(one).get("cause")) for one in caplog.records]
        assert told == [
            ("INFO", "poll.good", None),
            ("WARNING", "poll.bad", "timeout"),
            ("WARNING", "poll.bad", "server_error"),
            ("WARNING", "poll.bad", "forbidden"),
            ("INFO", "poll.good", None),
        ]
        assert {vars(one)["boards"] for one in caplog.records} == {"all,north"}
        assert vars(caplog.records[2])["reason"] == "Genesys Cloud failed with 503 (contextId c-1)"


async def test_a_loop_that_is_cancelled_ends() -> None:
    async with polling() as running:
        await running.wait()
    assert running.boards[0].polling.polls == 1


async def test_an_error_that_nobody_thought_of_is_a_failed_poll_and_the_wall_lives_on() -> None:
    async with polling("all") as running:
        await running.wait()
        answers = running.genesys.api

        def mistake(_: Request) -> Reply:
            raise ZeroDivisionError

        running.genesys.api = mistake
        await running.again()
        assert running.boards[0].polling.cause == Cause("bad_reply")
        running.genesys.api = answers
        await running.again()
        assert running.boards[0].polling.cause is None
