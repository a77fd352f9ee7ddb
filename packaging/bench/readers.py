"""Many readers of one event stream, as a process of its own: plain sockets and epoll, which cost next to nothing.

In: one line of JSON, a Visit; out: one line once all are connected. In: one line, a Span; out: a Heard. A reader looks
for the instants that events carry (payload.stamp) and notes when each came; the silent ones never read at all.
"""

from __future__ import annotations

import resource
import select
import socket
import sys
import time
from collections import defaultdict
from collections.abc import Iterator

import msgspec
from payload import MARK, STAMP_LETTERS

_CHUNK = 1 << 20
_LITTLE = 4096  # what a silent reader's kernel takes for it


class Visit(msgspec.Struct, frozen=True):
    """Where to connect and what to send there, one request a reader; the first so many stay silent."""

    port: int
    requests: list[str]
    silent: int = 0


class Span(msgspec.Struct, frozen=True):
    """Which events count: those that carry an instant in here."""

    begin: int
    end: int


class Heard(msgspec.Struct, frozen=True):
    """What came: different events, delays in ms, deliveries that a reader missed, and streams that ended."""

    events: int
    delays: list[float]
    lost: int
    ended: int


class Readers:
    """All that read."""

    def __init__(self, visit: Visit) -> None:
        self._epoll = select.epoll()
        self._sockets: dict[int, socket.socket] = {}
        self._silent: list[socket.socket] = []
        self._tails: dict[int, bytes] = {}
        self._arrivals: dict[int, list[tuple[int, int]]] = {}
        self.ended = 0
        for number, request in enumerate(visit.requests):
            self._connect(visit.port, request, silent=number < visit.silent)

    def _connect(self, port: int, request: str, *, silent: bool) -> None:
        one = socket.socket()
        if silent:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _LITTLE)
        one.connect(("127.0.0.1", port))
        one.sendall(request.encode())
        if silent:
            self._silent.append(one)
            return
        one.setblocking(False)
        self._sockets[one.fileno()] = one
        self._tails[one.fileno()] = b""
        self._arrivals[one.fileno()] = []
        self._epoll.register(one.fileno(), select.EPOLLIN)

    def read_until(self, other: int) -> None:
        """Read until this descriptor has something to say."""
        self._epoll.register(other, select.EPOLLIN)
        while True:
            for number, _ in self._epoll.poll():
                if number == other:
                    self._epoll.unregister(other)
                    return
                self._read(number)

    def close(self) -> None:
        """Go."""
        self._epoll.close()
        for one in (*self._sockets.values(), *self._silent):
            one.close()

    def _read(self, number: int) -> None:
        try:
            data = self._sockets[number].recv(_CHUNK)
        except BlockingIOError:
            return
        except ConnectionError:
            data = b""
        arrived = time.monotonic_ns()
        if not data:
            self.ended += 1
            self._epoll.unregister(number)
            return
        data = self._tails[number] + data
        last = 0
        for place in _marks(data):
            last = place + STAMP_LETTERS
            self._arrivals[number].append((int(data[place + 2 : last - 2]), arrived))
        self._tails[number] = data[max(last, len(data) - STAMP_LETTERS + 1) :]

    def heard(self, span: Span) -> Heard:
        """What came of the events in this span."""
        delays: list[float] = []
        readers_of: dict[int, set[int]] = defaultdict(set)
        for number, arrivals in self._arrivals.items():
            for sent, arrived in arrivals:
                if span.begin <= sent <= span.end and number not in readers_of[sent]:
                    readers_of[sent].add(number)
                    delays.append((arrived - sent) / 1e6)
        told = {sent: numbers for sent, numbers in readers_of.items() if numbers}
        lost = sum(len(self._sockets) - len(numbers) for numbers in told.values())
        return Heard(len(told), delays, lost, self.ended)


def _marks(data: bytes) -> Iterator[int]:
    """Where whole stamps begin."""
    place = data.find(MARK)
    while place >= 0:
        if data[place + STAMP_LETTERS - 2 : place + STAMP_LETTERS] == MARK:
            yield place
            place = data.find(MARK, place + STAMP_LETTERS)
        else:
            place = data.find(MARK, place + 1)


def main() -> None:
    """The readers' process."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    readers = Readers(msgspec.json.decode(sys.stdin.buffer.readline(), type=Visit))
    sys.stdout.write("connected\n")
    sys.stdout.flush()
    readers.read_until(sys.stdin.fileno())
    span = msgspec.json.decode(sys.stdin.buffer.readline(), type=Span)
    sys.stdout.buffer.write(msgspec.json.encode(readers.heard(span)) + b"\n")


if __name__ == "__main__":
    main()
