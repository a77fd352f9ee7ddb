"""A large organisation and its poller on one clock that runs on by itself: an hour passes as fast as it is answered.

The organisation is the simulator's crowd behind a real socket; time on the way is the clock's, and so are all waits.
"""

import asyncio
import heapq
import itertools
import json
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

from tests.builders import board_info
from tests.fakes import Always
from wallboard.board.window import FixedStart
from wallboard.genesys.errors import TimedOut
from wallboard.genesys.exchange import Reply, Request
from wallboard.genesys.oauth import Credentials
from wallboard.genesys.realtime import PATH
from wallboard.genesys.realtime_source import RealtimeSource
from wallboard.genesys.session import Endpoints, Session
from wallboard.genesys.source import EVERYBODY
from wallboard.genesys.transport import HttpTransport
from wallboard.host.secret import Secret
from wallboard.poller.activity import Activity
from wallboard.poller.boards import Board
from wallboard.poller.broadcast import Broadcast
from wallboard.poller.cycle import Cycle
from wallboard.poller.history import Bounds, History
from wallboard.poller.inquiry import Inquiry
from wallboard.poller.keeper import Keeper
from wallboard.poller.loop import PollLoop
from wallboard.poller.pace import Pace
from wallboard.poller.people import People
from wallboard.poller.scopes import Scope
from wallboard.poller.statuses import Statuses
from wallboard.simulator.api import GenesysSimulator
from wallboard.simulator.crowd import replay
from wallboard.simulator.day import Replay
from wallboard.simulator.terms import Terms

DAY = date(2026, 11, 23)
ZONE = ZoneInfo("Asia/Jerusalem")
SHIFT = datetime(2026, 11, 23, 7, tzinfo=ZONE).astimezone(UTC)
BEGIN = datetime(2026, 11, 23, 10, tzinfo=ZONE).astimezone(UTC)
CADENCE = LAG = timedelta(seconds=30)
ON_THE_WAY = timedelta(milliseconds=60)
PATIENCE = timedelta(seconds=10)


class HurriedClock:
    """Goes on to whoever sleeps shortest, when it is moved."""

    rate = 1.0

    def __init__(self, now: datetime) -> None:
        self._started = self._now = now
        self._sleepers: list[tuple[datetime, int, asyncio.Event]] = []
        self._numbers = itertools.count()

    def now(self) -> datetime:
        return self._now

    def elapsed(self) -> timedelta:
        return self._now - self._started

    async def sleep(self, wait: timedelta) -> None:
        woken = asyncio.Event()
        heapq.heappush(self._sleepers, (self._now + wait, next(self._numbers), woken))
        await woken.wait()

    def move(self, most: datetime) -> bool:
        """On to the next sleeper, or to `most`; whether anybody woke."""
        if not self._sleepers or self._sleepers[0][0] > most:
            return False
        self._now = max(self._now, self._sleepers[0][0])
        while self._sleepers and self._sleepers[0][0] <= self._now:
            heapq.heappop(self._sleepers)[2].set()
        return True


class Road:
    """The way to the organisation: takes its time, loses some answers, and notes what was told of whom."""

    def __init__(self, transport: HttpTransport, clock: HurriedClock, late: float) -> None:
        self.statuses: Counter[int] = Counter()
        self.asked: list[timedelta] = []
        self.under_way = 0
        self._transport = transport
        self._clock = clock
        self.late = late
        self._chance = Random(7)  # noqa: S311
        self.newest: dict[str, datetime] = {}

    async def fetch(self, base_url: str, request: Request) -> Reply:
        if request.path != "/oauth/token":
            self.asked.append(self._clock.elapsed())
        await self._clock.sleep(ON_THE_WAY)
        self.under_way += 1
        try:
            reply = await self._transport.fetch(base_url, request)
        finally:
            self.under_way -= 1
        if request.path == PATH and self._chance.random() < self.late:
            await self._clock.sleep(PATIENCE)
            raise TimedOut("no whole answer", request.path)
        await self._clock.sleep(ON_THE_WAY)
        self.statuses[reply.status] += 1
        if request.path == PATH and reply.status == 200:
            self._note(json.loads(reply.body))
        return reply

    def _note(self, page: dict[str, dict[str, list[dict[str, str]]]]) -> None:
        as_of = datetime.fromisoformat(str(page["dateTo"]))
        for agent in page["groupBy"]["agent"]:
            self.newest[agent["id"]] = max(as_of, self.newest.get(agent["id"], as_of))


class Seats:
    """A poller on a crowd."""

    def __init__(self, crowd: Replay, clock: HurriedClock, simulator: GenesysSimulator, road: Road, url: str) -> None:
        self.crowd, self.clock, self.simulator, self.road = crowd, clock, simulator, road
        credentials = Credentials(simulator.client_id, Secret(simulator.client_secret))
        self.session = Session(road, Endpoints(url, url), credentials, clock)
        self.board = Board(board_info(), CADENCE)
        broadcast = Broadcast("e", [self.board], clock, self.session.now)
        database = sqlite3.connect(":memory:", check_same_thread=False)
        self.keeper = Keeper(lambda: History.on(database, Bounds()), ThreadPoolExecutor(1))
        self.source = RealtimeSource(self.session, EVERYBODY, "auto")
        activity = Activity(Statuses(), self.session.now, lambda _: False)
        inquiry = Inquiry(self.session, Always(self.source), People(self.session), activity)
        pace = Pace(CADENCE, LAG, "auto")
        self.cycle = Cycle(Scope(FixedStart(SHIFT)), pace, inquiry, [self.board], broadcast, self.keeper, clock)
        self.loop = PollLoop(self.cycle, [self.board], broadcast, self.session, clock, lambda: 0.5)

    def shown_at(self) -> dict[str, datetime]:
        """When what the board knows of each agent was true."""
        table = self.cycle._table
        return {} if table is None else {one.agent_id: one.as_of for one in table.metrics()}

    def oldest_told(self) -> timedelta:
        """The age of the oldest agent as the screens were told last."""
        ranking = self.board.standings._ranking
        everybody = map(ranking.of, ranking.everybody)
        return self.clock.now() - min(map(ranking.seen_at, everybody), default=self.clock.now())

    def most_in_a_minute(self) -> int:
        """The most requests of any minute, counted afresh."""
        asked, most, first = self.road.asked, 0, 0
        for last, at in enumerate(asked):
            while at - asked[first] >= timedelta(minutes=1):
                first += 1
            most = max(most, last - first + 1)
        return most

    async def pass_on(self, span: timedelta) -> None:
        """Let so much time pass."""
        end = self.clock.now() + span
        idle = 0
        while idle < 10:
            for _ in range(8):
                await asyncio.sleep(0)
            if self.road.under_way:
                await asyncio.sleep(0.0005)
            elif self.clock.move(end):
                idle = 0
            else:  # what a thread does has no clock
                idle += 1
                await asyncio.sleep(0.0005)
            if self.clock.now() >= end:
                return
        self.clock._now = end


@cache
def crowd(agents: int) -> Replay:
    """Made once."""
    return replay(agents, 7, DAY, ZONE)


@asynccontextmanager
async def seats(agents: int, terms: Terms, late: float = 0.0) -> AsyncIterator[Seats]:
    """A crowd of so many and its poller, polling; a share of the answers comes too late."""
    clock = HurriedClock(BEGIN)
    simulator = GenesysSimulator(crowd(agents), clock, terms)
    async with simulator.served() as url:
        network = HttpTransport.open("wallboard/test")
        on = Seats(crowd(agents), clock, simulator, Road(network, clock, late), url)
        polling = asyncio.create_task(on.loop.run())
        try:
            yield on
        finally:
            polling.cancel()
            await asyncio.gather(polling, return_exceptions=True)
            await network.close()
            await on.keeper.close()
