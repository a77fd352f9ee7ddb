"""`/v1/credentials` over a real socket: what the screen is answered, and when the owner is told."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from tests.builders import served
from tests.poller.test_credentials import GIVEN, SECRET, Office
from wallboard.genesys.errors import Rejected, Throttled
from wallboard.poller.credentials_api import route
from wallboard.wire.codec import encode

pytestmark = pytest.mark.asyncio


@asynccontextmanager
async def open_office(folder: Path) -> AsyncIterator[tuple[Office, httpx.AsyncClient]]:
    office = Office(folder)
    application = Starlette(routes=[route(office.desk)])
    async with (
        served(lambda _: application) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http,
    ):
        yield office, http


async def test_a_secret_is_kept_and_then_the_owner_is_told(tmp_path: Path) -> None:
    async with open_office(tmp_path) as (office, http), asyncio.timeout(10):
        answer = await http.post("/v1/credentials", content=encode(GIVEN))
        assert (answer.status_code, answer.json()) == (200, {"organisation": "Example Org", "missing": []})
        await office.desk.changed.wait()
        assert office.kept() == SECRET


async def test_a_refusal_is_a_problem_with_its_code(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with open_office(tmp_path) as (office, http):
        office.trouble = Rejected(401, "https://login.x")
        answer = await http.post("/v1/credentials", content=encode(GIVEN))
        assert (answer.status_code, answer.json()["code"]) == (422, "wrong_secret")
        assert "rejects the client secret" in answer.json()["error"]
        assert not office.desk.changed.is_set()
    assert SECRET not in answer.text + caplog.text


async def test_a_wish_to_wait_is_passed_on(tmp_path: Path) -> None:
    async with open_office(tmp_path) as (office, http):
        office.trouble = Throttled(timedelta(seconds=41.2))
        answer = await http.post("/v1/credentials", content=encode(GIVEN))
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "42")


async def test_it_is_forgotten_and_then_the_owner_is_told(tmp_path: Path) -> None:
    async with open_office(tmp_path) as (office, http), asyncio.timeout(10):
        assert (await http.delete("/v1/credentials")).status_code == 404
        assert not office.desk.changed.is_set()
        await office.desk.keep(GIVEN)
        assert (await http.delete("/v1/credentials")).status_code == 204
        await office.desk.changed.wait()
        assert office.backend.entries == {}


async def test_what_cannot_be_read_is_refused_without_a_quotation(tmp_path: Path) -> None:
    async with open_office(tmp_path) as (office, http):
        body = json.dumps({"client_id": 1, "client_secret": SECRET})
        answer = await http.post("/v1/credentials", content=body)
        assert (answer.status_code, SECRET in answer.text, office.proved) == (400, False, [])
        assert (await http.get("/v1/credentials")).status_code == 405
