"""Serve an ASGI application on 127.0.0.1, inside the running loop, with a way to cut a connection.

Runs api's application; gate cuts. No signal is touched and nothing is logged: this is the caller's business.
"""

import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

CUT_EXTENSION = "wallboard.cut"
# Longer than a client keeps an idle connection: the client, not the server, gives it up, so no request meets a
# connection that is being closed.
_KEEP_ALIVE_SECONDS = 75
_LAST_ANSWERS_SECONDS = 1


class PortTaken(Exception):
    """Choose another port; the words say which one cannot be had, and why."""


@asynccontextmanager
async def serve(app: ASGIApp, port: int = 0) -> AsyncIterator[str]:
    """The base URL, while it is served; port 0 takes any free one. Raises PortTaken."""
    listener = _listener(port)
    server = _server(app)
    # The steps of uvicorn's own `serve`, without its signal traps and its ticking.
    server.config.load()
    server.lifespan = server.config.lifespan_class(server.config)
    await server.startup(sockets=[listener])
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        await server.shutdown(sockets=[listener])


def _listener(port: int) -> socket.socket:
    # The protocol is named because asyncio switches Nagle's algorithm off only then: it costs 40 ms an answer.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name != "nt":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as error:
        listener.close()
        raise PortTaken(f"cannot listen on port {port}: {error.strerror}") from error
    return listener


def _server(app: ASGIApp) -> uvicorn.Server:
    async def with_cut(scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("extensions", {})[CUT_EXTENSION] = partial(_cut, server, scope["client"])
        await app(scope, receive, send)

    config = uvicorn.Config(
        with_cut,
        http="httptools",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        date_header=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_LAST_ANSWERS_SECONDS,
    )
    server = uvicorn.Server(config)
    return server


def _cut(server: uvicorn.Server, client: tuple[str, int]) -> None:
    for connection in server.server_state.connections:
        if isinstance(connection, HttpToolsProtocol) and connection.client == client:
            connection.transport.close()
