"""Views: they live while they are read, and a minute more."""

import re
from datetime import timedelta

import pytest

from tests.builders import NOON, FakeReader
from tests.fakes import ManualClock
from wallboard.board.view import ViewSpec
from wallboard.poller.broadcast import Stream
from wallboard.poller.views import TooManyViews, Views

SPEC = ViewSpec("all", ((0, 10),))
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def views(clock: ManualClock) -> Views:
    return Views(clock)


def stream() -> Stream:
    return Stream(SPEC, FakeReader())


def test_a_view_is_found_by_its_id_and_no_other_is(views: Views) -> None:
    one, other = views.make(SPEC), views.make(SPEC)
    assert one != other
    assert re.fullmatch(r"[0-9a-f]{16}", one)
    found = views.find(one)
    assert found is not None
    assert found.spec == SPEC
    assert views.find("0" * 16) is None


def test_one_that_nobody_reads_ends_after_a_minute(views: Views, clock: ManualClock) -> None:
    view_id = views.make(SPEC)
    clock.advance(MINUTE)
    assert views.find(view_id) is not None
    clock.advance(timedelta(milliseconds=1))
    assert views.find(view_id) is None


def test_one_that_is_read_lives_on_and_then_a_minute_more(views: Views, clock: ManualClock) -> None:
    view_id = views.make(SPEC)
    view, reading = views.find(view_id), stream()
    assert view is not None
    views.opened(view, reading)
    clock.advance(60 * MINUTE)
    assert views.find(view_id) is view
    views.closed(view, reading)
    clock.advance(MINUTE)
    assert views.find(view_id) is view
    clock.advance(MINUTE)
    assert views.find(view_id) is None


def test_a_second_reader_takes_the_place_of_the_first(views: Views, clock: ManualClock) -> None:
    view_id = views.make(SPEC)
    view, first, second = views.find(view_id), stream(), stream()
    assert view is not None
    views.opened(view, first)
    views.opened(view, second)
    assert (first.ended.is_set(), second.ended.is_set()) == (True, False)
    views.closed(view, first)  # she leaves after she was replaced: the view is read still
    clock.advance(10 * MINUTE)
    assert views.find(view_id) is view
    assert view.stream is second


def test_there_are_two_thousand_at_most_and_idle_ones_make_room(views: Views, clock: ManualClock) -> None:
    for _ in range(2_000):
        views.make(SPEC)
    with pytest.raises(TooManyViews):
        views.make(SPEC)
    clock.advance(MINUTE + timedelta(seconds=1))
    views.make(SPEC)
