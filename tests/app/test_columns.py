"""The columns of numbers: which, how they are called, and what they say."""

from datetime import timedelta

import msgspec
import pytest

from tests.app import known
from wallboard.app.columns import Key, columns_of, keys_of, name, on_a_card, shows_status, text

ALL = ("status", "started", "closed", "handle_time", "aht")
ROW = known.row(closed=4, started=5, aht_ms=90_000, aht_bound_ms=0, handle_ms=360_000)


def test_the_usual_columns() -> None:
    assert keys_of(None) == keys_of(known.BOARD) == ("closed", "aht")
    assert shows_status(None)
    assert shows_status(known.BOARD)


def test_a_board_chooses_its_columns_and_their_order() -> None:
    board = msgspec.structs.replace(known.BOARD, columns=("handle_time", "closed", "of a newer poller"))
    assert keys_of(board) == ("handle_time", "closed")
    assert not shows_status(board)
    assert keys_of(msgspec.structs.replace(board, columns=("status", "newer"))) == ("closed", "aht")


@pytest.mark.parametrize(
    ("key", "fields", "said"),
    [
        ("closed", {}, "4"),
        ("started", {}, "5"),
        ("aht", {}, "1:30"),
        ("handle_time", {}, "6:00"),
        ("handle_time", {"handle_ms": 5_025_000}, "1:23:45"),
        ("handle_time", {"aht_bound_ms": 200}, "≈ 6:00"),  # four times as far off as the average
        ("aht", {"aht_bound_ms": 200}, "1:30"),
        ("handle_time", {"aht_bound_ms": None}, "≤ 6:00"),
        ("started", {"started": None}, "N/A"),
        ("per_hour", {}, "N/A"),
        ("per_hour", {"per_hour": 8.3}, "8.3"),
        ("per_hour", {"per_hour": 12.0, "per_hour_at_most": True}, "≤ 12.0"),
        ("handle_time", {"handle_ms": None}, "N/A"),
    ],
)
def test_what_a_row_says_in_a_column(key: Key, fields: dict[str, object], said: str) -> None:
    assert text(key, msgspec.structs.replace(ROW, **fields)) == said


def test_a_column_is_as_wide_as_its_widest_text() -> None:
    board = msgspec.structs.replace(known.BOARD, columns=ALL)
    long = msgspec.structs.replace(ROW, handle_ms=timedelta(hours=12) // timedelta(milliseconds=1), closed=1234)
    assert [(one.label, one.widest) for one in columns_of(board, [ROW, long])] == [
        ("Started", "0"),
        ("Closed", "0000"),
        ("Handle time", "00:00:00"),
        ("AHT (Compl.)", "0:00"),
    ]


@pytest.mark.parametrize(
    ("keys", "on_card"),
    [
        (("closed", "aht"), ("closed", "aht")),
        (("aht", "started", "closed"), ("closed", "aht")),
        (("handle_time", "started"), ("handle_time", "started")),
        (("aht",), ("aht",)),
        (("started", "aht"), ("started", "aht")),
        (("closed", "aht", "per_hour"), ("per_hour", "closed")),
        (("aht", "per_hour"), ("per_hour", "aht")),
    ],
)
def test_a_card_has_room_for_two(keys: tuple[Key, ...], on_card: tuple[Key, ...]) -> None:
    assert on_a_card(keys) == on_card


def test_within_a_card_names_are_small() -> None:
    assert [name(key) for key in ("closed", "started", "aht", "handle_time", "per_hour")] == [
        "closed",
        "started",
        "AHT",
        "handle time",
        "per hour",
    ]
