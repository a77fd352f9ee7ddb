"""What an agent is doing at an instant, in Genesys Cloud's words: presence, routing status, sessions. Pure.

Asked by agent_status and agent_counts; fed by day. There is no processing delay: an agent's state is known at once.

* A conversation is a session from its answer to its closing: `interact` until the hangup, then `wrapup`. Wrapping up
  is no routing status of its own: while there is a session, the agent is INTERACTING.
* From the first answer to half an hour after the last hangup she is on queue, and IDLE where there is no session.
* Otherwise she is OFFLINE. Since when is not known of one who has not been there yet.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import uuid5

from wallboard.simulator.day import NAMESPACE
from wallboard.simulator.timeline import Conversation, Timeline


class Presence(StrEnum):
    """Where an agent is, as agent states spell it."""

    ON_QUEUE = "ON_QUEUE"
    OFFLINE = "OFFLINE"

    @property
    def organization_id(self) -> str:
        """The id of the organisation's own name for it: the same in every run."""
        return str(uuid5(NAMESPACE, f"presence {self.value}"))


class Routing(StrEnum):
    """What routing knows of an agent."""

    IDLE = "IDLE"
    INTERACTING = "INTERACTING"
    OFF_QUEUE = "OFF_QUEUE"


class Segment(StrEnum):
    """What is going on in a session."""

    INTERACT = "interact"
    WRAPUP = "wrapup"


@dataclass(frozen=True, slots=True)
class Session:
    """A conversation that is not closed; `key` tells it from every other one, `queue` is an id.

    The customers of the record have all called in, also those who were called back.
    """

    key: str
    start: datetime
    segment: Segment
    segment_start: datetime
    queue: str
    media: str
    direction: str = "inbound"

    @property
    def conversation_id(self) -> str:
        """The same at every instant and in every run."""
        return str(uuid5(NAMESPACE, f"conversation {self.key}"))

    @property
    def session_id(self) -> str:
        """Another than the conversation's."""
        return str(uuid5(NAMESPACE, f"session {self.key}"))


@dataclass(frozen=True, slots=True)
class AgentState:
    """An agent at an instant, with her sessions by their start."""

    presence: Presence
    presence_since: datetime | None
    routing: Routing
    routing_since: datetime | None
    sessions: tuple[Session, ...] = ()


def state_at(line: Timeline | None, now: datetime) -> AgentState:
    """The state of an agent; without a timeline she has no call on the day."""
    if line is None or now < line.answers[0]:
        return _offline(None)
    first = bisect_right(line.all_closed_by, now)
    beyond = bisect_right(line.answers, now)
    running = [place for place in range(first, beyond) if line.conversations[place].closed > now]
    if running:
        sessions = tuple(_session(line.conversations[place], now) for place in running)
        since = _interacting_since(line, running[0])
        return AgentState(Presence.ON_QUEUE, line.answers[0], Routing.INTERACTING, since, sessions)
    closed_by = line.all_closed_by[beyond - 1]
    if now > line.signs_out:
        return _offline(max(line.signs_out, closed_by))  # a wrap-up may be longer than the half hour
    return AgentState(Presence.ON_QUEUE, line.answers[0], Routing.IDLE, closed_by)


def _offline(since: datetime | None) -> AgentState:
    return AgentState(Presence.OFFLINE, since, Routing.OFF_QUEUE, since)


def _session(conversation: Conversation, now: datetime) -> Session:
    talks = now < conversation.hangup
    return Session(
        conversation.key,
        start=conversation.answer,
        segment=Segment.INTERACT if talks else Segment.WRAPUP,
        segment_start=conversation.answer if talks else conversation.hangup,
        queue=conversation.queue,
        media=conversation.media,
    )


def _interacting_since(line: Timeline, earliest_running: int) -> datetime:
    """Since when there has been a session without a gap: conversations may overlap, or follow at once."""
    since = line.answers[earliest_running]
    for place in range(earliest_running - 1, -1, -1):
        if line.all_closed_by[place] < since:
            break
        if line.conversations[place].closed >= since:
            since = line.answers[place]
    return since
