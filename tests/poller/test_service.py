"""The service, running against a simulated organisation."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

import httpx
import pytest

from tests.builders import event_of
from tests.truth import CALLS
from wallboard.genesys.session import KEEPS_NOTHING
from wallboard.host import settings
from wallboard.host.clock import RehearsalClock
from wallboard.host.secret import Secret
from wallboard.poller import lease
from wallboard.poller.assembly import Service
from wallboard.poller.service import Places, running
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

    async def test_a_record_that_cannot_be_written_is_told_plainly_and_closes_the_port(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_run_directory: Path, handshake: Handshake) -> NoReturn:
            ports.append(handshake.port)
            raise OSError(28, "No space left on device")

        ports: list[int] = []
        monkeypatch.setattr(lease, "announce", fail)
        with pytest.raises(OSError, match="No space left"):
            async with run(tmp_path):
                pass
        with pytest.raises(OSError, match=r"[Cc]onnect"):
            await asyncio.open_connection("127.0.0.1", *ports)

    async def test_it_tells_which_api_is_read_and_what_that_costs(self, tmp_path: Path) -> None:
        async with run(tmp_path) as on:
            async with asyncio.timeout(PATIENCE):
                while not (report := (await on.http.get("/v1/status")).json())["boards"][0]["polls"]:  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
            assert report["boards"][0]["api"] == "realtime"
            assert report["costs"]["requests_a_minute"]["GET /api/v2/analytics/realtime/agents"] >= 2
            assert json.loads((on.places.state / "api.json").read_text())["kind"] == "realtime"

    async def test_a_picture_and_an_explanation_of_the_first_agent(self, tmp_path: Path) -> None:
        async with run(tmp_path) as on:
            async with asyncio.timeout(PATIENCE):
                while not (rows := (await on.http.get("/v1/boards/all/snapshot")).json()["rows"]):  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
            pictured = next(row for row in rows if row["picture"])
            answer = await on.http.get(f"/v1/boards/all/agents/{pictured['id']}/picture")
            assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
            told = (await on.http.get(f"/v1/boards/all/agents/{rows[0]['id']}/explain")).json()
            assert (told["name"], told["rank"], told["source"]) == (rows[0]["name"], 1, "realtime")
            assert told["query"]["path"] == "/api/v2/analytics/realtime/agents"
