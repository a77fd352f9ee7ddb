"""The agent status query: what those who were asked for are doing now, 50 at most. Pure.

Asked by api; fed by directory and day. There are no pages: who does not fit into the answer is not told.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from wallboard.board.agents import AgentId
from wallboard.simulator import bodies
from wallboard.simulator.agent_filter import Filter, Found, SessionDimension, UserDimension, find
from wallboard.simulator.agent_state import Presence, Routing, Segment, Session, States
from wallboard.simulator.directory import Directory
from wallboard.simulator.realtime import to_text
from wallboard.simulator.timeline import Timeline

PATH = "/api/v2/analytics/agents/status/query"
MOST_ENTITIES = 50

Order = Literal["asc", "desc"]


class UserKey(StrEnum):
    """What the users can be ordered by."""

    USER_NAME = "userName"
    SEGMENT_START = "segmentStart"
    SESSION_START = "sessionStart"
    PRESENCE_DATE = "presenceDate"
    ROUTING_STATUS_DATE = "routingStatusDate"
    SYSTEM_PRESENCE = "systemPresence"
    ROUTING_STATUS = "routingStatus"
    ORGANIZATION_PRESENCE_ID = "organizationPresenceId"
    ADHERENCE_DATE = "adherenceDate"


class SessionKey(StrEnum):
    """What an agent's sessions can be ordered by."""

    SEGMENT_START = "segmentStart"
    SESSION_START = "sessionStart"


class StatusQuery(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """The body of a request; everything may be left out."""

    user_filter: Filter[UserDimension] | None = None
    session_filter: Filter[SessionDimension] | None = None
    user_order_by: UserKey = UserKey.USER_NAME
    user_order: Order = "asc"
    session_order_by: SessionKey = SessionKey.SEGMENT_START
    session_order: Order = "asc"


class SessionBody(msgspec.Struct, frozen=True, rename="camel"):
    """One session of an agent."""

    conversation_id: str
    session_id: str
    session_start: str
    segment_start: str
    segment_type: Segment
    routed_queue_id: str
    originating_direction: str
    media_type: str


class Entity(msgspec.Struct, frozen=True, rename="camel"):
    """One agent; her id and her name are left out where the client may not know them."""

    user_id: AgentId | UnsetType
    user_name: str | UnsetType
    division_id: str
    system_presence: Presence
    organization_presence_id: str
    presence_date: str | UnsetType
    routing_status: Routing
    routing_status_date: str | UnsetType
    is_out_of_office: bool
    session_count: int
    sessions: list[SessionBody]


class StatusBody(msgspec.Struct, frozen=True):
    """The whole answer."""

    entities: list[Entity]


def parse(body: bytes) -> StatusQuery:
    """Judge the body of a request. Raises Refused."""
    return bodies.read(body, StatusQuery)


def answer(
    query: StatusQuery,
    known: Directory,
    timelines: Mapping[AgentId, Timeline],
    now: datetime,
    withheld: Collection[str] = (),
    states: States | None = None,
) -> StatusBody:
    """The first 50 of those who fit, in the order that was asked for; nameless in the withheld divisions."""
    found = find(query.user_filter, query.session_filter, known, timelines, now, states)
    shown = _ordered([_with_ordered_sessions(one, query) for one in found], query)[:MOST_ENTITIES]
    return StatusBody([_entity(one, nameless=one.user.division.id in withheld) for one in shown])


def _with_ordered_sessions(found: Found, query: StatusQuery) -> Found:
    key: Callable[[Session], datetime] = (
        (lambda session: session.segment_start)
        if query.session_order_by is SessionKey.SEGMENT_START
        else (lambda session: session.start)
    )
    ordered = sorted(found.sessions, key=key, reverse=query.session_order == "desc")
    return Found(found.user, found.state, tuple(ordered))


def _ordered(found: list[Found], query: StatusQuery) -> list[Found]:
    """Those who have what is ordered by come first, equal ones by id, whichever way the order goes."""
    keyed = [(_key(one, query.user_order_by), one) for one in found]
    having = [(key, one) for key, one in keyed if key is not None]
    having.sort(key=lambda pair: pair[0], reverse=query.user_order == "desc")
    return [one for _, one in having] + [one for key, one in keyed if key is None]


def _key(found: Found, order_by: UserKey) -> str | None:
    """What an agent is ordered by, as a text; a session's time is that of the first one listed."""
    state, first = found.state, found.sessions[0] if found.sessions else None
    instant: datetime | None = None
    match order_by:
        case UserKey.USER_NAME:
            return found.user.name.casefold()
        case UserKey.SYSTEM_PRESENCE:
            return state.presence
        case UserKey.ROUTING_STATUS:
            return state.routing
        case UserKey.ORGANIZATION_PRESENCE_ID:
            return state.presence.organization_id
        case UserKey.PRESENCE_DATE:
            instant = state.presence_since
        case UserKey.ROUTING_STATUS_DATE:
            instant = state.routing_since
        case UserKey.SEGMENT_START:
            instant = None if first is None else first.segment_start
        case UserKey.SESSION_START:
            instant = None if first is None else first.start
        case UserKey.ADHERENCE_DATE:
            pass  # nobody's adherence is watched here
    return None if instant is None else to_text(instant)


def _entity(found: Found, *, nameless: bool) -> Entity:
    user, state = found.user, found.state
    return Entity(
        user_id=UNSET if nameless else user.id,
        user_name=UNSET if nameless else user.name,
        division_id=user.division.id,
        system_presence=state.presence,
        organization_presence_id=state.presence.organization_id,
        presence_date=UNSET if state.presence_since is None else to_text(state.presence_since),
        routing_status=state.routing,
        routing_status_date=UNSET if state.routing_since is None else to_text(state.routing_since),
        is_out_of_office=False,
        session_count=len(found.sessions),
        sessions=[_session(one) for one in found.sessions],
    )


def _session(session: Session) -> SessionBody:
    return SessionBody(
        conversation_id=session.conversation_id,
        session_id=session.session_id,
        session_start=to_text(session.start),
        segment_start=to_text(session.segment_start),
        segment_type=session.segment,
        routed_queue_id=session.queue,
        originating_direction=session.direction,
        media_type=session.media,
    )
