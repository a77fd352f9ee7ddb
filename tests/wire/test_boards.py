"""The contract, word for word: what a screen reads before it asks for rows."""

from tests.samples import NOON
from wallboard.wire.boards import BoardInfo, Boards
from wallboard.wire.codec import decode, encode


def test_a_board_is_told_with_its_rules() -> None:
    told = Boards([BoardInfo("all", "All agents", "UTC", ["07:00"], None)], None, 30, 30, NOON)
    again = decode(Boards, encode(told))
    assert again == told
    assert again.boards[0].rank_by == ("most_closed", "shortest_aht")


def test_a_field_of_a_newer_poller_is_passed_over() -> None:
    told = encode(Boards([], None, 30, 30, NOON))
    assert decode(Boards, told.replace(b'"lag_s"', b'"newer":1,"lag_s"')).lag_s == 30
