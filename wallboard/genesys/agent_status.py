"""What agents do now: `POST /api/v2/analytics/agents/status/query`, and how many of them do what. Pure.

Source: the Platform API. An answer holds fifty agents at the most and has no pages, so those alone are asked for who
are on a queue or in a call; agent_words makes the board's words of what it says. Used by genesys.platform_source.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from wallboard.board.agents import AgentId, AgentStatus
from wallboard.board.ranking import HeadCounts
from wallboard.genesys.agent_words import Agent, on_queue_since, words_of
from wallboard.genesys.errors import BadReply, Hidden
from wallboard.genesys.exchange import Reply, Request, body_of, context_id_of
from wallboard.genesys.source import MOST_STATUSES, ScopeFilter, StatusAnswer

PATH = "/api/v2/analytics/agents/status/query"
COUNTS_PATH = "/api/v2/analytics/agents/status/counts"
_WORKING = ("IDLE", "INTERACTING", "COMMUNICATING")
_MOST = 10_000_000  # agents


class _Body(msgspec.Struct, gc=False):
    entities: list[Agent] = []  # where nobody fits, it may be absent


class _RoutingCount(msgspec.Struct, gc=False, rename="camel"):
    routing_status: str = "UNKNOWN"
    count: int = 0


class _SegmentCount(msgspec.Struct, gc=False, rename="camel"):
    segment_type: str = "unknown"
    count: int = 0


class _Counts(msgspec.Struct, gc=False, rename="camel"):
    routing_status_counts: list[_RoutingCount]
    segment_counts: list[_SegmentCount] = []


_DECODER = msgspec.json.Decoder(_Body)
_COUNTS_DECODER = msgspec.json.Decoder(_Counts)


def query_request(agents: Sequence[AgentId]) -> Request:
    """Ask what these agents do; those who are neither on a queue nor in a call are not in the answer."""
    query = {
        "userFilter": {
            "type": "and",
            "clauses": [_any_of("userId", agents), _any_of("routingStatus", _WORKING)],
        },
        # An order, so that an answer that is cut off holds the same agents each time.
        "userOrderBy": "userName",
        "userOrder": "asc",
        "sessionOrderBy": "segmentStart",
        "sessionOrder": "desc",
    }
    return Request("POST", PATH, body=msgspec.json.encode(query))


def decode_query(reply: Reply, asked: Sequence[AgentId], as_of: datetime) -> StatusAnswer:
    """What an answer says at `as_of` of those who were asked for. Raises BadReply, and Hidden where it names nobody."""
    agents = body_of(reply, _DECODER, PATH).entities
    if agents and all(agent.user_id is None for agent in agents):
        raise Hidden(PATH, context_id_of(reply))
    wanted = set(asked)
    statuses: dict[AgentId, AgentStatus] = {}
    for agent in agents:
        agent_id = AgentId(agent.user_id or "")
        if agent_id in wanted:
            status = _status(agent_id, agent, as_of)
            if statuses.setdefault(agent_id, status) != status:
                raise BadReply(PATH, f"agent {agent_id!r} stands twice", reply.status, context_id_of(reply))
    hidden = sum(agent.user_id is None for agent in agents)
    return StatusAnswer(statuses, whole=len(agents) < MOST_STATUSES or len(wanted) <= MOST_STATUSES, hidden=hidden)


def _status(agent_id: AgentId, agent: Agent, as_of: datetime) -> AgentStatus:
    told = words_of(agent)
    since, call_since = _clamped(told.since, as_of), _clamped(told.call_since, as_of)
    return AgentStatus(agent_id, told.words, since, call_since, as_of, _clamped(on_queue_since(agent), as_of))


def _clamped(instant: datetime | None, as_of: datetime) -> datetime | None:
    """Nothing began later than the answer is true for, whatever its clocks say."""
    return None if instant is None else min(instant, as_of)


def counts_request(scope: ScopeFilter) -> Request | None:
    """Ask how many agents of a scope do what; None for a scope that agents cannot be counted by.

    An agent belongs to no medium, and groups are not known here. A queue's agents are its members.
    """
    if scope.group_ids or scope.media_types:
        return None
    dimensions = (("queueId", scope.queue_ids), ("teamId", scope.team_ids), ("divisionId", scope.division_ids))
    clauses = [_any_of(dimension, sorted(ids)) for dimension, ids in dimensions if ids]
    query = {"userFilter": {"type": "and", "clauses": clauses}} if clauses else {}
    groups = (("groupBy", "routingStatus"), ("groupBy", "segmentType"))
    return Request("POST", COUNTS_PATH, groups, body=msgspec.json.encode(query))


def decode_counts(reply: Reply) -> HeadCounts:
    """How many agents do what, `closed` left at 0. Raises BadReply.

    Wrap-up is no routing status: it hides in INTERACTING. Who wraps one conversation up while another one runs is
    counted with those in wrap-up, since the answer does not tell her apart.
    """
    counts = body_of(reply, _COUNTS_DECODER, COUNTS_PATH)
    for number in (*(one.count for one in counts.routing_status_counts), *(one.count for one in counts.segment_counts)):
        if not 0 <= number <= _MOST:
            raise BadReply(COUNTS_PATH, f"counts {number} agents", reply.status, context_id_of(reply))
    routing: dict[str, int] = {}
    for one in counts.routing_status_counts:
        routing[one.routing_status] = routing.get(one.routing_status, 0) + one.count
    available, interacting = routing.get("IDLE", 0), routing.get("INTERACTING", 0)
    wrapping = sum(one.count for one in counts.segment_counts if one.segment_type == "wrapup")
    wrap_up = min(wrapping, interacting)
    on_call = interacting - wrap_up + routing.get("COMMUNICATING", 0)
    return HeadCounts(available + on_call + wrap_up, available, on_call, wrap_up)


def _any_of(dimension: str, values: Iterable[str]) -> dict[str, Any]:
    return {"type": "or", "predicates": [{"dimension": dimension, "value": value} for value in values]}
