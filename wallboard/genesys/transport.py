"""Carry a request over the network, within hard limits of time and size. The only module here that imports httpx.

Used by genesys.session, and for pictures by poller.pictures.
"""

import asyncio
import os
import ssl
from collections.abc import Iterator
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Protocol, Self

import httpx

from wallboard.genesys import trust
from wallboard.genesys.errors import BadReply, Distrusted, ProxyRefuses, TimedOut, Unreachable
from wallboard.genesys.exchange import Reply, Request
from wallboard.host.ways import NoWay, Proxy, WayOut

REQUEST_LIMIT_SECONDS = 10.0
_CONNECTIONS = 16  # httpx's pool gets slow beyond: measured
_LARGEST_BODY = 32 * 1024 * 1024
_PROXY_ASKS = 407
_ASYNCIO_SAYS = "Connect call failed"  # and the address, in the place of why


def trusted_authorities(ca_file: str | None = None) -> ssl.SSLContext:
    """Whose certificates a transport believes: for whoever looks at a certificate before anything is sent."""
    return trust.authorities(ca_file, lambda: httpx.create_ssl_context(trust_env=False))


class Transport(Protocol):
    """Whatever can carry a request."""

    async def fetch(self, base_url: str, request: Request) -> Reply:
        """The whole answer, whatever its status. Raises Unreachable, TimedOut, BadReply."""
        ...


class HttpTransport:
    """Over the network, by httpx. The limit counts in the machine's time: a socket does not rehearse."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        limit_seconds: float = REQUEST_LIMIT_SECONDS,
        largest: int | None = None,
        *,
        unpacks: bool = True,
    ) -> None:
        self._client = client
        self._limit = limit_seconds
        self._largest = _LARGEST_BODY if largest is None else largest
        self._unpacks = unpacks

    @classmethod
    def open(cls, user_agent: str, way_out: WayOut = WayOut()) -> Self:  # noqa: B008  it never changes
        """A transport with a connection pool of its own. Redirects are not followed: they could carry a token away."""
        return cls(_client(user_agent, way_out, keep_alive=_CONNECTIONS))

    @classmethod
    def open_wary(cls, user_agent: str, largest: int, way_out: WayOut = WayOut()) -> Self:  # noqa: B008
        """A transport to hosts that are not Genesys Cloud's: it keeps no cookie, unpacks nothing and takes no more than
        `largest` bytes.
        """
        client = _client(user_agent, way_out, keep_alive=0)
        client.cookies = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
        return cls(client, largest=largest, unpacks=False)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def fetch(self, base_url: str, request: Request) -> Reply:
        """The whole answer within the limit, whatever its status. Raises Unreachable, TimedOut, BadReply."""
        try:
            async with asyncio.timeout(self._limit):
                return await self._exchange(base_url, request)
        except TimeoutError as error:
            raise TimedOut(f"no whole answer within {self._limit:.0f} s", request.path) from error
        except httpx.RemoteProtocolError as error:
            raise BadReply(request.path, "the answer was cut off or is no HTTP") from error
        except httpx.DecodingError as error:
            raise BadReply(request.path, "the answer's compression is broken") from error
        except (httpx.TransportError, httpx.InvalidURL) as error:
            raise Unreachable(f"{base_url} cannot be reached ({_why(error)})", request.path) from error

    async def _exchange(self, base_url: str, request: Request) -> Reply:
        outgoing = self._client.build_request(
            request.method,
            base_url + request.path,
            params=request.params or None,
            data=request.form,
            content=request.body,
            headers=dict(request.headers) | ({} if request.body is None else {"Content-Type": "application/json"}),
        )
        answer = await self._client.send(outgoing, stream=True)
        try:
            body = bytearray()
            async for chunk in answer.aiter_bytes() if self._unpacks else answer.aiter_raw():
                body += chunk
                if len(body) > self._largest:
                    context_id = answer.headers.get("inin-correlation-id")
                    why = f"the answer is larger than {self._largest} bytes"
                    raise BadReply(request.path, why, answer.status_code, context_id)
        finally:
            await answer.aclose()
        return Reply(answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, bytes(body))


def _client(user_agent: str, way_out: WayOut, *, keep_alive: int) -> httpx.AsyncClient:
    limits = httpx.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=keep_alive)
    headers = {"User-Agent": user_agent}
    return httpx.AsyncClient(transport=_Routes(way_out, limits), timeout=None, headers=headers, trust_env=False)  # noqa: S113


class _Routes(httpx.AsyncBaseTransport):
    """A pool of connections for each way: straight, and through each proxy that leads to a host."""

    def __init__(self, way_out: WayOut, limits: httpx.Limits) -> None:
        self._way_out = way_out
        self._limits = limits
        self._trusted = trusted_authorities(way_out.network.ca_file)
        self._pools: dict[str | None, httpx.AsyncHTTPTransport] = {}
        self._proxies: dict[tuple[str, str], Proxy | None] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer's head. Raises httpx's errors, and ProxyRefuses and Distrusted."""
        host, path = request.url.host, request.url.path
        proxy = await self._proxy_to(request.url)
        try:
            return await self._pool(proxy).handle_async_request(request)
        except httpx.ProxyError as error:
            raise _refusal(proxy, str(error), host, path) from error
        except httpx.ConnectError as error:
            distrust = _distrust(error)
            if distrust is not None:
                offers = host if proxy is None or proxy.scheme == "http" else f"{host} or of the proxy {proxy.host}"
                raise Distrusted(offers, distrust.verify_message, path) from error
            if proxy is None or _is_tls(error):
                raise
            raise ProxyRefuses(f"the proxy {proxy.shown} cannot be reached", path) from error

    async def aclose(self) -> None:
        """Close every pool."""
        for pool in self._pools.values():
            await pool.aclose()

    async def _proxy_to(self, url: httpx.URL) -> Proxy | None:
        place = url.scheme, url.host
        if place not in self._proxies:
            try:  # in a thread: a system may look up names for it
                self._proxies[place] = await asyncio.to_thread(self._way_out.proxy_to, f"{url.scheme}://{url.host}")
            except NoWay as error:
                raise ProxyRefuses(str(error), url.path) from error
        return self._proxies[place]

    def _pool(self, proxy: Proxy | None) -> httpx.AsyncHTTPTransport:
        key = None if proxy is None else proxy.shown
        if key not in self._pools:
            through = None
            if proxy is not None:
                trusted = self._trusted if proxy.scheme == "https" else None
                through = httpx.Proxy(proxy.shown, auth=proxy.pair, ssl_context=trusted)
            self._pools[key] = httpx.AsyncHTTPTransport(verify=self._trusted, limits=self._limits, proxy=through)
        return self._pools[key]


def _refusal(proxy: Proxy | None, answer: str, host: str, path: str) -> ProxyRefuses:
    """`answer` is the line of a proxy that opened no way: status and words."""
    shown = "" if proxy is None else f" {proxy.shown}"
    status = int(answer[:3]) if answer[:3].isdecimal() else None
    if status == _PROXY_ASKS:
        return ProxyRefuses(f"the proxy{shown} refuses the sign-in ({status})", path, status)
    return ProxyRefuses(f"the proxy{shown} does not let through to {host} ({answer})", path, status)


def _distrust(error: BaseException) -> ssl.SSLCertVerificationError | None:
    """What was wrong with a certificate, where that is why."""
    return next((one for one in _causes(error) if isinstance(one, ssl.SSLCertVerificationError)), None)


def _is_tls(error: BaseException) -> bool:
    return any(isinstance(one, ssl.SSLError) for one in _causes(error))


def _why(error: BaseException) -> str:
    """What the system says of it, which holds nothing of the request; where it says nothing, the kind of error."""
    return next(filter(None, map(_words, _causes(error))), type(error).__name__)


def _words(error: BaseException) -> str | None:
    match error:
        case BaseExceptionGroup():  # one for each address of a name
            return next(filter(None, map(_words, error.exceptions)), None)
        case ssl.SSLError():
            return f"no TLS: {(error.reason or 'the handshake failed').lower().replace('_', ' ')}"
        case OSError(errno=int(number), strerror=str(words)):
            return os.strerror(number) if words.startswith(_ASYNCIO_SAYS) else words
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
