"""A served simulator with a client that is signed in, for tests that go over a real socket."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from tests.fakes import ManualClock
from tests.truth import CALLS
from wallboard.simulator.api import STANDARD_TERMS, GenesysSimulator, Terms
from wallboard.simulator.calls import CallFile, read_calls
from wallboard.simulator.day import Replay, lay
from wallboard.simulator.realtime import to_text

ZONE = ZoneInfo("Asia/Jerusalem")
TODAY = date(2026, 11, 23)
DAY = date(1999, 2, 2)
AGENTS = "/api/v2/analytics/realtime/agents"
ALL_METRICS = "agentStatus,conversationCount,conversationCountClosed,handleTime"


@cache
def recorded_calls() -> CallFile:
    with CALLS.open(encoding="utf-8") as lines:
        return read_calls(lines)


@cache
def recorded_day(day: date = DAY, wrap_up: timedelta = timedelta(seconds=20)) -> Replay:
    return lay(recorded_calls().calls, day, TODAY, ZONE, wrap_up)


def at(clock_time: str) -> datetime:
    return datetime.combine(TODAY, time.fromisoformat(clock_time), ZONE)


def query(start: datetime, end: datetime, **more: str) -> dict[str, str]:
    window = {"dateFrom": to_text(start), "dateTo": to_text(end)}
    return {**window, "groupBy": "agent", "metricIds": ALL_METRICS, **more}


@dataclass
class Organisation:
    simulator: GenesysSimulator
    clock: ManualClock
    http: httpx.AsyncClient

    async def token(self) -> str:
        answer = await self.http.post(
            "/oauth/token",
            data={"grant_type": "client_credentials"},
            auth=(self.simulator.client_id, self.simulator.client_secret),
        )
        text: str = answer.raise_for_status().json()["access_token"]
        return text

    async def sign_in(self) -> None:
        self.http.headers["Authorization"] = f"Bearer {await self.token()}"

    async def page(self, **changes: str) -> httpx.Response:
        """The page of the shift up to 30 s ago."""
        asked = query(at("07:00"), self.clock.now() - timedelta(seconds=30)) | changes
        return await self.http.get(AGENTS, params=asked)


@asynccontextmanager
async def organisation(
    start: str = "14:20", terms: Terms = STANDARD_TERMS, replay: Replay | None = None
) -> AsyncIterator[Organisation]:
    clock = ManualClock(at(start))
    simulator = GenesysSimulator(replay or recorded_day(), clock, terms)
    async with simulator.served() as base_url, httpx.AsyncClient(base_url=base_url) as http:
        known = Organisation(simulator, clock, http)
        await known.sign_in()
        yield known


def error_of(answer: httpx.Response) -> dict[str, Any]:
    """The error body, after its shape was checked."""
    body: dict[str, Any] = answer.json()
    params = {"messageParams"} if body["code"] == "missing.any.permissions" else set()
    assert set(body) == {"message", "code", "status", "contextId", "details", "errors"} | params
    assert body["status"] == answer.status_code
    assert body["contextId"] == answer.headers["ININ-Correlation-Id"]
    return body
