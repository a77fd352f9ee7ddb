"""A week of a small board as a process: shifts, newcomers, readers and bad hours. Tells how its memory grew."""

import asyncio
import logging
import random
import sys
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from tests.builders import FakeGenesys, FakeReader, agent_json, board_info, by_realtime, json_reply, page_reply
from tests.growth import Growth
from wallboard.board.ranking import Standing
from wallboard.board.view import ViewSpec
from wallboard.board.window import ShiftStarts
from wallboard.genesys.errors import ServerFailed, Throttled, TimedOut
from wallboard.genesys.exchange import Reply, Request
from wallboard.poller.boards import Board
from wallboard.poller.broadcast import Broadcast, Stream
from wallboard.poller.cycle import Cycle
from wallboard.poller.history import Bounds
from wallboard.poller.keeper import Keeper
from wallboard.poller.loop import PollLoop
from wallboard.poller.pace import Pace
from wallboard.poller.scopes import Scope

ZONE = ZoneInfo("Europe/Berlin")
BEGAN = datetime(2026, 10, 19, 6, tzinfo=ZONE)  # a Monday; in the night to Sunday the clocks are put back
CADENCE = timedelta(minutes=2)
MANY, SHIFTS = 30, (7, 19)


class WeekClock:
    """Time that passes by waiting, and keeps nothing of it."""

    rate = 1.0

    def __init__(self) -> None:
        self._at = BEGAN.astimezone(UTC)
        self.woken = asyncio.Event()
        self.waits = asyncio.Event()

    def now(self) -> datetime:
        return self._at

    def elapsed(self) -> timedelta:
        return self._at - BEGAN

    async def sleep(self, wait: timedelta) -> None:
        """Until the test lets it pass."""
        self.woken.clear()
        self.waits.set()
        await self.woken.wait()
        self._at += wait


class Week:
    """A poll loop over a Genesys Cloud in memory, with its history on a disk."""

    def __init__(self, folder: Path) -> None:
        self.clock = WeekClock()
        self.chance = random.Random(1)  # noqa: S311  nothing secret
        self.genesys = FakeGenesys(self._api)
        self.polls = 0
        self._closed, self._hour = [0] * MANY, 0
        session = self.genesys.session(self.clock)
        self.board = Board(board_info(), CADENCE)
        self.broadcast = Broadcast("e1", [self.board], self.clock, session.now)
        self.keeper = Keeper.open(folder / "history.sqlite", Bounds(days=1))
        scope, pace = Scope(ShiftStarts(tuple(map(time, SHIFTS)), ZONE)), Pace(CADENCE, timedelta(seconds=30), 100)
        cycle = Cycle(scope, pace, by_realtime(session), [self.board], self.broadcast, self.keeper, self.clock)
        self.loop = PollLoop(cycle, [self.board], self.broadcast, session, self.clock, lambda: 0.5)
        self._readers: list[tuple[Stream, FakeReader]] = []

    def _api(self, request: Request) -> Reply:
        if "/users" in request.path:
            people = [{"id": f"agent-{one}", "name": f"Agent {one} of {self.polls // 700}"} for one in range(MANY)]
            return json_reply({"entities": people})
        if self.polls % 97 == 0:
            raise self.chance.choice((TimedOut("late"), ServerFailed(503, None), Throttled(timedelta(seconds=60))))
        return page_reply(*(self._agent(one) for one in range(MANY) if (one + self.polls // 50) % 7))

    def _agent(self, one: int) -> dict[str, object]:
        status = self.chance.choice(("Available", "On a Call", "Wrap-up"))
        closed = self._closed[one]
        return agent_json(f"agent-{one}", closed, handle_ms=closed * 100_000 + one, status=status)

    async def poll(self) -> None:
        """One more, and what screens have to do with it."""
        self.polls += 1
        hour = self.clock.now().astimezone(ZONE).hour
        if hour in SHIFTS and hour != self._hour:
            self._closed = [0] * MANY
        self._hour = hour
        self._closed = [closed + (self.chance.random() < 0.2) for closed in self._closed]
        self.genesys.asked.clear()
        self.genesys.hosts.clear()
        self._screens()
        self.clock.waits.clear()
        self.clock.woken.set()
        await self.clock.waits.wait()
        await self.keeper.names()  # comes after what is being written

    def _screens(self) -> None:
        """A screen comes every seventh poll, and the one before the last goes."""
        for _, reader in self._readers:
            reader.frames.clear()
            reader.messages.clear()
        if self.polls % 7 == 0:
            reader = FakeReader()
            stream = Stream(ViewSpec("all", ((0, 5 + self.polls % 20),)), reader)
            self.broadcast.join(stream)
            self._readers.append((stream, reader))
        if len(self._readers) > 2:
            self.broadcast.leave(self._readers.pop(0)[0])


async def live(polls: int, *, keep_one: bool) -> Growth:
    """So many polls; `keep_one` leaves one row behind of each."""
    growth, kept = Growth(), list[Standing]()
    with TemporaryDirectory() as folder:
        week = Week(Path(folder))
        running = asyncio.create_task(week.loop.run())
        await week.clock.waits.wait()
        for number in range(polls):
            await week.poll()
            if keep_one:
                kept.append(week.board.standings[0])
            if number % 10 == 0:
                growth.look(number)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await week.keeper.close()
    assert week.board.revision > polls * 0.9
    return growth


if __name__ == "__main__":
    logging.disable()
    asyncio.run(live(int(sys.argv[1]), keep_one="keep" in sys.argv)).tell()
