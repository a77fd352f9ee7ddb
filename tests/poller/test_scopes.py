"""Scopes: which boards share a sweep."""

from datetime import UTC, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from wallboard.board.agents import StatusKind
from wallboard.board.rules import USUAL, AhtFormula, RankBy, Rules
from wallboard.board.window import FixedStart, ShiftStarts
from wallboard.genesys.source import ScopeFilter
from wallboard.host.board_settings import Board
from wallboard.poller.scopes import Scope, rules_of, scope_of

SHIFTS = Board("a", "A", ["g-1", "g-2"], "Europe/Berlin", ["07:00", "15:00"])
SINCE = datetime(2026, 11, 1, tzinfo=UTC)


def test_a_board_of_shifts() -> None:
    rule = ShiftStarts((time(7), time(15)), ZoneInfo("Europe/Berlin"))
    assert scope_of(SHIFTS, "org") == Scope(rule, ScopeFilter(frozenset({"g-1", "g-2"})), "org")


def test_the_times_of_shifts_stand_in_order() -> None:
    hours = [19, 3, 11, 23, 7, 15]
    rule = scope_of(Board("a", "A", [], "UTC", [f"{hour:02}:00" for hour in hours]), "org").rule
    assert rule == ShiftStarts(tuple(time(hour) for hour in sorted(hours)), ZoneInfo("UTC"))


def test_the_usual_rules_are_the_very_same_ones() -> None:
    assert rules_of(SHIFTS) is USUAL


def test_rules_of_ones_own() -> None:
    board = Board(
        "a", "A", rank_by=("shortest_aht",), minimum_closed=5, statuses=("off_queue", "on_call"), aht="all_over_closed"
    )
    kinds = (StatusKind.ON_CALL, StatusKind.OFF_QUEUE)
    assert rules_of(board) == Rules((RankBy.SHORTEST_AHT,), 5, kinds, AhtFormula.ALL_OVER_CLOSED)


def test_a_contest() -> None:
    assert scope_of(Board("a", "A", since=SINCE), "org") == Scope(FixedStart(SINCE), ScopeFilter(), "org")


@pytest.mark.parametrize(
    "same",
    [
        Board("b", "Another title", ["g-1", "g-2"], "Europe/Berlin", ["07:00", "15:00"]),
        Board("b", "B", ["g-2", "g-1", "g-2"], "Europe/Berlin", ["07:00", "15:00"]),
        Board("b", "B", ["g-1", "g-2"], "Europe/Berlin", ["15:00", "07:00:00", "07:00"]),
    ],
)
def test_boards_that_count_the_same_share_a_scope(same: Board) -> None:
    assert scope_of(same, "org") == scope_of(SHIFTS, "org")
    assert len({scope_of(same, "org"), scope_of(SHIFTS, "org")}) == 1


@pytest.mark.parametrize(
    "other",
    [
        Board("b", "B", ["g-1"], "Europe/Berlin", ["07:00", "15:00"]),
        Board("b", "B", ["g-1", "g-2"], "Asia/Jerusalem", ["07:00", "15:00"]),
        Board("b", "B", ["g-1", "g-2"], "Europe/Berlin", ["07:00"]),
        Board("b", "B", ["g-1", "g-2"], "Europe/Berlin", since=SINCE),
    ],
)
def test_boards_that_count_otherwise_do_not(other: Board) -> None:
    assert scope_of(other, "org") != scope_of(SHIFTS, "org")


def test_contests_since_one_instant_share_a_scope_in_any_zone() -> None:
    there = SINCE.astimezone(timezone(timedelta(hours=2)))
    assert scope_of(Board("a", "A", [], "UTC", since=SINCE), "org") == scope_of(
        Board("b", "B", [], "Asia/Tokyo", since=there), "org"
    )
