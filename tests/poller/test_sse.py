"""The event stream of one view, served without a network, and by the server that lends its connections."""

import asyncio
import contextlib
import json
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.builders import NOON, FakeReader, PolledBoard, agent_look, event_of, served
from tests.fakes import ManualClock
from wallboard.board.view import ViewSpec
from wallboard.poller.broadcast import Broadcast
from wallboard.poller.sse import EventStream
from wallboard.poller.views import View, Views

pytestmark = pytest.mark.asyncio

SPEC = ViewSpec("all", ((0, 10),))
EVERYBODY = ViewSpec("all", ((0, 300),))
PATIENCE = 10.0


class Service:
    """Views and a broadcast with one polled board."""

    def __init__(self) -> None:
        clock = ManualClock(NOON)
        self.polled = PolledBoard(clock)
        self.polled.poll(agent_look("tova", 3, 30))
        self.broadcast = Broadcast("e1", [self.polled.board], clock, clock.now)
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


class Screen:
    """A reader over a real socket; what she was told, frame by frame, as the chunks of her answer."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def take(self, count: int) -> list[int]:
        """The `seq` of so many events."""
        return [event_of(await self._chunk()).seq for _ in range(count)]

    async def ended_properly(self) -> bool:
        return await self._chunk() == b""

    async def _chunk(self) -> bytes:
        async with asyncio.timeout(PATIENCE):
            size = int(await self._reader.readuntil(b"\r\n"), 16)
            return (await self._reader.readexactly(size + 2))[:-2]

    async def close(self) -> None:
        self._writer.close()
        with contextlib.suppress(ConnectionError):
            await self._writer.wait_closed()


class Network:
    """A service on a real server; each path is a view's id."""

    def __init__(self) -> None:
        self.service = Service()
        self.port = 0

    def application(self, port: int) -> ASGIApp:
        self.port = port

        async def routed(scope: Scope, receive: Receive, send: Send) -> None:
            scope["path_params"] = {"view": scope["path"].removeprefix("/")}
            await self.service.application(scope, receive, send)

        return routed

    @asynccontextmanager
    async def screen(self, view_id: str) -> AsyncIterator[Screen]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(f"GET /{view_id} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        assert b"transfer-encoding: chunked" in head
        screen = Screen(reader, writer)
        try:
            yield screen
        finally:
            await screen.close()

    @asynccontextmanager
    async def never_reading(self) -> AsyncIterator[tuple[View, socket.socket]]:
        """One who opens a view and never reads: the view, once it is open, and what she could read from."""
        view_id = self.service.views.make(EVERYBODY)
        view = self.service.views.find(view_id)
        assert view is not None
        with socket.socket() as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
            client.setblocking(False)
            loop = asyncio.get_running_loop()
            await loop.sock_connect(client, ("127.0.0.1", self.port))
            client.send(f"GET /{view_id} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            await loop.sock_recv(client, 1)  # the answer begins when the stream is open
            yield view, client

    def poll(self, closed: int) -> None:
        """Every one of 300 agents has changed: some 100 kB."""
        at = NOON + closed * timedelta(seconds=30)
        self.service.polled.poll(*(agent_look(f"agent-{one:04}", closed + one, 30, as_of=at) for one in range(300)))
        self.service.broadcast.publish(self.service.polled.board)


async def read_to_the_end(client: socket.socket) -> None:
    while await asyncio.get_running_loop().sock_recv(client, 1 << 20):
        pass


@asynccontextmanager
async def network(send_buffer: int | None = None) -> AsyncIterator[Network]:
    one = Network()
    async with served(one.application, send_buffer=send_buffer):
        yield one


class TestServed:
    async def test_every_frame_comes_as_a_chunk_of_its_own(self) -> None:
        async with network() as on, on.screen(on.service.views.make(SPEC)) as screen:
            on.service.broadcast.beat()
            assert await screen.take(3) == [1, 2, 3]

    async def test_who_is_replaced_gets_a_proper_end(self) -> None:
        async with network() as on:
            view_id = on.service.views.make(SPEC)
            async with on.screen(view_id) as first, on.screen(view_id) as second:
                assert await first.take(2) == [1, 2]
                assert await first.ended_properly()
                on.service.broadcast.beat()
                assert await second.take(3) == [1, 2, 3]

    async def test_a_service_that_ends_gives_everybody_a_proper_end(self, caplog: pytest.LogCaptureFixture) -> None:
        async with contextlib.AsyncExitStack() as screens:
            async with network() as on:
                open_ = [await screens.enter_async_context(on.screen(on.service.views.make(SPEC))) for _ in range(3)]
            for one in open_:
                assert await one.take(2) == [1, 2]
                assert await one.ended_properly()
        assert on.service.broadcast.empty.is_set()
        assert [one for one in caplog.records if one.levelno >= logging.WARNING] == []

    async def test_a_reader_who_goes_is_forgotten(self) -> None:
        async with network() as on:
            async with on.screen(on.service.views.make(SPEC)) as screen:
                await screen.take(2)
            await asyncio.wait_for(on.service.broadcast.empty.wait(), PATIENCE)

    async def test_those_who_never_read_are_cut_off_at_once_and_the_others_lose_nothing(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        async with network(send_buffer=8192) as on, contextlib.AsyncExitStack() as silent:
            async with on.screen(on.service.views.make(EVERYBODY)) as screen:
                told = await screen.take(2)
                views = [(await silent.enter_async_context(on.never_reading()))[0] for _ in range(5)]
                assert None not in [view.stream for view in views]
                for closed in range(1, 41):
                    on.poll(closed)
                    told += await screen.take(1)
                assert told == list(range(1, 43))
                assert [view.stream for view in views] == [None] * 5
            await asyncio.wait_for(on.service.broadcast.empty.wait(), PATIENCE)
        assert [one for one in caplog.records if one.levelno >= logging.WARNING] == []

    async def test_a_farewell_that_is_not_read_cuts_the_reader_off(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.setattr("wallboard.poller.sse._FAREWELL_SECONDS", 0.02)
        async with contextlib.AsyncExitStack() as silent:
            async with network(send_buffer=8192) as on:
                view, client = await silent.enter_async_context(on.never_reading())
                monkeypatch.setattr("wallboard.poller.server._UNREAD_BYTES", 1 << 30)  # no frame finds her stalled
                for closed in range(1, 41):
                    on.poll(closed)
                assert view.stream is not None
                view.stream.ended.set()
            with pytest.raises(ConnectionResetError):
                await read_to_the_end(client)
        assert [one for one in caplog.records if one.levelno >= logging.WARNING] == []
