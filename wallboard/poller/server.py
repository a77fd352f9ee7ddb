"""Serve an ASGI application on loopback, on a socket that is already bound. Used by poller.service."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_LAST_WORDS_SECONDS = 1
_UNREAD_BYTES = 1024 * 1024  # a view's 1,000 rows take a third of it; beyond, its reader has stalled


class _Protocol(HttpToolsProtocol):
    """uvicorn's, with room for what one poll sends at once.

    With the 64 KB that asyncio gives, a snapshot of 300 rows alone would make any reader look stalled.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Give the connection its room."""
        super().connection_made(transport)
        transport.set_write_buffer_limits(high=_UNREAD_BYTES)


class _Server(uvicorn.Server):
    """uvicorn, with the signals left to poller.main."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take no signal."""
        yield


def bound_socket() -> socket.socket:
    """A listening place on 127.0.0.1, on any free port. Raises OSError."""
    # The protocol is named because asyncio switches Nagle's algorithm off only then: it costs 40 ms an answer.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    return listener


async def serve(application: ASGIApp, listener: socket.socket) -> None:
    """Serve until cancelled; open streams get a second to end."""
    config = uvicorn.Config(
        application,
        http=_Protocol,
        loop="asyncio",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_LAST_WORDS_SECONDS,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]), name="uvicorn")
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        server.should_exit = True
        await serving
        raise
