"""Tallies of an agent who shares a tape, against a naive count of her own conversations."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.simulator.organisation import TODAY, ZONE, at
from wallboard.board.window import MetricsWindow
from wallboard.simulator import crowd
from wallboard.simulator.delay import Delay, EventKind
from wallboard.simulator.instants import NEVER, micros, to_instant
from wallboard.simulator.tallies import OCCURRING, Tally, joined, next_event, tally
from wallboard.simulator.timeline import Conversation, Sight, Timeline

SPREAD = Delay()
METRICS = sorted(OCCURRING)


@cache
def lines() -> list[Timeline]:
    return [line for line in crowd.replay(60, 3, TODAY, ZONE).timelines.values() if line.count]


instants = st.integers(0, 24 * 60 * 60).map(lambda seconds: at("00:00") + timedelta(seconds=seconds))
late = st.integers(0, 40).map(lambda seconds: timedelta(seconds=seconds))
agents = st.integers(0, 40).map(lambda place: lines()[place])


def seen_at(each: Conversation, kind: EventKind) -> datetime:
    happened = {EventKind.ANSWER: each.answer, EventKind.HANGUP: each.hangup, EventKind.CLOSING: each.closed}[kind]
    return happened + SPREAD.of(each.key, kind)


def lasted(line: Timeline, metric: str, window: MetricsWindow, now: datetime) -> Iterator[timedelta]:
    """The time of each event that can be seen in the window, by the rules alone."""
    for each in line.conversations:
        answered = seen_at(each, EventKind.ANSWER) <= now
        hung_up = answered and seen_at(each, EventKind.HANGUP) <= now
        closed = hung_up and (each.closed == each.hangup or seen_at(each, EventKind.CLOSING) <= now)
        happened, seen, time = {
            "nConnected": (each.answer, answered, timedelta()),
            "tTalk": (each.hangup, hung_up, each.hangup - each.answer),
            "tHandle": (each.closed, closed, each.closed - each.answer),
            "tAcw": (each.closed, closed and each.closed > each.hangup, each.closed - each.hangup),
        }[metric]
        if seen and window.start < happened <= window.end:
            yield time


@pytest.mark.parametrize("metric", METRICS)
@given(agents, instants, instants, late)
def test_a_tally_is_a_naive_count(metric: str, line: Timeline, one: datetime, other: datetime, wait: timedelta) -> None:
    window = MetricsWindow(min(one, other), max(one, other))
    now = window.end + wait
    kinds = frozenset(range(len(line.tape.places)))
    times = [time // timedelta(milliseconds=1) for time in lasted(line, metric, window, now)]
    expected = Tally(len(times), sum(times), min(times), max(times)) if times else None
    assert tally(line, kinds, metric, Sight(window, now, SPREAD)) == expected


@given(agents, instants)
def test_kinds_add_up(line: Timeline, end: datetime) -> None:
    sight = Sight(MetricsWindow(at("00:00"), end), end, SPREAD)
    parts = [tally(line, kinds, "tHandle", sight) for kinds, _ in line.tape.by_kind]
    there = [part for part in parts if part is not None]
    whole = tally(line, frozenset(range(len(parts))), "tHandle", sight)
    assert whole == (joined(there) if there else None)


@given(agents, instants, st.floats(0, 1))
def test_nothing_changes_before_the_next_event(line: Timeline, end: datetime, share: float) -> None:
    sight = Sight(MetricsWindow(at("00:00"), end), end + SPREAD.most, SPREAD)
    until = min(next_event(line, sight), micros(end) + 10**10)
    assert until > sight.settled
    later = to_instant(sight.end + int((until - 1 - sight.end) * share))
    after = Sight(MetricsWindow(at("00:00"), later), later + SPREAD.most, SPREAD)
    kinds = frozenset(range(len(line.tape.places)))
    for metric in METRICS:
        assert tally(line, kinds, metric, sight) == tally(line, kinds, metric, after)


def test_after_her_day_nothing_comes() -> None:
    sight = Sight(MetricsWindow(at("00:00"), at("00:00") + timedelta(days=2)), at("00:00") + timedelta(days=3), SPREAD)
    assert {next_event(line, sight) for line in lines()} == {NEVER}
