"""How the local HTTP service answers, whatever is asked: JSON, a Problem for what is no success, and bodies as read.

Used by poller.http_api, poller.setup_api and poller.credentials_api.
"""

import logging
from collections.abc import Mapping
from typing import TypeVar

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from wallboard.wire.codec import BadMessage, decode, encode
from wallboard.wire.messages import Problem

log = logging.getLogger(__name__)

M = TypeVar("M", bound=msgspec.Struct)

_LARGEST_REQUEST = 64 * 1024


async def body_of(request: Request, kind: type[M]) -> M:
    """What was sent. Raises HTTPException."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > _LARGEST_REQUEST:
                raise HTTPException(413, f"a request takes at most {_LARGEST_REQUEST} bytes")
    except ClientDisconnect as error:
        raise HTTPException(400, "the request broke off") from error
    try:
        return decode(kind, bytes(body))
    except BadMessage as error:
        raise HTTPException(400, str(error)) from error


def json_answer(message: msgspec.Struct, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A message as an answer that nobody keeps."""
    headers = {"cache-control": "no-store", **(headers or {})}
    return Response(encode(message), status, media_type="application/json", headers=headers)


async def problem(_request: Request, error: Exception) -> Response:
    """Tell a refusal in words for a person."""
    if not isinstance(error, HTTPException):
        raise error
    response = json_answer(Problem(error.detail), error.status_code)
    response.headers.update(error.headers or {})
    return response


async def fault(request: Request, error: Exception) -> Response:
    """Tell a failure of ours, and leave its trace in the log."""
    log.error("http.failed", exc_info=error, extra={"path": request.url.path})
    return json_answer(Problem("this service failed; its log says why"), 500)
