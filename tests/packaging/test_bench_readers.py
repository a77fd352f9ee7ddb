"""Readers find every event, also in pieces, and tell what was lost; the silent ones take nothing."""

import importlib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

readers: Any = importlib.import_module("readers")
payload: Any = importlib.import_module("payload")


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as one:
        yield one


@contextmanager
def connected(listener: socket.socket, count: int, silent: int = 0) -> Iterator[tuple[Any, list[socket.socket]]]:
    port = listener.getsockname()[1]
    crowd = readers.Readers(readers.Visit(port, ["GET / HTTP/1.1\r\n\r\n"] * count, silent))
    servers = [listener.accept()[0] for _ in range(count)]
    for server in servers:
        assert server.recv(1000).startswith(b"GET /")  # what is closed with words unread is cut off
    yield crowd, servers
    for one in (crowd, *servers):
        one.close()


def read_all(crowd: Any, to: list[socket.socket]) -> None:  # noqa: ANN401  a script has no types here
    """Let the readers read until all that was sent has come: each server's end closes after it."""
    ours, theirs = socket.socketpair()
    for one in to:
        one.close()
    while crowd.ended < len(to):
        theirs.send(b"x")
        crowd.read_until(ours.fileno())
        ours.recv(1)
    ours.close()
    theirs.close()


def test_events_are_found_in_pieces_and_counted_once(listener: socket.socket) -> None:
    with connected(listener, 1) as (crowd, (server,)):
        send_in_pieces(server)
        read_all(crowd, [server])
        heard = crowd.heard(readers.Span(1_500, 3_000))
    assert (heard.events, heard.lost, len(heard.delays)) == (2, 0, 2)
    assert min(heard.delays) > 0


def send_in_pieces(server: socket.socket) -> None:
    stream = b"".join(payload.event_of(500, at) + b"\n\n" for at in (1_000, 2_000, 2_000, 3_000))
    assert stream.count(b"@@") == 8
    server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for place in range(0, len(stream), 37):
        server.sendall(stream[place : place + 37])


def test_what_one_reader_missed_is_lost(listener: socket.socket) -> None:
    with connected(listener, 3) as (crowd, servers):
        for server in servers:
            server.sendall(payload.event_of(200, 1_000))
        servers[0].sendall(payload.event_of(200, 2_000))
        read_all(crowd, servers)
        heard = crowd.heard(readers.Span(0, 10_000))
    assert (heard.events, heard.lost) == (2, 2)


def test_a_silent_reader_is_nobody_to_lose_anything(listener: socket.socket) -> None:
    with connected(listener, 2, silent=1) as (crowd, servers):
        servers[1].sendall(payload.event_of(200, 1_000))
        read_all(crowd, servers[1:])
        assert crowd.heard(readers.Span(0, 10_000)).lost == 0
