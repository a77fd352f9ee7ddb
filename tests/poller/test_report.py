"""What the service says of itself."""

from datetime import timedelta
from typing import Literal

import pytest

from tests.builders import CADENCE, NOON, PolledBoard, agent_look, board_info
from tests.fakes import ManualClock
from wallboard.board.window import MetricsWindow
from wallboard.genesys.usage import Costs
from wallboard.poller.boards import Board, Polling
from wallboard.poller.report import Notices, health_of, status_of, status_of_setup
from wallboard.wire.messages import Budget, Cause
from wallboard.wire.setup import Setup


def polled(clock: ManualClock, board_id: str) -> Board:
    one = PolledBoard(clock, board_id)
    one.poll(agent_look("tova", 3, 30), agent_look("avi", status="Meal"))
    return one.board


class TestHealth:
    @pytest.mark.parametrize(("seconds", "ready"), [(0, True), (45, True), (60, True), (60.001, False), (3600, False)])
    def test_it_is_ready_while_the_numbers_are_fresh_and_on_a_screen(self, seconds: float, *, ready: bool) -> None:
        clock = ManualClock(NOON)
        board = polled(clock, "all")
        board.painted(1, clock.elapsed())
        clock.advance(timedelta(seconds=seconds))
        health = health_of([board], clock.elapsed(), "1.0")
        assert (health.live, health.ready, health.oldest_since_good_ms) == (True, ready, seconds * 1000)

    def test_fresh_numbers_that_no_screen_shows_are_not_ready(self) -> None:
        clock = ManualClock(NOON)
        board = polled(clock, "all")
        assert not health_of([board], clock.elapsed(), "1.0").ready
        board.painted(1, clock.elapsed())
        clock.advance(timedelta(seconds=61))
        board.complete(MetricsWindow(NOON, NOON), NOON, clock.elapsed())
        health = health_of([board], clock.elapsed(), "1.0")
        assert (health.ready, health.oldest_since_good_ms, health.since_painted_ms) == (False, 0, 61_000)

    def test_one_silent_board_is_not_ready_and_its_age_is_unknown(self) -> None:
        clock = ManualClock(NOON)
        health = health_of([polled(clock, "all"), Board(board_info("north"), CADENCE)], clock.elapsed(), "1.0")
        assert (health.live, health.ready, health.oldest_since_good_ms) == (True, False, None)

    def test_the_oldest_board_counts(self) -> None:
        clock = ManualClock(NOON)
        old = polled(clock, "all")
        clock.advance(timedelta(seconds=50))
        health = health_of([old, polled(clock, "north")], clock.elapsed(), "1.0")
        assert health.oldest_since_good_ms == 50_000


def test_the_status_tells_each_boards_polling() -> None:
    clock = ManualClock(NOON)
    board = polled(clock, "all")
    board.polling = Polling(CADENCE, Cause("timeout"), 2, 7, NOON, Budget(300, 5, 9))
    clock.advance(timedelta(seconds=50))
    report = status_of([board, Board(board_info("north"), CADENCE)], clock.elapsed(), "1.0")
    first, second = report.boards
    assert (report.version, first.board, first.freshness) == ("1.0", "all", "late")
    assert (first.polls, first.failures_in_a_row, first.agents) == (7, 2, 1)
    assert (first.as_of, first.since_good_ms, first.next_try_at) == (NOON, 50_000, NOON)
    assert (first.cause, first.budget, first.cadence_s) == (Cause("timeout"), Budget(300, 5, 9), 30.0)
    assert (second.freshness, second.as_of, second.since_good_ms, second.polls) == ("silent", None, None, 0)


def test_the_status_tells_what_it_costs_and_what_would_bring_everybody_with_every_poll() -> None:
    costs = Costs({"GET /pages": 238}, 10_000_000, share=240, predicted=1_000)
    told = status_of([], timedelta(), "1.0", costs, 300).costs
    assert (told.requests_a_minute, told.requests_a_month) == ({"GET /pages": 238}, 10_000_000)
    assert (told.allowed_a_minute, told.share_a_minute, told.predicted_a_minute) == (300, 240, 1_000)


@pytest.mark.parametrize(
    ("seconds", "painted", "reason"),
    [(0, True, None), (0, False, "not_painted"), (61, True, "old_numbers"), (61, False, "old_numbers")],
)
def test_health_says_what_is_lacking_first(seconds: float, painted: bool, reason: str | None) -> None:
    clock = ManualClock(NOON)
    board = polled(clock, "all")
    if painted:
        board.painted(1, clock.elapsed())
    clock.advance(timedelta(seconds=seconds))
    assert health_of([board], clock.elapsed(), "1.0").reason == reason
    silent = Board(board_info("north"), CADENCE)
    assert health_of([board, silent], clock.elapsed(), "1.0").reason == "no_numbers"
    assert health_of([], clock.elapsed(), "1.0").reason == "set_up"


def test_the_status_tells_what_happens_beside_the_polling() -> None:
    told = status_of([], timedelta(), "1.0", notices=Notices("3f2c1a9", "Port 9400 cannot be had."))
    assert (told.build, told.monitoring_error) == ("3f2c1a9", "Port 9400 cannot be had.")
    well = status_of([], timedelta(), "1.0")
    assert (well.settings, well.settings_error, well.monitoring_error, well.build) == ("in_use", None, None, None)


@pytest.mark.parametrize(("needs", "state"), [("settings", "no_settings"), ("secret", "no_secret")])
def test_the_status_before_the_set_up_tells_what_is_lacking(needs: Literal["settings", "secret"], state: str) -> None:
    told = status_of_setup(Setup(needs, "There is none.", []), "1.0", Notices())
    assert (told.settings, told.settings_error, told.boards) == (state, "There is none.", [])
