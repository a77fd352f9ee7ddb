"""Carry a request over the network, within hard limits of time and size. The only module here that imports httpx.

Used by genesys.session, and for pictures by poller.pictures.
"""

import asyncio
import ssl
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Protocol, Self

import httpx

from wallboard.genesys.errors import BadReply, TimedOut, Unreachable
from wallboard.genesys.exchange import Reply, Request

REQUEST_LIMIT_SECONDS = 10.0
_CONNECTIONS = 16  # httpx's pool gets slow beyond: measured
_LARGEST_BODY = 32 * 1024 * 1024


def trusted_authorities(*, behind_proxy: bool = True) -> ssl.SSLContext:
    """Whose certificates a transport believes: for whoever looks at a certificate before anything is sent."""
    return httpx.create_ssl_context(trust_env=behind_proxy)


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
    def open(cls, user_agent: str, *, behind_proxy: bool = True) -> Self:
        """A transport with a connection pool of its own. Redirects are not followed: they could carry a token away.

        `behind_proxy`: whether the proxy of the environment is used; never towards this machine itself.
        """
        limits = httpx.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=_CONNECTIONS)
        headers = {"User-Agent": user_agent}
        return cls(httpx.AsyncClient(limits=limits, timeout=None, headers=headers, trust_env=behind_proxy))  # noqa: S113

    @classmethod
    def open_wary(cls, user_agent: str, largest: int, *, behind_proxy: bool = True) -> Self:
        """A transport to hosts that are not Genesys Cloud's: it keeps no cookie, unpacks nothing and takes no more than
        `largest` bytes.
        """
        limits = httpx.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=0)
        no_cookies = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
        headers = {"User-Agent": user_agent}
        client = httpx.AsyncClient(limits=limits, timeout=None, headers=headers, trust_env=behind_proxy)  # noqa: S113
        client.cookies = no_cookies
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
            raise Unreachable(f"{base_url} cannot be reached ({type(error).__name__})", request.path) from error

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
