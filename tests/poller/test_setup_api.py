"""What a poller that lacks something serves, over a real socket: that, and nothing else."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from tests.builders import NOON, served
from tests.fakes import ManualClock
from wallboard.poller.setup_api import SetupApi, left_alone
from wallboard.wire.boards import Boards
from wallboard.wire.codec import decode
from wallboard.wire.setup import Setup

pytestmark = pytest.mark.asyncio

SETUP = Setup("settings", "There is no settings file yet.", ["mypurecloud.ie"])


async def asked(api: SetupApi, path: str) -> httpx.Response:
    application = api.application()
    async with (
        served(lambda _: application) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http,
    ):
        return await http.get(path)


async def test_there_is_no_board_and_what_is_lacking_is_told() -> None:
    api = SetupApi(SETUP, ManualClock(NOON))
    boards = decode(Boards, (await asked(api, "/v1/boards")).content)
    assert (boards.boards, boards.setup, boards.now) == ([], SETUP, NOON)
    api.setup = Setup("secret", "locked", [], "mypurecloud.ie", None, "3f6c")
    assert decode(Boards, (await asked(api, "/v1/boards")).content).setup == api.setup


async def test_it_lives_and_is_not_ready() -> None:
    answer = await asked(SetupApi(SETUP, ManualClock(NOON)), "/v1/health")
    assert answer.status_code == 503
    assert (answer.json()["live"], answer.json()["ready"]) == (True, False)
    assert (await asked(SetupApi(SETUP, ManualClock(NOON)), "/v1/status")).json()["boards"] == []


@pytest.mark.parametrize("path", ["/v1/views", "/v1/boards/all/snapshot", "/v1/boards/", "/metrics"])
async def test_nothing_else_is_served(path: str) -> None:
    answer = await asked(SetupApi(SETUP, ManualClock(NOON)), path)
    assert answer.status_code == 404
    assert answer.json()["error"]


async def test_it_is_left_alone_once_no_screen_has_asked_for_a_while() -> None:
    clock = ManualClock(NOON)
    api = SetupApi(SETUP, clock)
    alone = asyncio.create_task(left_alone(api, clock, timedelta(seconds=60)))
    await asyncio.sleep(0)
    clock.advance(timedelta(seconds=50))
    await asked(api, "/v1/boards")
    clock.advance(timedelta(seconds=10))
    await asked(api, "/v1/health")  # a monitor's question is no screen's
    assert not alone.done()
    clock.advance(timedelta(seconds=50))
    async with asyncio.timeout(5):
        await alone
