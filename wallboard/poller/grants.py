"""What a viewer may ask for of a board beside its rows, and how it is refused. Used by http_api and agent_routes."""

from typing import assert_never

from starlette.exceptions import HTTPException

from wallboard.host.board_settings import Opened
from wallboard.poller.boards import Board


def allow(board: Board, what: Opened) -> None:
    """Whether a viewer may have this. Raises HTTPException, in words for a person."""
    if what not in board.open_to_viewers:
        raise HTTPException(
            403, f'board {board.info.id!r} {_refusal(what)}: "{what}" is not in what its viewers may_open'
        )


def _refusal(what: Opened) -> str:
    match what:
        case "explain":
            return "explains no agent's row"
        case "pictures":
            return "shows no pictures"
        case "search":
            return "is not searched by name"
    assert_never(what)
