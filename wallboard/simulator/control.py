"""The control endpoint: order faults, revoke tokens, read the counts. Whoever reaches the loopback may use it.

Routes of api; drives gate and oauth.
"""

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from wallboard.simulator.answers import json_answer, refusal
from wallboard.simulator.errors import Refused
from wallboard.simulator.faults import FaultOrder
from wallboard.simulator.gate import CONTROL, Gate
from wallboard.simulator.oauth import TokenDesk


class RequestCounts(msgspec.Struct, frozen=True):
    """The requests so far, without those to the control endpoint."""

    total: int
    by_path: dict[str, int]
    by_status: dict[int, int]
    by_fault: dict[str, int]


def counts(gate: Gate) -> RequestCounts:
    """What the gate has counted."""
    return RequestCounts(gate.by_path.total(), dict(gate.by_path), dict(gate.by_status), dict(gate.by_fault))


def routes(gate: Gate, desk: TokenDesk) -> list[Route]:
    """The control endpoint's routes."""

    async def order_fault(request: Request) -> Response:
        try:
            gate.order(msgspec.json.decode(await request.body(), type=FaultOrder))
        except msgspec.MsgspecError as error:
            return refusal(Refused(400, "bad.request", str(error)))
        return Response(status_code=204)

    async def clear_faults(_: Request) -> Response:
        gate.clear()
        return Response(status_code=204)

    async def revoke_tokens(_: Request) -> Response:
        desk.revoke_all()
        return Response(status_code=204)

    async def count_requests(_: Request) -> Response:
        return json_answer(counts(gate))

    return [
        Route(f"{CONTROL}faults", order_fault, methods=["POST"]),
        Route(f"{CONTROL}faults", clear_faults, methods=["DELETE"]),
        Route(f"{CONTROL}revoke_tokens", revoke_tokens, methods=["POST"]),
        Route(f"{CONTROL}requests", count_requests, methods=["GET"]),
    ]
