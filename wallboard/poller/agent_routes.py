"""What the local HTTP contract tells of one agent: her picture, and an explanation of her row. Built by poller.service.

Routes of poller.http_api, which turns every refusal into a Problem.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from wallboard.board.agents import AgentId
from wallboard.host.board_settings import Opened
from wallboard.poller import grants
from wallboard.poller.answers import json_answer
from wallboard.poller.boards import Board, Question
from wallboard.poller.explain import explanation
from wallboard.poller.known import Known
from wallboard.poller.past import Between
from wallboard.poller.pictures import Pictures

_PICTURE_HEADERS = {
    "cache-control": "private",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """One board, and whom to ask of its agents.

    `known` is the newest that the board's table has of an agent, `question` how the board's window is asked for, and
    `counted` tells when an agent's last conversation came to count: of the window that began then, up to so many.
    """

    board: Board
    known: Callable[[AgentId], Known | None]
    question: Callable[[], Question | None]
    counted: Callable[[datetime, AgentId, int], Awaitable[Between | None]]


@dataclass(frozen=True, slots=True)
class AgentRoutes:
    """What the answers are made of; `desks` are by the board's id, `names` by the agent's."""

    desks: Mapping[str, Desk]
    names: Mapping[AgentId, str]
    pictures: Pictures

    def routes(self) -> Sequence[Route]:
        """The routes."""
        return (
            Route("/v1/boards/{board}/agents/{id}/picture", self._picture),
            Route("/v1/boards/{board}/agents/{id}/explain", self._explain),
        )

    async def _picture(self, request: Request) -> Response:
        _, agent, _ = self._asked(request, "pictures")
        picture = await self.pictures.find(agent)
        if picture is None:
            raise HTTPException(404, "there is no picture of this agent")
        headers = {**_PICTURE_HEADERS, "etag": picture.etag}
        if _names(request.headers.get("if-none-match", ""), picture.etag):
            return Response(status_code=304, headers=headers)
        return Response(picture.body, media_type=picture.media_type, headers=headers)

    async def _explain(self, request: Request) -> Response:
        desk, agent, known = self._asked(request, "explain")
        window, counted = desk.board.window, None
        if window is not None:
            counted = await desk.counted(window.start, agent, known.completed.look.closed)
        told = explanation(desk.board, known, desk.board.guise.name_of(agent, self.names), desk.question(), counted)
        if told is None:
            raise HTTPException(404, f"board {desk.board.info.id!r} has no numbers yet")
        return json_answer(told)

    def _asked(self, request: Request, what: Opened) -> tuple[Desk, AgentId, Known]:
        board_id, shown = request.path_params["board"], AgentId(request.path_params["id"])
        desk = self.desks.get(board_id)
        if desk is None:
            raise HTTPException(404, f"there is no board {board_id!r}; there are: {', '.join(self.desks)}")
        grants.allow(desk.board, what)
        agent = desk.board.standings.agent_of(shown) if desk.board.guise.is_masked else shown
        known = None if agent is None else desk.known(agent)
        if agent is None or known is None:  # an id that is asked for is not told back: it may be a person's
            raise HTTPException(404, f"board {board_id!r} has no such agent")
        return desk, agent, known


def _names(if_none_match: str, etag: str) -> bool:
    """Whether the reader has this picture already: RFC 9110, section 13.1.2."""
    told = [one.strip().removeprefix("W/") for one in if_none_match.split(",")]
    return "*" in told or etag in told
