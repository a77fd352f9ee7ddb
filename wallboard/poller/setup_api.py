"""The local HTTP contract of a poller that lacks something: what it lacks, and the credentials that mend it.

Served by poller.modes behind the gate; no request of it leaves this machine before a person gives a secret.
"""

from collections.abc import Sequence
from datetime import timedelta

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from wallboard import __version__
from wallboard.host.clock import Clock
from wallboard.poller import answers
from wallboard.poller.answers import json_answer
from wallboard.poller.report import HealthReport, Notices, StatusReport, health_of, status_of_setup
from wallboard.wire.boards import Boards
from wallboard.wire.setup import Setup

_LAG_S = _CADENCE_S = 30.0  # of the settings that are to come; nothing is counted with them here


class SetupApi:
    """`setup` is told as it is now; `last_asked` is when a screen asked for it last, by the clock."""

    def __init__(self, setup: Setup, clock: Clock, more: Sequence[Route] = (), notices: Notices | None = None) -> None:
        self.setup = setup
        self.last_asked = clock.elapsed()
        self._clock = clock
        self._more = more
        self._notices = notices or Notices()

    def application(self) -> Starlette:
        """The routes as an ASGI application."""
        application = Starlette(
            routes=[
                Route("/v1/health", self._health),
                Route("/v1/status", self._status),
                Route("/v1/boards", self._boards),
                *self._more,
            ],
            exception_handlers={HTTPException: answers.problem, Exception: answers.fault},
        )
        application.router.redirect_slashes = False
        return application

    def health(self) -> HealthReport:
        """It lives, and is not ready."""
        return health_of([], self._clock.elapsed(), __version__)

    def status(self) -> StatusReport:
        """What is lacking, now."""
        return status_of_setup(self.setup, __version__, self._notices)

    async def _health(self, _request: Request) -> Response:
        return json_answer(self.health(), 503)

    async def _status(self, _request: Request) -> Response:
        return json_answer(self.status())

    async def _boards(self, _request: Request) -> Response:
        self.last_asked = self._clock.elapsed()
        return json_answer(Boards([], None, _LAG_S, _CADENCE_S, self._clock.now(), setup=self.setup))


async def left_alone(api: SetupApi, clock: Clock, patience: timedelta) -> None:
    """Return when no screen has asked for so long."""
    while (left := api.last_asked + patience - clock.elapsed()) > timedelta():
        await clock.sleep(left)
