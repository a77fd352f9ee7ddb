"""What was refused is named in `status`, and what is no end or a loss of many is not taken for granted."""

import json
import logging
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.builders import CADENCE, NOON, SHIFT_START, FakeGenesys, agent_json, agent_look, board_info, page_reply
from tests.fakes import ManualClock
from wallboard.board.view import ViewSpec
from wallboard.board.window import FixedStart, MetricsWindow
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply, Request
from wallboard.poller.boards import Board, LastError
from wallboard.poller.report import status_of
from wallboard.poller.scopes import Scope
from wallboard.poller.sweep import sweep
from wallboard.poller.table import Table
from wallboard.wire.codec import encode

WINDOW = MetricsWindow(SHIFT_START, NOON)
CORRELATION = {"inin-correlation-id": "c-1"}


def report(board: Board) -> dict[str, object]:
    """What `GET /v1/status` says of the board."""
    told: dict[str, object] = json.loads(encode(status_of([board], timedelta(), "1.0")))["boards"][0]
    return told


class TestStatus:
    def test_before_any_refusal_there_is_none(self) -> None:
        assert report(Board(board_info(), CADENCE))["last_error"] is None

    def test_a_refusal_is_told_with_all_that_support_asks_for(self) -> None:
        board = Board(board_info(), CADENCE)
        board.polling = replace_last_error(board, LastError("/api/v2/users", "malformed", "c-1", NOON))
        assert report(board)["last_error"] == {
            "endpoint": "/api/v2/users",
            "reason": "malformed",
            "context_id": "c-1",
            "at": "2026-11-23T12:00:00Z",
        }
