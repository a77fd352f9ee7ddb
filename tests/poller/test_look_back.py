"""Which earlier instants are asked for, and when the budget has room for them."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON
from wallboard.board.window import MetricsWindow
from wallboard.genesys.exchange import RateLimit
from wallboard.poller.look_back import is_spare, windows


def minutes_back(start: datetime, end: datetime) -> list[float]:
    return [(end - one.end) / timedelta(minutes=1) for one in windows(MetricsWindow(start, end))]


def test_they_go_back_to_forty_minutes() -> None:
    assert minutes_back(NOON - timedelta(hours=5), NOON) == [1, 2, 5, 10, 20, 40]


def test_they_end_where_the_window_begins() -> None:
    assert minutes_back(NOON - timedelta(minutes=10), NOON) == [1, 2, 5]  # at the start itself nobody has begun
    assert minutes_back(NOON - timedelta(minutes=1), NOON) == []
    assert minutes_back(NOON, NOON) == []


@given(st.timedeltas(timedelta(), timedelta(days=2)))
def test_each_is_the_same_window_and_ends_inside_it_earlier_than_the_one_before(length: timedelta) -> None:
    whole = MetricsWindow(NOON - length, NOON)
    ends = [whole.end]
    for one in windows(whole):
        assert one.start == whole.start < one.end < ends[-1]
        ends.append(one.end)


@pytest.mark.parametrize(
    ("limit", "pages", "spare"),
    [
        (RateLimit(300, 160), 10, True),
        (RateLimit(300, 159), 10, False),
        (RateLimit(300, 300), 151, False),
        (RateLimit(None, None), 10, True),
        (RateLimit(None, None), 11, False),
        (RateLimit(300, None), 11, False),
        (RateLimit(None, 5), 10, True),
        (RateLimit(0, 0), 1, False),
    ],
)
def test_half_of_the_requests_are_left_to_others(limit: RateLimit, pages: int, *, spare: bool) -> None:
    assert is_spare(limit, pages) is spare
