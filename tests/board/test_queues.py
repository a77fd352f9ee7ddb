"""Several queues as one: nobody is counted twice, and what is known by halves is told as a bound."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallboard.board.queues import Served, Waiting, served_together, together

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
BUSY = Waiting(3, NOON - timedelta(seconds=72))
SMALL = Waiting(1, NOON - timedelta(seconds=5))
QUIET = Waiting(0, None)


def test_those_who_wait_are_added_and_the_longest_wait_is_the_oldest() -> None:
    assert {together(each) for each in permutations([BUSY, SMALL, QUIET])} == {Waiting(4, BUSY.longest_since)}
    assert together([BUSY]) == BUSY


def test_no_queue_is_not_an_empty_one() -> None:
    assert together([]) == Waiting()


def test_where_one_is_not_known_the_others_are_the_least_of_all() -> None:
    least = Waiting(3, BUSY.longest_since, at_least=True)
    assert {together(each) for each in permutations([BUSY, QUIET, Waiting()])} == {least}
    assert together([SMALL, least]) == Waiting(4, BUSY.longest_since, at_least=True)
    assert together([SMALL, Waiting()]) == Waiting(1, SMALL.longest_since, at_least=True)


def test_that_at_least_nobody_waits_is_not_told() -> None:
    assert together([QUIET, Waiting()]) == together([Waiting(), Waiting()]) == Waiting()


NUMBERS = st.none() | st.integers(0, 3)


@given(st.lists(NUMBERS, max_size=6))
def test_what_is_told_is_exact_or_a_bound_for_whatever_the_unknown_ones_hold(counts: list[int | None]) -> None:
    told = together([Waiting(one, NOON if one else None) for one in counts])
    known = [one for one in counts if one is not None]
    if told.count is None:
        assert not known or (len(known) < len(counts) and not sum(known))
    else:
        assert told == Waiting(sum(known), NOON if sum(known) else None, len(known) < len(counts))


def test_whoever_waits_since_nobody_knows_when_may_wait_longest() -> None:
    assert together([BUSY, Waiting(1)]) == Waiting(4, None)


def test_levels_are_weighed_by_those_who_came() -> None:
    both = served_together([Served(81, 100, 10), Served(0, 2, 1)])
    assert both == Served(81, 102, 11)
    assert both.service_level == pytest.approx(81 / 102)


def test_a_queue_to_which_nobody_came_has_no_service_level() -> None:
    assert Served(0, 0, 0).service_level is None
