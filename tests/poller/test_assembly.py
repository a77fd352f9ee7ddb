"""The parts of a service, as they are joined from a settings file."""

import sqlite3
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.builders import FakeGenesys
from wallboard.genesys.session import KEEPS_NOTHING
from wallboard.host import settings
from wallboard.host.secret import Secret
from wallboard.poller.assembly import Carriers, Service, build, clock_of
from wallboard.poller.history import Bounds, History
from wallboard.poller.keeper import Keeper
from wallboard.poller.sign_in import SignIn
from wallboard.wire.messages import Reconciled, Window

pytestmark = pytest.mark.asyncio

TODAY = date(2026, 11, 23)

GENESYS = """
    [genesys]
    client_id = "the-id"
    client_secret = "the-secret"
    base_url = "http://127.0.0.1:8700/"
    poll_interval = 45
    lag = 60
"""
BOARDS = """
    [[boards]]
    id = "all"
    title = "All agents"
    time_zone = "Asia/Jerusalem"
    shift_starts = ["07:00", "15:00"]
    [[boards]]
    id = "again"
    title = "The same in another room"
    time_zone = "Asia/Jerusalem"
    shift_starts = ["15:00", "07:00"]
    [[boards]]
    id = "north"
    title = "North"
    time_zone = "Asia/Jerusalem"
    shift_starts = ["07:00", "15:00"]
    group_ids = ["g-1"]
    [[boards]]
    id = "contest"
    title = "November"
    since = 2026-11-01T00:00:00+02:00
"""


@asynccontextmanager
async def built(text: str) -> AsyncIterator[Service]:
    database = sqlite3.connect(":memory:", check_same_thread=False)
    keeper = Keeper(lambda: History.on(database, Bounds()), ThreadPoolExecutor(1))
    carriers = Carriers(FakeGenesys(), FakeGenesys())
    with TemporaryDirectory() as state:
        chosen = settings.parse(text)
        sign_in = SignIn(Secret("the-secret"), KEEPS_NOTHING)
        yield build(chosen, sign_in, carriers, keeper, Path(state), clock_of(chosen))
    await keeper.close()


class TestBuilt:
    async def test_boards_of_one_scope_share_a_loop(self) -> None:
        async with built(GENESYS + BOARDS) as service:
            shared = [sorted(board.info.id for board in loop._boards) for loop in service.loops]
        assert sorted(shared) == [["again", "all"], ["contest"], ["north"]]

    async def test_the_boards_of_the_loops_are_those_that_are_served(self) -> None:
        async with built(GENESYS + BOARDS) as service:
            polled = {board.info.id: board for loop in service.loops for board in loop._boards}
            assert set(service.api.boards) == set(polled) == {"all", "again", "north", "contest"}
            assert all(service.api.boards[one] is polled[one] for one in polled)

    async def test_what_the_settings_say_is_told_to_the_screens(self) -> None:
        async with built(GENESYS + BOARDS) as service:
            about = service.api.about
            assert (about.lag_s, about.cadence_s, about.rehearsal) == (60.0, 45.0, None)
            assert [(one.id, one.shift_starts, one.since is None) for one in about.boards] == [
                ("all", ["07:00", "15:00"], True),
                ("again", ["15:00", "07:00"], True),
                ("north", ["07:00", "15:00"], True),
                ("contest", [], False),
            ]
            assert {board.polling.cadence for board in service.api.boards.values()} == {timedelta(seconds=45)}

    async def test_a_rehearsal_has_a_clock_of_its_own(self) -> None:
        rehearsal = "[rehearsal]\norigin = 2026-11-23T14:20:00+02:00\nrate = 20.0\n"
        async with built(GENESYS + BOARDS + rehearsal) as service:
            assert service.api.clock.rate == 20.0
            assert service.api.now().date() == TODAY
            assert service.api.about.rehearsal is not None

    async def test_every_start_has_an_epoch_of_its_own(self) -> None:
        async with built(GENESYS + BOARDS) as one, built(GENESYS + BOARDS) as other:
            assert one.broadcast.epoch != other.broadcast.epoch
            assert one.broadcast.epoch.isalnum()


class TestReconciling:
    async def test_nothing_is_asked_again_unless_the_settings_say_so(self) -> None:
        async with built(GENESYS + BOARDS) as service:
            assert service.reconciling == []

    async def test_each_scope_whose_shifts_end_has_a_task_that_tells_all_its_boards(self) -> None:
        async with built(GENESYS + BOARDS + "[reconcile]\nautomatic = true\nafter_minutes = 90\n") as service:
            tasks = {one._path: one for one in service.reconciling}
            assert len(tasks) == len(service.reconciling) == 2  # a contest has no end
            assert {one._after for one in service.reconciling} == {timedelta(minutes=90)}
            begun = datetime(2026, 11, 23, 5, tzinfo=UTC)
            results = [Reconciled(Window(begun, begun), begun, number, 0) for number in range(2)]
            for task, result in zip(service.reconciling, results, strict=True):
                task._tell(result)
            told = {name: board.reconciled for name, board in service.api.boards.items()}
            assert told["all"] is told["again"] is not None
            assert {told["all"], told["north"]} == set(results)
            assert told["contest"] is None
