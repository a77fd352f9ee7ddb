"""GenesysSimulator: a Genesys Cloud that replays one day, for rehearsals and, in-process, for tests.

Puts oauth, limits, realtime, directory and control behind HTTP paths; gate stands before them, server serves them.
"""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import parse_qs
from uuid import uuid4

from msgspec import UNSET
from starlette.applications import Starlette
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from wallboard.host.clock import Clock
from wallboard.simulator import control, realtime
from wallboard.simulator.answers import json_answer, refusal
from wallboard.simulator.day import Replay
from wallboard.simulator.delay import Delay
from wallboard.simulator.directory import directory, list_groups, list_users, members_of
from wallboard.simulator.errors import Refused, SignInRefused, not_found, throttled
from wallboard.simulator.faults import FaultDesk
from wallboard.simulator.gate import AHEAD, Gate
from wallboard.simulator.ledger import Ledger
from wallboard.simulator.limits import RateLimit, Usage, count_one, limit_headers, until_reset
from wallboard.simulator.oauth import TokenDesk
from wallboard.simulator.server import serve

Answer = Callable[[QueryParams, datetime], Response]


@dataclass(frozen=True, slots=True)
class Terms:
    """How this Genesys Cloud treats its clients; times are those of the simulated clock.

    A page holds `page_cap` agents at most, also when more records are asked for.
    """

    delay: Delay = field(default_factory=Delay)
    rate_limit: RateLimit = field(default_factory=RateLimit)
    token_lifetime: timedelta = timedelta(days=1)
    page_cap: int = realtime.MOST_RECORDS


STANDARD_TERMS = Terms()


class GenesysSimulator:
    """One organisation with one client, whose credentials are made up anew for each simulator.

    A test orders `faults`, revokes `tokens` and reads the `requests` directly, or through the control endpoint.
    """

    def __init__(self, replay: Replay, clock: Clock, terms: Terms = STANDARD_TERMS) -> None:
        self.tokens = TokenDesk(str(uuid4()), secrets.token_urlsafe(32), terms.token_lifetime)
        self.faults = FaultDesk()
        self.requests = Ledger()
        self._timelines = replay.timelines
        self._directory = directory(replay)
        self._clock = clock
        self._terms = terms
        self._usages: dict[str, Usage] = {}
        self._page_secret = secrets.token_bytes(32)

    @property
    def client_id(self) -> str:
        """The name with which the client signs in."""
        return self.tokens.client_id

    @property
    def client_secret(self) -> str:
        """The secret with which the client signs in."""
        return self.tokens.client_secret

    @asynccontextmanager
    async def served(self, port: int = 0) -> AsyncIterator[str]:
        """The base URL on 127.0.0.1, while it is served; port 0 takes any free one. Raises PortTaken."""
        gate = Gate(self._routed(), self._clock, self.faults, self.requests)
        async with serve(gate, port) as base_url:
            try:
                yield base_url
            finally:
                self.faults.clear()

    def _routed(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/oauth/token", self._sign_in, methods=["POST"]),
                Route(realtime.PATH, self._guarded(self._realtime_agents)),
                Route("/api/v2/users", self._guarded(self._users)),
                Route("/api/v2/groups", self._guarded(self._groups)),
                *control.routes(self.faults, self.tokens, self.requests),
            ],
            exception_handlers={HTTPException: _no_such_route},
        )

    async def _sign_in(self, request: Request) -> Response:
        now = self._now(request)
        form = parse_qs((await request.body()).decode("latin-1"))
        self._usages = {token: usage for token, usage in self._usages.items() if self._still_counts(usage, now)}
        try:
            body = self.tokens.issue(
                request.headers.get("authorization"), form.get("grant_type", [""])[0], now, secrets.token_urlsafe(48)
            )
        except SignInRefused as refused:
            return json_answer(refused.body, refused.status)
        return json_answer(body)

    def _now(self, request: Request) -> datetime:
        ahead: timedelta = request.scope.get(AHEAD, timedelta())
        return self._clock.now() + ahead

    def _still_counts(self, usage: Usage, now: datetime) -> bool:
        return until_reset(usage, now, self._terms.rate_limit) > timedelta()

    def _guarded(self, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        """An endpoint for those who hold a token and have requests left."""
        limit = self._terms.rate_limit

        async def endpoint(request: Request) -> Response:
            now = self._now(request)
            try:
                token = self.tokens.authorise(request.headers.get("authorization"), now)
            except Refused as refused:
                return refusal(refused)
            usage = self._usages[token] = count_one(self._usages.get(token), now, limit)
            try:
                if usage.count > limit.allowed:
                    raise throttled(until_reset(usage, now, limit))
                response = answer(request.query_params, now)
            except Refused as refused:
                response = refusal(refused)
            response.headers.update(limit_headers(usage, now, limit))
            return response

        return endpoint

    def _realtime_agents(self, params: QueryParams, now: datetime) -> Response:
        query = realtime.parse(params, now)
        timelines = self._timelines
        asked = timelines if query.group_id is None else members_of(self._directory, query.group_id)
        agents = [timelines[agent] for agent in asked]
        page = realtime.answer(query, agents, now, self._terms.delay, self._terms.page_cap, self._page_secret)
        token = page.next_page_token
        return json_answer(page, headers={} if token is UNSET else {"next-page-token": token})

    def _users(self, params: QueryParams, _: datetime) -> Response:
        return json_answer(list_users(self._directory, params))

    def _groups(self, params: QueryParams, _: datetime) -> Response:
        return json_answer(list_groups(self._directory, params))


async def _no_such_route(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.status_code != 404:
        return refusal(Refused(error.status_code, "bad.request", f"{request.method}: {error.detail}"))
    return refusal(not_found(request.url.path))
