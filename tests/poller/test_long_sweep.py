"""A poller on an organisation whose pages do not fit into one poll: what its boards show meanwhile."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest

from tests.seats import BEGIN, Seats, seats
from wallboard.board.freshness import Freshness, judge
from wallboard.board.view import ViewSpec, cut
from wallboard.board.window import FixedStart
from wallboard.genesys.exchange import Reply, Request
from wallboard.simulator.realtime import BoundTo
from wallboard.simulator.terms import Terms

pytestmark = pytest.mark.asyncio

TERMS = Terms(page_cap=5, page_token_bound_to=BoundTo.QUERY)
AGENTS = 500  # a hundred pages: 25 s of the budget


@asynccontextmanager
async def swept() -> AsyncIterator[Seats]:
    async with seats(AGENTS, TERMS) as on:
        await on.pass_on(timedelta(seconds=45))
        yield on


def freshness(on: Seats) -> Freshness:
    cadence = on.board.polling.cadence
    return judge(on.board.since_good(on.clock.elapsed()), cadence, timedelta(), timedelta.max)


async def test_nothing_is_shown_until_everybody_has_come_once() -> None:
    async with seats(AGENTS, TERMS) as on:
        await on.pass_on(timedelta(seconds=15))
        assert 0 < len(on.road.newest) < AGENTS
        assert (len(on.board.standings), on.board.as_of, freshness(on)) == (0, None, Freshness.SILENT)
        await on.pass_on(timedelta(seconds=30))
        assert on.shown_at().keys() == set(on.crowd.names)
        assert freshness(on) is Freshness.LIVE


async def test_rows_are_told_as_they_come_and_the_board_is_as_of_the_newest() -> None:
    async with swept() as on:
        seen = set()
        for _ in range(12):
            await on.pass_on(timedelta(seconds=5))
            assert on.board.as_of is not None
            seen.add(on.board.as_of)
            assert on.clock.now() - on.board.as_of <= timedelta(seconds=65)
            rows = cut(on.board.standings, ViewSpec("all", ((0, 300),))).rows
            assert {row.as_of for row in rows} == {None}  # none is older than a sweep takes
        assert len(seen) >= 6


async def test_those_who_are_seen_have_their_names_soon() -> None:
    async with swept() as on:
        await on.pass_on(timedelta(seconds=60))
        rows = cut(on.board.standings, ViewSpec("all", ((0, 100),))).rows
        assert [row.name for row in rows] == [on.crowd.names[row.agent_id] for row in rows]


async def test_on_rollover_the_old_board_stands_and_is_good_until_all_of_the_new_window_have_come() -> None:
    async with swept() as on:
        old, starts = on.board.window, BEGIN + timedelta(minutes=1)
        assert old is not None
        on.cycle._scope = on.cycle._scope.__class__(FixedStart(starts))
        while on.clock.now() < starts + timedelta(seconds=75):
            await on.pass_on(timedelta(seconds=5))
            assert on.board.window is not None
            assert freshness(on) is Freshness.LIVE
            if on.board.window.start == old.start:
                assert len(on.shown_at()) == AGENTS
        assert on.board.window is not None
        assert on.board.window.start > old.start
        assert on.shown_at().keys() == set(on.crowd.names)


@pytest.mark.expected_log_warnings
async def test_a_sweep_that_is_stuck_makes_the_board_late_and_then_stale_though_first_pages_come() -> None:
    async with swept() as on:
        real = on.road.fetch

        async def stuck(base_url: str, request: Request) -> Reply:
            if dict(request.params).get("nextPageToken"):
                return Reply(503, {}, b"")
            return await real(base_url, request)

        on.road.fetch = stuck  # type: ignore[method-assign]
        seen: list[Freshness] = []
        for _ in range(40):
            await on.pass_on(timedelta(seconds=5))
            seen.append(freshness(on))
        assert list(dict.fromkeys(seen)) == [Freshness.LIVE, Freshness.LATE, Freshness.STALE]
        assert on.board.polling.cause is None
        assert on.board.polling.last_error is not None
        assert on.board.polling.last_error.reason == "Genesys Cloud failed with 503"
        on.road.fetch = real  # type: ignore[method-assign]
        await on.pass_on(timedelta(seconds=90))
        assert freshness(on) is Freshness.LIVE
        assert {type(at) for at in on.shown_at().values()} == {datetime}
