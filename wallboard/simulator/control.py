"""The control endpoint: order faults, change what the client may do, read the counts.

Whoever reaches the loopback may use it. Routes of api; drives faults, oauth and permissions, reads ledger.
"""

import secrets

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from wallboard.simulator import bodies
from wallboard.simulator.answers import json_answer, refusal
from wallboard.simulator.errors import Refused
from wallboard.simulator.faults import Chaos, FaultDesk, FaultOrder
from wallboard.simulator.gate import CONTROL
from wallboard.simulator.ledger import Ledger
from wallboard.simulator.oauth import TokenDesk
from wallboard.simulator.permissions import Role


class Withheld(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is withheld from the client's role from now on, in the stead of what was."""

    permissions: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()


class NewSecret(msgspec.Struct, frozen=True):
    """The secret with which the client signs in from now on."""

    client_secret: str


def routes(faults: FaultDesk, tokens: TokenDesk, role: Role, ledger: Ledger) -> list[Route]:
    """The control endpoint's routes."""
    return [*_of_faults(faults), *_of_the_client(tokens, role), *_of_counts(ledger)]


def _of_faults(faults: FaultDesk) -> list[Route]:

    async def order_fault(request: Request) -> Response:
        try:
            faults.order(bodies.read(await request.body(), FaultOrder))
        except Refused as refused:
            return refusal(refused)
        return Response(status_code=204)

    async def break_loose(request: Request) -> Response:
        try:
            faults.break_loose(bodies.read(await request.body(), Chaos))
        except Refused as refused:
            return refusal(refused)
        return Response(status_code=204)

    async def clear_faults(_: Request) -> Response:
        faults.clear()
        return Response(status_code=204)

    return [
        Route(f"{CONTROL}faults", order_fault, methods=["POST"]),
        Route(f"{CONTROL}faults", clear_faults, methods=["DELETE"]),
        Route(f"{CONTROL}chaos", break_loose, methods=["POST"]),
    ]


def _of_the_client(tokens: TokenDesk, role: Role) -> list[Route]:
    async def revoke_tokens(_: Request) -> Response:
        tokens.revoke_all()
        return Response(status_code=204)

    async def revoke_client(_: Request) -> Response:
        tokens.revoke_client()
        return Response(status_code=204)

    async def restore_client(_: Request) -> Response:
        tokens.restore_client()
        return Response(status_code=204)

    async def change_secret(_: Request) -> Response:
        tokens.change_secret(secrets.token_urlsafe(32))
        return json_answer(NewSecret(tokens.client_secret))

    async def withhold(request: Request) -> Response:
        try:
            told = bodies.read(await request.body(), Withheld)
            role.withhold(told.permissions, told.divisions)
        except Refused as refused:
            return refusal(refused)
        return Response(status_code=204)

    return [
        Route(f"{CONTROL}revoke_tokens", revoke_tokens, methods=["POST"]),
        Route(f"{CONTROL}revoke_client", revoke_client, methods=["POST"]),
        Route(f"{CONTROL}revoke_client", restore_client, methods=["DELETE"]),
        Route(f"{CONTROL}change_secret", change_secret, methods=["POST"]),
        Route(f"{CONTROL}withheld", withhold, methods=["POST"]),
    ]


def _of_counts(ledger: Ledger) -> list[Route]:
    async def count_requests(_: Request) -> Response:
        return json_answer(ledger.counts())

    return [Route(f"{CONTROL}requests", count_requests, methods=["GET"])]
