"""The agent status query: everybody's status against the call file, the 50 at most, the order, and withheld names."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest

from tests import truth
from tests.simulator import openapi
from tests.simulator.organisation import TODAY, ZONE, at, recorded_day
from wallboard.board.agents import AgentId
from wallboard.simulator.agent_state import Presence
from wallboard.simulator.agent_status import MOST_ENTITIES, SessionKey, UserKey, answer, parse
from wallboard.simulator.day import Replay, agent_id, lay, queue_id
from wallboard.simulator.directory import BRANCH, directory, division_of
from wallboard.simulator.errors import Refused
from wallboard.simulator.timeline import Talk, timeline

WRAP_UP = timedelta(seconds=20)
NOW = at("14:20")
KNOWN = directory(recorded_day())


def ask(
    body: dict[str, Any], now: datetime = NOW, replay: Replay | None = None, withheld: frozenset[str] = frozenset()
) -> list[dict[str, Any]]:
    """The entities as they are sent."""
    replay = replay or recorded_day()
    told = answer(parse(json.dumps(body).encode()), directory(replay), replay.timelines, now, withheld)
    assert openapi.faults("AnalyticsAgentStateQueryResponse", told) == []
    entities: list[dict[str, Any]] = json.loads(msgspec.json.encode(told))["entities"]
    return entities


def of_agents(agents: list[AgentId]) -> dict[str, Any]:
    predicates = [{"dimension": "userId", "value": agent} for agent in agents]
    return {"userFilter": {"type": "or", "predicates": predicates}}


def board_status(entity: dict[str, Any]) -> str:
    """The board's word for an entity: the first rule that fits."""
    segments = {session["segmentType"] for session in entity["sessions"]}
    if entity["systemPresence"] == "OFFLINE":
        assert entity["routingStatus"] == "OFF_QUEUE"
        return "Offline"
    assert entity["systemPresence"] == "ON_QUEUE"
    assert (entity["routingStatus"] == "INTERACTING") == bool(segments)
    if "interact" in segments:
        return "On a Call"
    if "wrapup" in segments:
        return "Wrap-up"
    return {"IDLE": "Available"}[entity["routingStatus"]]


def local(day: date, text: str) -> datetime:
    """An instant of the answer as a wall-clock time of the recorded day."""
    shown = datetime.fromisoformat(text).astimezone(ZONE).replace(tzinfo=None)
    return shown - datetime.combine(TODAY, time()) + datetime.combine(day, time())


def instants(day: date) -> Iterator[datetime]:
    """Ten spread over the day, and ten at which something happens at that very second."""
    for step in range(10):
        yield datetime.combine(day, time(7)) + step * timedelta(minutes=97, seconds=7)
    talks = [one for own in truth.conversations(day, WRAP_UP).values() for one in own]
    for step, one in enumerate(talks[:: len(talks) // 10][:10]):
        edge = (one.answer, one.hangup, one.closes)[step % 3]
        yield min(edge, datetime.combine(day, time(23, 59, 59)))


@pytest.mark.parametrize("day", truth.DAYS)
def test_everybodys_status_is_that_of_the_call_file(day: date) -> None:
    replay = recorded_day(day, WRAP_UP)
    agents = [*replay.names, *replay.others]
    seen: set[str] = set()
    for instant in instants(day):
        expected = truth.truth(day, instant, datetime.combine(day, time()), WRAP_UP)
        now = datetime.combine(TODAY, instant.time(), ZONE)
        told = [entity for chunk in chunks(agents) for entity in ask(of_agents(chunk), now, replay)]
        assert sorted(entity["userId"] for entity in told) == sorted(agents)
        statuses = {entity["userName"]: board_status(entity) for entity in told}
        others = dict.fromkeys(replay.others.values(), "Offline")
        assert statuses == {name: one.status for name, one in expected.items()} | others
        seen.update(statuses.values())
    assert seen == {"On a Call", "Wrap-up", "Available", "Offline"}


def chunks(agents: list[AgentId]) -> Iterator[list[AgentId]]:
    for begin in range(0, len(agents), 7):
        yield agents[begin : begin + 7]


@pytest.mark.parametrize("day", truth.DAYS)
def test_every_session_is_a_recorded_call(day: date) -> None:
    replay = recorded_day(day, WRAP_UP)
    count = 0
    for instant in instants(day):
        for entity in ask({}, datetime.combine(TODAY, instant.time(), ZONE), replay):
            own = truth.conversations(day, WRAP_UP).get(entity["userName"], [])
            running = [one for one in own if one.answer <= instant < one.closes]
            assert entity["sessionCount"] == len(entity["sessions"]) == len(running)
            assert sorted(
                (local(day, session["sessionStart"]), local(day, session["segmentStart"]), session["segmentType"])
                for session in entity["sessions"]
            ) == sorted(
                (one.answer, one.answer, "interact") if instant < one.hangup else (one.answer, one.hangup, "wrapup")
                for one in running
            )
            count += len(running)
    assert count > 50


def test_an_entity_says_everything_of_a_call() -> None:
    agent = agent_id("ADA")
    talks = [Talk(at("10:00"), at("10:05"), "q", "voice"), Talk(at("10:05:10"), at("10:07"), "q", "callback")]
    replay = Replay({agent: "Ada"}, {agent: timeline(agent, talks, WRAP_UP)}, {}, {"q": "Queue"})
    (entity,) = ask({}, at("10:07:05"), replay)
    (session,) = entity.pop("sessions")
    assert UUID(session.pop("conversationId")) != UUID(session.pop("sessionId"))
    assert entity == {
        "userId": agent,
        "userName": "Ada",
        "divisionId": division_of(agent).id,
        "systemPresence": "ON_QUEUE",
        "organizationPresenceId": Presence.ON_QUEUE.organization_id,
        "presenceDate": "2026-11-23T08:00:00.000Z",
        "routingStatus": "INTERACTING",
        "routingStatusDate": "2026-11-23T08:00:00.000Z",
        "isOutOfOffice": False,
        "sessionCount": 1,
    }
    assert session == {
        "sessionStart": "2026-11-23T08:05:10.000Z",
        "segmentStart": "2026-11-23T08:07:00.000Z",
        "segmentType": "wrapup",
        "routedQueueId": "q",
        "originatingDirection": "inbound",
        "mediaType": "callback",
    }


def test_before_her_first_call_nothing_is_known_of_when_she_left() -> None:
    (entity,) = ask(of_agents([agent_id("TOVA")]), at("00:00:01"))
    assert (entity["systemPresence"], entity["routingStatus"], entity["sessions"]) == ("OFFLINE", "OFF_QUEUE", [])
    assert not {"presenceDate", "routingStatusDate"} & set(entity)


def test_a_session_names_medium_queue_and_direction() -> None:
    sessions = [session for entity in ask({}) for session in entity["sessions"]]
    assert sessions
    for session in sessions:
        assert (session["mediaType"], session["originatingDirection"]) == ("voice", "inbound")
        assert session["routedQueueId"] in {queue_id(service) for service in ("PS", "NE", "NW", "IN", "PE")}
    assert len({session["conversationId"] for session in sessions}) == len(sessions)


def crowd(count: int) -> Replay:
    """So many agents, who all take a call at ten, each a second later than the one before."""
    names = {agent_id(f"{number}"): f"Agent {count - number:03}" for number in range(count)}
    timelines = {
        agent: timeline(
            agent, [Talk(at("10:00") + place * timedelta(seconds=1), at("11:00"), "queue", "voice")], WRAP_UP
        )
        for place, agent in enumerate(names)
    }
    return Replay(dict(sorted(names.items())), timelines, {}, {"queue": "Queue"})


def test_no_more_than_50_are_told_and_nothing_leads_to_the_rest() -> None:
    replay = crowd(60)
    told = ask({}, at("10:30"), replay)
    assert MOST_ENTITIES == 50
    assert [one["userName"] for one in told] == [f"Agent {number:03}" for number in range(1, 51)]
    assert len(ask(of_agents(list(replay.names)[:51]), at("10:30"), replay)) == 50
    assert len(ask(of_agents(list(replay.names)[:50]), at("10:30"), replay)) == 50


@pytest.mark.parametrize("key", ["segmentStart", "sessionStart", "presenceDate", "routingStatusDate"])
def test_the_order_decides_who_is_told(key: str) -> None:
    replay = crowd(60)
    for order, first in (("asc", "Agent 060"), ("desc", "Agent 001")):
        told = ask({"userOrderBy": key, "userOrder": order}, at("10:30"), replay)
        assert told[0]["userName"] == first
        dates = [one.get(key) or one["sessions"][0][key] for one in told]
        assert dates == sorted(dates, reverse=order == "desc")


def test_names_are_ordered_without_regard_to_case_and_equal_ones_by_id() -> None:
    names = {agent_id("1"): "bea", agent_id("2"): "Ada", agent_id("3"): "ada", agent_id("4"): "Cleo"}
    replay = Replay({}, {}, dict(sorted(names.items())), {})
    both = sorted([agent_id("2"), agent_id("3")])
    assert [one["userId"] for one in ask({}, replay=replay)] == [*both, agent_id("1"), agent_id("4")]
    told = [one["userId"] for one in ask({"userOrder": "desc"}, replay=replay)]
    assert told == [agent_id("4"), agent_id("1"), *both]


@pytest.mark.parametrize("order", ["asc", "desc"])
@pytest.mark.parametrize("key", [*UserKey])
def test_who_lacks_what_is_ordered_by_comes_last(key: UserKey, order: str) -> None:
    told = ask({"userOrderBy": key, "userOrder": order})
    assert sorted(one["userName"] for one in told) == sorted(user.name for user in KNOWN.users)
    if key in ("presenceDate", "routingStatusDate"):
        having = [key in one for one in told]
        assert having == sorted(having, reverse=True)
        assert len(set(having)) == 2
    if key in ("systemPresence", "routingStatus"):
        assert [one[key] for one in told] == sorted((one[key] for one in told), reverse=order == "desc")


@pytest.mark.parametrize("key", [*SessionKey])
def test_sessions_are_ordered_as_they_are_asked_for(key: SessionKey) -> None:
    # The second call begins later and is hung up earlier, so that its wrap-up is the older segment.
    talks = [Talk(at("10:00"), at("10:09"), "queue", "voice"), Talk(at("10:05"), at("10:08"), "queue", "callback")]
    agent = agent_id("ADA")
    replay = Replay({agent: "Ada"}, {agent: timeline(agent, talks, timedelta(minutes=5))}, {}, {"queue": "Queue"})
    for order in ("asc", "desc"):
        (entity,) = ask({"sessionOrderBy": key, "sessionOrder": order}, at("10:10"), replay)
        media = [session["mediaType"] for session in entity["sessions"]]
        by_start = ["voice", "callback"] if key is SessionKey.SESSION_START else ["callback", "voice"]
        assert media == (by_start if order == "asc" else by_start[::-1])


def test_agents_of_a_withheld_division_are_told_without_id_and_name() -> None:
    plain, told = ask({}), ask({}, withheld=frozenset({BRANCH.id}))
    nameless = [one for one in told if one["divisionId"] == BRANCH.id]
    assert len(nameless) == 3
    assert not any({"userId", "userName"} & set(one) for one in nameless)
    assert [one for one in told if one["divisionId"] != BRANCH.id] == [
        one for one in plain if one["divisionId"] != BRANCH.id
    ]
    hidden = {"userId", "userName"}
    assert [{key: one[key] for key in one if key not in hidden} for one in plain] == [
        {key: one[key] for key in one if key not in hidden} for one in told
    ]


def test_nothing_is_told_late() -> None:
    call = next(line.conversations[3] for line in recorded_day().timelines.values() if len(line.conversations) > 3)
    agent = AgentId(call.key.split()[0])
    for instant, segment in ((call.answer, "interact"), (call.hangup, "wrapup")):
        (entity,) = ask(of_agents([agent]), instant)
        assert (segment, entity["sessionCount"] >= 1) == (entity["sessions"][-1]["segmentType"], True)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b"\xff",
        b'{"userfilter": {"type": "and"}}',
        b'{"userFilter": {"type": "xor"}}',
        b'{"userFilter": {"type": "or", "predicates": [{"dimension": "name", "value": "a"}]}}',
        b'{"sessionFilter": {"type": "or", "predicates": [{"dimension": "userId", "value": "a"}]}}',
        b'{"userOrderBy": "age"}',
        b'{"userOrder": "up"}',
        b'{"sessionOrderBy": "userName"}',
        b'{"pageSize": 100}',
    ],
)
def test_a_body_that_makes_no_sense_is_refused(body: bytes) -> None:
    with pytest.raises(Refused) as refused:
        parse(body)
    assert (refused.value.status, refused.value.code) == (400, "bad.request")


def test_a_call_over_midnight_goes_on() -> None:
    assert lay([], date(1999, 2, 2), TODAY, ZONE).timelines == {}
    agent = agent_id("ADA")
    night = Talk(at("23:50"), at("23:50") + timedelta(minutes=30), "queue", "voice")
    replay = Replay({agent: "Ada"}, {agent: timeline(agent, [night], WRAP_UP)}, {}, {"queue": "Queue"})
    (entity,) = ask({}, at("23:50") + timedelta(minutes=29), replay)
    assert (board_status(entity), entity["sessions"][0]["sessionStart"]) == ("On a Call", "2026-11-23T21:50:00.000Z")
