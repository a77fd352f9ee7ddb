"""GenesysSimulator: a Genesys Cloud that replays one day, for rehearsals and, in-process, for tests.

Puts sign-in, endpoints and control behind HTTP paths; guard and gate stand before them, server serves them.
"""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qs
from uuid import uuid4

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from wallboard.host.clock import Clock
from wallboard.simulator import control
from wallboard.simulator.answers import json_answer, refusal
from wallboard.simulator.day import Replay
from wallboard.simulator.endpoints import Endpoints
from wallboard.simulator.errors import Refused, SignInRefused, not_found
from wallboard.simulator.faults import SIGN_IN, FaultDesk
from wallboard.simulator.gate import Gate
from wallboard.simulator.guard import Guard
from wallboard.simulator.ledger import Ledger
from wallboard.simulator.oauth import TokenDesk
from wallboard.simulator.permissions import Role
from wallboard.simulator.server import serve
from wallboard.simulator.terms import STANDARD_TERMS, Terms

__all__ = ["STANDARD_TERMS", "GenesysSimulator", "Terms"]


class GenesysSimulator:
    """One organisation with one client, whose credentials are made up anew for each simulator.

    A test orders `faults`, revokes `tokens`, withholds from the `role` and reads the `requests` directly, or through
    the control endpoint.
    """

    def __init__(self, replay: Replay, clock: Clock, terms: Terms = STANDARD_TERMS) -> None:
        self.tokens = TokenDesk(str(uuid4()), secrets.token_urlsafe(32), terms.token_lifetime)
        self.role = Role(terms.withheld)
        self.faults = FaultDesk()
        self.requests = Ledger()
        self._clock = clock
        self._guard = Guard(self.tokens, self.role, clock, terms)
        self._endpoints = Endpoints(replay, self.role, self.tokens, terms)

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
                Route(SIGN_IN, self._sign_in, methods=["POST"]),
                *(
                    Route(one.path, self._guard.before(one.answer), methods=[one.method])
                    for one in self._endpoints.there()
                ),
                Route("/pictures/{user}/{file}", self._picture),
                *control.routes(self.faults, self.tokens, self.role, self.requests),
            ],
            exception_handlers={HTTPException: _no_such_route},
        )

    async def _sign_in(self, request: Request) -> Response:
        now = self._guard.now(request)
        form = parse_qs((await request.body()).decode("latin-1"))
        self._guard.forget(now)
        try:
            body = self.tokens.issue(
                request.headers.get("authorization"), form.get("grant_type", [""])[0], now, secrets.token_urlsafe(48)
            )
        except SignInRefused as refused:
            return json_answer(refused.body, refused.status)
        return json_answer(body)

    async def _picture(self, request: Request) -> Response:
        """A picture is there for whoever asks, as Genesys Cloud's are on a host of their own."""
        parts = request.path_params
        try:
            return self._endpoints.picture(parts["user"], parts["file"], request.headers.get("if-none-match"))
        except Refused as refused:
            return refusal(refused)


async def _no_such_route(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.status_code != 404:
        return refusal(Refused(error.status_code, "bad.request", f"{request.method}: {error.detail}"))
    return refusal(not_found(request.url.path))
