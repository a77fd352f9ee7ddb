"""Which permission a path needs, and what the client's role holds. Pure, but for what is withheld from the role.

Asked by guard and strike, changed through control. The role holds what the board needs and nothing beyond, so a path
that takes any one of several permissions is refused as soon as the one that the role holds is withheld.
"""

import re
from collections.abc import Collection

from wallboard.simulator import realtime
from wallboard.simulator.errors import bad_field, forbidden

# Without it, rows of agent status come without the agents' ids and names.
AGENT_NAMES = "analytics:agentStateNames:view"
_HELD = frozenset(
    {
        "analytics:conversationAggregate:view",
        "analytics:agentState:view",
        "analytics:queueObservation:view",
        "analytics:userAggregate:view",
        AGENT_NAMES,
        "routing:queue:view",
        "groups:team:view",
        # The realtime agents contract: its permission and its three scopes.
        "analytics:realtime:view",
        "analytics:realtime:read",
        "analytics:view",
        "users:view",
    }
)
_ANY_OF = ("routing:queue:view", "routing:queue:edit", "routing:queue:readonly", "routing:queueMember:manage")
# By path: all of these are needed, and any one permission of each will do. A path that is not here needs none.
_NEEDS = (
    (
        re.escape(realtime.PATH),
        (("analytics:realtime:view",), ("analytics:realtime:read",), ("analytics:view",), ("users:view",)),
    ),
    (r"/api/v2/analytics/conversations/aggregates/query", (("analytics:conversationAggregate:view",),)),
    (r"/api/v2/analytics/agents/status/(query|counts)", (("analytics:agentState:view",),)),
    (r"/api/v2/analytics/queues/observations/query", (("analytics:queueObservation:view",),)),
    (r"/api/v2/analytics/users/aggregates/query", (("analytics:userAggregate:view",),)),
    (r"/api/v2/routing/queues", (("routing:queue:view",),)),
    (r"/api/v2/routing/queues/[^/]+/members", (_ANY_OF,)),
    (r"/api/v2/teams(/[^/]+/members)?", (("groups:team:view",),)),
)


def needs(path: str) -> tuple[tuple[str, ...], ...]:
    """What a path needs: something of each."""
    return next((needed for pattern, needed in _NEEDS if re.fullmatch(pattern, path)), ())


class Role:
    """What the client may do: all that the board needs, but for what is withheld.

    `hidden` are the divisions that the role does not cover.
    """

    def __init__(self, withheld: Collection[str] = ()) -> None:
        self.hidden: frozenset[str] = frozenset()
        self._withheld: frozenset[str] = frozenset()
        self.withhold(withheld)

    def withhold(self, permissions: Collection[str], divisions: Collection[str] = ()) -> None:
        """Withhold these, and nothing else any more. Raises Refused for a permission that nothing needs."""
        for permission in permissions:
            if not is_held(permission):
                raise bad_field("permissions", f"holds {permission!r}, which the role does not have")
        self._withheld = frozenset(permissions)
        self.hidden = frozenset(divisions)

    @property
    def names_agents(self) -> bool:
        """Whether agent status may name the agents."""
        return AGENT_NAMES not in self._withheld

    def check(self, path: str) -> None:
        """Let a request to this path pass. Raises Refused."""
        held = _HELD - self._withheld
        for any_of in needs(path):
            if not held.intersection(any_of):
                raise forbidden(any_of)


def is_held(permission: str) -> bool:
    """Whether the role has this permission while nothing is withheld."""
    return permission in _HELD
