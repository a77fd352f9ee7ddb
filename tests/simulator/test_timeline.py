"""An agent's timeline against a naive walk over her calls, and what may be seen of it before the delay is over."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.simulator.organisation import at
from wallboard.board.agents import AgentId, AgentLook
from wallboard.board.window import MetricsWindow
from wallboard.simulator.delay import Delay, EventKind
from wallboard.simulator.timeline import Conversation, Talk, Timeline, look_at, timeline

SPREAD = Delay()
NONE = timedelta()
LONGEST = timedelta(seconds=30)
TOVA = AgentId("tova")
MIDNIGHT = at("00:00")
TENTH = timedelta(seconds=1)

moments = st.integers(0, 400).map(lambda tenths: MIDNIGHT + tenths * TENTH)
talks = st.lists(st.tuples(moments, st.integers(0, 90)), min_size=1, max_size=12).map(
    lambda drawn: [(answer, answer + length * TENTH) for answer, length in drawn]
)
wrap_ups = st.integers(0, 60).map(lambda tenths: tenths * TENTH)
Talks = list[tuple[datetime, datetime]]


def naive(own: Talks, wrap_up: timedelta, window: MetricsWindow) -> tuple[str, int, int, timedelta]:
    """Status, started, closed and handle time by the rules alone, with everything visible."""
    whole = []
    for index, (answer, hangup) in enumerate(own):
        others = [begun for other, (begun, _) in enumerate(own) if other != index and begun >= hangup]
        whole.append((answer, hangup, min([hangup + wrap_up, *others])))
    counted = [one for one in whole if window.start <= one[0] <= window.end]
    if any(answer <= window.end < hangup for answer, hangup, _ in whole):
        status = "On a Call"
    elif any(hangup <= window.end < closed for _, hangup, closed in whole):
        status = "Wrap-up"
    else:
        last = max(hangup for _, hangup in own) + timedelta(minutes=30)
        status = "Available" if min(answer for answer, _ in own) <= window.end <= last else "Offline"
    handled = sum((min(closed, window.end) - answer for answer, _, closed in counted), timedelta())
    return status, len(counted), sum(closed <= window.end for *_, closed in counted), handled


def told(look: AgentLook) -> tuple[str | None, int, int, timedelta]:
    return look.status, look.started, look.closed, look.handle_time


def look(own: Talks, end: datetime, now: datetime | None = None, wrap_up: timedelta = NONE) -> AgentLook:
    """A look over the whole day; without `now`, when everything can be seen."""
    return look_at(line_of(own, wrap_up), MetricsWindow(MIDNIGHT, end), now or end + LONGEST, SPREAD)


def line_of(own: Talks, wrap_up: timedelta) -> Timeline:
    return timeline(TOVA, [Talk(answer, hangup, "regular", "voice") for answer, hangup in own], wrap_up)


@given(talks, wrap_ups, moments, moments)
def test_after_the_longest_delay_a_look_is_exact(
    own: Talks, wrap_up: timedelta, one: datetime, other: datetime
) -> None:
    window = MetricsWindow(min(one, other), max(one, other))
    taken = look_at(line_of(own, wrap_up), window, window.end + LONGEST, SPREAD)
    assert told(taken) == naive(own, wrap_up, window)


def running(each: Conversation, end: datetime, now: datetime) -> bool:
    """Whether it has an answer that can be seen and no closing that can be seen, each by its own drawn delay."""

    def seen(kind: EventKind, happened: datetime) -> bool:
        return happened <= end and happened + SPREAD.of(each.key, kind) <= now

    closing_seen = each.closed == each.hangup or seen(EventKind.CLOSING, each.closed)
    return seen(EventKind.ANSWER, each.answer) and not (seen(EventKind.HANGUP, each.hangup) and closing_seen)


@given(talks, wrap_ups, moments, moments, st.integers(0, 40))
def test_all_is_closed_exactly_when_nothing_counted_runs(
    own: Talks, wrap_up: timedelta, one: datetime, other: datetime, late: int
) -> None:
    window = MetricsWindow(min(one, other), max(one, other))
    now = window.end + timedelta(seconds=late)
    line = line_of(own, wrap_up)
    taken = look_at(line, window, now, SPREAD)
    counted = [each for each in line.conversations if window.start <= each.answer <= window.end]
    assert taken.started - taken.closed == sum(running(each, window.end, now) for each in counted)


@given(talks, wrap_ups, moments, st.integers(0, 40))
def test_what_is_seen_lies_between_the_shortest_and_the_longest_delay(
    own: Talks, wrap_up: timedelta, end: datetime, late: int
) -> None:
    window = MetricsWindow(MIDNIGHT, end)
    now = end + timedelta(seconds=late)
    taken = look_at(line_of(own, wrap_up), window, now, SPREAD)
    surely = naive(own, wrap_up, MetricsWindow(MIDNIGHT, min(end, now - SPREAD.most)))
    at_most = naive(own, wrap_up, MetricsWindow(MIDNIGHT, min(end, now - SPREAD.least)))
    assert surely[1] <= taken.started <= at_most[1]
    assert surely[2] <= taken.closed <= at_most[2]


def test_now_is_a_trap() -> None:
    own = [(at("10:00:00"), at("10:05:00"))]
    end = at("10:00:10")
    assert told(look(own, end, now=end)) == ("Offline", 0, 0, timedelta())
    assert told(look(own, end, now=end + LONGEST)) == ("On a Call", 1, 0, timedelta(seconds=10))
    end = at("10:05:10")
    assert told(look(own, end, now=end)) == ("On a Call", 1, 0, timedelta(minutes=5, seconds=10))
    assert told(look(own, end, now=end + LONGEST)) == ("Available", 1, 1, timedelta(minutes=5))


@pytest.mark.parametrize(
    ("clock_time", "status", "closed", "seconds"),
    [
        ("09:59:59", "Offline", 0, 0),
        ("10:00:00", "On a Call", 0, 0),
        ("10:00:59", "On a Call", 0, 59),
        ("10:01:00", "Wrap-up", 0, 60),
        ("10:01:19", "Wrap-up", 0, 79),
        ("10:01:20", "Available", 1, 80),
        ("10:31:00", "Available", 1, 80),
        ("10:31:01", "Offline", 1, 80),
    ],
)
def test_a_call_from_edge_to_edge(clock_time: str, status: str, closed: int, seconds: int) -> None:
    taken = look([(at("10:00:00"), at("10:01:00"))], at(clock_time), wrap_up=timedelta(seconds=20))
    assert (taken.status, taken.closed, taken.handle_time) == (status, closed, timedelta(seconds=seconds))


def test_wrap_up_ends_with_the_next_answer() -> None:
    own = [(at("10:00:00"), at("10:01:00")), (at("10:01:05"), at("10:02:00"))]
    taken = look(own, at("10:01:05"), wrap_up=timedelta(seconds=20))
    assert told(taken) == ("On a Call", 2, 1, timedelta(seconds=65))


def test_a_call_of_0_s_closes_at_its_answer_and_keeps_its_own_wrap_up() -> None:
    own = [(at("10:00:00"), at("10:00:00"))]
    assert told(look(own, at("10:00:00"))) == ("Available", 1, 1, timedelta())
    assert look(own, at("10:00:05"), wrap_up=timedelta(seconds=20)).status == "Wrap-up"


def test_a_call_inside_another_does_not_free_the_agent() -> None:
    own = [(at("10:00:00"), at("10:10:00")), (at("10:02:00"), at("10:03:00"))]
    taken = look(own, at("10:03:05"), wrap_up=timedelta(seconds=20))
    assert told(taken) == ("On a Call", 2, 0, timedelta(minutes=3, seconds=5) + timedelta(seconds=65))


def test_a_call_belongs_to_the_window_it_was_answered_in() -> None:
    line = line_of([(at("10:00:00"), at("10:10:00"))], NONE)
    within = look_at(line, MetricsWindow(at("10:00:00"), at("10:05:00")), at("11:00"), SPREAD)
    after = look_at(line, MetricsWindow(at("10:00:01"), at("10:05:00")), at("11:00"), SPREAD)
    assert told(within) == ("On a Call", 1, 0, timedelta(minutes=5))
    assert told(after) == ("On a Call", 0, 0, timedelta())
