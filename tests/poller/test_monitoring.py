"""The port for monitoring over a real socket: two answers, nobody's name, and a port that others hold."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import httpx
import pytest

from tests.builders import NOON
from tests.fakes import ManualClock
from wallboard.poller import monitoring, server
from wallboard.poller.monitoring import TRY_AGAIN
from wallboard.poller.report import HealthReport, Notices, StatusReport, status_of

pytestmark = pytest.mark.asyncio


class Reports:
    """What a poller tells, as a test has it."""

    def __init__(self) -> None:
        self.ready = True

    def health(self) -> HealthReport:
        return HealthReport(True, self.ready, "1.0", 5000, 1000, None if self.ready else "not_painted")

    def status(self) -> StatusReport:
        return status_of([], timedelta(), "1.0")


def free_port() -> int:
    with server.bound_socket() as listener:
        port: int = listener.getsockname()[1]
        return port


@asynccontextmanager
async def watched(port: int | None, reports: Reports, notices: Notices) -> AsyncIterator[ManualClock]:
    clock = ManualClock(NOON)
    serving = asyncio.create_task(monitoring.serve(port, reports, notices, clock))
    await asyncio.sleep(0)
    try:
        yield clock
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


@asynccontextmanager
async def monitor(reports: Reports) -> AsyncIterator[httpx.AsyncClient]:
    port = free_port()
    async with (
        watched(port, reports, Notices()),
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http,
    ):
        yield http


async def test_health_needs_no_token_and_its_code_says_whether_it_is_ready() -> None:
    reports = Reports()
    async with monitor(reports) as http:
        answer = await http.get("/health")
        assert (answer.status_code, answer.json()["ready"], answer.json()["reason"]) == (200, True, None)
        assert answer.headers["cache-control"] == "no-store"
        reports.ready = False
        answer = await http.get("/health")
        assert (answer.status_code, answer.json()["ready"], answer.json()["reason"]) == (503, False, "not_painted")


async def test_metrics_are_told_in_the_format_of_prometheus() -> None:
    async with monitor(Reports()) as http:
        answer = await http.get("/metrics")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/plain; version=0.0.4; charset=utf-8")
    assert "\nwallboard_ready 1.0\n" in answer.text


@pytest.mark.parametrize("path", ["/", "/v1/status", "/v1/boards", "/v1/boards/all/snapshot", "/health/", "/metrics/x"])
async def test_nothing_else_is_served(path: str) -> None:
    async with monitor(Reports()) as http:
        answer = await http.get(path)
    assert answer.status_code == 404
    assert answer.json()["error"]


@pytest.mark.parametrize("path", ["/health", "/metrics"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
async def test_nothing_can_be_changed(method: str, path: str) -> None:
    async with monitor(Reports()) as http:
        assert (await http.request(method, path)).status_code == 405


async def test_no_page_of_another_name_reads_it() -> None:
    async with monitor(Reports()) as http:
        for host in ("evil.example", f"evil.example:{http.base_url.port}", "127.0.0.1:1", ""):
            assert (await http.get("/metrics", headers={"Host": host})).status_code == 421


async def test_it_is_open_to_this_machine_alone() -> None:
    async with monitor(Reports()) as http:
        assert http.base_url.port is not None
        elsewhere = socket.socket()
        with elsewhere, pytest.raises(OSError, match="refused"):
            elsewhere.connect(("127.0.0.2", http.base_url.port))


async def test_without_a_port_nothing_is_served_and_nothing_told() -> None:
    notices = Notices(monitoring="of a mode before")
    async with watched(None, Reports(), notices):
        assert notices.monitoring == ""


@pytest.mark.expected_log_warnings
async def test_a_port_that_another_holds_is_told_and_taken_once_it_is_free(caplog: pytest.LogCaptureFixture) -> None:
    notices = Notices()
    other = server.bound_socket()
    other.listen()
    port = other.getsockname()[1]
    async with watched(port, Reports(), notices) as clock:
        for _ in range(3):
            assert notices.monitoring.startswith(f"Port {port}, which the monitoring is to have, cannot be had: Addr")
            clock.advance(TRY_AGAIN)
            await asyncio.sleep(0)
        assert [record.getMessage() for record in caplog.records] == ["monitoring.no_port"]
        other.close()
        clock.advance(TRY_AGAIN)
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http, asyncio.timeout(10):
            while notices.monitoring:  # noqa: ASYNC110  the loop's own next steps
                await asyncio.sleep(0)
            assert (await http.get("/health")).status_code == 200


@pytest.mark.expected_log_warnings
async def test_a_port_that_another_takes_after_it_was_bound_is_told_and_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    notices = Notices()
    with server.bound_socket() as other:  # bound by both, since neither listens
        port: int = other.getsockname()[1]
        bound = server.bound_socket

        def bound_too_late(asked: int = 0) -> socket.socket:
            ours = bound(asked)
            other.listen()
            return ours

        with monkeypatch.context() as race:
            race.setattr(server, "bound_socket", bound_too_late)
            serving = asyncio.create_task(monitoring.serve(port, Reports(), notices, clock := ManualClock(NOON)))
            await asyncio.sleep(0)
        assert notices.monitoring.startswith(f"Port {port}, which the monitoring is to have, cannot be had: Addr")
        assert not serving.done()
    clock.advance(TRY_AGAIN)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http, asyncio.timeout(10):
        while notices.monitoring:  # noqa: ASYNC110  the loop's own next steps
            await asyncio.sleep(0)
        assert (await http.get("/health")).status_code == 200
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
