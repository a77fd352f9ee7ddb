"""Which permission a path needs, and what is missing when it is withheld."""

import pytest

from wallboard.simulator import agent_counts, agent_status, aggregates, realtime, user_aggregates
from wallboard.simulator.errors import Refused
from wallboard.simulator.permissions import AGENT_NAMES, Role, is_held, needs


@pytest.mark.parametrize(
    ("path", "permission"),
    [
        (aggregates.PATH, "analytics:conversationAggregate:view"),
        (agent_status.PATH, "analytics:agentState:view"),
        (agent_counts.PATH, "analytics:agentState:view"),
        (user_aggregates.PATH, "analytics:userAggregate:view"),
        ("/api/v2/routing/queues", "routing:queue:view"),
        ("/api/v2/routing/queues/1/members", "routing:queue:view"),
        ("/api/v2/teams", "groups:team:view"),
        ("/api/v2/teams/1/members", "groups:team:view"),
        (realtime.PATH, "analytics:realtime:view"),
        (realtime.PATH, "analytics:realtime:read"),
        (realtime.PATH, "analytics:view"),
        (realtime.PATH, "users:view"),
    ],
)
def test_a_path_is_refused_without_its_permission_and_with_it_it_is_not(path: str, permission: str) -> None:
    role = Role()
    role.check(path)
    role.withhold([permission])
    with pytest.raises(Refused, match=permission) as refused:
        role.check(path)
    assert (refused.value.status, refused.value.code) == (403, "missing.any.permissions")
    role.withhold([])
    role.check(path)


@pytest.mark.parametrize("path", ["/api/v2/users", "/api/v2/groups", "/api/v2/tokens/me", "/api/v2/organizations/me"])
def test_some_paths_need_nothing(path: str) -> None:
    role = Role([permission for any_of in needs(realtime.PATH) for permission in any_of])
    assert needs(path) == ()
    role.check(path)


def test_any_permission_that_would_do_is_named() -> None:
    role = Role(["routing:queue:view"])
    with pytest.raises(Refused, match=r"\[routing:queue:view, routing:queue:edit, routing:queue:readonly, "):
        role.check("/api/v2/routing/queues/1/members")


def test_the_agents_names_hang_on_a_permission_of_their_own() -> None:
    assert Role().names_agents
    role = Role([AGENT_NAMES])
    assert not role.names_agents
    role.check(agent_status.PATH)


def test_what_is_withheld_takes_the_place_of_what_was() -> None:
    role = Role(["groups:team:view"])
    role.withhold(["users:view"], ["the-branch"])
    role.check("/api/v2/teams")
    assert role.hidden == {"the-branch"}
    role.withhold([])
    assert role.hidden == frozenset()


def test_a_permission_that_nothing_needs_cannot_be_withheld() -> None:
    role = Role(["groups:team:view"])
    with pytest.raises(Refused, match="telephony:plugin:all"):
        role.withhold(["telephony:plugin:all"])
    with pytest.raises(Refused, match="groups:team:view"):
        role.check("/api/v2/teams")
    assert is_held("users:view")
    assert not is_held("telephony:plugin:all")
