"""The control endpoint: order faults, revoke tokens, read the counts. Whoever reaches the loopback may use it.

Routes of api; drives faults and oauth, reads ledger.
"""

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from wallboard.simulator.answers import json_answer, refusal
from wallboard.simulator.errors import Refused
from wallboard.simulator.faults import FaultDesk, FaultOrder
from wallboard.simulator.gate import CONTROL
from wallboard.simulator.ledger import Ledger
from wallboard.simulator.oauth import TokenDesk


def routes(faults: FaultDesk, tokens: TokenDesk, ledger: Ledger) -> list[Route]:
    """The control endpoint's routes."""

    async def order_fault(request: Request) -> Response:
        try:
            faults.order(msgspec.json.decode(await request.body(), type=FaultOrder))
        except msgspec.MsgspecError as error:
            return refusal(Refused(400, "bad.request", str(error)))
        return Response(status_code=204)

    async def clear_faults(_: Request) -> Response:
        faults.clear()
        return Response(status_code=204)

    async def revoke_tokens(_: Request) -> Response:
        tokens.revoke_all()
        return Response(status_code=204)

    async def count_requests(_: Request) -> Response:
        return json_answer(ledger.counts())

    return [
        Route(f"{CONTROL}faults", order_fault, methods=["POST"]),
        Route(f"{CONTROL}faults", clear_faults, methods=["DELETE"]),
        Route(f"{CONTROL}revoke_tokens", revoke_tokens, methods=["POST"]),
        Route(f"{CONTROL}requests", count_requests, methods=["GET"]),
    ]
