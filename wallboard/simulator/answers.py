"""Turn bodies and refusals into HTTP answers.

Used by api, guard, endpoints, strike and control.
"""

from collections.abc import Mapping
from uuid import uuid4

import msgspec
from starlette.responses import Response

from wallboard.simulator.errors import Refused


def json_answer(body: msgspec.Struct, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON answer."""
    return Response(msgspec.json.encode(body), status, headers, media_type="application/json")


def refusal(refused: Refused, headers: Mapping[str, str] | None = None) -> Response:
    """An error answer; its correlation id is in the body and in a header, as Genesys Cloud's support asks for it."""
    context_id = str(uuid4())
    told = {**(headers or {}), "ININ-Correlation-Id": context_id}
    if refused.retry_after is not None:
        told["Retry-After"] = str(refused.retry_after)
    return json_answer(refused.body(context_id), refused.status, told)
