"""The agent status counts against counting the full answer of the agent status query."""

import json
from collections import Counter
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from starlette.datastructures import QueryParams

from tests.simulator import openapi
from tests.simulator.organisation import at, recorded_day
from wallboard.simulator import agent_status
from wallboard.simulator.agent_counts import answer, parse
from wallboard.simulator.day import Replay, agent_id, queue_id
from wallboard.simulator.directory import BRANCH, directory
from wallboard.simulator.errors import Refused
from wallboard.simulator.teams import platform_team_id
from wallboard.simulator.timeline import Talk, timeline

KNOWN = directory(recorded_day())
ALL = "groupBy=segmentType&groupBy=presence&groupBy=routingStatus&groupBy=isOutOfOffice"
FILTERS: list[dict[str, Any]] = [
    {},
    {"userFilter": {"type": "and", "predicates": [{"dimension": "divisionId", "value": BRANCH.id}]}},
    {"userFilter": {"type": "or", "predicates": [{"dimension": "teamId", "value": platform_team_id("Galil")}]}},
    {"userFilter": {"type": "or", "predicates": [{"dimension": "queueId", "value": queue_id("NE")}]}},
    {"userFilter": {"type": "or", "predicates": [{"dimension": "routingStatus", "value": "INTERACTING"}]}},
    {"sessionFilter": {"type": "or", "predicates": [{"dimension": "segmentType", "value": "wrapup"}]}},
]


def counts(body: dict[str, Any], clock_time: str, query: str = ALL, replay: Replay | None = None) -> dict[str, Any]:
    replay = replay or recorded_day()
    asked = parse(QueryParams(query), json.dumps(body).encode())
    told = answer(asked, directory(replay), replay.timelines, at(clock_time))
    assert openapi.faults("AnalyticsAgentStateCountsResponse", told) == []
    sent: dict[str, Any] = json.loads(msgspec.json.encode(told))
    return sent


def counted(told: list[dict[str, Any]], key: str) -> dict[Any, int]:
    """One grouping by its key; no key stands there twice."""
    assert len({one[key] for one in told}) == len(told)
    return {one[key]: one["count"] for one in told}


@pytest.mark.parametrize("body", FILTERS)
@pytest.mark.parametrize("clock_time", ["06:00", "09:13:20", "12:00", "14:20", "23:30"])
def test_the_counts_are_those_of_the_full_answer(clock_time: str, body: dict[str, Any]) -> None:
    asked = agent_status.parse(json.dumps(body).encode())
    full = agent_status.answer(asked, KNOWN, recorded_day().timelines, at(clock_time)).entities
    assert len(full) < agent_status.MOST_ENTITIES
    told = counts(body, clock_time)
    segments = Counter(segment for one in full for segment in {session.segment_type for session in one.sessions})
    assert counted(told["segmentCounts"], "segmentType") == segments
    assert counted(told["presenceCounts"], "systemPresence") == Counter(one.system_presence for one in full)
    by_id = Counter(one.organization_presence_id for one in full)
    assert counted(told["presenceCounts"], "organizationPresenceId") == by_id
    assert counted(told["routingStatusCounts"], "routingStatus") == Counter(one.routing_status for one in full)
    assert counted(told["isOutOfOfficeCounts"], "isOutOfOffice") == ({False: len(full)} if full else {})


def test_something_is_counted() -> None:
    told = counts({}, "14:20")
    assert counted(told["segmentCounts"], "segmentType")["interact"] > 2
    assert sum(counted(told["routingStatusCounts"], "routingStatus").values()) == len(KNOWN.users)


def test_more_than_50_are_counted() -> None:
    names = {agent_id(f"{number}"): f"Agent {number}" for number in range(120)}
    talk = Talk(at("10:00"), at("11:00"), "queue", "voice")
    lines = {agent: timeline(agent, [talk], timedelta()) for agent in names}
    told = counts({}, "10:30", replay=Replay(dict(sorted(names.items())), lines, {}, {"queue": "Queue"}))
    assert counted(told["segmentCounts"], "segmentType") == {"interact": 120}
    assert counted(told["presenceCounts"], "systemPresence") == {"ON_QUEUE": 120}


def test_an_agent_counts_once_in_each_segment_type() -> None:
    agent = agent_id("ADA")
    talks = [Talk(at("10:00"), at("10:05"), "q", "voice")] + [Talk(at("10:01"), at("10:20"), "q", "voice")] * 2
    replay = Replay({agent: "Ada"}, {agent: timeline(agent, talks, timedelta(minutes=10))}, {}, {"q": "Queue"})
    told = counts({}, "10:06", replay=replay)
    assert counted(told["segmentCounts"], "segmentType") == {"interact": 1, "wrapup": 1}


@pytest.mark.parametrize(
    ("query", "groupings"),
    [
        ("", {"segmentCounts"}),
        ("groupBy=presence", {"presenceCounts"}),
        ("groupBy=routingStatus,segmentType", {"routingStatusCounts", "segmentCounts"}),
        ("groupBy=isOutOfOffice&groupBy=presence", {"isOutOfOfficeCounts", "presenceCounts"}),
    ],
)
def test_only_the_groupings_that_were_asked_for_are_told(query: str, groupings: set[str]) -> None:
    assert set(counts({}, "14:20", query)) == groupings


def test_a_grouping_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Refused, match="The query parameter groupBy holds a grouping that does not exist"):
        parse(QueryParams("groupBy=mood"), b"{}")


@pytest.mark.parametrize("body", [b"", b"[]", b'{"userOrderBy": "userName"}', b'{"userFilter": {"type": "no"}}'])
def test_a_body_that_makes_no_sense_is_refused(body: bytes) -> None:
    with pytest.raises(Refused) as refused:
        parse(QueryParams(""), body)
    assert (refused.value.status, refused.value.code) == (400, "bad.request")
