"""The port for monitoring: health and figures for whoever asks on this machine, and no names. Run by poller.modes.

It is served only where the settings name a port, beside the screens' own, and has no token: what it tells is of the
program and not of people. A port that something else holds is told, and tried again; the poller goes on without it.
"""

import logging
from datetime import timedelta

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from wallboard.host.clock import Clock
from wallboard.poller import answers, server
from wallboard.poller.answers import json_answer
from wallboard.poller.gate import Gate
from wallboard.poller.report import Notices, Reporting

log = logging.getLogger(__name__)

TRY_AGAIN = timedelta(seconds=30)


def application(reporting: Reporting) -> Starlette:
    """Both answers, and nothing else."""

    async def health(_request: Request) -> Response:
        told = reporting.health()
        return json_answer(told, 200 if told.ready else 503)

    async def metrics(_request: Request) -> Response:
        from wallboard.poller import metrics  # noqa: PLC0415  12 MB that a poller without a port need not have

        text = metrics.text_of(reporting.status(), reporting.health(), metrics.of_this_process())
        return Response(text, headers={"content-type": metrics.CONTENT_TYPE, "cache-control": "no-store"})

    made = Starlette(
        routes=[Route("/health", health), Route("/metrics", metrics)],
        exception_handlers={HTTPException: answers.problem, Exception: answers.fault},
    )
    made.router.redirect_slashes = False
    return made


async def serve(port: int | None, reporting: Reporting, notices: Notices, clock: Clock) -> None:
    """Serve there until cancelled; at once nothing more where there is no port."""
    notices.monitoring = ""
    while port is not None:
        try:
            await _serve_on(port, reporting, notices)
        except OSError as error:
            if not notices.monitoring:
                log.warning("monitoring.no_port", extra={"port": port, "reason": error.strerror})
            notices.monitoring = f"Port {port}, which the monitoring is to have, cannot be had: {error.strerror}."
        await clock.sleep(TRY_AGAIN)


async def _serve_on(port: int, reporting: Reporting, notices: Notices) -> None:
    """Raises OSError where the port cannot be had: also one that was bound may go to another who listens first."""
    with server.bound_socket(port) as listener:
        listener.listen()
        notices.monitoring = ""
        log.info("monitoring.ready", extra={"port": port})
        await server.serve(Gate(application(reporting), None, port), listener)
