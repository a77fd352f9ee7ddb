from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from wallboard.board.queues import QueueContext, together

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
BUSY = QueueContext(3, NOON - timedelta(seconds=72), offered=110, answered=90, in_target=81, abandoned=10)
SMALL = QueueContext(1, NOON - timedelta(seconds=5), offered=3, answered=1, in_target=0, abandoned=1)
QUIET = QueueContext(0, None, offered=0, answered=0, in_target=0, abandoned=0)


def test_those_who_hung_up_were_not_served() -> None:
    assert BUSY.service_level == 0.81


def test_a_queue_to_which_nobody_came_has_no_service_level() -> None:
    assert QUIET.service_level is None


@pytest.mark.parametrize("missing", ["answered", "in_target", "abandoned"])
def test_a_service_level_is_not_known_by_halves(missing: str) -> None:
    known = {"answered": 5, "in_target": 5, "abandoned": 0}
    assert QueueContext(**{**known, missing: None}).service_level is None  # type: ignore[arg-type]


def test_several_queues_are_weighed_by_those_who_came() -> None:
    both = together([BUSY, SMALL, QUIET])
    assert both == QueueContext(4, BUSY.longest_since, offered=113, answered=91, in_target=81, abandoned=11)
    assert both.service_level == pytest.approx(81 / 102)


def test_their_order_does_not_matter() -> None:
    assert len({together(each) for each in permutations([BUSY, SMALL, QUIET])}) == 1


def test_one_queue_is_itself() -> None:
    assert together([BUSY]) == BUSY


def test_no_queue_is_not_an_empty_one() -> None:
    assert together([]) == QueueContext()


def test_what_is_not_known_of_one_is_not_known_of_all() -> None:
    assert together([BUSY, QueueContext()]) == QueueContext()


def test_whoever_waits_since_nobody_knows_when_may_wait_longest() -> None:
    assert together([BUSY, QueueContext(waiting=1)]).longest_since is None
    assert together([BUSY, QueueContext(waiting=1)]).waiting == 4
