"""Filters of users and sessions against plain conditions on what is found without any."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.simulator.organisation import at, recorded_day
from wallboard.simulator.agent_filter import Filter, Found, SessionDimension, UserDimension, find
from wallboard.simulator.agent_state import Presence, Routing
from wallboard.simulator.day import agent_id, queue_id
from wallboard.simulator.directory import BRANCH, directory
from wallboard.simulator.teams import platform_team_id, team_of

NOW = at("14:20")
DAY = recorded_day()
KNOWN = directory(DAY)
REGULAR = queue_id("PS")


def predicate(dimension: str, value: str) -> dict[str, str]:
    return {"dimension": dimension, "value": value}


def users(asked: dict[str, Any] | None, sessions: dict[str, Any] | None = None) -> list[Found]:
    user_filter = None if asked is None else msgspec.convert(asked, Filter[UserDimension])
    session_filter = None if sessions is None else msgspec.convert(sessions, Filter[SessionDimension])
    return find(user_filter, session_filter, KNOWN, DAY.timelines, NOW)


def ids(found: list[Found]) -> list[str]:
    return [one.user.id for one in found]


EVERYBODY = users(None)


def expected(fits: Callable[[Found], bool]) -> list[str]:
    return [one.user.id for one in EVERYBODY if fits(one)]


def test_without_a_filter_everybody_is_found_by_id() -> None:
    assert ids(EVERYBODY) == [user.id for user in KNOWN.users]
    assert ids(users({"type": "and"})) == ids(EVERYBODY)
    assert len(EVERYBODY) > len(DAY.timelines)


@pytest.mark.parametrize(
    ("dimension", "value", "fits"),
    [
        ("userId", agent_id("TOVA"), lambda one: one.user.name == "Tova"),
        ("divisionId", BRANCH.id, lambda one: one.user.division == BRANCH),
        ("teamId", platform_team_id("Galil"), lambda one: team_of(one.user.id) == platform_team_id("Galil")),
        ("queueId", REGULAR, lambda one: one.user.id in KNOWN.queue_members[REGULAR]),
        (
            "activeQueueId",
            REGULAR,
            lambda one: one.user.id in KNOWN.queue_members[REGULAR] and one.state.presence is Presence.ON_QUEUE,
        ),
        (
            "inactiveQueueId",
            REGULAR,
            lambda one: one.user.id in KNOWN.queue_members[REGULAR] and one.state.presence is Presence.OFFLINE,
        ),
        ("systemPresence", "ON_QUEUE", lambda one: one.state.presence is Presence.ON_QUEUE),
        (
            "organizationPresenceId",
            Presence.OFFLINE.organization_id,
            lambda one: one.state.routing is Routing.OFF_QUEUE,
        ),
        ("routingStatus", "INTERACTING", lambda one: one.state.sessions != ()),
        ("routingStatus", "IDLE", lambda one: one.state.routing is Routing.IDLE),
        ("online", "true", lambda one: one.state.presence is not Presence.OFFLINE),
        ("online", "false", lambda one: one.state.presence is Presence.OFFLINE),
        ("isOutOfOffice", "false", lambda _: True),
    ],
)
def test_a_predicate_finds_those_who_have_the_value(dimension: str, value: str, fits: Callable[[Found], bool]) -> None:
    found = ids(users({"type": "and", "predicates": [predicate(dimension, value)]}))
    assert found == expected(fits)
    assert found


@pytest.mark.parametrize("dimension", [*UserDimension])
def test_a_value_that_nobody_has_finds_nobody(dimension: UserDimension) -> None:
    assert users({"type": "or", "predicates": [predicate(dimension, "none")]}) == []


@pytest.mark.parametrize("dimension", [*SessionDimension])
def test_a_value_that_no_session_has_finds_nobody(dimension: SessionDimension) -> None:
    assert users(None, {"type": "or", "predicates": [predicate(dimension, "none")]}) == []


FACTS: dict[tuple[str, str], Callable[[Found], bool]] = {
    ("userId", agent_id("TOVA")): lambda one: one.user.name == "Tova",
    ("userId", agent_id("IDIT")): lambda one: one.user.name == "Idit",
    ("divisionId", BRANCH.id): lambda one: one.user.division == BRANCH,
    ("teamId", platform_team_id("Carmel")): lambda one: team_of(one.user.id) == platform_team_id("Carmel"),
    ("routingStatus", "IDLE"): lambda one: one.state.routing is Routing.IDLE,
    ("routingStatus", "INTERACTING"): lambda one: one.state.routing is Routing.INTERACTING,
}
facts = st.lists(st.sampled_from(list(FACTS)), min_size=1, max_size=4)
types = st.sampled_from(["and", "or"])
JOIN: dict[str, Callable[[list[bool]], bool]] = {"and": all, "or": any}


def holds(how: str, own: list[tuple[str, str]], one: Found) -> bool:
    return JOIN[how]([FACTS[fact](one) for fact in own])


@given(types, st.lists(st.tuples(types, facts), max_size=3), st.one_of(st.just([]), facts))
def test_clauses_and_predicates_are_joined_as_they_say(
    how: str, clauses: list[tuple[str, list[tuple[str, str]]]], plain: list[tuple[str, str]]
) -> None:
    asked = {
        "type": how,
        "clauses": [{"type": each, "predicates": [predicate(*fact) for fact in own]} for each, own in clauses],
        "predicates": [predicate(*fact) for fact in plain],
    }

    def fits(one: Found) -> bool:
        parts = [holds(each, own, one) for each, own in clauses] + [FACTS[fact](one) for fact in plain]
        return JOIN[how](parts) if parts else True

    assert ids(users(asked)) == expected(fits)


def test_those_who_are_asked_for_by_name_are_found_once_by_id_whoever_else_is_there() -> None:
    named = [agent_id(name) for name in ("TOVA", "IDIT", "NOBODY", "TOVA")]
    asked = [predicate("userId", one) for one in named]
    wanted = sorted({agent_id("TOVA"), agent_id("IDIT")})
    assert ids(users({"type": "or", "predicates": asked})) == wanted
    clause = {"type": "or", "predicates": asked[:3]}
    idle = {"type": "or", "predicates": [predicate("routingStatus", "IDLE"), predicate("routingStatus", "OFF_QUEUE")]}
    assert ids(users({"type": "and", "clauses": [clause]})) == wanted
    assert ids(users({"type": "and", "clauses": [idle, clause]})) == expected(
        lambda one: one.user.id in wanted and one.state.routing in {Routing.IDLE, Routing.OFF_QUEUE}
    )
    assert ids(users({"type": "or", "clauses": [idle, clause]})) == expected(
        lambda one: one.user.id in wanted or one.state.routing in {Routing.IDLE, Routing.OFF_QUEUE}
    )
    assert ids(users({"type": "and", "predicates": asked[:2]})) == []


@pytest.mark.parametrize(
    ("dimension", "value"),
    [
        ("segmentType", "interact"),
        ("mediaType", "voice"),
        ("routedQueueId", REGULAR),
        ("originatingDirection", "inbound"),
    ],
)
def test_a_session_filter_leaves_those_with_a_session_that_fits(dimension: str, value: str) -> None:
    found = users(None, {"type": "and", "predicates": [predicate(dimension, value)]})
    having = {
        "segmentType": "segment",
        "mediaType": "media",
        "routedQueueId": "queue",
        "originatingDirection": "direction",
    }
    for one in EVERYBODY:
        fitting = tuple(session for session in one.state.sessions if getattr(session, having[dimension]) == value)
        assert [other.sessions for other in found if other.user == one.user] == ([fitting] if fitting else [])
    assert found


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"type": "not"},
        {"type": "and", "predicates": [{"dimension": "userId"}]},
        {"type": "and", "predicates": [predicate("mood", "good")]},
        {"type": "and", "predicates": [predicate("mediaType", "voice")]},
        {"type": "and", "predicates": [{"dimension": "userId", "value": 4}]},
        {"type": "and", "predicates": [{**predicate("userId", "a"), "operator": "matches"}]},
        {"type": "and", "clauses": [{"type": "or"}]},
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(asked: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        users(asked)
