"""The rule of a board in words, and what is to be known of its averages."""

import msgspec
import pytest

from tests.app import known
from wallboard.app import rule_words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "most closed, then shortest AHT"),
        ({"rank_by": ("longest_aht",)}, "longest AHT"),
        ({"minimum_closed": 1_200}, "most closed, then shortest AHT, from 1,200 closed on"),
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
