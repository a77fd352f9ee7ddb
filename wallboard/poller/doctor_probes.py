"""Look at the way to a host step by step, as the poller's own requests go: names, proxy, connection, certificate.

Plain sockets with hard limits of time, and nothing is sent but what opens a connection. Judged by
poller.doctor_verdicts; used by poller.doctor.
"""

import re
import socket
import ssl
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.x509.oid import NameOID

from wallboard.host.ways import PORTS, Proxy
from wallboard.poller.layered_tls import peer_certificate

LIMIT_SECONDS = 10.0
_LARGEST_ANSWER = 64 * 1024

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failed:
    """A step that came to nothing."""

    why: str


@dataclass(frozen=True, slots=True)
class Target:
    """One host that is asked."""

    host: str
    port: int
    tls: bool

    @classmethod
    def of(cls, url: str) -> "Target":
        """The host of a base URL."""
        parts = urlsplit(url)
        return cls(parts.hostname or "", parts.port or PORTS[parts.scheme], parts.scheme == "https")

    @classmethod
    def at(cls, proxy: Proxy) -> "Target":
        """A proxy, as a host that is asked."""
        return cls(proxy.host, proxy.port, proxy.scheme == "https")


@dataclass(frozen=True, slots=True)
class ProxyAnswer:
    """What a proxy said when it was asked for a way to a host; `ways_in` are those to sign in that it knows."""

    status: int
    ways_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Certificate:
    """Who issued a host's certificate."""

    issuer: str


@dataclass(frozen=True, slots=True)
class Distrusted:
    """A certificate that nobody here vouches for; `offered` as far as it can be read."""

    why: str
    offered: Certificate | None


def addresses(host: str, limit: float = LIMIT_SECONDS) -> tuple[str, ...] | Failed:
    """The addresses of a name."""
    try:
        found = _within(limit, lambda: socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP))
    except TimeoutError:
        return Failed(f"the name server does not answer within {limit:.0f} s")
    except (OSError, UnicodeError) as error:
        return Failed(_words(error))
    return tuple(str(one[4][0]) for one in found)


def ask_proxy(proxy: Proxy, target: Target, trusted: ssl.SSLContext) -> ProxyAnswer | Distrusted | Failed:
    """What the proxy says when it is asked for a way."""
    try:
        with _reached(Target.at(proxy), trusted) as stream:
            return _tunnel(stream, proxy, target)
    except ssl.SSLCertVerificationError as error:
        return Distrusted(error.verify_message, _offered(Target.at(proxy), None, trusted))
    except (OSError, ValueError) as error:
        return Failed(_words(error))


def reach(target: Target, proxy: Proxy | None, trusted: ssl.SSLContext) -> Failed | None:
    """Whether a connection opens."""
    try:
        with _way(target, proxy, trusted):
            return None
    except (OSError, ValueError) as error:
        return Failed(_words(error))


def certificate(target: Target, proxy: Proxy | None, trusted: ssl.SSLContext) -> Certificate | Distrusted | Failed:
    """The certificate of a host, as these authorities see it; a distrusted one is looked at once more, to name it."""
    try:
        with _way(target, proxy, trusted) as stream:
            return _read(peer_certificate(stream, trusted, target.host))
    except ssl.SSLCertVerificationError as error:
        return Distrusted(error.verify_message, _offered(target, proxy, trusted))
    except (OSError, ValueError) as error:
        return Failed(_words(error))


def _offered(target: Target, proxy: Proxy | None, trusted: ssl.SSLContext) -> Certificate | None:
    """The certificate whatever it is worth: the handshake is all that goes over this connection."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        with _way(target, proxy, trusted) as stream:
            return _read(peer_certificate(stream, context, target.host))
    except (OSError, ValueError):
        return None


def _read(der: bytes | None) -> Certificate:
    """Raises ValueError for what is no certificate."""
    issuer = x509.load_der_x509_certificate(der or b"").issuer
    parts = [
        str(one.value)
        for kind in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME)
        for one in issuer.get_attributes_for_oid(kind)
    ]
    words = ", ".join(dict.fromkeys(parts)) or issuer.rfc4514_string()
    return Certificate("".join(letter if letter.isprintable() else "?" for letter in words))


@contextmanager
def _reached(at: Target, trusted: ssl.SSLContext) -> Iterator[socket.socket]:
    """A connection to a proxy, or to a host that is asked straight; a proxy of the kind https:// is believed first."""
    with socket.create_connection((at.host, at.port), LIMIT_SECONDS) as stream:
        if not at.tls:
            yield stream
            return
        with trusted.wrap_socket(stream, server_hostname=at.host) as safe:
            yield safe


@contextmanager
def _way(target: Target, proxy: Proxy | None, trusted: ssl.SSLContext) -> Iterator[socket.socket]:
    """A connection to the host itself, through the proxy if there is one; nothing is encrypted to the host yet."""
    at = Target(target.host, target.port, tls=False) if proxy is None else Target.at(proxy)
    with _reached(at, trusted) as stream:
        if proxy is not None and (status := _tunnel(stream, proxy, target).status) != 200:
            raise ValueError(f"the proxy answers {status}")
        yield stream


def _tunnel(stream: socket.socket, proxy: Proxy, target: Target) -> ProxyAnswer:
    """Ask the proxy for a way. Raises OSError, and ValueError for an answer that is none."""
    lines = [f"CONNECT {target.host}:{target.port} HTTP/1.1", f"Host: {target.host}:{target.port}"]
    if proxy.pair is not None:
        lines.append(f"Proxy-Authorization: Basic {b64encode(':'.join(proxy.pair).encode()).decode()}")
    stream.sendall("\r\n".join([*lines, "", ""]).encode())
    head = b""
    while b"\r\n\r\n" not in head and len(head) < _LARGEST_ANSWER:
        more = stream.recv(4096)
        if not more:
            break
        head += more
    protocol, _, rest = head.partition(b" ")
    if not protocol.startswith(b"HTTP/") or not rest[:3].isdigit():
        raise ValueError("the proxy's answer is no HTTP")
    ways_in = re.findall(rb"(?im)^proxy-authenticate:[ \t]*([a-z]+)", head)
    return ProxyAnswer(int(rest[:3]), tuple(dict.fromkeys(one.decode() for one in ways_in)))


def _within(limit: float, work: Callable[[], T]) -> T:
    """What the work comes to; nobody waits for its thread beyond the limit. Raises TimeoutError."""
    outcome: Future[T] = Future()

    def attempt() -> None:
        try:
            outcome.set_result(work())
        except Exception as error:  # noqa: BLE001  it is raised where it is waited for
            outcome.set_exception(error)

    threading.Thread(target=attempt, name="names", daemon=True).start()
    return outcome.result(limit)


def _words(error: Exception) -> str:
    """What a person can read of an error of the network."""
    if isinstance(error, TimeoutError):
        return f"no answer within {LIMIT_SECONDS:.0f} s"
    if isinstance(error, ssl.SSLError):
        return f"no TLS: {(error.reason or 'the handshake failed').lower().replace('_', ' ')}"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error)
