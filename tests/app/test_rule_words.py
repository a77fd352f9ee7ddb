"""The rule of a board in words, and what is to be known of its averages."""

import msgspec
import pytest

from tests.app import known
from wallboard.app import rule_words
from wallboard.wire.messages import PerHourLack

PER_HOUR = ("most_closed_per_hour",)
MINUTES = 60_000


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "most closed, then shortest AHT"),
        ({"rank_by": ("longest_aht",)}, "longest AHT"),
        ({"minimum_closed": 1_200}, "most closed, then shortest AHT, from 1,200 closed on"),
        ({"rank_by": PER_HOUR}, "most closed per hour on queue"),
        (
            {"rank_by": ("most_closed", "fewest_closed_per_hour")},
            "most closed, then fewest closed per hour on queue",
        ),
        ({"rank_by": ("something_new",)}, "something new"),  # of a service that is newer than this screen
    ],
)
def test_the_rule(changes: dict[str, object], words: str) -> None:
    assert rule_words.rule(msgspec.structs.replace(known.BOARD, **changes)) == words


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        (("wrap_up", "available", "on_call"), ""),
        (("on_call",), "Shown: on a call."),
        (("available", "wrap_up", "off_queue"), "Shown: available, in wrap-up or off queue."),
    ],
)
def test_who_stands_on_the_board_is_told_where_it_is_unusual(statuses: tuple[str, ...], words: str) -> None:
    assert rule_words.counted(msgspec.structs.replace(known.BOARD, statuses=statuses)) == words


def test_before_a_board_is_known_it_is_the_usual_one() -> None:
    assert rule_words.rule(None) == "most closed, then shortest AHT"
    assert (rule_words.aht_label(None), rule_words.aht_warning(None)) == ("AHT (Compl.)", "")


@pytest.mark.parametrize(("formula", "word"), [("all_over_closed", "too long"), ("all_over_started", "too short")])
def test_an_average_that_is_not_of_completed_ones_alone_is_told_and_warned_of(formula: str, word: str) -> None:
    board = msgspec.structs.replace(known.BOARD, aht=formula)
    assert rule_words.aht_label(board) != rule_words.aht_label(known.BOARD)
    assert word in rule_words.aht_warning(board)
    assert "no official AHT" in rule_words.aht_warning(board)


def test_who_is_not_ranked_is_told_how_much_is_needed() -> None:
    board = msgspec.structs.replace(known.BOARD, minimum_closed=5)
    assert rule_words.not_ranked(known.row(rank=None, closed=3), board) == "not ranked: 3 of 5"
    assert rule_words.not_ranked(known.row(), board) == ""


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "time not known"),
        ({"on_queue_ms": 0}, "0 of 15 min"),
        ({"on_queue_ms": 14 * MINUTES + 59_999}, "14 of 15 min"),
        ({"closed": 3, "on_queue_ms": 5 * MINUTES}, "not ranked: 3 of 5"),
    ],
)
def test_who_is_not_known_to_be_on_queue_long_enough_is_told_so(fields: dict[str, object], words: str) -> None:
    board = msgspec.structs.replace(known.BOARD, rank_by=PER_HOUR, minimum_closed=5)
    assert rule_words.not_ranked(known.row(0, **{"rank": None, "closed": 9, **fields}), board) == words


def test_while_nobody_is_ranked_it_is_told_from_when_on() -> None:
    board = msgspec.structs.replace(known.BOARD, rank_by=PER_HOUR)
    assert rule_words.nobody_ranked(board).endswith("Ranks begin after 15 min on queue.")
    assert rule_words.nobody_ranked(board, "rate_limit") == rule_words.nobody_ranked(board)
    assert rule_words.nobody_ranked(board, "realtime").endswith("time on queue unknown.")
    assert "Ranks begin at 0 closed" in rule_words.nobody_ranked(known.BOARD, "realtime")
    both = msgspec.structs.replace(board, minimum_closed=5)
    assert rule_words.nobody_ranked(both).endswith("Ranks begin at 5 closed and after 15 min on queue.")


@pytest.mark.parametrize(
    ("lacks", "word"), [("realtime", "contract"), ("rate_limit", "limit"), ("not_yet", "in turns"), ("failed", "")]
)
def test_what_keeps_figures_per_hour_away_is_told_on_boards_that_rank_by_them(lacks: PerHourLack, word: str) -> None:
    board = msgspec.structs.replace(known.BOARD, rank_by=("most_closed", *PER_HOUR))
    told = rule_words.per_hour_lacks(board, lacks)
    assert told.startswith("Closed per hour")
    assert word in told
    assert rule_words.per_hour_lacks(board, None) == ""
    assert rule_words.per_hour_lacks(known.BOARD, lacks) == rule_words.per_hour_lacks(None, lacks) == ""


def test_a_word_of_a_newer_service_is_passed_over() -> None:
    board = msgspec.structs.replace(known.BOARD, rank_by=PER_HOUR)
    assert rule_words.per_hour_lacks(board, "a_newer_word") == ""
    assert rule_words.nobody_ranked(board, "a_newer_word") == rule_words.nobody_ranked(board)
