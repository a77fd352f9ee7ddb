"""The event stream of one view, served without a network."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from starlette.types import Message

from tests.builders import NOON, FakeReader, PolledBoard, agent_look
from tests.fakes import ManualClock
from wallboard.board.view import ViewSpec
from wallboard.poller.broadcast import Broadcast
from wallboard.poller.sse import EventStream
from wallboard.poller.views import Views

pytestmark = pytest.mark.asyncio

SPEC = ViewSpec("all", ((0, 10),))


class Service:
    """Views and a broadcast with one polled board."""

    def __init__(self) -> None:
        clock = ManualClock(NOON)
        polled = PolledBoard(clock)
        polled.poll(agent_look("tova", 3, 30))
        self.broadcast = Broadcast("e1", [polled.board], clock, clock.now)
        self.views = Views(clock)
        self.application = EventStream(self.views, self.broadcast)

    @asynccontextmanager
    async def read(self, view_id: str) -> AsyncIterator["Reading"]:
        reading = Reading(self, view_id)
        await reading.opened()
        try:
            yield reading
        finally:
            reading.task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await reading.task


class Reading:
    """One reader of a view: what came, and when she goes."""

    def __init__(self, service: Service, view_id: str) -> None:
        self.reader = FakeReader()
        self.gone = asyncio.Event()
        self._asked = asyncio.Event()
        scope = {"type": "http", "path_params": {"view": view_id}}
        self.task = asyncio.create_task(service.application(scope, self._receive, self.reader))

    async def opened(self) -> None:
        await self._asked.wait()  # nobody asks whether she goes before she has joined

    async def _receive(self) -> Message:
        if not self._asked.is_set():
            self._asked.set()
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.gone.wait()
        return {"type": "http.disconnect"}


async def test_a_stream_opens_with_its_headers_and_the_first_frames() -> None:
    service = Service()
    async with service.read(service.views.make(SPEC)) as reading:
        start = reading.reader.messages[0]
        headers = dict(start["headers"])
        assert start["status"] == 200
        assert headers[b"content-type"].startswith(b"text/event-stream")
        assert headers[b"cache-control"] == b"no-store"
        assert len(reading.reader.frames) == 2
        service.broadcast.beat()
        assert [one.seq for one in reading.reader.events()] == [1, 2, 3]


async def test_an_unknown_view_is_told_in_words() -> None:
    reading = Reading(Service(), "nobody")
    await reading.task
    start, body = reading.reader.messages
    assert start["status"] == 404
    assert "POST /v1/views" in json.loads(body["body"])["error"]


async def test_a_reader_who_goes_is_forgotten() -> None:
    service = Service()
    view_id = service.views.make(SPEC)
    async with service.read(view_id) as reading:
        reading.gone.set()
        await reading.task
    assert service.broadcast.empty.is_set()
    view = service.views.find(view_id)
    assert view is not None
    assert view.stream is None


async def test_a_second_reader_of_a_view_replaces_the_first_whose_answer_ends_properly() -> None:
    service = Service()
    view_id = service.views.make(SPEC)
    async with service.read(view_id) as first, service.read(view_id) as second:
        await first.task
        assert first.reader.messages[-1]["more_body"] is False
        assert not second.task.done()
        service.broadcast.beat()
        assert (len(first.reader.frames), len(second.reader.frames)) == (2, 3)
        view = service.views.find(view_id)
        assert view is not None
        assert view.stream is not None


async def test_a_reader_who_stalls_is_forgotten_and_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wallboard.poller.sse._FAREWELL_SECONDS", 0.02)
    service = Service()
    view_id = service.views.make(SPEC)
    async with service.read(view_id) as reading:
        reading.reader.stalled = True
        service.broadcast.beat()
        await reading.task  # also the farewell was not taken, and nobody waits for ever
    assert service.broadcast.empty.is_set()


async def test_a_service_that_ends_leaves_no_stream_behind() -> None:
    service = Service()
    async with service.read(service.views.make(SPEC)) as reading:
        reading.task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading.task
    assert service.broadcast.empty.is_set()
