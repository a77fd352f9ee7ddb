"""Fifty thousand seats through a sliding three hundred requests a minute: nobody refused, nobody old, nobody lost."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from tests.seats import LAG, SHIFT, Seats, seats
from wallboard.board.agents import AgentId
from wallboard.board.freshness import Freshness, judge
from wallboard.board.view import ViewSpec, cut
from wallboard.board.window import MetricsWindow
from wallboard.simulator.delay import Delay
from wallboard.simulator.faults import Chaos
from wallboard.simulator.limits import LimitKind, RateLimit
from wallboard.simulator.realtime import PATH, BoundTo
from wallboard.simulator.terms import Terms
from wallboard.simulator.timeline import look_at

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(1_800)]

STEP, MINUTE = timedelta(seconds=5), timedelta(minutes=1)
A_SWEEP = 500 / (0.8 * 300) * MINUTE
# With an end for each page, and where a chain keeps its first one.
BOUNDS = {BoundTo.QUERY: LAG + A_SWEEP, BoundTo.WINDOW: LAG + 2 * A_SWEEP}
SLACK = 1.1


@dataclass(frozen=True)
class Span:
    """For how long an organisation is watched that allows so many requests a minute, and has pages for 125 s."""

    passes: timedelta
    allowed: int
    a_page: int = 100

    @property
    def pages(self) -> int:
        return self.allowed * 5 // 3

    @property
    def agents(self) -> int:
        return self.pages * self.a_page

    @property
    def terms(self) -> Terms:
        limit = RateLimit(self.allowed, kind=LimitKind.SLIDING)
        return Terms(rate_limit=limit, page_cap=self.a_page, page_token_bound_to=BoundTo.QUERY)


SPANS = [
    pytest.param(Span(5 * MINUTE, 180, 10), id="five minutes"),
    pytest.param(Span(60 * MINUTE, 300), id="an hour of 50,000 seats", marks=pytest.mark.slow),
]


@asynccontextmanager
async def everybody_known(terms: Terms, agents: int) -> AsyncIterator[Seats]:
    """From when the first sweep is complete."""
    async with seats(agents, terms) as on:
        for _ in range(200):
            await on.pass_on(STEP)
            if on.shown_at():
                break
        yield on


def check_the_board(on: Seats) -> None:
    """Everybody stands there once, with what is true of her at the instant that is told of her."""
    shown_at = on.shown_at()
    assert shown_at.keys() == set(on.crowd.names)
    first = cut(on.board.standings, ViewSpec("all", ((0, 300),))).rows
    assert [row.place for row in first] == list(range(300))
    assert len({row.agent_id for row in first}) == 300
    ranking = on.board.standings._ranking
    for row in first[::10]:
        seen_at = ranking.seen_at(ranking.of(row.agent_id))
        assert row.as_of in {None, seen_at}
        assert row.closed == truly_closed(on, row.agent_id, seen_at)


def truly_closed(on: Seats, agent: AgentId, as_of: datetime) -> int:
    window = MetricsWindow(SHIFT, as_of)
    return look_at(on.crowd.timelines[agent], window, on.clock.now(), Delay()).closed


def freshness(on: Seats) -> Freshness:
    cadence = on.board.polling.cadence
    return judge(on.board.since_good(on.clock.elapsed()), cadence, timedelta(), timedelta.max)


async def watch(on: Seats, span: timedelta) -> tuple[timedelta, set[Freshness]]:
    """The age of the oldest agent that a screen was told of in that time, and how good the board was."""
    oldest, seen = timedelta(), set[Freshness]()
    for step in range(round(span / STEP)):
        await on.pass_on(STEP)
        oldest = max(oldest, on.oldest_told())
        seen.add(freshness(on))
        if step % 60 == 0:
            check_the_board(on)
            # What the board says is as new as the newest answer is, but for the pages since it was told last.
            assert all(on.road.newest[agent] >= at for agent, at in on.shown_at().items())
    return oldest, seen


@pytest.mark.parametrize("bound_to", BoundTo)
@pytest.mark.parametrize("span", SPANS)
async def test_nobody_is_refused_old_or_lost(bound_to: BoundTo, span: Span) -> None:
    async with everybody_known(replace(span.terms, page_token_bound_to=bound_to), span.agents) as on:
        begun = len(on.road.asked)
        oldest, seen = await watch(on, span.passes)
        assert on.road.statuses[429] == 0
        assert oldest <= SLACK * BOUNDS[bound_to], oldest
        assert seen == {Freshness.LIVE}
        assert on.most_in_a_minute() <= 0.8 * span.allowed
        assert len(on.road.asked) - begun >= 0.95 * 0.8 * span.allowed * (span.passes / MINUTE)
        budget = on.board.polling.budget
        assert (budget.share, budget.predicted) == (round(0.8 * span.allowed), 2 * span.pages)
        assert budget.sweep_s is not None
        assert oldest <= 2 * timedelta(seconds=budget.sweep_s)


@pytest.mark.slow
async def test_with_a_thousand_on_a_page_nobody_is_older_than_seventy_five_seconds() -> None:
    thousands = Span(2 * MINUTE, 300)
    async with everybody_known(replace(thousands.terms, page_cap=1_000), thousands.agents) as on:
        oldest, seen = await watch(on, thousands.passes)
        assert (on.road.statuses[429], on.road.statuses[400], seen) == (0, 0, {Freshness.LIVE})
        assert oldest <= timedelta(seconds=75), oldest


@pytest.mark.expected_log_warnings
@pytest.mark.parametrize("span", SPANS)
async def test_in_chaos_the_board_is_never_blocked_nobody_is_lost_and_ages_are_honest(span: Span) -> None:
    """Five of a hundred answers are refused, break down, break off or come too late."""
    async with everybody_known(span.terms, span.agents) as on:
        on.simulator.faults.break_loose(Chaos(0.05, seed=3, late=0.0, path=PATH))
        on.road.late = 0.01
        polls = on.board.polling.polls
        _, seen = await watch(on, span.passes)
        assert seen <= {Freshness.LIVE, Freshness.LATE}
        assert on.board.polling.polls - polls >= 0.8 * (span.passes / timedelta(seconds=30))
        assert {429, 503} & on.road.statuses.keys()
        on.simulator.faults.clear()
        on.road.late = 0.0
        await on.pass_on(5 * MINUTE)
        assert on.oldest_told() <= SLACK * BOUNDS[BoundTo.QUERY]
        check_the_board(on)
