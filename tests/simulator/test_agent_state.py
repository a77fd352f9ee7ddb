"""An agent's state against a naive walk over her calls, and from edge to edge."""

from datetime import datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.simulator.organisation import at
from wallboard.board.agents import AgentId
from wallboard.simulator.agent_state import AgentState, Presence, Routing, Segment, States, next_change, state_at
from wallboard.simulator.instants import NEVER, micros, to_instant
from wallboard.simulator.timeline import Talk, Timeline, timeline

TOVA = AgentId("tova")
MIDNIGHT = at("00:00")
SECOND = timedelta(seconds=1)
HALF_HOUR = timedelta(minutes=30)

moments = st.integers(0, 3000).map(lambda seconds: MIDNIGHT + seconds * SECOND)
talks = st.lists(st.tuples(st.integers(0, 600), st.integers(0, 90)), min_size=1, max_size=12).map(
    lambda drawn: [(MIDNIGHT + begin * SECOND, MIDNIGHT + (begin + length) * SECOND) for begin, length in drawn]
)
wrap_ups = st.integers(0, 60).map(lambda seconds: seconds * SECOND)
Talks = list[tuple[datetime, datetime]]


def line_of(own: Talks, wrap_up: timedelta) -> Timeline:
    return timeline(TOVA, [Talk(answer, hangup, "queue", "voice") for answer, hangup in own], wrap_up)


def closings(own: Talks, wrap_up: timedelta) -> list[tuple[datetime, datetime, datetime]]:
    whole = []
    for index, (answer, hangup) in enumerate(own):
        later = [begun for other, (begun, _) in enumerate(own) if other != index and begun >= hangup]
        whole.append((answer, hangup, min([hangup + wrap_up, *later])))
    return whole


def naive(own: Talks, wrap_up: timedelta, now: datetime) -> tuple[Presence, datetime | None, Routing, datetime | None]:
    """Presence and routing status, and since when, by the rules alone."""
    whole = closings(own, wrap_up)
    first, last = min(answer for answer, *_ in whole), max(hangup for _, hangup, _ in whole)
    running = [answer for answer, _, closed in whole if answer <= now < closed]
    if running:
        since, before = min(running), now + SECOND  # also when she is answered at this very instant
        while since < before:
            before = since
            since = min([since, *(answer for answer, _, closed in whole if answer < since <= closed)])
        return Presence.ON_QUEUE, first, Routing.INTERACTING, since
    if now < first:
        return Presence.OFFLINE, None, Routing.OFF_QUEUE, None
    if now <= last + HALF_HOUR:
        return Presence.ON_QUEUE, first, Routing.IDLE, max(closed for *_, closed in whole if closed <= now)
    gone = max([last + HALF_HOUR, *(closed for *_, closed in whole)])
    return Presence.OFFLINE, gone, Routing.OFF_QUEUE, gone


def told(state: AgentState) -> tuple[Presence, datetime | None, Routing, datetime | None]:
    return state.presence, state.presence_since, state.routing, state.routing_since


@example(
    [(MIDNIGHT + 158 * SECOND, MIDNIGHT + 248 * SECOND), (MIDNIGHT + 249 * SECOND,) * 2],
    SECOND,
    MIDNIGHT + 249 * SECOND,
)
@given(talks, wrap_ups, moments)
def test_a_state_is_what_the_rules_say(own: Talks, wrap_up: timedelta, now: datetime) -> None:
    assert told(state_at(line_of(own, wrap_up), now)) == naive(own, wrap_up, now)


@given(talks, wrap_ups, moments)
def test_every_conversation_that_runs_is_a_session(own: Talks, wrap_up: timedelta, now: datetime) -> None:
    sessions = state_at(line_of(own, wrap_up), now).sessions
    running = [one for one in closings(own, wrap_up) if one[0] <= now < one[2]]
    assert sorted((one.start, one.segment_start, one.segment) for one in sessions) == sorted(
        (answer, answer, Segment.INTERACT) if now < hangup else (answer, hangup, Segment.WRAPUP)
        for answer, hangup, _ in running
    )
    assert [one.start for one in sessions] == sorted(one.start for one in sessions)
    assert len({one.session_id for one in sessions} | {one.conversation_id for one in sessions}) == 2 * len(sessions)


def test_a_wrap_up_longer_than_the_half_hour_keeps_her_here() -> None:
    line = line_of([(at("10:00"), at("10:05"))], timedelta(hours=1))
    assert state_at(line, at("11:04:59")).sessions[0].segment is Segment.WRAPUP
    assert told(state_at(line, at("11:05"))) == (Presence.OFFLINE, at("11:05"), Routing.OFF_QUEUE, at("11:05"))


@pytest.mark.parametrize(
    ("clock_time", "routing", "since", "segments"),
    [
        ("09:59:59", Routing.OFF_QUEUE, None, []),
        ("10:00:00", Routing.INTERACTING, "10:00:00", ["interact"]),
        ("10:00:59", Routing.INTERACTING, "10:00:00", ["interact"]),
        ("10:01:00", Routing.INTERACTING, "10:00:00", ["wrapup"]),
        ("10:01:20", Routing.IDLE, "10:01:20", []),
        ("10:31:00", Routing.IDLE, "10:01:20", []),
        ("10:31:01", Routing.OFF_QUEUE, "10:31:00", []),
    ],
)
def test_a_call_from_edge_to_edge(clock_time: str, routing: Routing, since: str | None, segments: list[str]) -> None:
    state = state_at(line_of([(at("10:00:00"), at("10:01:00"))], timedelta(seconds=20)), at(clock_time))
    assert (state.routing, state.routing_since) == (routing, None if since is None else at(since))
    assert [session.segment for session in state.sessions] == segments


def test_who_has_no_call_on_the_day_is_offline() -> None:
    assert state_at(None, at("12:00")) == AgentState(Presence.OFFLINE, None, Routing.OFF_QUEUE, None)


def test_a_session_names_its_queue_and_medium_and_is_the_same_later() -> None:
    line = timeline(TOVA, [Talk(at("10:00"), at("10:05"), "regular", "callback")], timedelta(seconds=20))
    (early,), (late,) = state_at(line, at("10:01")).sessions, state_at(line, at("10:05:10")).sessions
    assert (early.queue, early.media) == ("regular", "callback")
    assert (early.session_id, early.conversation_id) == (late.session_id, late.conversation_id)


@given(talks, wrap_ups, moments, st.floats(0, 1))
def test_a_state_stands_until_its_next_change(own: Talks, wrap_up: timedelta, now: datetime, share: float) -> None:
    line = line_of(own, wrap_up)
    until = next_change(line, now)
    assert until > micros(now)
    last = min(until, micros(now) + 10**10) - 1
    later = to_instant(micros(now) + int((last - micros(now)) * share))
    assert state_at(line, later) == state_at(line, now)


@given(talks, wrap_ups, st.lists(moments, min_size=1, max_size=8))
def test_kept_states_are_those_of_the_instant_in_any_order(
    own: Talks, wrap_up: timedelta, instants: list[datetime]
) -> None:
    line = line_of(own, wrap_up)
    states = States({TOVA: line})
    for now in instants:
        assert states.at(TOVA, now, micros(now)) == state_at(line, now)
        assert states.at(AgentId("nobody"), now, micros(now)) == state_at(None, now)


def test_whoever_has_gone_home_or_never_comes_does_not_change() -> None:
    line = line_of([(at("10:00"), at("10:05"))], timedelta())
    assert next_change(line, at("10:35:00")) == micros(at("10:35:00")) + 1
    assert next_change(line, at("10:36")) == next_change(None, at("10:36")) == NEVER
