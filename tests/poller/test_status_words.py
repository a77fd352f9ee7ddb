"""What `status` says: aligned lines for people, and keys that stay for programs."""

from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace

from tests.builders import CADENCE, NOON, PolledBoard, agent_look, board_info
from tests.fakes import ManualClock
from wallboard.genesys.usage import Costs
from wallboard.poller.boards import Board, LastError, Polling
from wallboard.poller.exits import Exit
from wallboard.poller.report import HealthReport, Notices, StatusReport, health_of, status_of, status_of_setup
from wallboard.poller.status_words import Told, lines, told
from wallboard.wire.messages import Cause
from wallboard.wire.setup import Setup

COSTS = Costs({"GET /pages": 238, "GET /users": 2}, None, share=240, predicted=1_000)


def found(seconds: float = 12, *, painted: bool = True, more: bool = False, notices: Notices | None = None) -> Told:
    status, health = reports(seconds, painted=painted, more=more, notices=notices)
    return told(health, status)


def reports(
    seconds: float = 12, *, painted: bool = True, more: bool = False, notices: Notices | None = None
) -> tuple[StatusReport, HealthReport]:
    clock = ManualClock(NOON)
    one = PolledBoard(clock, "all")
    one.poll(agent_look("tova", 3, 30), agent_look("avi", status="Meal"))
    if painted:
        one.board.painted(1, clock.elapsed())
    clock.advance(timedelta(seconds=seconds))
    boards = [one.board]
    if more:
        other = Board(board_info("north-west"), CADENCE)
        other.polling = Polling(CADENCE, Cause("timeout"), 2, 7, NOON)
        boards.append(other)
    status = status_of(boards, clock.elapsed(), "1.0", COSTS, 300, notices)
    return status, health_of(boards, clock.elapsed(), "1.0")


def painted_once() -> Told:
    status, health = reports()
    return told(replace(health, ready=False, reason="not_painted"), status)


def test_one_that_is_ready() -> None:
    assert lines(found()) == [
        "wallboard-poller 1.0: ready",
        "board  freshness  numbers  painted  agents  failures  cause",
        "all    live       12 s     12 s     1       0         -",
        "requests    240 in the last minute; 240 a minute are ours; 300 are allowed",
    ]


def test_columns_stand_below_each_other_and_what_never_was_says_so() -> None:
    _, head, first, second, _ = lines(found(more=True))
    assert first.index("live") == second.index("silent") == head.index("freshness")
    assert second.split() == ["north-west", "silent", "never", "never", "0", "2", "timeout"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (found(100), "the numbers of a board are old"),
        (found(painted=False), "no screen has painted its numbers yet"),
        (painted_once(), "no screen has painted new numbers for two polls"),
        (found(more=True), "a board has no numbers yet"),
    ],
)
def test_one_that_is_not_ready_says_why(given: Told, words: str) -> None:
    assert (given.code, given.running, given.ready) == (Exit.NOT_READY, True, False)
    assert lines(given)[0] == f"wallboard-poller 1.0: not ready: {words}"


def test_a_build_is_named() -> None:
    given = found(notices=Notices("3f2c1a9"))
    assert (given.build, lines(given)[0]) == ("3f2c1a9", "wallboard-poller 1.0 (build 3f2c1a9): ready")


def test_an_age_of_hours_is_told_in_minutes() -> None:
    assert " 120 min " in lines(found(7200))[2]


def test_settings_that_are_refused_and_a_port_that_cannot_be_had_are_told() -> None:
    status, health = reports(notices=Notices(None, "Port 9400 cannot be had."))
    wrong = "The settings cannot be used. boards is missing\ngenesys.lag is odd"
    given = told(health, replace(status, settings="refused", settings_error=wrong, settings_warnings=["x is odd"]))
    assert (given.code, given.settings) == (Exit.OK, "refused")
    assert lines(given)[1:5] == [
        "settings    The settings cannot be used. boards is missing",
        "settings    genesys.lag is odd",
        "settings    x is odd",
        "monitoring  Port 9400 cannot be had.",
    ]


def test_what_was_refused_last_is_told_as_support_asks_for_it() -> None:
    status, health = reports()
    last = LastError("/api/v2/x", "Genesys Cloud failed with 500", "c-4711", NOON)
    given = told(health, replace(status, boards=[replace(status.boards[0], last_error=last)]))
    assert lines(given)[3] == (
        f"last error  all, {NOON:%Y-%m-%d %H:%M:%S} UTC: /api/v2/x: Genesys Cloud failed with 500 (contextId c-4711)"
    )


def test_one_that_waits_to_be_set_up_says_what_is_lacking() -> None:
    setup = Setup("secret", "The keyring holds no client secret.", [])
    given = told(health_of([], timedelta(), "1.0"), status_of_setup(setup, "1.0", Notices()))
    assert (given.code, given.settings, given.reason) == (Exit.NOT_READY, "no_secret", "set_up")
    assert lines(given) == [
        "wallboard-poller 1.0: not ready: it waits to be set up",
        "settings    The keyring holds no client secret.",
    ]


def test_of_one_that_does_not_run_its_words_are_all() -> None:
    assert lines(Told(Exit.NOT_RUNNING, running=False, words="No poller runs here.")) == ["No poller runs here."]


def test_the_keys_for_programs_are_kept() -> None:
    given = msgspec.json.decode(msgspec.json.encode(found()))
    assert set(given) == {
        *("code", "running", "live", "ready", "reason", "words", "version", "build", "data_age_s", "painted_age_s"),
        *("settings", "settings_error", "settings_warnings", "monitoring_error", "requests", "boards"),
    }
    assert given["requests"] == {"last_minute": 240, "allowed": 300, "share": 240, "wanted": 1000}
    (board,) = given["boards"]
    assert board == {
        "board": "all",
        "freshness": "live",
        "data_age_s": 12.0,
        "painted_age_s": 12.0,
        "agents": 1,
        "failures_in_a_row": 0,
        "cause": None,
        "next_try_at": None,
        "last_error": None,
    }
