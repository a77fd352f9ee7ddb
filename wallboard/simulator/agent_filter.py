"""The filters of the agent status endpoints: users and sessions that fit, by dimension and value. Pure.

Read by agent_status and agent_counts. A filter holds predicates and clauses of predicates, joined by `and` or `or`.
A dimension that this organisation does not use, such as a manager, fits nobody.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, Literal, TypeVar

import msgspec

from wallboard.board.agents import AgentId
from wallboard.simulator.agent_state import AgentState, Presence, Session, States
from wallboard.simulator.directory import Directory, User
from wallboard.simulator.instants import micros
from wallboard.simulator.teams import platform_team_id
from wallboard.simulator.timeline import Timeline


class UserDimension(StrEnum):
    """What a user can be filtered by."""

    ACTIVE_QUEUE_ID = "activeQueueId"
    INACTIVE_QUEUE_ID = "inactiveQueueId"
    QUEUE_ID = "queueId"
    ASSIGNED_SKILL_ID = "assignedSkillId"
    ASSIGNED_LANGUAGE_ID = "assignedLanguageId"
    DIVISION_ID = "divisionId"
    USER_ID = "userId"
    MANAGER_ID = "managerId"
    SYSTEM_PRESENCE = "systemPresence"
    ORGANIZATION_PRESENCE_ID = "organizationPresenceId"
    ROUTING_STATUS = "routingStatus"
    IS_OUT_OF_OFFICE = "isOutOfOffice"
    ONLINE = "online"
    TEAM_ID = "teamId"
    MANAGEMENT_UNIT_ID = "managementUnitId"
    BUSINESS_UNIT_ID = "businessUnitId"
    ADHERENCE_STATE = "adherenceState"
    ADHERENCE_IMPACT = "adherenceImpact"
    SCHEDULED_ACTIVITY_CODE_ID = "scheduledActivityCodeId"
    SCHEDULED_ACTIVITY_CATEGORY = "scheduledActivityCategory"
    ACTUAL_ACTIVITY_CATEGORY = "actualActivityCategory"


class SessionDimension(StrEnum):
    """What a session can be filtered by."""

    MEDIA_TYPE = "mediaType"
    ORIGINATING_DIRECTION = "originatingDirection"
    REQUESTED_LANGUAGE_ID = "requestedLanguageId"
    REQUESTED_ROUTING_SKILL_ID = "requestedRoutingSkillId"
    ROUTED_QUEUE_ID = "routedQueueId"
    SEGMENT_TYPE = "segmentType"


D = TypeVar("D", UserDimension, SessionDimension)
S = TypeVar("S")
Test = Callable[[S], bool]


class Predicate(msgspec.Struct, Generic[D], frozen=True, forbid_unknown_fields=True):
    """The dimension has the value."""

    dimension: D
    value: str


class Clause(msgspec.Struct, Generic[D], frozen=True, forbid_unknown_fields=True):
    """Predicates, joined."""

    type: Literal["and", "or"]
    predicates: tuple[Predicate[D], ...]


class Filter(msgspec.Struct, Generic[D], frozen=True, forbid_unknown_fields=True):
    """Clauses and predicates, joined; without any it lets everything through."""

    type: Literal["and", "or"]
    clauses: tuple[Clause[D], ...] = ()
    predicates: tuple[Predicate[D], ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A user who may fit; her state is worked out when a filter, or the answer, needs it."""

    user: User
    states: States
    now: datetime
    instant: int

    @property
    def state(self) -> AgentState:
        """What she is doing now."""
        return self.states.at(self.user.id, self.now, self.instant)


@dataclass(frozen=True, slots=True)
class Found:
    """A user who fits, with those of her sessions that fit."""

    user: User
    state: AgentState
    sessions: tuple[Session, ...]


def find(
    users: Filter[UserDimension] | None,
    sessions: Filter[SessionDimension] | None,
    known: Directory,
    timelines: Mapping[AgentId, Timeline],
    now: datetime,
    states: States | None = None,
) -> list[Found]:
    """Those who fit, by id; where sessions are filtered too, only those with a session that fits.

    `states` are those of the timelines, where somebody keeps them.
    """
    states, instant = states or States(timelines), micros(now)

    def of_user(candidate: Candidate, dimension: UserDimension) -> Collection[str]:
        return _of_user(candidate, dimension, known)

    found = []
    fits = _test(users, of_user)
    session_fits = _test(sessions, _of_session)
    for user in _who_may_fit(users, known):
        candidate = Candidate(user, states, now, instant)
        if fits(candidate):
            fitting = tuple(filter(session_fits, candidate.state.sessions))
            if fitting or sessions is None:
                found.append(Found(user, candidate.state, fitting))
    return found


def _who_may_fit(asked: Filter[UserDimension] | None, known: Directory) -> Sequence[User]:
    """Everybody, or those alone who are asked for by name, by id."""
    if asked is not None:
        parts = [(clause.type, clause.predicates) for clause in asked.clauses]
        if asked.predicates:
            parts.append((asked.type, asked.predicates))
        for how, predicates in parts if asked.type == "and" or len(parts) == 1 else ():
            named = {AgentId(one.value) for one in predicates if one.dimension is UserDimension.USER_ID}
            if predicates and len(named) == len(predicates) and (how == "or" or len(predicates) == 1):
                return [known.by_id[agent] for agent in sorted(named) if agent in known.by_id]
    return known.users


def _test(asked: Filter[D] | None, values: Callable[[S, D], Collection[str]]) -> Test[S]:
    if asked is None or not (asked.clauses or asked.predicates):
        return lambda _: True
    parts = [_joined(clause.type, clause.predicates, values) for clause in asked.clauses]
    if asked.predicates:
        parts.append(_joined(asked.type, asked.predicates, values))
    join = all if asked.type == "and" else any
    return lambda subject: join(part(subject) for part in parts)


def _joined(
    how: Literal["and", "or"], predicates: Sequence[Predicate[D]], values: Callable[[S, D], Collection[str]]
) -> Test[S]:
    if how == "and":
        return lambda subject: all(each.value in values(subject, each.dimension) for each in predicates)
    # One look for each dimension, however many users are asked for.
    wanted: dict[D, set[str]] = {}
    for each in predicates:
        wanted.setdefault(each.dimension, set()).add(each.value)
    return lambda subject: any(not own.isdisjoint(values(subject, dimension)) for dimension, own in wanted.items())


def _of_user(candidate: Candidate, dimension: UserDimension, known: Directory) -> Collection[str]:
    user = candidate.user
    match dimension:
        case UserDimension.USER_ID:
            return (user.id,)
        case UserDimension.DIVISION_ID:
            return (user.division.id,)
        case UserDimension.TEAM_ID:
            return (platform_team_id(known.team_of[user.id]),)
        case UserDimension.QUEUE_ID:
            return _queues(user, known)
        case UserDimension.IS_OUT_OF_OFFICE:
            return ("false",)
        case _:
            return _of_state(candidate, dimension, known)


def _of_state(candidate: Candidate, dimension: UserDimension, known: Directory) -> Collection[str]:
    state = candidate.state
    on_queue = state.presence is Presence.ON_QUEUE
    match dimension:
        case UserDimension.SYSTEM_PRESENCE:
            return (state.presence,)
        case UserDimension.ORGANIZATION_PRESENCE_ID:
            return (state.presence.organization_id,)
        case UserDimension.ROUTING_STATUS:
            return (state.routing,)
        case UserDimension.ONLINE:
            return ("false" if state.presence is Presence.OFFLINE else "true",)
        case UserDimension.ACTIVE_QUEUE_ID:
            return _queues(candidate.user, known) if on_queue else ()
        case UserDimension.INACTIVE_QUEUE_ID:
            return () if on_queue else _queues(candidate.user, known)
        case _:
            return ()


def _queues(user: User, known: Directory) -> Collection[str]:
    return [queue for queue, members in known.queue_members.items() if user.id in members]


def _of_session(session: Session, dimension: SessionDimension) -> Collection[str]:
    match dimension:
        case SessionDimension.MEDIA_TYPE:
            return (session.media,)
        case SessionDimension.ROUTED_QUEUE_ID:
            return (session.queue,)
        case SessionDimension.SEGMENT_TYPE:
            return (session.segment,)
        case SessionDimension.ORIGINATING_DIRECTION:
            return (session.direction,)
        case _:
            return ()
