"""Who may ask, how often and how much: token, rate limit, permission and size of a request, before it is answered.

Stands between api's routes and the endpoints; limits counts, permissions knows what a path needs.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from wallboard.host.clock import Clock
from wallboard.simulator.answers import refusal
from wallboard.simulator.errors import Refused, no_json, throttled, too_large
from wallboard.simulator.gate import AHEAD
from wallboard.simulator.limits import RateLimit, Usage, count_one, limit_headers, until_reset
from wallboard.simulator.oauth import TokenDesk
from wallboard.simulator.organisation import MOST_REQUEST_BYTES
from wallboard.simulator.permissions import Role
from wallboard.simulator.terms import Terms


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that may be answered; `places` are the variable parts of its path."""

    params: QueryParams
    places: Mapping[str, str]
    body: bytes
    base_url: str
    now: datetime


Endpoint: TypeAlias = Callable[[Asked], Response]


class Guard:
    """Lets those pass who hold a token, have requests left, may ask this, and do not send too much."""

    def __init__(self, tokens: TokenDesk, role: Role, clock: Clock, terms: Terms) -> None:
        self._tokens = tokens
        self._role = role
        self._clock = clock
        self._terms = terms
        # By token, and by token and path.
        self._usages: dict[tuple[str, str | None], Usage] = {}

    def now(self, request: Request) -> datetime:
        """The organisation's time, as this request meets it."""
        ahead: timedelta = request.scope.get(AHEAD, timedelta())
        return self._clock.now() + ahead

    def forget(self, now: datetime) -> None:
        """Let go of the usages whose window is over."""
        longest = max(self._terms.rate_limit.window, (self._terms.endpoint_limit or self._terms.rate_limit).window)
        self._usages = {key: usage for key, usage in self._usages.items() if not usage.is_over(now, longest)}

    def before(self, answer: Endpoint) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint, guarded."""

        async def guarded(request: Request) -> Response:
            now = self.now(request)
            try:
                token = self._tokens.authorise(request.headers.get("authorization"), now)
            except Refused as refused:
                return refusal(refused)
            limit = self._terms.rate_limit
            usage = self._count(token, None, now, limit)
            try:
                response = answer(await self._passed(request, token, usage, now))
            except Refused as refused:
                response = refusal(refused)
            if self._terms.limit_headers:
                response.headers.update(limit_headers(usage, now, limit))
            return response

        return guarded

    async def _passed(self, request: Request, token: str, usage: Usage, now: datetime) -> Asked:
        """What is asked. Raises Refused."""
        path = request.url.path
        _judge(usage, now, self._terms.rate_limit)
        if (limit := self._terms.endpoint_limit) is not None:
            _judge(self._count(token, path, now, limit), now, limit)
        self._role.check(path)
        body = await request.body()
        if len(body) > MOST_REQUEST_BYTES:
            raise too_large("request body")
        if body and request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            raise no_json()
        return Asked(request.query_params, request.path_params, body, str(request.base_url).rstrip("/"), now)

    def _count(self, token: str, path: str | None, now: datetime, limit: RateLimit) -> Usage:
        usage = self._usages[token, path] = count_one(self._usages.get((token, path)), now, limit)
        return usage


def _judge(usage: Usage, now: datetime, limit: RateLimit) -> None:
    if usage.count > limit.allowed:
        raise throttled(until_reset(usage, now, limit))
