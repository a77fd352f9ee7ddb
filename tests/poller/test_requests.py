"""What a cycle on the Platform API costs: the same few requests for fifty agents and for fifty thousand.

And that whoever stands on the board is truly active and truly first, from the start of a shift to its end.
"""

import sqlite3
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.builders import NOON, board_info, by_platform
from tests.fakes import ManualClock
from tests.large_organisation import AGGREGATES, COUNTS, STATUSES, USERS, LargeOrganisation, agent_id
from wallboard.board.window import FixedStart
from wallboard.poller.boards import Board
from wallboard.poller.broadcast import Broadcast
from wallboard.poller.cycle import Cycle
from wallboard.poller.history import Bounds, History
from wallboard.poller.keeper import Keeper
from wallboard.poller.pace import Pace
from wallboard.poller.scopes import Scope

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(300)]

CADENCE = timedelta(seconds=30)
SEEN = 100  # rows that a poller keeps true when nobody looks
STEADY = 5  # requests


class Polled:
    """A poller's cycle on an organisation in memory."""

    def __init__(self, organisation: LargeOrganisation) -> None:
        self.organisation = organisation
        organisation.limit = organisation.limit or (0, 300)
        self.clock = ManualClock(NOON)
        session = organisation.genesys.session(self.clock)
        inquiry = by_platform(session)
        inquiry.activity._may_ask_more = lambda _: session.budget.is_spare(1)
        self.board = Board(board_info(), CADENCE)
        broadcast = Broadcast("e", [self.board], self.clock, session.now)
        database = sqlite3.connect(":memory:", check_same_thread=False)
        keeper = Keeper(lambda: History.on(database, Bounds()), ThreadPoolExecutor(1))
        scope = Scope(FixedStart(NOON - timedelta(hours=5)))
        pace = Pace(CADENCE, CADENCE, 100)
        self._people = inquiry.people
        self._cycle = Cycle(scope, pace, inquiry, [self.board], broadcast, keeper, self.clock)

    async def begin(self) -> None:
        """Everybody is known by name, as after any other day."""
        self._people.lists_all = True
        while len(self._people.everybody) < self.organisation.agents:
            await self._people.learn([])

    async def cycles(self, number: int) -> Counter[str]:
        """Run so many; the requests they took."""
        before = Counter(self.organisation.asked)
        for _ in range(number):
            await self._cycle.run()
            self.clock.advance(CADENCE)
        return self.organisation.asked - before

    def first(self, number: int) -> list[str]:
        return [one.agent_id for one in self.board.standings[:number]]

    def truly_first(self, number: int) -> list[str]:
        """By the organisation's own numbers: most closed, then shortest average, then name."""
        closed = self.organisation.closed
        active = sorted(self.organisation.active(), key=lambda one: (-closed(one), not closed(one), one))
        return [agent_id(one) for one in active[:number]]


@pytest.mark.parametrize("agents", [50, 5_000, pytest.param(50_000, marks=pytest.mark.slow)])
async def test_a_steady_cycle_takes_five_requests_at_most(agents: int) -> None:
    on = Polled(LargeOrganisation(agents))
    await on.begin()
    await on.cycles(3)
    took = await on.cycles(4)
    assert took.total() <= STEADY * 4, took
    assert (took[AGGREGATES], took[COUNTS], took[USERS]) == (4, 4, 0)
    seen = min(SEEN, len(on.organisation.active()))
    assert on.first(seen) == on.truly_first(seen)
    assert [one.place for one in on.board.standings[:seen]] == list(range(seen))


@pytest.mark.parametrize("agents", [50, 5_000])
async def test_at_the_start_of_a_shift_everybody_is_at_nought_and_the_first_are_found_at_once(agents: int) -> None:
    organisation = LargeOrganisation(agents)
    organisation.closed = lambda _: 0
    organisation.routing = lambda number: "IDLE" if number % 5 == 0 else "OFF_QUEUE"
    on = Polled(organisation)
    await on.begin()
    took = await on.cycles(1)
    seen = min(SEEN, len(organisation.active()))
    assert on.first(seen) == on.truly_first(seen)
    assert {one.rank for one in on.board.standings} == {1}
    assert all(one.aht is None for one in on.board.standings)
    assert took[STATUSES] <= 12, took


async def test_in_the_evening_the_best_of_the_day_have_gone_and_the_board_shows_who_is_there() -> None:
    organisation = LargeOrganisation(5_000)
    organisation.closed = lambda number: 5_000 - number
    organisation.routing = lambda number: "INTERACTING" if number >= 4_900 else "OFF_QUEUE"
    on = Polled(organisation)
    await on.begin()
    took = await on.cycles(1)
    assert on.first(SEEN) == on.truly_first(SEEN)
    assert took[STATUSES] <= 25, took
    took = await on.cycles(3)
    assert took.total() <= STEADY * 3, took


async def test_whoever_comes_back_is_found_within_minutes_though_nothing_else_tells_of_her() -> None:
    organisation = LargeOrganisation(5_000)
    organisation.closed = lambda number: 5_000 - number
    organisation.routing = lambda number: "IDLE" if number >= 1_000 else "OFF_QUEUE"
    on = Polled(organisation)
    await on.begin()
    await on.cycles(2)
    organisation.routing = lambda number: "IDLE" if number >= 1_000 or number == 7 else "OFF_QUEUE"
    await on.cycles(4)
    assert on.first(1) == [agent_id(7)]


async def test_whoever_closes_something_is_asked_for_at_once() -> None:
    organisation = LargeOrganisation(5_000)
    organisation.routing = lambda number: "IDLE" if number % 2 else "OFF_QUEUE"
    on = Polled(organisation)
    await on.begin()
    await on.cycles(2)
    before = organisation.closed
    organisation.closed = lambda number: 60 if number == 4 else before(number)
    organisation.routing = lambda number: "INTERACTING" if number % 2 or number == 4 else "OFF_QUEUE"
    await on.cycles(1)
    assert on.first(1) == [agent_id(4)]


async def test_a_limit_that_is_half_used_leaves_the_rest_to_others() -> None:
    organisation = LargeOrganisation(5_000)
    organisation.closed = lambda _: 0
    organisation.routing = lambda number: "OFF_QUEUE" if number % 50 else "IDLE"
    organisation.limit = (200, 300)
    on = Polled(organisation)
    await on.begin()
    took = await on.cycles(1)
    assert took[STATUSES] == 3
