"""Which earlier instants are asked for."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON
from wallboard.board.window import MetricsWindow
from wallboard.poller.look_back import windows


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
