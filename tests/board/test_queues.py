"""Several queues as one: nobody is counted twice, and nothing is known by halves."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

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


def test_what_is_not_known_of_one_is_not_known_of_all() -> None:
    assert together([BUSY, Waiting()]) == Waiting()


def test_whoever_waits_since_nobody_knows_when_may_wait_longest() -> None:
    assert together([BUSY, Waiting(1)]) == Waiting(4, None)


def test_levels_are_weighed_by_those_who_came() -> None:
    both = served_together([Served(81, 100, 10), Served(0, 2, 1)])
    assert both == Served(81, 102, 11)
    assert both.service_level == pytest.approx(81 / 102)


def test_a_queue_to_which_nobody_came_has_no_service_level() -> None:
    assert Served(0, 0, 0).service_level is None
