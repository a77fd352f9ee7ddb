"""A board's settings: the rest is tested with the whole file, by test_settings."""

from datetime import time

from wallboard.host.board_settings import shift_time


def test_a_time_of_day_is_read() -> None:
    assert shift_time("07:00") == time(7)
    assert shift_time("23:59:59") == time(23, 59, 59)
    assert shift_time("late") is None
