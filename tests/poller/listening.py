"""Small servers on a real port of this machine: a proxy, a host that only hangs up, with a certificate or without.

In threads: a client that goes away in the middle of a handshake is a matter of course for them.
"""

import contextlib
import select
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import trustme

Serve = Callable[[socket.socket], None]


@contextmanager
def listening(serve: Serve, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """The port, while it is served; no connection outlives the block."""
    listener = socket.create_server(("127.0.0.1", 0))
    connections: list[threading.Thread] = []

    def one(stream: socket.socket) -> None:
        stream.settimeout(10)
        with stream, contextlib.suppress(OSError):
            if context is None:
                serve(stream)
                return
            with context.wrap_socket(stream, server_side=True) as safe:
                serve(safe)

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                stream, _ = listener.accept()
                connections.append(threading.Thread(target=one, args=(stream,)))
                connections[-1].start()

    accepting = threading.Thread(target=accept)
    accepting.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)  # it wakes who accepts
        accepting.join()
        listener.close()
        for connection in connections:
            connection.join()


def hang_up(_stream: socket.socket) -> None:
    """Take a connection, and no more."""


class Tunnel:
    """A proxy that answers `status` and `says` more in its head, and leads to `behind` where that is 200; `heads` are
    what it was asked.
    """

    def __init__(self, status: int, behind: int = 0, says: str = "") -> None:
        self.heads: list[str] = []
        self._says = says
        self._status = status
        self._behind = behind

    def serve(self, stream: socket.socket) -> None:
        """One connection."""
        head = b""
        while b"\r\n\r\n" not in head:
            more = stream.recv(4096)
            if not more:
                return
            head += more
        self.heads.append(head.decode())
        stream.sendall(f"HTTP/1.1 {self._status} Word\r\n{self._says}\r\n".encode())
        if self._status == 200:
            with socket.create_connection(("127.0.0.1", self._behind)) as far:
                _relay(stream, far)


def _relay(one: socket.socket, other: socket.socket) -> None:
    """Carry bytes both ways until either side has closed."""
    while True:
        for ready in select.select([one, other], [], [])[0]:
            chunk = ready.recv(65_536)
            if not chunk:
                return
            (other if ready is one else one).sendall(chunk)


def certified(authority: trustme.CA) -> ssl.SSLContext:
    """A certificate for `localhost`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    return context
