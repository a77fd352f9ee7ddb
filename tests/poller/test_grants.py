import pytest
from starlette.exceptions import HTTPException

from tests.builders import CADENCE, board_info
from wallboard.board.privacy import PLAIN
from wallboard.host.board_settings import Opened
from wallboard.poller.boards import Board
from wallboard.poller.grants import allow


def test_what_is_granted_is_had_and_what_is_not_is_refused_in_words() -> None:
    board = Board(board_info(), CADENCE, PLAIN, frozenset({"search"}))
    allow(board, "search")
    refused: list[tuple[Opened, str]] = [("explain", "explains no agent's row"), ("pictures", "shows no pictures")]
    for what, words in refused:
        with pytest.raises(HTTPException, match=words) as found:
            allow(board, what)
        assert found.value.status_code == 403


def test_a_search_is_refused_too() -> None:
    with pytest.raises(HTTPException, match="not searched by name"):
        allow(Board(board_info(), CADENCE, PLAIN, frozenset()), "search")
