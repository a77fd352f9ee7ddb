"""What an agent is doing at an instant, in Genesys Cloud's words: presence, routing status, sessions. Pure.

Asked by agent_status and agent_counts; fed by day and crowd. There is no processing delay: a
state is known at once.

* A conversation is a session from its answer to its closing: `interact` until the hangup, then `wrapup`. Wrapping up
  is no routing status of its own: while there is a session, the agent is INTERACTING.
* From her coming to her going home she is on queue, and IDLE where there is no session; in a break she is off queue.
  Who is recorded comes with the first answer and goes half an hour after the last hangup.
* Otherwise she is OFFLINE. Since when is not known of one who has not been there yet.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import uuid5

from wallboard.board.agents import AgentId
from wallboard.simulator.day import NAMESPACE
from wallboard.simulator.instants import NEVER, micros, to_instant
from wallboard.simulator.timeline import Timeline


class Presence(StrEnum):
    """Where an agent is, as agent states spell it."""

    ON_QUEUE = "ON_QUEUE"
    BREAK = "BREAK"
    MEAL = "MEAL"
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
    instant = micros(now)
    came = None if line is None else line.here_from
    if line is None or came is None or instant < came:
        return _offline(None)
    own, step = line.tape, line.not_after(instant)
    first = bisect_right(own.all_closed_by, step, 0, line.count)
    beyond = bisect_right(own.answers, step, 0, line.count)
    running = [place for place in range(first, beyond) if own.closings[place] > step]
    ended = [each.end for each in own.away if each.end <= step]
    here = max(came, line.at(ended[-1])) if ended else came
    if running:
        sessions = tuple(_session(line, place, step) for place in running)
        since = to_instant(line.at(_interacting_since(line, running[0])))
        return AgentState(Presence.ON_QUEUE, to_instant(here), Routing.INTERACTING, since, sessions)
    free = max(here, line.at(own.all_closed_by[beyond - 1])) if beyond else here
    if instant > line.signs_out:
        return _offline(max(line.signs_out, free))  # a wrap-up may be longer than the half hour
    if (away := line.away(instant)) is not None:
        gone = to_instant(line.at(away.start))
        return AgentState(Presence(away.presence), gone, Routing.OFF_QUEUE, gone)
    return AgentState(Presence.ON_QUEUE, to_instant(here), Routing.IDLE, to_instant(free))


def next_change(line: Timeline | None, now: datetime) -> int:
    """When the state of an agent becomes another one, in microseconds; until then it is what it is now."""
    if line is None:
        return NEVER
    instant, step, own = micros(now), line.not_after(micros(now)), line.tape
    first = bisect_right(own.all_closed_by, step, 0, line.count)
    beyond = bisect_right(own.answers, step, 0, line.count)
    steps = [edge for place in range(first, beyond) for edge in (own.hangups[place], own.closings[place])]
    steps += [edge for each in own.away for edge in (each.start, each.end)]
    if beyond < line.count:
        steps.append(own.answers[beyond])
    ahead = [line.at(edge) for edge in steps if edge > step]
    ahead += [edge for edge in (line.here_from, line.signs_out + 1) if edge is not None and edge > instant]
    return min(ahead, default=NEVER)


class States:
    """The states of many agents, worked out anew when something has changed."""

    def __init__(self, timelines: Mapping[AgentId, Timeline]) -> None:
        self._timelines = timelines
        self._known: dict[AgentId, tuple[int, int, AgentState]] = {}

    def at(self, agent: AgentId, now: datetime, instant: int) -> AgentState:
        """The state of an agent; `instant` is now, as a number."""
        known = self._known.get(agent)
        if known is None or not known[0] <= instant < known[1]:
            line = self._timelines.get(agent)
            known = self._known[agent] = (instant, next_change(line, now), state_at(line, now))
        return known[2]


def _offline(since: int | None) -> AgentState:
    told = None if since is None else to_instant(since)
    return AgentState(Presence.OFFLINE, told, Routing.OFF_QUEUE, told)


def _session(line: Timeline, place: int, step: int) -> Session:
    one = line.conversation(place)
    talks = step < line.tape.hangups[place]
    return Session(
        one.key,
        start=one.answer,
        segment=Segment.INTERACT if talks else Segment.WRAPUP,
        segment_start=one.answer if talks else one.hangup,
        queue=one.queue,
        media=one.media,
    )


def _interacting_since(line: Timeline, earliest_running: int) -> int:
    """Since which step there has been a session without a gap: conversations may overlap, or follow at once."""
    own = line.tape
    since = own.answers[earliest_running]
    for place in range(earliest_running - 1, -1, -1):
        if own.all_closed_by[place] < since:
            break
        if own.closings[place] >= since:
            since = own.answers[place]
    return since
