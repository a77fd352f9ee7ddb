"""`POST` and `DELETE /v1/credentials`: what a screen says to poller.credentials, and how it is answered.

A route of poller.setup_api and, beside it, of poller.http_api. The secret is in the body alone, and in no answer.
"""

import logging
from math import ceil

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from wallboard.poller.answers import body_of, json_answer
from wallboard.poller.credentials import CredentialsDesk, NotDone
from wallboard.wire.messages import Problem
from wallboard.wire.setup import Credentials

log = logging.getLogger(__name__)


def route(desk: CredentialsDesk) -> Route:
    """The route of this desk. What has changed is told to its owner once the answer is out."""

    async def changed() -> None:
        desk.changed.set()

    async def answer(request: Request) -> Response:
        try:
            if request.method == "DELETE":
                await desk.forget()
                log.info("credentials.forgotten")
                return Response(status_code=204, background=BackgroundTask(changed))
            response = json_answer(await desk.keep(await body_of(request, Credentials)))
        except NotDone as refusal:
            log.info("credentials.refused", extra={"status": refusal.status, "code": refusal.code})
            return _problem(refusal)
        log.info("credentials.kept")
        response.background = BackgroundTask(changed)
        return response

    return Route("/v1/credentials", answer, methods=["POST", "DELETE"])


def _problem(refusal: NotDone) -> Response:
    wish = refusal.retry_after
    headers = {} if wish is None else {"retry-after": str(ceil(wish.total_seconds()))}
    return json_answer(Problem(str(refusal), refusal.code), refusal.status, headers)
