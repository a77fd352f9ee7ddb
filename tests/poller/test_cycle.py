"""The whole line from the recorded calls to the rows of a snapshot, against what the file itself says."""

import contextlib
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

import msgspec
import pytest

from tests.builders import by_realtime
from tests.fakes import ManualClock
from tests.rows import SHIFT, ZONE, check_rows, expected
from tests.truth import CALLS, DAYS, Truth
from wallboard.board import view
from wallboard.board.freshness import Freshness, judge
from wallboard.board.movement import Since
from wallboard.board.rules import USUAL, Rules
from wallboard.board.view import ViewSpec
from wallboard.board.window import ShiftStarts
from wallboard.genesys.errors import BadReply, Unreachable
from wallboard.genesys.exchange import Reply, Request
from wallboard.genesys.oauth import Credentials
from wallboard.genesys.realtime import PATH
from wallboard.genesys.session import Endpoints, Session
from wallboard.genesys.transport import HttpTransport
from wallboard.host.secret import Secret
from wallboard.poller import events
from wallboard.poller.boards import Board
from wallboard.poller.broadcast import Broadcast
from wallboard.poller.cycle import Cycle
from wallboard.poller.history import Bounds, History
from wallboard.poller.inquiry import Inquiry
from wallboard.poller.keeper import Keeper
from wallboard.poller.pace import Pace
from wallboard.poller.scopes import Scope
from wallboard.simulator.api import GenesysSimulator
from wallboard.simulator.calls import read_calls
from wallboard.simulator.day import Replay, lay
from wallboard.simulator.terms import STANDARD_TERMS, Terms
from wallboard.wire.boards import BoardInfo
from wallboard.wire.messages import Snapshot

pytestmark = pytest.mark.asyncio

TODAY = date(2026, 11, 23)
CADENCE = timedelta(seconds=30)
LAG = timedelta(seconds=30)


class PcClock:
    """The organisation's clock as this machine has it: `off` by a while, at the same pace."""

    rate = 1.0

    def __init__(self, right: ManualClock) -> None:
        self._right = right
        self.off = timedelta()

    def now(self) -> datetime:
        return self._right.now() + self.off

    def elapsed(self) -> timedelta:
        return self._right.elapsed()

    async def sleep(self, wait: timedelta) -> None:
        await self._right.sleep(wait)


class Breakable:
    """The real transport, until `good_for` requests have passed."""

    def __init__(self, transport: HttpTransport) -> None:
        self._transport = transport
        self.good_for: int | None = None

    async def fetch(self, base_url: str, request: Request) -> Reply:
        if self.good_for is not None:
            if self.good_for == 0:
                raise Unreachable("broken off by the test")
            self.good_for -= 1
        return await self._transport.fetch(base_url, request)


@dataclass
class Line:
    """A poller's cycle on a simulated organisation, both on one clock that the test moves."""

    day: date
    wrap_up: timedelta
    clock: ManualClock
    simulator: GenesysSimulator
    cycle: Cycle
    board: Board
    transport: "Breakable"
    pc_clock: "PcClock"

    def snapshot(self) -> Snapshot:
        cut = view.cut(self.board.standings, ViewSpec("all", ((0, 300),)))
        return events.snapshot_of(self.board, cut, "e", 1, timedelta())

    def expected(self, as_of: datetime) -> dict[str, Truth]:
        return expected(as_of, self.day, TODAY, self.wrap_up)


def at(clock_time: str) -> datetime:
    return datetime.combine(TODAY, time.fromisoformat(clock_time), ZONE)


@cache
def replay(day: date, wrap_up: timedelta) -> Replay:
    with CALLS.open(encoding="utf-8") as file:
        return lay(read_calls(file).calls, day, TODAY, ZONE, wrap_up)


def freshness(on: Line) -> Freshness:
    return judge(on.board.since_good(on.clock.elapsed()), CADENCE, timedelta(), timedelta.max)


def forgetful() -> Keeper:
    """A history in memory, where a whole day needs no disk."""
    database = sqlite3.connect(":memory:", check_same_thread=False)
    return Keeper(lambda: History.on(database, Bounds()), ThreadPoolExecutor(1))


@asynccontextmanager
async def line(
    day: date,
    start: datetime,
    wrap_up: timedelta = timedelta(),
    max_records: int = 100,
    keeper: Keeper | None = None,
    asking: Callable[[Session, int], Inquiry] = by_realtime,
    terms: Terms = STANDARD_TERMS,
    rules: Rules = USUAL,
) -> AsyncIterator[Line]:
    clock = ManualClock(start)
    pc = PcClock(clock)
    simulator = GenesysSimulator(replay(day, wrap_up), clock, terms)
    async with simulator.served() as base_url:
        network = HttpTransport.open("wallboard/test")
        transport = Breakable(network)
        credentials = Credentials(simulator.client_id, Secret(simulator.client_secret))
        session = Session(transport, Endpoints(base_url, base_url), credentials, pc)
        board = Board(BoardInfo("all", "All agents", "Asia/Jerusalem", ["07:00"], None), CADENCE, rules=rules)
        broadcast = Broadcast("e", [board], pc, session.now)
        scope = Scope(ShiftStarts((SHIFT,), ZONE))
        pace = Pace(CADENCE, LAG, max_records)
        kept = keeper or forgetful()
        cycle = Cycle(scope, pace, asking(session, max_records), [board], broadcast, kept, pc)
        yield Line(day, wrap_up, clock, simulator, cycle, board, transport, pc)
        await network.close()
        if keeper is None:
            await kept.close()


def check(on: Line) -> Counter[str]:
    """Every row against the file; how many rows were exact, bounded or not known yet."""
    shown = on.snapshot()
    assert shown.as_of == on.clock.now() - LAG
    return check_rows(shown, on.day, TODAY, on.wrap_up)


NO_WRAP_UP, SOME = timedelta(), timedelta(seconds=20)
CASES = [*((day, NO_WRAP_UP) for day in DAYS), (DAYS[1], SOME)]
NAMES = [*map(str, DAYS), f"{DAYS[1]} with 20 s of wrap-up"]


async def check_between(day: date, wrap_up: timedelta, start: str, end: str) -> Counter[str]:
    """Every half minute from start to end."""
    kinds: Counter[str] = Counter()
    async with line(day, at(start), wrap_up) as on:
        while on.clock.now() < at(end):
            await on.cycle.run()
            kinds += check(on)
            on.clock.advance(CADENCE)
    return kinds


@pytest.mark.parametrize(("day", "wrap_up"), CASES, ids=NAMES)
async def test_the_busy_hours_are_the_recorded_ones(day: date, wrap_up: timedelta) -> None:
    for start, end in (("07:00:40", "07:40:00"), ("10:30:00", "11:45:00"), ("20:40:00", "21:20:00")):
        await check_between(day, wrap_up, start, end)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize(("day", "wrap_up"), CASES, ids=NAMES)
async def test_a_whole_day_is_the_recorded_day(day: date, wrap_up: timedelta) -> None:
    kinds = await check_between(day, wrap_up, "07:00:40", "23:59:00")
    assert not kinds["unknown"]
    assert kinds["exact"] / (kinds["exact"] + kinds["bounded"]) > (0.6 if wrap_up else 0.75), kinds


@pytest.mark.parametrize("day", DAYS, ids=str)
async def test_a_poller_started_a_minute_ago_is_never_wrong(day: date) -> None:
    for hour in range(8, 23, 3):
        for minute in ("03:11", "38:47"):
            async with line(day, at(f"{hour:02}:{minute}"), max_records=7) as on:  # three pages
                for _ in range(3):
                    await on.cycle.run()
                    check(on)
                    on.clock.advance(CADENCE)


async def test_a_sweep_that_breaks_off_keeps_the_others_and_says_whose_numbers_are_newer() -> None:
    async with line(DAYS[1], at("14:20:00"), max_records=7) as on:
        await on.cycle.run()
        before = on.snapshot()
        on.clock.advance(timedelta(minutes=5))
        on.transport.good_for = 1  # the first of three pages
        with pytest.raises(Unreachable):
            await on.cycle.run()
        after = on.snapshot()
        assert (after.as_of, after.updated_at, after.total) == (before.as_of, before.updated_at, before.total)
        newer = {row.name for row in after.rows if row.as_of is not None}
        assert 0 < len(newer) <= 7
        assert all(row.as_of in {None, on.clock.now() - LAG} for row in after.rows)
        old, now = on.expected(at("14:19:30")), on.expected(at("14:24:30"))
        for row in after.rows:
            assert row.closed == (now if row.name in newer else old)[row.name].closed


async def test_a_new_shift_keeps_the_old_board_until_its_first_good_poll() -> None:
    async with line(DAYS[1], datetime.combine(TODAY, time(7, 0, 20), ZONE), max_records=7) as on:
        await on.cycle.run()  # the lag reaches back into yesterday's shift
        assert on.snapshot().window is not None
        before = on.snapshot()
        on.clock.advance(CADENCE)
        on.transport.good_for = 2
        with pytest.raises(Unreachable):
            await on.cycle.run()
        assert on.snapshot() == before
        on.transport.good_for = None
        await on.cycle.run()
        window = on.snapshot().window
        assert window is not None
        assert window.from_ == at("07:00:00")
        check(on)


async def test_before_the_first_good_poll_nothing_is_shown() -> None:
    async with line(DAYS[1], at("14:20:00"), max_records=7) as on:
        on.transport.good_for = 3
        with pytest.raises(Unreachable):
            await on.cycle.run()
        shown = on.snapshot()
        assert (shown.rows, shown.as_of, shown.total) == ([], None, None)


async def test_names_that_cannot_be_had_do_not_hold_up_the_numbers() -> None:
    async with line(DAYS[1], at("14:20:00")) as on:
        on.transport.good_for = 2  # the sign-in and the one page
        await on.cycle.run()
        assert all(row.name.startswith("Agent ") for row in on.snapshot().rows)
        on.transport.good_for = None
        await on.cycle.run()
        check(on)


async def test_earlier_looks_make_the_first_averages_exact() -> None:
    async with line(DAYS[1], at("14:20:00")) as on:
        await on.cycle.run()
        kinds = check(on)
        assert not kinds["unknown"]
        assert on.simulator.requests.counts().by_path[PATH] <= 7  # now and at most six instants before


async def test_after_a_gap_earlier_looks_narrow_what_closed_meanwhile() -> None:
    bounds = {}
    for gap in (CADENCE, timedelta(minutes=45)):
        async with line(DAYS[1], at("13:30:00")) as on:
            await on.cycle.run()
            on.clock.advance(gap)
            await on.cycle.run()
            check(on)
            bounds[gap] = max(row.aht_bound_ms or 0 for row in on.snapshot().rows if row.closed > 50)
    # Two looks a minute apart among fifty conversations: never the 45 minutes divided by fifty.
    assert bounds[timedelta(minutes=45)] <= 20_000


async def test_after_hours_of_sleep_nothing_looks_live_until_the_first_poll_and_then_all_is_right() -> None:
    async with line(DAYS[1], at("09:30:00")) as on:
        await on.cycle.run()
        on.clock.advance(timedelta(hours=4))
        assert freshness(on) is Freshness.STALE
        await on.cycle.run()
        assert freshness(on) is Freshness.LIVE
        assert not check(on)["unknown"]


@pytest.mark.parametrize("wrong_by", [timedelta(minutes=7), timedelta(minutes=-7), timedelta(days=-400)], ids=str)
async def test_a_pc_clock_that_is_changed_changes_no_number(wrong_by: timedelta) -> None:
    async with line(DAYS[1], at("14:20:00")) as on:
        await on.cycle.run()
        on.pc_clock.off = wrong_by
        for _ in range(3):
            on.clock.advance(CADENCE)
            with contextlib.suppress(BadReply):  # one poll may ask for an instant that is still to come
                await on.cycle.run()
        shown = on.snapshot()
        assert shown.as_of is not None
        assert abs(on.clock.now() - LAG - shown.as_of) <= timedelta(seconds=1)  # the header tells whole seconds
        check_rows(shown, on.day, TODAY, on.wrap_up)
        assert freshness(on) is Freshness.LIVE


@pytest.mark.parametrize("since", Since)
async def test_a_restart_stands_where_it_stopped(tmp_path: Path, since: Since) -> None:
    path = tmp_path / "history.sqlite"
    keeper = Keeper.open(path, Bounds())
    async with line(DAYS[1], at("13:40:00"), keeper=keeper) as on:
        on.board.movement_since = since
        for _ in range(80):
            await on.cycle.run()
            await keeper.names()  # comes after what is being written
            on.clock.advance(CADENCE)
        before = on.snapshot()
    await keeper.close()
    again = Keeper.open(path, Bounds())
    async with line(DAYS[1], at("14:21:00"), keeper=again) as on:
        on.board.movement_since = since
        await on.cycle.restore()
        after = on.snapshot()
        # Pictures are kept with the people, who lie in a file of their own.
        assert after.rows == [msgspec.structs.replace(row, picture=None) for row in before.rows]
        assert (after.as_of, after.updated_at, after.window, after.reference_at) == (
            before.as_of,
            before.updated_at,
            before.window,
            before.reference_at,
        )
        assert judge(on.board.since_good(on.clock.elapsed()), CADENCE, timedelta(), timedelta.max) is Freshness.STALE
        await on.cycle.run()
        assert not check(on)["unknown"]
    await again.close()


@pytest.mark.parametrize("wrong_by", [timedelta(days=-1), timedelta(days=-5000)])
async def test_a_restart_before_what_was_kept_tells_no_age_until_genesys_cloud_has_spoken(
    tmp_path: Path, wrong_by: timedelta
) -> None:
    path = tmp_path / "history.sqlite"
    keeper = Keeper.open(path, Bounds())
    async with line(DAYS[1], at("14:20:00"), keeper=keeper) as on:
        await on.cycle.run()
    await keeper.close()
    again = Keeper.open(path, Bounds())
    async with line(DAYS[1], at("14:21:00"), keeper=again) as on:
        on.pc_clock.off = wrong_by
        await on.cycle.restore()
        assert on.snapshot().rows
        assert on.board.since_good(on.clock.elapsed()) is None
        await on.cycle.run()
        assert freshness(on) is Freshness.LIVE
    await again.close()
