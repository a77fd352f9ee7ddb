"""Lay a recorded day on a date, at its own time of day: one timeline per agent. Pure.

Fed by calls; the replay is served by api. A talk keeps its recorded length from its answer on, also across a clock
change of that date.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from wallboard.board.agents import AgentId
from wallboard.simulator.calls import Call
from wallboard.simulator.timeline import Timeline, timeline

NAMESPACE = UUID("7d0f3c52-5b86-4c38-9d0a-1e6f5a1b9c41")


@dataclass(frozen=True, slots=True)
class Replay:
    """The agents of a day, by id in ascending order: their shown names and their timelines."""

    names: Mapping[AgentId, str]
    timelines: Mapping[AgentId, Timeline]


def agent_id(recorded_name: str) -> AgentId:
    """The id of an agent: the same in every run and on every day."""
    return AgentId(str(uuid5(NAMESPACE, f"agent {recorded_name}")))


def lay(calls: Iterable[Call], day: date, today: date, zone: ZoneInfo, wrap_up: timedelta = timedelta()) -> Replay:
    """The calls of `day` as they would be on `today` in this time zone."""
    recorded_names: dict[AgentId, str] = {}
    talks: dict[AgentId, list[tuple[datetime, datetime]]] = {}
    for call in calls:
        if call.day != day or call.answered is None:
            continue
        agent = agent_id(call.answered.agent)
        recorded_names[agent] = call.answered.agent
        answer = datetime.combine(today, call.answered.at, zone).astimezone(UTC)
        talks.setdefault(agent, []).append((answer, answer + call.answered.talk))
    agents = sorted(talks)
    return Replay(
        names={agent: recorded_names[agent].title() for agent in agents},
        timelines={agent: timeline(agent, talks[agent], wrap_up) for agent in agents},
    )
