"""The figure per hour: what it is made of, when there is none, and when it is the most it can be."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON
from wallboard.board.on_queue import LEAST, OnQueue, PerHour, TimeOnQueue, continued, paired, per_hour

MINUTE = timedelta(minutes=1)
HOUR = 60 * MINUTE


def known(minutes: float, closed: int, *, short: bool = False) -> OnQueue:
    return OnQueue(minutes * MINUTE, closed, short, NOON)


@pytest.mark.parametrize(
    ("minutes", "closed", "tenths"),
    [(60, 8, 80), (240, 33, 83), (90, 0, 0), (15, 1, 40), (80, 1, 8), (800, 1, 1), (1_300, 1, 0), (14.99, 9, None)],
)
def test_closed_conversations_by_hours_on_queue_to_a_tenth(minutes: float, closed: int, tenths: int | None) -> None:
    assert known(minutes, closed).tenths == tenths


@given(st.integers(15 * 60_000, 10**9), st.integers(0, 10**6))
def test_it_is_the_nearest_tenth(milliseconds: int, closed: int) -> None:
    tenths = OnQueue(timedelta(milliseconds=milliseconds), closed, short=False, as_of=NOON).tenths
    assert tenths is not None
    assert abs(2 * (tenths * milliseconds - closed * 36_000_000)) <= milliseconds


def test_what_is_not_known_is_none_and_never_zero() -> None:
    assert per_hour(None, NOON) == PerHour(None)
    assert per_hour(known(7, 3), NOON) == PerHour(None, on_queue=7 * MINUTE)
    assert per_hour(known(60, 0), NOON) == PerHour(0)


@pytest.mark.parametrize(
    ("untold", "off_since", "short"),
    [
        (0, None, False),
        (1, None, False),
        (2, None, True),
        (300, NOON - HOUR, False),
        (300, NOON, False),
        (300, NOON + MINUTE / 2, True),  # she left after the instant that the time is true for
        (1, NOON + MINUTE / 2, False),
    ],
)
def test_untold_time_may_be_hers_unless_she_was_off_queue_by_then(
    untold: int, off_since: datetime | None, short: bool
) -> None:
    told = TimeOnQueue(2 * HOUR, untold * MINUTE, NOON)
    pair = paired(told, 10, off_since=off_since)
    assert pair == OnQueue(2 * HOUR, 10, short, NOON, untold * MINUTE if short else timedelta())
    assert per_hour(pair, NOON) == PerHour(50, at_most=short)


def test_the_least_that_a_figure_can_be_takes_all_that_is_untold_for_time_on_queue() -> None:
    told = TimeOnQueue(HOUR, 3 * HOUR, NOON)
    pair = paired(told, 20, off_since=None)
    assert (pair.tenths, pair.least_tenths) == (200, 50)
    assert (known(60, 20).tenths, known(60, 20).least_tenths) == (200, 200)
    assert known(14, 20).least_tenths is None


def test_what_she_was_on_queue_for_at_least_is_untold_no_longer() -> None:
    told = continued(TimeOnQueue(HOUR, 6 * HOUR, NOON), START, NOON - 2 * HOUR)
    assert told == TimeOnQueue(2 * HOUR, 5 * HOUR, NOON)


def test_a_figure_much_older_than_the_board_says_so() -> None:
    pair = known(60, 6)
    assert per_hour(pair, NOON + 5 * MINUTE).as_of is None
    assert per_hour(pair, NOON + 6 * MINUTE).as_of == NOON


def test_a_row_does_not_change_with_every_poll() -> None:
    """Time on queue runs on, and the figure as it is told stands still as long as its tenth does."""
    later = OnQueue(known(240, 32).time + MINUTE / 2, 32, short=False, as_of=NOON + MINUTE / 2)
    assert per_hour(later, NOON + MINUTE / 2) == per_hour(known(240, 32), NOON)
    assert LEAST == 15 * MINUTE


START = NOON - 8 * HOUR


@pytest.mark.parametrize(
    ("time", "untold", "running", "expected", "short"),
    [
        (3, 0, 1, 3, False),  # all is told, with what lasts
        (3, 1, 1, 4, False),  # what lasts is missing, and nothing else
        (3, 5, None, 3, True),  # nobody says since when she is on queue
        (0, 8, 2, 2, False),  # nothing at all is told
        (0, 8, 9, 8, False),  # she came before the window began
        (3, 4, 1, 3, True),  # more is missing: what lasts may be told, and the time before she came may not
        (1, 6, 2, 2, True),  # she is on queue for as long as that at least
        (3, 0.5, 2, 3, True),  # less is missing
        (3, 5, 0.01, 3, False),  # she has just come back: what is missing was before
    ],
)
def test_a_presence_that_lasts(time: float, untold: float, running: float | None, expected: float, short: bool) -> None:
    told = TimeOnQueue(time * HOUR, untold * HOUR, NOON)
    whole = continued(told, START, None if running is None else NOON - running * HOUR)
    pair = paired(whole, 10, off_since=None)
    assert (pair.time, pair.short) == (expected * HOUR, short)
