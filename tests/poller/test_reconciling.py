"""Shifts are reconciled by themselves: each once, some time after its end, on a clock that the test moves."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.builders import agent_look
from tests.fakes import ManualClock
from wallboard.board.agents import AgentId
from wallboard.board.window import MetricsWindow, ShiftStarts
from wallboard.genesys.errors import GenesysError, Unreachable
from wallboard.poller.past import KeptWindow
from wallboard.poller.reconcile import Limits, Line, compared, figures_of_look
from wallboard.poller.reconciliation import Ended
from wallboard.poller.reconciling import Reconciling, result_path
from wallboard.wire.messages import Reconciled, Window

pytestmark = pytest.mark.asyncio

SHIFTS = ShiftStarts((time(7), time(19)), ZoneInfo("UTC"))
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
SEVEN = datetime(2026, 11, 23, 7, tzinfo=UTC)
NIGHT = Ended(SEVEN - 12 * HOUR, SEVEN)
TOVA = AgentId("tova")


def as_of(ended: Ended) -> datetime:
    return ended.over_at - MINUTE


class FakeArchive:
    """Keeps every window, in which Tova had closed 4; now she has closed `told`."""

    def __init__(self) -> None:
        self.told = 4
        self.lacks = False
        self.trouble: GenesysError | RuntimeError | None = None
        self.asked: list[Ended] = []

    async def find(self, begun: datetime) -> KeptWindow | None:
        end = SHIFTS.first_after(begun) - MINUTE
        return None if self.lacks else KeptWindow(MetricsWindow(begun, end), end, {})

    async def compare(self, kept: KeptWindow, ended: Ended) -> tuple[Line, ...]:
        assert kept.window.start == ended.begun
        self.asked.append(ended)
        if self.trouble is not None:
            raise self.trouble
        sides: Sequence[int] = (4, self.told)
        then, now = (figures_of_look(agent_look("tova", closed, 100 * closed), ended.begun) for closed in sides)
        return compared({TOVA: then}, {TOVA: now}, {}, Limits(), aligned=True)


class AlarmClock(ManualClock):
    """One sleeper's clock, which tells when she is asleep."""

    def __init__(self, now: datetime) -> None:
        super().__init__(now)
        self.asleep = asyncio.Event()
        self._wakes = self.now()

    def advance(self, by: timedelta) -> None:
        super().advance(by)
        if self.now() >= self._wakes:
            self.asleep.clear()

    async def sleep(self, wait: timedelta) -> None:
        assert wait > timedelta()
        self._wakes = self.now() + wait
        self.asleep.set()
        await super().sleep(wait)


class Desk:
    """The task on a clock that is moved by hand."""

    def __init__(self, start: datetime, path: Path, after: timedelta = HOUR) -> None:
        self.clock = AlarmClock(start)
        self.archive = FakeArchive()
        self.told: list[Reconciled] = []
        self._after, self._path = after, path

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(
            Reconciling(
                SHIFTS, self._after, self.archive, self.told.append, self._path, self.clock, self.clock.now
            ).run()
        )
        await self.clock.asleep.wait()
        try:
            yield
        finally:
            assert not task.done()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def pass_time(self, by: timedelta, step: timedelta = 10 * MINUTE) -> None:
        until = self.clock.now() + by
        while self.clock.now() < until:
            self.clock.advance(min(step, until - self.clock.now()))
            await self.clock.asleep.wait()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "reconciled.json"


@pytest.fixture
def unreadable(path: Path) -> None:
    path.write_bytes(b'{"window": 7}')


class TestWhen:
    async def test_a_shift_is_reconciled_an_hour_after_its_end_and_once(self, path: Path) -> None:
        desk = Desk(SEVEN - MINUTE, path)
        desk.archive.lacks = True
        async with desk.running():
            desk.archive.lacks = False
            await desk.pass_time(HOUR)
            assert desk.archive.asked == []
            await desk.pass_time(MINUTE)
            assert desk.archive.asked == [NIGHT]
            await desk.pass_time(11 * HOUR)
            assert desk.archive.asked == [NIGHT]
            await desk.pass_time(HOUR)
            assert [one.begun for one in desk.archive.asked] == [NIGHT.begun, SEVEN]

    async def test_one_that_ended_while_nothing_ran_is_reconciled_at_the_start(self, path: Path) -> None:
        desk = Desk(SEVEN + 5 * HOUR, path)
        async with desk.running():
            assert desk.archive.asked == [NIGHT]

    async def test_a_time_longer_than_a_shift_leaves_no_shift_out(self, path: Path) -> None:
        desk = Desk(SEVEN, path, after=20 * HOUR)
        async with desk.running():
            await desk.pass_time(48 * HOUR)
        begun = [one.begun for one in desk.archive.asked]
        assert begun == [SEVEN + hours * 12 * HOUR for hours in (-3, -2, -1, 0, 1)][: len(begun)]
        assert len(begun) == 5

    async def test_a_wait_is_never_so_long_that_a_clock_put_right_is_missed(self, path: Path) -> None:
        desk = Desk(SEVEN + 5 * HOUR, path)
        async with desk.running():
            await desk.pass_time(2 * HOUR)
        assert max(desk.clock.waits) == 10 * MINUTE


class TestResult:
    async def test_it_is_told_kept_and_told_again_after_a_restart_without_asking(self, path: Path) -> None:
        desk = Desk(SEVEN + 2 * HOUR, path)
        async with desk.running():
            window = Window(NIGHT.begun, as_of(NIGHT))
            assert desk.told == [Reconciled(window, SEVEN + 2 * HOUR, agents=1, differing=0)]
        again = Desk(SEVEN + 3 * HOUR, path)
        async with again.running():
            assert again.told == desk.told
            assert again.archive.asked == []

    async def test_what_differs_by_too_much_is_counted_and_warned_of(
        self, path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        desk = Desk(SEVEN + 2 * HOUR, path)
        desk.archive.told = 9
        async with desk.running():
            assert [(one.agents, one.differing) for one in desk.told] == [(1, 1)]
        (record,) = [one for one in caplog.records if one.message == "reconcile.done"]
        assert (record.levelname, vars(record)["differing"]) == ("WARNING", 1)

    async def test_a_shift_of_which_nothing_is_kept_is_passed_over(self, path: Path) -> None:
        desk = Desk(SEVEN + 2 * HOUR, path)
        desk.archive.lacks = True
        async with desk.running():
            await desk.pass_time(HOUR)
        assert (desk.told, desk.archive.asked) == ([], [])

    @pytest.mark.usefixtures("unreadable")
    async def test_a_file_that_cannot_be_read_is_no_result(self, path: Path) -> None:
        desk = Desk(SEVEN + 2 * HOUR, path)
        async with desk.running():
            assert len(desk.told) == 1
            assert desk.archive.asked == [NIGHT]

    async def test_a_disk_that_takes_nothing_keeps_no_result_back(self, tmp_path: Path) -> None:
        desk = Desk(SEVEN + 2 * HOUR, tmp_path / "no such folder" / "reconciled.json")
        async with desk.running():
            assert len(desk.told) == 1

    async def test_each_scope_has_a_file_of_its_own(self, tmp_path: Path) -> None:
        assert result_path(tmp_path, "one") != result_path(tmp_path, "other")
        assert result_path(tmp_path, "one").parent == tmp_path


class TestTrouble:
    async def test_an_organisation_that_does_not_answer_is_asked_again_later(self, path: Path) -> None:
        desk = Desk(SEVEN + 2 * HOUR, path)
        desk.archive.trouble = Unreachable("gone")
        async with desk.running():
            await desk.pass_time(20 * MINUTE)
            assert (len(desk.archive.asked), desk.told) == (3, [])
            desk.archive.trouble = None
            await desk.pass_time(20 * MINUTE)
            assert (len(desk.archive.asked), len(desk.told)) == (4, 1)

    async def test_after_six_tries_the_next_shift_is_waited_for(self, path: Path) -> None:
        desk = Desk(SEVEN + 2 * HOUR, path)
        desk.archive.trouble = Unreachable("gone")
        async with desk.running():
            await desk.pass_time(9 * HOUR)
            assert len(desk.archive.asked) == 6
            desk.archive.trouble = None
            await desk.pass_time(9 * HOUR)
            assert desk.archive.asked[6].begun == SEVEN

    async def test_a_fault_of_our_own_ends_nothing(self, path: Path, caplog: pytest.LogCaptureFixture) -> None:
        desk = Desk(SEVEN + 2 * HOUR, path)
        desk.archive.trouble = RuntimeError("a bug")
        async with desk.running():
            desk.archive.trouble = None
            await desk.pass_time(10 * MINUTE)
            assert len(desk.told) == 1
        assert "reconcile.unexpected" in {one.message for one in caplog.records}
