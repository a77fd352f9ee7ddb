"""Every path of the organisation that a token is needed for, and what stands behind it; and its pictures. No I/O.

Routed by api, behind guard. The realtime agents contract and the Platform API share the lists of users and groups;
`Terms.contract` says which of the two is there.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec import UNSET
from starlette.responses import Response

from wallboard.board.agents import AgentId
from wallboard.simulator import (
    agent_counts,
    agent_status,
    aggregates,
    organisation,
    queue_levels,
    queue_observations,
    realtime,
    user_aggregates,
)
from wallboard.simulator.agent_state import States
from wallboard.simulator.aggregate_query import parse
from wallboard.simulator.answers import json_answer
from wallboard.simulator.day import Replay
from wallboard.simulator.directory import (
    DIVISIONS,
    GROUPS,
    USERS,
    Directory,
    directory,
    list_divisions,
    list_group_members,
    list_groups,
    list_users,
    members_of,
    team_id,
)
from wallboard.simulator.errors import not_found, timed_out, too_large
from wallboard.simulator.guard import Asked, Endpoint
from wallboard.simulator.instants import micros
from wallboard.simulator.oauth import TokenDesk
from wallboard.simulator.permissions import Role
from wallboard.simulator.portraits import answer_picture
from wallboard.simulator.queues import QUEUES, list_queue_members, list_queues
from wallboard.simulator.teams import TEAMS, list_team_members, list_teams, platform_team_id
from wallboard.simulator.terms import Contract, OverCap, Terms
from wallboard.simulator.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Behind:
    """A path, and the endpoint behind it; `contract` BOTH: whatever contract is there."""

    path: str
    answer: Endpoint
    contract: Contract = Contract.PLATFORM
    method: str = "GET"


class Endpoints:
    """The endpoints of one replayed day."""

    def __init__(self, replay: Replay, role: Role, tokens: TokenDesk, terms: Terms) -> None:
        self._timelines = replay.timelines
        self._waits = replay.waits
        self._directory = directory(replay)
        self._places = _places(self._directory)
        self._role = role
        self._tokens = tokens
        self._terms = terms
        self._states = States(replay.timelines)
        self._memory = aggregates.Memory()
        self._circles: dict[str | None, Sequence[Timeline]] = {}
        self._page_secret = secrets.token_bytes(32)

    def there(self) -> Sequence[Behind]:
        """The paths that this organisation has."""
        contract = self._terms.contract
        return [one for one in self._all() if Contract.BOTH in (contract, one.contract) or contract is one.contract]

    def picture(self, user: str, file: str, if_none_match: str | None) -> Response:
        """An agent's picture, which needs no token. Raises Refused."""
        if user not in self._directory.by_id:
            raise not_found(f"The picture {user}/{file}")
        told = answer_picture(user, file, if_none_match)
        return Response(told.body, told.status, told.headers)

    def _all(self) -> Sequence[Behind]:
        known = self._directory
        return (
            Behind(realtime.PATH, self._realtime_agents, Contract.REALTIME),
            Behind(USERS, lambda asked: json_answer(list_users(known, asked.params, asked.base_url)), Contract.BOTH),
            Behind(GROUPS, lambda asked: json_answer(list_groups(known, asked.params)), Contract.BOTH),
            Behind(f"{GROUPS}/{{id}}/members", self._group_members, Contract.BOTH),
            Behind(TEAMS, lambda asked: json_answer(list_teams(known, asked.params))),
            Behind(
                f"{TEAMS}/{{id}}/members",
                lambda asked: json_answer(list_team_members(known, asked.places["id"], asked.params)),
            ),
            Behind(QUEUES, lambda asked: json_answer(list_queues(known, asked.params))),
            Behind(f"{QUEUES}/{{id}}/members", self._queue_members),
            Behind(aggregates.PATH, self._aggregates, method="POST"),
            Behind(agent_status.PATH, self._agent_status, method="POST"),
            Behind(queue_observations.PATH, self._queue_observations, method="POST"),
            Behind(user_aggregates.PATH, self._user_aggregates, method="POST"),
            Behind(agent_counts.PATH, self._agent_counts, method="POST"),
            Behind(DIVISIONS, lambda asked: json_answer(list_divisions(asked.params, known.divisions))),
            Behind("/api/v2/tokens/me", lambda _: json_answer(organisation.token_info(self._tokens.client_id))),
            Behind("/api/v2/organizations/me", lambda _: json_answer(organisation.organisation())),
            Behind(
                "/api/v2/organizations/limits/namespaces/{name}",
                lambda asked: json_answer(organisation.limits(asked.places["name"], self._terms)),
            ),
        )

    def _realtime_agents(self, asked: Asked) -> Response:
        rules = self._terms.pages
        query = realtime.parse(asked.params, asked.now, rules)
        agents = self._agents_of(query.group_id)
        page = realtime.answer(query, agents, asked.now, self._terms.delay, rules, self._page_secret)
        token = page.next_page_token
        return json_answer(page, headers={} if token is UNSET else {"next-page-token": token})

    def _agents_of(self, group: str | None) -> Sequence[Timeline]:
        """Those whom a page is cut from: a sweep of many pages asks for the same ones again and again."""
        if group not in self._circles:
            wanted = self._timelines if group is None else members_of(self._directory, group)
            self._circles[group] = [self._timelines[agent] for agent in wanted]
        return self._circles[group]

    def _aggregates(self, asked: Asked) -> Response:
        query = parse(asked.body)
        if queue_levels.asks_for_levels(query):
            return json_answer(queue_levels.answer(query, self._waits, asked.now))
        seen = [line for agent, line in self._timelines.items() if self._division_of(agent) not in self._role.hidden]
        answer = aggregates.answer(query, seen, self._places, asked.now, self._terms.delay, self._memory)
        cap = self._terms.aggregate_groups_cap
        if cap is not None and len(answer.results) > cap:
            raise too_large("response") if self._terms.over_cap is OverCap.TOO_LARGE else timed_out()
        return json_answer(answer)

    def _queue_observations(self, asked: Asked) -> Response:
        query = queue_observations.parse(asked.body)
        return json_answer(queue_observations.answer(query, self._directory.queues, self._waits, asked.now))

    def _user_aggregates(self, asked: Asked) -> Response:
        query = user_aggregates.parse(asked.body)
        seen = {user: self._timelines.get(user) for user in map(AgentId, query.agents) if self._shows(user)}
        lasting = self._terms.lasting_presences
        return json_answer(user_aggregates.answer(query, seen, micros(asked.now), lasting=lasting))

    def _shows(self, agent: AgentId) -> bool:
        return agent in self._directory.by_id and self._division_of(agent) not in self._role.hidden

    def _agent_status(self, asked: Asked) -> Response:
        query = agent_status.parse(asked.body)
        nameless = self._role.hidden if self._role.names_agents else {one.id for one in self._directory.divisions}
        return json_answer(
            agent_status.answer(query, self._directory, self._timelines, asked.now, nameless, self._states)
        )

    def _agent_counts(self, asked: Asked) -> Response:
        query = agent_counts.parse(asked.params, asked.body)
        return json_answer(agent_counts.answer(query, self._directory, self._timelines, asked.now, self._states))

    def _division_of(self, agent: AgentId) -> str:
        return self._directory.by_id[agent].division.id

    def _group_members(self, asked: Asked) -> Response:
        return json_answer(list_group_members(self._directory, asked.places["id"], asked.params, asked.base_url))

    def _queue_members(self, asked: Asked) -> Response:
        return json_answer(list_queue_members(self._directory, asked.places["id"], asked.params, asked.base_url))


def _places(known: Directory) -> dict[AgentId, dict[str, str]]:
    """Where each agent belongs, as an aggregate can be asked for it."""
    teams = {name: {"teamId": platform_team_id(name), "groupId": team_id(name)} for name in known.team_names}
    return {user.id: {"divisionId": user.division.id, **teams[known.team_of[user.id]]} for user in known.users}
