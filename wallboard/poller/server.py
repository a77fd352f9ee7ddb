"""Serve an ASGI application on loopback, on a socket that is already bound. Used by poller.service.

An answer that goes to many readers may be written to their connections directly: poller.sse asks for the Line.
"""

import asyncio
import contextlib
import socket
import struct
import sys
from collections.abc import Callable, Iterator
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Scope
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_LAST_WORDS_SECONDS = 1
_UNREAD_BYTES = 1024 * 1024  # a view's 1,000 rows take a third of it; beyond, its reader has stalled


_NO_LINGER = struct.pack("HH" if sys.platform == "win32" else "ii", 1, 0)
_EXTENSION = "wallboard.line"


class Line:
    """One connection, for an answer whose chunks are the same for many readers: uvicorn would frame each anew.

    Its answer begins and ends through ASGI's `send`, without a content-length; in between it takes whole chunks.
    """

    __slots__ = ("_over", "_transport")

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._over: Callable[[], None] | None = None

    def unread(self) -> int:
        """How many bytes wait here for the reader, beyond what the system took for her."""
        return self._transport.get_write_buffer_size()

    def take(self, chunk: bytes) -> bool:
        """Write at once; False where the reader went away, or has stalled and is cut off for it."""
        if self._transport.is_closing():
            return False
        if self.unread() > _UNREAD_BYTES:
            self.cut()
            return False
        self._transport.write(chunk)
        return True

    def cut(self) -> None:
        """End the connection with all that was never read, here and in the system's buffers."""
        connection: socket.socket | None = self._transport.get_extra_info("socket")
        if connection is not None and not self._transport.is_closing():
            with contextlib.suppress(OSError):  # she has just gone by herself
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        self._transport.abort()

    def tell_when_over(self, tell: Callable[[], None]) -> None:
        """Call this, maybe more than once, when the reader is gone or the server ends; it replaces the one before."""
        self._over = tell

    def over(self) -> None:
        """The reader is gone, or the server ends."""
        if self._over is not None:
            self._over()


def line_of(scope: Scope) -> Line | None:
    """The connection of a request; None where another server serves, or where the answer has no body."""
    line: Line | None = scope.get("extensions", {}).get(_EXTENSION)
    return None if line is None or scope["method"] == "HEAD" else line


class _Pipeline(list[Any]):
    """uvicorn's queue of requests that came before their turn. Most stay empty, and an empty deque is 700 bytes."""

    def appendleft(self, request: object) -> None:
        """Add the latest; `pop` gives the earliest."""
        self.insert(0, request)


class _Protocol(HttpToolsProtocol):
    """uvicorn's, with room for what one poll sends at once, and with its Line.

    With the 64 KB that asyncio gives, a snapshot of 300 rows alone would make any reader look stalled.
    """

    line: Line

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Give the connection its room."""
        super().connection_made(transport)
        transport.set_write_buffer_limits(high=_UNREAD_BYTES)
        self.pipeline = _Pipeline()  # type: ignore[assignment]  # all of a deque that uvicorn uses
        self.line = Line(transport)

    def on_message_begin(self) -> None:
        """Lend the line to each request."""
        super().on_message_begin()
        self.scope["extensions"] = {_EXTENSION: self.line}  # type: ignore[dict-item]  # ASGI: any value

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell it to whoever writes on the line."""
        super().connection_lost(exc)
        self.line.over()

    def shutdown(self) -> None:
        """Let whoever writes on the line end the answer properly."""
        super().shutdown()
        self.line.over()


class _Server(uvicorn.Server):
    """uvicorn, with the signals left to poller.main."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take no signal."""
        yield


def bound_socket(port: int = 0) -> socket.socket:
    """A listening place on 127.0.0.1, on this port or on any free one. Raises OSError."""
    # The protocol is named because asyncio switches Nagle's algorithm off only then: it costs 40 ms an answer.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        # A port that was used a moment ago is free for us; on Windows that option would take it from who holds it.
        alone = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
        listener.setsockopt(socket.SOL_SOCKET, alone, 1)
        listener.bind(("127.0.0.1", port))
    except OSError:
        listener.close()
        raise
    return listener


async def serve(application: ASGIApp, listener: socket.socket) -> None:
    """Serve until cancelled; open streams get a second to end."""
    config = uvicorn.Config(
        application,
        http=_Protocol,
        loop="asyncio",
        ws="none",
        lifespan="off",
        proxy_headers=False,  # nobody stands in between
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
