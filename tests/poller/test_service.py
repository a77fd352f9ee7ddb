"""The service as it is built from a settings file, and running against a simulated organisation."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest

from tests.builders import event_of
from tests.truth import CALLS
from wallboard.genesys.session import KEEPS_NOTHING
from wallboard.genesys.transport import HttpTransport
from wallboard.host import settings
from wallboard.host.clock import RehearsalClock
from wallboard.host.secret import Secret
from wallboard.poller import lease
from wallboard.poller.history import Bounds, History
from wallboard.poller.keeper import Keeper
from wallboard.poller.service import Places, Service, build, running
from wallboard.poller.sign_in import SignIn
from wallboard.simulator.api import GenesysSimulator
from wallboard.simulator.calls import read_calls
from wallboard.simulator.day import lay
from wallboard.wire import run_record
from wallboard.wire.messages import Handshake, Snapshot

pytestmark = pytest.mark.asyncio

ZONE = ZoneInfo("Asia/Jerusalem")
TODAY = date(2026, 11, 23)
PATIENCE = 15.0

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
    transport = HttpTransport.open("wallboard/test")
    database = sqlite3.connect(":memory:", check_same_thread=False)
    keeper = Keeper(lambda: History.on(database, Bounds()), ThreadPoolExecutor(1))
    yield build(settings.parse(text), SignIn(Secret("the-secret"), KEEPS_NOTHING), transport, keeper, None)
    await keeper.close()
    await transport.close()


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


class Running:
    """A running service on a simulated organisation, asked over its own port."""

    def __init__(self, service: Service, handshake: Handshake, http: httpx.AsyncClient, places: Places) -> None:
        self.service = service
        self.handshake = handshake
        self.http = http
        self.places = places


@asynccontextmanager
async def run(tmp_path: Path) -> AsyncIterator[Running]:
    origin = datetime(2026, 11, 23, 14, 20, tzinfo=ZONE)
    with CALLS.open(encoding="utf-8") as lines:
        replay = lay(read_calls(lines).calls, date(1999, 2, 2), TODAY, ZONE, timedelta())
    simulator = GenesysSimulator(replay, RehearsalClock(origin, 20.0))
    places = Places(tmp_path / "run", tmp_path / "state")
    places.run.mkdir()
    places.state.mkdir()
    announced: list[Handshake] = []
    async with simulator.served() as base_url:
        text = f"""
            [genesys]
            client_id = "{simulator.client_id}"
            client_secret = "{simulator.client_secret}"
            base_url = "{base_url}"
            [[boards]]
            id = "all"
            title = "All agents"
            time_zone = "Asia/Jerusalem"
            shift_starts = ["07:00"]
            [rehearsal]
            origin = "{origin.isoformat()}"
            rate = 20.0
        """
        sign_in = SignIn(Secret(simulator.client_secret), KEEPS_NOTHING)
        with lease.held(places.run):
            async with running(settings.parse(text), sign_in, places, announced.append) as service:
                (handshake,) = announced
                headers = {"Authorization": f"Bearer {handshake.token}"}
                here = f"http://127.0.0.1:{handshake.port}"
                async with httpx.AsyncClient(base_url=here, headers=headers, trust_env=False) as http:
                    yield Running(service, handshake, http, places)


class TestRunning:
    async def test_a_screen_that_reads_the_record_sees_rows(self, tmp_path: Path) -> None:
        async with run(tmp_path) as on:
            assert run_record.read(on.places.run) == on.handshake
            view = await on.http.post("/v1/views", json={"board": "all", "ranges": [(0, 300)]})
            rows = 0
            async with (
                asyncio.timeout(PATIENCE),
                on.http.stream("GET", f"/v1/views/{view.json()['id']}/events") as answer,
            ):
                text = b""
                async for chunk in answer.aiter_bytes():
                    text += chunk
                    *frames, text = text.split(b"\n\n")
                    events = [event_of(frame + b"\n\n") for frame in frames]
                    rows = max([rows, *(len(one.rows) for one in events if isinstance(one, Snapshot))])
                    if rows:
                        break
            assert rows > 5

    async def test_each_start_has_a_token_of_its_own_and_nobody_gets_in_with_another(self, tmp_path: Path) -> None:
        async with run(tmp_path) as on:
            answer = await on.http.get("/v1/boards", headers={"Authorization": "Bearer x" + on.handshake.token})
            assert answer.status_code == 401
            assert len(on.handshake.token) >= 32
            assert (await on.http.get("/v1/boards")).status_code == 200

    async def test_when_it_ends_its_port_is_closed_and_its_tasks_are_gone(self, tmp_path: Path) -> None:
        before = asyncio.all_tasks()
        async with run(tmp_path) as on:
            port = on.handshake.port
        assert asyncio.all_tasks() == before
        with pytest.raises(OSError, match=r"[Cc]onnect"):
            await asyncio.open_connection("127.0.0.1", port)
        assert run_record.read(on.places.run) is None

    async def test_what_fails_inside_is_not_swallowed(self, tmp_path: Path) -> None:
        with pytest.raises(ExceptionGroup) as caught:
            async with run(tmp_path):
                raise ZeroDivisionError
        assert caught.group_contains(ZeroDivisionError)
