"""Fresh or not, by the table of the rules."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallboard.board.freshness import Freshness, judge

CADENCE = timedelta(seconds=30)
OFFLINE_AFTER = timedelta(seconds=15)


@pytest.mark.parametrize(
    ("since_good", "silence", "expected"),
    [
        (0, 0, Freshness.LIVE),
        (40, 0, Freshness.LIVE),
        (40.001, 0, Freshness.LATE),
        (60, 0, Freshness.LATE),
        (60.001, 0, Freshness.STALE),
        (None, 0, Freshness.SILENT),
        (None, 14.999, Freshness.SILENT),
        (None, 15, Freshness.OFFLINE),
        (0, 15, Freshness.OFFLINE),
        (999, 15, Freshness.OFFLINE),
    ],
)
def test_the_table(since_good: float | None, silence: float, expected: Freshness) -> None:
    known = None if since_good is None else timedelta(seconds=since_good)
    assert judge(known, CADENCE, timedelta(seconds=silence), OFFLINE_AFTER) is expected


@given(st.timedeltas(timedelta(), timedelta(days=1)), st.timedeltas(timedelta(), timedelta(days=1)))
def test_it_never_gets_fresher_by_waiting(since_good: timedelta, more: timedelta) -> None:
    order = [Freshness.LIVE, Freshness.LATE, Freshness.STALE]
    before = judge(since_good, CADENCE, timedelta(), OFFLINE_AFTER)
    after = judge(since_good + more, CADENCE, timedelta(), OFFLINE_AFTER)
    assert order.index(before) <= order.index(after)


def test_a_stretched_cadence_is_not_late() -> None:
    since_good = timedelta(seconds=65)
    assert judge(since_good, timedelta(seconds=60), timedelta(), OFFLINE_AFTER) is Freshness.LIVE
