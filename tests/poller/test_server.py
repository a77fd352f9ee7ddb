"""The server: on loopback alone, takes no signals, ends when told, knows a stalled reader from a large answer, and
lends its connections.
"""

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.builders import served
from wallboard.poller import server

pytestmark = pytest.mark.asyncio

PATIENCE = 10.0
LAST = {"type": "http.response.body", "body": b"", "more_body": False}
FLOOD = 512 * 1024  # far more than asyncio's own 64 KB, less than what a reader may leave unread


async def hello(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
    await send({"type": "http.response.body", "body": b"hello"})


def same(application: ASGIApp) -> Callable[[int], ASGIApp]:
    return lambda _port: application


async def test_it_serves_on_loopback_alone() -> None:
    async with served(same(hello)) as port, httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(f"http://127.0.0.1:{port}/")
        assert (answer.text, "server" in answer.headers) == ("hello", False)


async def test_requests_that_come_before_their_turn_are_answered_in_order() -> None:
    async def path(scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": scope["path"].encode()})

    async with served(same(path)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        one = "GET /{} HTTP/1.1\r\nHost: x\r\n\r\n"
        writer.write("".join(one.format(number) for number in range(4)).encode())
        for number in range(4):
            assert (await reader.readuntil(b"0\r\n\r\n")).endswith(b"2\r\n/%d\r\n0\r\n\r\n" % number)
        writer.close()
        await writer.wait_closed()


async def test_its_socket_is_of_loopback_and_of_any_free_port() -> None:
    with server.bound_socket() as one, server.bound_socket() as other:
        addresses = one.getsockname(), other.getsockname()
        assert [address[0] for address in addresses] == ["127.0.0.1", "127.0.0.1"]
        assert addresses[0][1] != addresses[1][1]


async def test_signals_are_left_to_the_program() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    async with served(same(hello)) as port, httpx.AsyncClient(trust_env=False) as client:
        await client.get(f"http://127.0.0.1:{port}/")
        assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before


async def test_it_ends_when_it_is_cancelled_also_with_an_open_stream() -> None:
    over = asyncio.Event()

    async def stream(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"first", "more_body": True})
        try:
            await asyncio.Event().wait()
        finally:
            over.set()

    listener = server.bound_socket()
    listener.listen()
    serving = asyncio.create_task(server.serve(stream, listener))
    reader, writer = await asyncio.open_connection("127.0.0.1", listener.getsockname()[1])
    writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    await reader.readuntil(b"first")
    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(serving, 10)
    assert over.is_set()
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()
    assert listener.fileno() == -1


async def pushed_at_once(client_takes: int, pieces: int) -> list[bool]:
    """Whether each of so many pieces, pushed in one breath, was taken without waiting."""
    taken: list[bool] = []
    done = asyncio.Event()

    async def application(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(pieces):
            handing_over = send({"type": "http.response.body", "body": bytes(FLOOD), "more_body": True})
            try:
                handing_over.send(None)  # type: ignore[attr-defined]  # as poller.broadcast does
            except StopIteration:
                taken.append(True)
                continue
            handing_over.close()  # type: ignore[attr-defined]
            taken.append(False)
        done.set()

    async with served(same(application), send_buffer=8192) as port:
        with socket.socket() as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, client_takes)
            client.setblocking(False)
            await asyncio.get_running_loop().sock_connect(client, ("127.0.0.1", port))
            client.send(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            await done.wait()
    return taken


async def test_what_one_poll_sends_makes_no_reader_look_stalled_however_small_the_systems_buffers() -> None:
    assert await pushed_at_once(8192, 2) == [True, True]


async def test_a_reader_who_leaves_megabytes_unread_does_look_stalled() -> None:
    taken = await pushed_at_once(8192, 10)
    assert taken[:2] == [True, True]
    assert not any(taken[4:])


class Lent:
    """An application that answers `/line` on the connection itself, and the same by ASGI elsewhere."""

    PIECES = (b"first", b"the second piece", bytes(5000))

    def __init__(self) -> None:
        self.lines: list[server.Line | None] = []

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        line = server.line_of(scope)
        self.lines.append(line)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x-kind", b"any")]})
        for piece in self.PIECES:
            if line is not None and scope["path"] == "/line":
                assert line.take(b"%x\r\n%b\r\n" % (len(piece), piece))
            else:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send(LAST)


async def answer_to(port: int, path: str) -> tuple[list[bytes], bytes]:
    """The header lines but for the date, and the body as it came over the wire."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    await writer.wait_closed()
    return [one for one in head.split(b"\r\n") if not one.startswith(b"date:")], body


class Streaming:
    """An application that opens one stream on a line, and tells a test when it is over."""

    def __init__(self) -> None:
        self.opened: asyncio.Future[server.Line] = asyncio.get_running_loop().create_future()
        self.over = asyncio.Event()
        self.returned = asyncio.Event()

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        line = server.line_of(scope)
        assert line is not None
        line.tell_when_over(self.over.set)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        self.opened.set_result(line)
        await self.over.wait()
        await send(LAST)
        self.returned.set()


@contextlib.asynccontextmanager
async def never_reading(port: int) -> AsyncIterator[socket.socket]:
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        client.setblocking(False)
        await asyncio.get_running_loop().sock_connect(client, ("127.0.0.1", port))
        client.send(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        yield client


async def read_to_the_end(client: socket.socket) -> None:
    while await asyncio.get_running_loop().sock_recv(client, FLOOD):
        pass


class TestLine:
    async def test_an_answer_on_the_line_is_to_the_byte_what_it_is_by_asgi(self) -> None:
        async with served(same(Lent())) as port:
            assert await answer_to(port, "/line") == await answer_to(port, "/asgi")

    async def test_the_connection_serves_on_after_such_an_answer(self) -> None:
        lent = Lent()
        async with served(same(lent)) as port, httpx.AsyncClient(trust_env=False) as client:
            answers = [await client.get(f"http://127.0.0.1:{port}/line") for _ in range(2)]
        assert [one.content for one in answers] == [b"".join(Lent.PIECES)] * 2
        assert lent.lines[0] is lent.lines[1] is not None

    async def test_an_answer_without_a_body_gets_none_and_neither_does_another_servers_request(self) -> None:
        lent = Lent()
        async with served(same(lent)) as port, httpx.AsyncClient(trust_env=False) as client:
            await client.head(f"http://127.0.0.1:{port}/line")
        assert lent.lines == [None]
        assert server.line_of({"type": "http", "method": "GET"}) is None

    async def test_it_tells_when_the_reader_is_gone_and_takes_no_more(self) -> None:
        streaming = Streaming()
        async with served(same(streaming)) as port:
            async with never_reading(port):
                line = await streaming.opened
            await asyncio.wait_for(streaming.returned.wait(), PATIENCE)
            assert not line.take(b"1\r\nx\r\n")

    async def test_a_server_that_ends_lets_the_answer_end_properly(self) -> None:
        streaming = Streaming()
        async with served(same(streaming)) as port:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            (await streaming.opened).take(b"1\r\nx\r\n")
        assert (await reader.read()).endswith(b"\r\n\r\n1\r\nx\r\n0\r\n\r\n")
        writer.close()
        await writer.wait_closed()

    async def test_a_reader_who_stalls_is_cut_off_and_what_she_did_not_read_is_gone(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        streaming = Streaming()
        async with served(same(streaming), send_buffer=8192) as port, never_reading(port) as client:
            line = await streaming.opened
            piece = b"%x\r\n%b\r\n" % (FLOOD, bytes(FLOOD))
            taken = [line.take(piece) for _ in range(10)]
            assert taken == sorted(taken, reverse=True)  # once cut off, she stays so
            assert 2 <= sum(taken) <= 4
            assert line.unread() == 0
            await asyncio.wait_for(streaming.returned.wait(), PATIENCE)
            with pytest.raises(ConnectionResetError):
                await read_to_the_end(client)
        assert [one for one in caplog.records if one.levelno >= logging.WARNING] == []
