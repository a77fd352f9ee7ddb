"""The server: on loopback alone, takes no signals, ends when told, and knows a stalled reader from a large answer."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable

import httpx
import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.builders import served
from wallboard.poller import server

pytestmark = pytest.mark.asyncio

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
