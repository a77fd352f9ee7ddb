"""Look at the way to a host step by step, as the poller's own requests go: names, proxy, connection, certificate.

Plain sockets with hard limits of time, and nothing is sent but what opens a connection. Judged by
poller.doctor_verdicts; used by poller.doctor.
"""

import socket
import ssl
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from cryptography import x509
from cryptography.x509.oid import NameOID

LIMIT_SECONDS = 10.0
_LARGEST_ANSWER = 64 * 1024
_PORTS = {"http": 80, "https": 443}

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
        return cls(parts.hostname or "", parts.port or _PORTS[parts.scheme], parts.scheme == "https")


@dataclass(frozen=True, slots=True)
class Proxy:
    """The proxy on the way; `authorization` opens it, and is never shown."""

    target: Target
    authorization: str | None = field(default=None, repr=False)

    @property
    def shown(self) -> str:
        """Its address, without what opens it."""
        return f"{'https' if self.target.tls else 'http'}://{self.target.host}:{self.target.port}"


@dataclass(frozen=True, slots=True)
class ProxyAnswer:
    """The status that a proxy gave when it was asked for a way to a host."""

    status: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """Who issued a host's certificate."""

    issuer: str


@dataclass(frozen=True, slots=True)
class Distrusted:
    """A certificate that nobody here vouches for; `offered` as far as it can be read."""

    why: str
    offered: Certificate | None


def proxy_of(url: str) -> Proxy | Failed | None:
    """The proxy that requests to an address take; None: they go straight."""
    parts = urlsplit(url)
    found = getproxies()
    address = found.get(parts.scheme) or found.get("all")
    if not address or proxy_bypass(parts.hostname or ""):
        return None
    address = address if "://" in address else f"http://{address}"
    try:
        at = urlsplit(address)
        if at.scheme not in _PORTS or not at.hostname:
            return Failed(f"a proxy of the kind {at.scheme}:// cannot be used")
        target = Target.of(address)
    except ValueError:
        return Failed("the proxy's address cannot be read")
    pair = f"{unquote(at.username or '')}:{unquote(at.password or '')}"
    return Proxy(target, f"Basic {b64encode(pair.encode()).decode()}" if pair != ":" else None)


def addresses(host: str, limit: float = LIMIT_SECONDS) -> tuple[str, ...] | Failed:
    """The addresses of a name."""
    try:
        found = _within(limit, lambda: socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP))
    except TimeoutError:
        return Failed(f"the name server does not answer within {limit:.0f} s")
    except (OSError, UnicodeError) as error:
        return Failed(_words(error))
    return tuple(str(one[4][0]) for one in found)


def ask_proxy(proxy: Proxy, target: Target, trusted: ssl.SSLContext) -> ProxyAnswer | Failed:
    """What the proxy says when it is asked for a way."""
    at = proxy.target
    try:
        with socket.create_connection((at.host, at.port), LIMIT_SECONDS) as stream:
            if at.tls:
                with trusted.wrap_socket(stream, server_hostname=at.host) as safe:
                    return ProxyAnswer(_tunnel(safe, proxy, target))
            return ProxyAnswer(_tunnel(stream, proxy, target))
    except (OSError, ValueError) as error:
        return Failed(_words(error))


def reach(target: Target, proxy: Proxy | None) -> Failed | None:
    """Whether a connection opens."""
    try:
        with _way(target, proxy):
            return None
    except (OSError, ValueError) as error:
        return Failed(_words(error))


def certificate(target: Target, proxy: Proxy | None, trusted: ssl.SSLContext) -> Certificate | Distrusted | Failed:
    """The certificate of a host, as these authorities see it; a distrusted one is looked at once more, to name it."""
    try:
        with _way(target, proxy) as stream, trusted.wrap_socket(stream, server_hostname=target.host) as safe:
            return _read(safe.getpeercert(binary_form=True))
    except ssl.SSLCertVerificationError as error:
        return Distrusted(error.verify_message, _offered(target, proxy))
    except (OSError, ValueError) as error:
        return Failed(_words(error))


def _offered(target: Target, proxy: Proxy | None) -> Certificate | None:
    """The certificate whatever it is worth: the handshake is all that goes over this connection."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        with _way(target, proxy) as stream, context.wrap_socket(stream, server_hostname=target.host) as open_to_all:
            return _read(open_to_all.getpeercert(binary_form=True))
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
def _way(target: Target, proxy: Proxy | None) -> Iterator[socket.socket]:
    """A connection to the host itself, through the proxy if there is one."""
    at = target if proxy is None else proxy.target
    with socket.create_connection((at.host, at.port), LIMIT_SECONDS) as stream:
        if proxy is not None and (status := _tunnel(stream, proxy, target)) != 200:
            raise ValueError(f"the proxy answers {status}")
        yield stream


def _tunnel(stream: socket.socket, proxy: Proxy, target: Target) -> int:
    """Ask the proxy for a way; its status. Raises OSError, and ValueError for an answer that is none."""
    lines = [f"CONNECT {target.host}:{target.port} HTTP/1.1", f"Host: {target.host}:{target.port}"]
    if proxy.authorization is not None:
        lines.append(f"Proxy-Authorization: {proxy.authorization}")
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
    return int(rest[:3])


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
