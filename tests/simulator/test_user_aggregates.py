"""Time in presences against a walk from state to state, and what is refused."""

import json
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.simulator import openapi
from tests.simulator.organisation import TODAY, ZONE, at, recorded_day
from tests.simulator.test_agent_state import line_of, talks, wrap_ups
from wallboard.board.agents import AgentId
from wallboard.simulator import crowd
from wallboard.simulator.agent_state import Presence, next_change, state_at
from wallboard.simulator.errors import Refused
from wallboard.simulator.instants import micros, to_instant
from wallboard.simulator.timeline import Timeline
from wallboard.simulator.user_aggregates import MOST_AGENTS, answer, parse, times_in, times_over

FROM, TO = at("07:00"), at("14:00")
INTERVAL = "2026-11-23T05:00:00.000Z/2026-11-23T12:00:00.000Z"
AGENT = next(iter(recorded_day().names))
SECOND = timedelta(seconds=1)
SLACK = 2  # microseconds: she goes home just after her last instant


def walked(line: Timeline, start: int, end: int) -> dict[Presence, int]:
    """The same, asked state by state."""
    times: dict[Presence, int] = {}
    while start < end:
        now = to_instant(start)
        until = min(next_change(line, now), end)
        presence = state_at(line, now).presence
        times[presence] = times.get(presence, 0) + until - start
        start = until
    return times


def check(line: Timeline, start: datetime, end: datetime) -> None:
    found, expected = times_in(line, micros(start), micros(end)), walked(line, micros(start), micros(end))
    assert sum(found.values()) == micros(end) - micros(start)
    for presence in Presence:
        assert abs(found.get(presence, 0) - expected.get(presence, 0)) <= SLACK, presence


@given(talks, wrap_ups, st.integers(0, 3000), st.integers(1, 4000))
def test_it_is_the_sum_of_the_states(
    own: list[tuple[datetime, datetime]], wrap_up: timedelta, start: int, length: int
) -> None:
    begin = at("00:00") + timedelta(seconds=start)
    check(line_of(own, wrap_up), begin, begin + timedelta(seconds=length))


def test_of_a_recorded_day_and_a_crowd_with_breaks_as_well() -> None:
    for line in recorded_day().timelines.values():
        check(line, FROM, TO)
        check(line, at("13:00"), at("23:30"))
    for line in someone().values():
        check(line, at("06:00"), at("16:00"))
    assert any(line.tape.away for line in someone().values())


@cache
def someone() -> dict[AgentId, Timeline]:
    return dict(crowd.replay(200, 7, TODAY, ZONE).timelines)


def body(**changes: object) -> bytes:
    asked = {
        "interval": INTERVAL,
        "groupBy": ["userId"],
        "metrics": ["tSystemPresence"],
        "filter": {"type": "or", "predicates": [{"dimension": "userId", "value": AGENT}]},
    }
    return json.dumps({key: value for key, value in {**asked, **changes}.items() if value is not None}).encode()


def told(now: datetime, **changes: object) -> list[dict[str, Any]]:
    found = answer(parse(body(**changes)), {AGENT: recorded_day().timelines[AGENT]}, micros(now))
    assert openapi.faults("UserAggregateQueryResponse", found) == []
    results: list[dict[str, Any]] = json.loads(msgspec.json.encode(found))["results"]
    return results


def sums(results: list[dict[str, Any]]) -> dict[str, int]:
    (one,) = results
    (data,) = one["data"]
    assert (one["group"], data["interval"]) == ({"userId": AGENT}, INTERVAL)
    return {metric["qualifier"]: metric["stats"]["sum"] for metric in data["metrics"]}


def test_an_answer_tells_each_presence_in_milliseconds_up_to_now() -> None:
    whole, so_far = sums(told(at("15:00"))), sums(told(at("10:00")))
    assert sum(whole.values()) == 7 * 3_600_000
    assert sum(so_far.values()) == 3 * 3_600_000
    assert whole["ON_QUEUE"] > so_far["ON_QUEUE"]


def test_nothing_is_told_of_a_window_to_come_of_a_stranger_and_of_routing_statuses() -> None:
    assert told(at("07:00")) == []
    assert told(at("10:00"), metrics=["tAgentRoutingStatus"]) == []
    stranger = {"type": "or", "predicates": [{"dimension": "userId", "value": "nobody"}]}
    assert told(at("10:00"), filter=stranger) == []


def test_an_agent_who_does_not_come_is_offline() -> None:
    found = answer(parse(body()), {AGENT: None}, micros(at("10:00")))
    assert [one.qualifier for one in found.results[0].data[0].metrics] == ["OFFLINE"]


def any_of(count: int) -> dict[str, object]:
    return {"type": "or", "predicates": [{"dimension": "userId", "value": f"a{one}"} for one in range(count)]}


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"filter": None}, "filter"),
        ({"filter": {"type": "or"}}, "filter"),
        ({"filter": any_of(MOST_AGENTS + 1)}, "filter"),
        ({"filter": {"type": "and", "predicates": any_of(2)["predicates"]}}, "filter"),
        ({"filter": {"type": "or", "predicates": [{"dimension": "queueId", "value": "q"}]}}, "dimension"),
        ({"filter": {"type": "or", "predicates": [{"dimension": "userId", "operator": "exists"}]}}, "operator"),
        ({"groupBy": ["queueId"]}, "groupBy"),
        ({"groupBy": None}, "groupBy"),
        ({"metrics": ["tHandle"]}, "metrics"),
        ({"metrics": []}, "metrics"),
        ({"interval": "yesterday"}, "interval"),
        ({"granularity": "PT30M"}, "granularity"),
    ],
)
def test_a_wrong_query_is_refused(changes: dict[str, object], named: str) -> None:
    with pytest.raises(Refused, match=named) as refused:
        parse(body(**changes))
    assert refused.value.status == 400


def test_a_hundred_agents_may_be_asked_for_at_once() -> None:
    assert len(parse(body(filter=any_of(MOST_AGENTS))).agents) == MOST_AGENTS
    clauses = {"type": "and", "clauses": [any_of(3)]}
    assert parse(body(filter=clauses)).agents == ("a0", "a1", "a2")


@given(talks, wrap_ups, st.integers(0, 3000), st.integers(1, 4000))
def test_what_is_over_is_what_was_before_the_state_that_lasts(
    own: list[tuple[datetime, datetime]], wrap_up: timedelta, start: int, length: int
) -> None:
    line = line_of(own, wrap_up)
    begin, end = micros(at("00:00") + start * SECOND), micros(at("00:00") + (start + length) * SECOND)
    since = state_at(line, to_instant(end)).presence_since
    until = begin if since is None else min(max(micros(since), begin), end)
    found, expected = times_over(line, begin, end), walked(line, begin, until)
    for presence in Presence:
        assert abs(found.get(presence, 0) - expected.get(presence, 0)) <= SLACK, presence


def test_a_presence_that_lasts_can_be_left_out() -> None:
    line, now = recorded_day().timelines[AGENT], micros(at("10:00"))
    (told,) = answer(parse(body()), {AGENT: line}, now, lasting=False).results
    assert [one.qualifier for one in told.data[0].metrics] == ["OFFLINE"]
    assert answer(parse(body()), {AGENT: None}, now, lasting=False).results == []
