"""One organisation read in both ways, at twenty instants of each recorded day, and each against the file itself."""

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from tests.builders import by_itself, by_platform
from tests.poller.test_cycle import LAG, TODAY, Line, at, line
from tests.rows import ACTIVE, SHIFT, recorded
from tests.truth import DAYS, Conversation, conversations, truth
from wallboard.board.agents import AgentId
from wallboard.genesys.errors import Hidden
from wallboard.genesys.source import SourceKind
from wallboard.simulator.directory import BRANCH, division_of
from wallboard.simulator.terms import Contract, Terms
from wallboard.wire.messages import Row, Snapshot

pytestmark = pytest.mark.asyncio

WRAP_UP = timedelta(seconds=20)
INSTANTS = [at("07:20:00") + number * timedelta(minutes=46, seconds=17) for number in range(20)]
PLATFORM_ALONE = Terms(contract=Contract.PLATFORM)
STEADY = 5


def closed_in(own: list[Conversation], start: datetime, end: datetime) -> list[Conversation]:
    """The platform counts a conversation where it closes, also one that began before the window."""
    return [one for one in own if start < one.closes <= end]


def check_platform(shown: Snapshot, day: date, now: datetime) -> None:
    """Counts at the window's end, statuses now: every row against the file, and every average exact."""
    assert shown.as_of == now - LAG
    assert shown.status_as_of == now
    end, start = recorded(shown.as_of, day, TODAY), datetime.combine(day, SHIFT)
    doing = truth(day, recorded(now, day, TODAY), start, WRAP_UP)
    assert {row.name for row in shown.rows} == {name for name, one in doing.items() if one.status in ACTIVE}
    for row in shown.rows:
        closed = closed_in(conversations(day, WRAP_UP)[row.name], start, end)
        handled = sum((one.closes - one.answer for one in closed), timedelta())
        assert (row.closed, row.status, row.status_as_of) == (len(closed), doing[row.name].status, None), row.name
        assert row.aht_ms == (round(handled / timedelta(milliseconds=1) / len(closed)) if closed else None)
        assert row.aht_bound_ms == (0 if closed else None)
        if row.status == "On a Call":
            assert row.call_since is not None
            began = recorded(row.call_since, day, TODAY)
            own = conversations(day, WRAP_UP)[row.name]
            assert began == min(one.answer for one in own if one.answer <= recorded(now, day, TODAY) < one.hangup)


def check_same(one: Row, other: Row, started_before: Counter[str]) -> None:
    """The realtime row and the platform row of one agent."""
    assert one.closed + started_before[one.name] == other.closed, one.name
    if started_before[one.name] or one.aht_ms is None or other.aht_ms is None:
        return
    if one.aht_bound_ms is None:
        assert other.aht_ms <= one.aht_ms
    else:
        assert abs(one.aht_ms - other.aht_ms) <= one.aht_bound_ms, one.name


def check_order(realtime: list[Row], platform: list[Row], started_before: Counter[str]) -> None:
    """The same order, up to rows of equal closed whose bounds overlap."""
    places = {row.name: row.place for row in platform}
    rows = [row for row in realtime if row.name in places and not started_before[row.name]]
    for above, below in pairwise(rows):
        exact = above.aht_bound_ms == 0 and below.aht_bound_ms == 0
        if above.closed > below.closed or (exact and above.aht_ms != below.aht_ms):
            assert places[above.name] < places[below.name], (above, below)


async def moved_to(on: Line, instant: datetime) -> Snapshot:
    on.clock.advance(instant - on.clock.now())
    await on.cycle.run()
    return on.snapshot()


@pytest.mark.parametrize("day", DAYS, ids=str)
async def test_both_ways_tell_the_same(day: date) -> None:
    start = datetime.combine(day, SHIFT)
    async with (
        line(day, INSTANTS[0] - timedelta(minutes=1), WRAP_UP, asking=by_itself) as realtime,
        line(day, INSTANTS[0] - timedelta(minutes=1), WRAP_UP, asking=by_itself, terms=PLATFORM_ALONE) as platform,
    ):
        compared = 0
        for instant in INSTANTS:
            one, other = await moved_to(realtime, instant), await moved_to(platform, instant)
            check_platform(other, day, instant)
            end = recorded(instant - LAG, day, TODAY)
            before = Counter(
                {
                    name: sum(each.answer < start for each in closed_in(own, start, end))
                    for name, own in conversations(day, WRAP_UP).items()
                }
            )
            there = {row.name: row for row in other.rows}
            for row in one.rows:
                if row.name in there:
                    check_same(row, there[row.name], before)
                    compared += 1
            check_order(one.rows, other.rows, before)
        assert compared > 100
        kinds = [on.board.question.kind for on in (realtime, platform) if on.board.question is not None]
        assert kinds == [SourceKind.REALTIME, SourceKind.PLATFORM]


async def test_a_steady_cycle_takes_few_requests() -> None:
    async with line(DAYS[1], at("14:20:00"), WRAP_UP, asking=by_platform, terms=PLATFORM_ALONE) as on:
        await on.cycle.run()
        before = on.simulator.requests.counts().total
        for _ in range(10):
            on.clock.advance(timedelta(seconds=30))
            await on.cycle.run()
        assert on.simulator.requests.counts().total - before <= STEADY * 10


async def test_a_division_that_is_lost_undoes_nobodys_work() -> None:
    """Whoever is hidden is told like one who has done nothing: her last numbers stay, and grow old."""
    async with line(DAYS[1], at("11:00:00"), WRAP_UP, asking=by_platform, terms=PLATFORM_ALONE) as on:
        await on.cycle.run()
        before = on.snapshot()
        on.simulator.role.withhold([], [BRANCH.id])
        on.clock.advance(timedelta(seconds=30))
        with pytest.raises(Hidden) as caught:
            await on.cycle.run()
        after = on.snapshot()
        assert (after.as_of, after.rows) == (before.as_of, before.rows)
        of_the_branch = [row for row in before.rows if division_of(AgentId(row.id)) == BRANCH and row.closed]
        assert caught.value.agents is not None
        assert caught.value.agents >= len(of_the_branch) >= 1
        on.simulator.role.withhold([], [])
        on.clock.advance(timedelta(seconds=30))
        await on.cycle.run()
        check_platform(on.snapshot(), DAYS[1], on.clock.now())
