"""The processing delay of events."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.simulator.organisation import at
from wallboard.simulator.delay import Delay, EventKind

SPREAD = Delay()
kinds = st.sampled_from(EventKind)


@given(st.text(), kinds, st.timedeltas(timedelta(), timedelta(minutes=1)))
def test_an_event_shows_neither_before_its_delay_nor_later_than_the_longest(
    conversation: str, kind: EventKind, passed: timedelta
) -> None:
    happened: datetime = at("10:00")
    shown = SPREAD.shows(conversation, kind, happened, happened + passed)
    assert shown == (passed >= SPREAD.of(conversation, kind))
    assert not (shown and passed < timedelta(seconds=15))
    assert shown or passed < timedelta(seconds=30)


def test_delays_are_spread_over_the_whole_range() -> None:
    delays = [SPREAD.of(f"agent {place}", kind) for place in range(500) for kind in EventKind]
    assert min(delays) < timedelta(seconds=15.5)
    assert max(delays) > timedelta(seconds=29.5)
    assert len(set(delays)) > 1_000


def test_the_delay_belongs_to_the_event_and_the_seed() -> None:
    assert SPREAD.of("a", EventKind.HANGUP) == Delay().of("a", EventKind.HANGUP)
    assert SPREAD.of("a", EventKind.HANGUP) != Delay(seed=1).of("a", EventKind.HANGUP)


def test_a_delay_can_be_one_number() -> None:
    fixed = Delay(timedelta(seconds=20), timedelta(seconds=20))
    assert fixed.of("a", EventKind.CLOSING) == timedelta(seconds=20)
