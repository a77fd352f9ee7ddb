"""How long agents were in each presence: `POST /api/v2/analytics/users/aggregates/query`. Pure.

Asked by endpoints; the presences are those of agent_state. It knows presences alone: routing statuses are left out.
A presence that still lasts counts up to now, or not at all, as the terms have it. Before her coming and after her going
home an agent is OFFLINE.
"""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from typing import Annotated, Literal

import msgspec

from wallboard.board.agents import AgentId
from wallboard.board.window import MetricsWindow
from wallboard.simulator import bodies
from wallboard.simulator.agent_state import Presence, state_at
from wallboard.simulator.aggregate_query import interval_in
from wallboard.simulator.errors import bad_field
from wallboard.simulator.instants import MILLISECOND, micros, to_instant
from wallboard.simulator.realtime import to_text
from wallboard.simulator.timeline import Timeline

PATH = "/api/v2/analytics/users/aggregates/query"
MOST_AGENTS = 100

Metric = Literal["tAgentRoutingStatus", "tOrganizationPresence", "tSystemPresence"]
Times = dict[Presence, int]


class _Strict(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """A part of the body; a field that is not known here is refused: an answer without it would be a wrong one."""


class Predicate(_Strict, frozen=True):
    """It is this agent."""

    dimension: Literal["userId"]
    value: str
    operator: Literal["matches"] = "matches"
    type: Literal["dimension"] = "dimension"


class Clause(_Strict, frozen=True):
    """Any of these agents."""

    type: Literal["or"]
    predicates: Annotated[tuple[Predicate, ...], msgspec.Meta(min_length=1)]


class Filter(_Strict, frozen=True):
    """Agents: all the predicates in an `or`, or one clause of them."""

    type: Literal["and", "or"]
    clauses: tuple[Clause, ...] = ()
    predicates: tuple[Predicate, ...] = ()


class _Body(_Strict, frozen=True):
    interval: str
    metrics: Annotated[tuple[Metric, ...], msgspec.Meta(min_length=1)]
    group_by: tuple[Literal["userId"], ...] = ()
    filter: Filter | None = None


class Query(msgspec.Struct, frozen=True):
    """A request that makes sense."""

    interval: MetricsWindow
    metrics: tuple[Metric, ...]
    agents: tuple[str, ...]


class Sum(msgspec.Struct, frozen=True, gc=False):
    """Milliseconds."""

    sum: int


class PresenceTime(msgspec.Struct, frozen=True, gc=False):
    """How long one presence lasted in all; `qualifier` is the presence."""

    metric: str
    qualifier: str
    stats: Sum


class PresenceTimes(msgspec.Struct, frozen=True, gc=False):
    """What an agent has in the interval."""

    interval: str
    metrics: list[PresenceTime]


class UserData(msgspec.Struct, frozen=True, gc=False):
    """One agent."""

    group: dict[str, str]
    data: list[PresenceTimes]


class Answer(msgspec.Struct, frozen=True, rename="camel"):
    """Everybody who was asked for and is there, and what the organisation calls the presences."""

    system_to_organization_mappings: dict[str, list[str]]
    results: list[UserData]


def parse(body: bytes) -> Query:
    """Judge a request. Raises Refused."""
    asked = bodies.read(body, _Body)
    found = () if asked.filter is None else _agents(asked.filter)
    if not found:
        raise bad_field("filter", "names no userId")
    if len(found) > MOST_AGENTS:
        raise bad_field("filter", f"holds {len(found)} userId predicates; {MOST_AGENTS} are the most")
    if not asked.group_by:
        raise bad_field("groupBy", "must hold userId here")
    return Query(interval_in(asked.interval), asked.metrics, tuple(dict.fromkeys(found)))


def answer(query: Query, timelines: Mapping[AgentId, Timeline | None], now: int, *, lasting: bool = True) -> Answer:
    """The presences of those who were asked for; None in `timelines`: she does not come. `now` in microseconds.

    Not `lasting`: one that lasts at the interval's end, or now, is left out.
    """
    interval = query.interval
    start, end = micros(interval.start), min(micros(interval.end), now)
    text = f"{to_text(interval.start)}/{to_text(interval.end)}"
    times = {
        agent: (times_in if lasting else times_over)(timelines[AgentId(agent)], start, end)
        for agent in query.agents
        if AgentId(agent) in timelines and start < end
    }
    results = [
        UserData({"userId": agent}, [PresenceTimes(text, metrics)])
        for agent, own in times.items()
        if (metrics := _metrics(query.metrics, own))
    ]
    return Answer({one.value: [one.organization_id] for one in Presence}, results)


def times_in(line: Timeline | None, start: int, end: int) -> Times:
    """How long an agent was in each presence between two instants; all in microseconds."""
    times: Times = {}
    came = None if line is None else line.here_from
    if line is not None and came is not None:
        here = _overlap(start, end, came, line.signs_out)
        for each in line.tape.away:
            gone = _overlap(start, end, max(line.at(each.start), came), min(line.at(each.end), line.signs_out))
            presence = Presence(each.presence)
            times[presence] = times.get(presence, 0) + gone
            here -= gone
        times[Presence.ON_QUEUE] = here + sum(_overlap(start, end, *each) for each in _after_hours(line))
    times[Presence.OFFLINE] = end - start - sum(times.values())
    return {presence: time for presence, time in times.items() if time}


def times_over(line: Timeline | None, start: int, end: int) -> Times:
    """The same without the presence that still lasts at the end."""
    times, state = times_in(line, start, end), state_at(line, to_instant(end))
    since = start if state.presence_since is None else max(micros(state.presence_since), start)
    times[state.presence] = times.get(state.presence, 0) - (end - since)
    return {presence: time for presence, time in times.items() if time > 0}


def _after_hours(line: Timeline) -> Sequence[tuple[int, int]]:
    """The conversations that lasted beyond her going home, one after the other."""
    own, found = line.tape, list[tuple[int, int]]()
    until = line.signs_out
    for place in range(bisect_right(own.all_closed_by, line.not_after(until), 0, line.count), line.count):
        begun, closed = max(line.at(own.answers[place]), until), line.at(own.closings[place])
        if closed > begun:
            found.append((begun, closed))
            until = closed
    return found


def _overlap(start: int, end: int, begun: int, ended: int) -> int:
    return max(min(end, ended) - max(start, begun), 0)


def _agents(asked: Filter) -> tuple[str, ...]:
    """Whom a filter names. Raises Refused for one that nobody can fit: an agent is not two."""
    parts = [*(clause.predicates for clause in asked.clauses), *([asked.predicates] if asked.predicates else [])]
    if asked.type == "and" and (len(parts) > 1 or len(asked.predicates) > 1):
        raise bad_field("filter", "joins several agents with and")
    return tuple(one.value for part in parts for one in part)


def _metrics(asked: Collection[Metric], times: Times) -> list[PresenceTime]:
    found: list[PresenceTime] = []
    for presence, time in sorted(times.items()):
        told = Sum(round(time / MILLISECOND))
        if "tSystemPresence" in asked:
            found.append(PresenceTime("tSystemPresence", presence.value, told))
        if "tOrganizationPresence" in asked:
            found.append(PresenceTime("tOrganizationPresence", presence.organization_id, told))
    return found
