"""Nothing stands still for ever, and nothing leaves the screen."""

from datetime import timedelta
from itertools import pairwise

from wallboard.app.drift import LARGEST, offset

DAY = [offset(timedelta(minutes=minute)) for minute in range(24 * 60)]


def test_it_begins_in_the_middle_and_rests_within_a_minute() -> None:
    assert offset(timedelta()) == offset(timedelta(seconds=59.9)) == (0, 0)


def test_it_goes_by_one_pixel_and_never_stays() -> None:
    for (x, y), (next_x, next_y) in pairwise(DAY):
        assert (abs(next_x - x), abs(next_y - y)) == (1, 1)


def test_it_covers_24_pixels_and_no_more() -> None:
    assert {x for x, _ in DAY} == set(range(-LARGEST, LARGEST + 1))
    assert max(abs(y) for _, y in DAY) == 7
    assert len({*DAY}) > 100
