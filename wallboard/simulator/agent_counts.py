"""The agent status counts: how many of those who were asked for are doing what now, however many there are. Pure.

Asked by api; fed by directory and day. A segment type counts the agents who have such a session, each once: one who
talks in one session and wraps up in another is counted in both.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import msgspec
from msgspec import UNSET, UnsetType
from starlette.datastructures import QueryParams

from wallboard.board.agents import AgentId
from wallboard.simulator import bodies
from wallboard.simulator.agent_filter import Filter, Found, SessionDimension, UserDimension, find
from wallboard.simulator.agent_state import Presence, Routing, Segment, States
from wallboard.simulator.directory import Directory
from wallboard.simulator.errors import bad_parameter
from wallboard.simulator.timeline import Timeline

PATH = "/api/v2/analytics/agents/status/counts"


class Grouping(StrEnum):
    """What can be counted by."""

    SEGMENT_TYPE = "segmentType"
    PRESENCE = "presence"
    ROUTING_STATUS = "routingStatus"
    IS_OUT_OF_OFFICE = "isOutOfOffice"


class CountsRequest(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """The body of a request; everything may be left out."""

    user_filter: Filter[UserDimension] | None = None
    session_filter: Filter[SessionDimension] | None = None


@dataclass(frozen=True, slots=True)
class CountsQuery:
    """A request that makes sense."""

    request: CountsRequest
    group_by: frozenset[Grouping]


class SegmentCount(msgspec.Struct, frozen=True, rename="camel"):
    """How many agents have a session of this kind."""

    segment_type: Segment
    count: int


class PresenceCount(msgspec.Struct, frozen=True, rename="camel"):
    """How many agents have this presence."""

    system_presence: Presence
    organization_presence_id: str
    count: int


class RoutingCount(msgspec.Struct, frozen=True, rename="camel"):
    """How many agents have this routing status."""

    routing_status: Routing
    count: int


class OutOfOfficeCount(msgspec.Struct, frozen=True, rename="camel"):
    """How many agents are out of the office, or not."""

    is_out_of_office: bool
    count: int


class CountsBody(msgspec.Struct, frozen=True, rename="camel"):
    """The groupings that were asked for; what nobody does is left out of them."""

    segment_counts: list[SegmentCount] | UnsetType = UNSET
    presence_counts: list[PresenceCount] | UnsetType = UNSET
    routing_status_counts: list[RoutingCount] | UnsetType = UNSET
    is_out_of_office_counts: list[OutOfOfficeCount] | UnsetType = UNSET


def parse(params: QueryParams, body: bytes) -> CountsQuery:
    """Judge a request; without a grouping it counts by segment type. Raises Refused."""
    asked = [one for value in params.getlist("groupBy") for one in value.split(",")]
    try:
        groupings = frozenset(map(Grouping, asked)) or {Grouping.SEGMENT_TYPE}
    except ValueError as error:
        raise bad_parameter("groupBy", f"holds a grouping that does not exist: {error}") from error
    return CountsQuery(bodies.read(body, CountsRequest), frozenset(groupings))


def answer(
    query: CountsQuery,
    known: Directory,
    timelines: Mapping[AgentId, Timeline],
    now: datetime,
    states: States | None = None,
) -> CountsBody:
    """The counts over everybody who fits, also of divisions whose agents may not be named."""
    found = find(query.request.user_filter, query.request.session_filter, known, timelines, now, states)
    by = query.group_by
    return CountsBody(
        segment_counts=_segments(found) if Grouping.SEGMENT_TYPE in by else UNSET,
        presence_counts=_presences(found) if Grouping.PRESENCE in by else UNSET,
        routing_status_counts=_routing(found) if Grouping.ROUTING_STATUS in by else UNSET,
        is_out_of_office_counts=_out_of_office(found) if Grouping.IS_OUT_OF_OFFICE in by else UNSET,
    )


def _segments(found: list[Found]) -> list[SegmentCount]:
    counts = Counter(segment for one in found for segment in {session.segment for session in one.sessions})
    return [SegmentCount(segment, count) for segment, count in sorted(counts.items())]


def _presences(found: list[Found]) -> list[PresenceCount]:
    counts = Counter(one.state.presence for one in found)
    return [PresenceCount(each, each.organization_id, count) for each, count in sorted(counts.items())]


def _routing(found: list[Found]) -> list[RoutingCount]:
    counts = Counter(one.state.routing for one in found)
    return [RoutingCount(routing, count) for routing, count in sorted(counts.items())]


def _out_of_office(found: list[Found]) -> list[OutOfOfficeCount]:
    return [OutOfOfficeCount(is_out_of_office=False, count=len(found))] if found else []
