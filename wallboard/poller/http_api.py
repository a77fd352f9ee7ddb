"""The local HTTP contract, `/v1`: JSON in and out. Built by poller.service; events are poller.sse's.

Every answer but a success is a Problem: words for a person.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from wallboard import __version__
from wallboard.board import view
from wallboard.board.view import ViewSpec
from wallboard.genesys.usage import NO_COSTS, Costs
from wallboard.host.clock import Clock
from wallboard.poller import answers, events, grants
from wallboard.poller.answers import body_of, json_answer
from wallboard.poller.boards import Board
from wallboard.poller.broadcast import Broadcast
from wallboard.poller.report import HealthReport, Notices, SettingsState, StatusReport, health_of, status_of
from wallboard.poller.settings_news import SettingsNews
from wallboard.poller.sse import EventStream
from wallboard.poller.views import TooManyViews, Views
from wallboard.wire.boards import Boards
from wallboard.wire.messages import Painted, ViewMade, ViewRequest

_MOST_ROWS = 1_000
_MOST_DIGITS = 9  # Python reads no number of thousands of digits


@dataclass(frozen=True, slots=True)
class HttpApi:
    """What the answers are made of. `about` is the answer of `GET /v1/boards`, but for its `now`,
    which is Genesys Cloud's as `now` reads it. `costs` tells what the asking costs, and what is allowed a minute.
    `more` are routes that it has no part in. `news`, which is of the settings, and `notices` are told in the status.
    """

    boards: Mapping[str, Board]
    about: Boards
    broadcast: Broadcast
    views: Views
    clock: Clock
    now: Callable[[], datetime]
    costs: Callable[[], tuple[Costs, int | None]] = lambda: (NO_COSTS, None)
    more: Sequence[BaseRoute] = ()
    news: SettingsNews = field(default_factory=SettingsNews)
    notices: Notices = field(default_factory=Notices)

    def application(self) -> Starlette:
        """The routes as an ASGI application."""
        application = Starlette(
            routes=[
                Route("/v1/health", self._health),
                Route("/v1/status", self._status),
                Route("/v1/boards", self._boards),
                Route("/v1/boards/{board}/snapshot", self._snapshot),
                Route("/v1/painted", self._painted, methods=["POST"]),
                Route("/v1/views", self._make_view, methods=["POST"]),
                Route("/v1/views/{view}", self._change_view, methods=["PATCH"]),
                Route("/v1/views/{view}/events", EventStream(self.views, self.broadcast), methods=["GET"]),
                *self.more,
            ],
            exception_handlers={HTTPException: answers.problem, Exception: answers.fault},
        )
        application.router.redirect_slashes = False  # a redirect is no Problem that a person could read
        return application

    def health(self) -> HealthReport:
        """Whether the numbers may be shown, now."""
        return health_of(self.boards.values(), self.clock.elapsed(), __version__)

    def status(self) -> StatusReport:
        """How the polling goes, and what it costs, now."""
        boards, elapsed = self.boards.values(), self.clock.elapsed()
        status = status_of(boards, elapsed, __version__, *self.costs(), notices=self.notices)
        state: SettingsState = "in_use" if self.news.error is None else "refused"
        error, warnings = self.news.error, list(self.news.warnings)
        return msgspec.structs.replace(status, settings=state, settings_error=error, settings_warnings=warnings)

    async def _health(self, _request: Request) -> Response:
        health = self.health()
        return json_answer(health, 200 if health.ready else 503)

    async def _status(self, _request: Request) -> Response:
        return json_answer(self.status())

    async def _boards(self, _request: Request) -> Response:
        return json_answer(msgspec.structs.replace(self.about, now=self.now()))

    async def _snapshot(self, request: Request) -> Response:
        board = self._board(request.path_params["board"])
        self._allow_search(board, request.query_params.get("q", ""))
        ranges = [(_number(request, "offset", 0), _number(request, "limit", 100))]
        spec = _spec(ViewRequest(board.info.id, ranges, request.query_params.get("q", "")))
        since_good = board.since_good(self.clock.elapsed())
        cut = view.cut(board.standings, spec)
        return json_answer(events.snapshot_of(board, cut, self.broadcast.epoch, 0, since_good))

    async def _make_view(self, request: Request) -> Response:
        spec = await self._asked(request)
        try:
            return json_answer(ViewMade(self.views.make(spec)), 201)
        except TooManyViews as error:
            raise HTTPException(503, str(error)) from error

    async def _change_view(self, request: Request) -> Response:
        spec = await self._asked(request)
        found = self.views.find(request.path_params["view"])
        if found is None:
            raise HTTPException(404, "there is no such view: it ended; make another with POST /v1/views")
        found.spec = spec
        if found.stream is not None:
            self.broadcast.change(found.stream, spec)
        return json_answer(ViewMade(request.path_params["view"]))

    async def _painted(self, request: Request) -> Response:
        told = await body_of(request, Painted)
        self._board(told.board).painted(told.revision, self.clock.elapsed())
        return Response(status_code=204)

    async def _asked(self, request: Request) -> ViewSpec:
        asked = await body_of(request, ViewRequest)
        self._allow_search(self._board(asked.board), asked.q)
        return _spec(asked)

    def _allow_search(self, board: Board, q: str) -> None:
        if q.strip():
            grants.allow(board, "search")

    def _board(self, board_id: str) -> Board:
        board = self.boards.get(board_id)
        if board is None:
            raise HTTPException(404, f"there is no board {board_id!r}; there are: {', '.join(self.boards)}")
        return board


def _spec(asked: ViewRequest) -> ViewSpec:
    if any(offset < 0 or count < 0 for offset, count in asked.ranges):
        raise HTTPException(400, "ranges are pairs of offset and count, from 0 on")
    if sum(count for _, count in asked.ranges) > _MOST_ROWS:
        raise HTTPException(400, f"a view shows at most {_MOST_ROWS} rows")
    return ViewSpec(asked.board, tuple(asked.ranges), asked.q)


def _number(request: Request, name: str, default: int) -> int:
    text = request.query_params.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise HTTPException(400, f"{name} = {text!r} is not a whole number from 0 on")
    return int(text)
