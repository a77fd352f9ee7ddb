"""Lay a recorded day on a date, at its own time of day: one timeline per agent. Pure.

Fed by calls; the replay is served by api. A talk keeps its recorded length from its answer on, also across a clock
change of that date. The recorded service of a call is its queue.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from wallboard.board.agents import AgentId
from wallboard.simulator.calls import Answered, Call
from wallboard.simulator.timeline import Talk, Timeline, timeline

NAMESPACE = UUID("7d0f3c52-5b86-4c38-9d0a-1e6f5a1b9c41")
VOICE = "voice"
CALLBACK = "callback"
# What the record of the bank calls its services; another record's services are shown as they are written there.
_QUEUE_NAMES = {
    "PS": "Regular",
    "NE": "Stock exchange",
    "NW": "New customers",
    "IN": "Internet",
    "PE": "English",
    "TT": "Callbacks",
}
_CALLED_BACK = frozenset({"TT"})


@dataclass(frozen=True, slots=True)
class Wait:
    """A caller in a queue, until somebody answered or the caller hung up."""

    queue: str
    media: str
    begun: datetime
    ended: datetime
    answered: bool


@dataclass(frozen=True, slots=True)
class Replay:
    """The agents of a day, by id in ascending order: their shown names and their timelines.

    `others` are the agents who are in the record without a call on that day. `queues` are all the record's queues,
    by id in ascending order: their shown names. `teams` and `divisions` are the names of those that everybody is in
    one of; none: those of directory. `waits` are the callers of the day who came to a queue.
    """

    names: Mapping[AgentId, str]
    timelines: Mapping[AgentId, Timeline]
    others: Mapping[AgentId, str]
    queues: Mapping[str, str]
    teams: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()
    waits: tuple[Wait, ...] = ()


def agent_id(recorded_name: str) -> AgentId:
    """The id of an agent: the same in every run and on every day."""
    return AgentId(str(uuid5(NAMESPACE, f"agent {recorded_name}")))


def queue_id(service: str) -> str:
    """The id of the queue of a recorded service: the same in every run and on every day."""
    return str(uuid5(NAMESPACE, f"queue {service}"))


def lay(calls: Iterable[Call], day: date, today: date, zone: ZoneInfo, wrap_up: timedelta = timedelta()) -> Replay:
    """The calls of `day` as they would be on `today` in this time zone."""
    everybody: dict[AgentId, str] = {}
    queues: dict[str, str] = {}
    talks: dict[AgentId, list[Talk]] = {}
    waits: list[Wait] = []
    for call in calls:
        if call.day == day and (wait := _wait(call, today, zone)) is not None:
            waits.append(wait)
        queues[queue_id(call.service)] = _QUEUE_NAMES.get(call.service, call.service)
        if call.answered is None:
            continue
        agent = agent_id(call.answered.agent)
        everybody[agent] = call.answered.agent.title()
        if call.day == day:
            talks.setdefault(agent, []).append(_talk(call.service, call.answered, today, zone))
    return Replay(
        names={agent: everybody[agent] for agent in sorted(talks)},
        timelines={agent: timeline(agent, talks[agent], wrap_up) for agent in sorted(talks)},
        others={agent: everybody[agent] for agent in sorted(everybody.keys() - talks)},
        queues=dict(sorted(queues.items())),
        waits=tuple(waits),
    )


def _wait(call: Call, today: date, zone: ZoneInfo) -> Wait | None:
    """The wait of a call; None for one that was never in a queue. The record has no instant at which it began: who was
    answered waited until then, and who hung up began to wait on arrival."""
    media = CALLBACK if call.service in _CALLED_BACK else VOICE
    if call.answered is not None:
        ended = datetime.combine(today, call.answered.at, zone).astimezone(UTC)
        return Wait(queue_id(call.service), media, ended - call.queued, ended, answered=True)
    if not call.queued:
        return None
    begun = datetime.combine(today, call.arrival, zone).astimezone(UTC)
    return Wait(queue_id(call.service), media, begun, begun + call.queued, answered=False)


def _talk(service: str, answered: Answered, today: date, zone: ZoneInfo) -> Talk:
    answer = datetime.combine(today, answered.at, zone).astimezone(UTC)
    media = CALLBACK if service in _CALLED_BACK else VOICE
    return Talk(answer, answer + answered.talk, queue_id(service), media)
