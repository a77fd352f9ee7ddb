"""The server's clock beside ours, learnt from whole seconds."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wallboard.genesys.server_time import corrected, seconds_off

SENT = datetime(2026, 11, 23, 12, 0, 0, 300_000, UTC)
SECOND = timedelta(seconds=1)

skews = st.timedeltas(timedelta(days=-2), timedelta(days=2))
travels = st.timedeltas(timedelta(), timedelta(seconds=10))


def answered(true_skew: timedelta, sent: datetime, written_after: timedelta) -> datetime:
    """The header of a server whose clock is ahead by `true_skew`, cut off to whole seconds."""
    return (sent + written_after + true_skew).replace(microsecond=0)


def test_equal_clocks_leave_no_skew() -> None:
    received = SENT + timedelta(milliseconds=80)
    assert corrected(timedelta(), SENT, received, SENT.replace(microsecond=0)) == timedelta()


def test_a_clock_that_is_an_hour_behind_is_put_right_within_the_second() -> None:
    date = answered(timedelta(hours=1), SENT, timedelta(milliseconds=40))
    skew = corrected(timedelta(), SENT, SENT + timedelta(milliseconds=80), date)
    assert abs(skew - timedelta(hours=1)) <= SECOND + timedelta(milliseconds=80)


@given(skews, skews, travels, travels)
def test_the_skew_lies_between_what_the_header_allows_and_moves_no_more_than_it_must(
    old: timedelta, true_skew: timedelta, there: timedelta, back: timedelta
) -> None:
    received = SENT + there + back
    date = answered(true_skew, SENT, there)
    skew = corrected(old, SENT, received, date)
    # Whenever the header was written, the server's clock then showed `date` and less than a second more.
    assert date - received <= skew <= date + SECOND - SENT
    if date - received <= old <= date + SECOND - SENT:
        assert skew == old
    else:
        assert skew in {date - received, date + SECOND - SENT}


@given(true_skew=skews, starts=st.lists(st.integers(0, 10**8), min_size=1, max_size=8), travel=travels)
def test_the_truth_is_never_farther_off_than_one_answer_leaves_it(
    true_skew: timedelta, starts: list[int], travel: timedelta
) -> None:
    skew = timedelta()
    for start in starts:
        sent = SENT + timedelta(milliseconds=start)
        skew = corrected(skew, sent, sent + travel, answered(true_skew, sent, travel / 2))
        assert abs(skew - true_skew) <= SECOND + travel
    settled = corrected(skew, SENT, SENT + travel, answered(true_skew, SENT, travel / 2))
    assert corrected(settled, SENT, SENT + travel, answered(true_skew, SENT, travel / 2)) == settled


def test_a_clock_is_told_as_wrong_from_minutes_on() -> None:
    assert [seconds_off(timedelta(seconds=skew)) for skew in (0, 299, -299, 300, -3660)] == [None] * 3 + [-300, 3660]
