"""How long agents were on queue: `POST /api/v2/analytics/users/aggregates/query`. Pure.

Source: the Platform API. `tSystemPresence` is told for each presence that an agent had in the interval; ON_QUEUE is
the one in which she is given conversations, with the work after them. Whether a presence that still lasts is told is
not published: what all presences leave open of the interval is told beside the time. Used by poller.on_queue_round.
"""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import NamedTuple

import msgspec

from wallboard.board.agents import AgentId
from wallboard.board.on_queue import TimeOnQueue
from wallboard.board.window import MetricsWindow
from wallboard.genesys.aggregate_groups import MOST_LETTERS, interval_of, is_interval
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply, Request, body_of, context_id_of

PATH = "/api/v2/analytics/users/aggregates/query"
MOST_AGENTS = 100  # in a question
_METRIC, _ON_QUEUE = "tSystemPresence", "ON_QUEUE"
_MILLISECOND = timedelta(milliseconds=1)
_ROUNDED_MS = 1_000  # each presence is rounded for itself


class _Stats(msgspec.Struct, gc=False):
    sum: int | float = 0


class _Metric(msgspec.Struct, gc=False):
    metric: str
    qualifier: str | None = None
    stats: _Stats = msgspec.field(default_factory=_Stats)


class _Data(msgspec.Struct, gc=False):
    interval: str
    metrics: list[_Metric] = []


class _Group(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    user_id: str | None = None


class _Result(msgspec.Struct, gc=False):
    group: _Group = _Group()
    data: list[_Data] = []


class _Body(msgspec.Struct, gc=False):
    results: list[_Result] = []


_DECODER = msgspec.json.Decoder(_Body)


class Told(NamedTuple):
    """How long agents were on queue, and why some are `left_out`: what is told of these cannot be."""

    times: dict[AgentId, TimeOnQueue]
    left_out: dict[AgentId, str]


def request(window: MetricsWindow, agents: Collection[AgentId]) -> Request:
    """Ask for the presences of these agents, 1 to `MOST_AGENTS`, in a window that is not empty."""
    query = {
        "interval": interval_of(window),
        "groupBy": ["userId"],
        "metrics": [_METRIC],
        "filter": {
            "type": "or",
            "predicates": [{"dimension": "userId", "value": agent} for agent in sorted(agents)],
        },
    }
    return Request("POST", PATH, body=msgspec.json.encode(query))


def decode(reply: Reply, agents: Collection[AgentId], window: MetricsWindow) -> Told:
    """How long these agents were on queue, as of the window's end. Raises BadReply for what is no answer to this.

    Who is told of with other presences alone was not on queue; of whom no presence is told, nothing is known. Of whom
    is told what cannot be is left out alone: one agent's odd day is no reason to know nothing of a hundred.
    """
    wanted = set(agents)
    told = Told({}, {})
    for result in body_of(reply, _DECODER, PATH).results:
        agent = AgentId(result.group.user_id or "")
        if agent not in wanted:
            continue
        for data in result.data:
            # A cache on the way that repeats an old answer would make old times look new: of everybody.
            if data.interval != interval_of(window) and not is_interval(data.interval, window):
                why = f"has times of {data.interval[:MOST_LETTERS]}, asked was {interval_of(window)}"
                raise _refused(reply, agent, why)
        try:
            presences = _presences(result)
            time = None if not presences else _time(presences, window)
        except ValueError as why_not:
            told.left_out[agent] = str(why_not)
            continue
        if time is not None and told.times.setdefault(agent, time) != time:
            told.left_out[agent] = "stands twice with different times"
    for agent in told.left_out:
        told.times.pop(agent, None)
    return told


def _presences(result: _Result) -> dict[str, float]:
    """The milliseconds of each presence. Raises ValueError for one that stands twice."""
    found: dict[str, float] = {}
    for data in result.data:
        for one in data.metrics:
            if one.metric != _METRIC or one.qualifier is None:
                continue
            if found.setdefault(one.qualifier, one.stats.sum) != one.stats.sum:
                raise ValueError(f"was {one.qualifier[:MOST_LETTERS]} for two different times")
    return found


def _time(presences: Mapping[str, float], window: MetricsWindow) -> TimeOnQueue:
    """Raises ValueError for more time than there was."""
    longest_ms = (window.end - window.start) / _MILLISECOND
    in_all = sum(presences.values())
    if any(not 0 <= lasted <= longest_ms + _ROUNDED_MS for lasted in presences.values()):
        raise ValueError(f"was in one presence for longer than the {longest_ms:.0f} ms of the window, or less than 0")
    if in_all > longest_ms + _ROUNDED_MS * len(presences):
        raise ValueError(f"has presences of {in_all:.0f} ms in a window of {longest_ms:.0f} ms")
    on_queue = min(presences.get(_ON_QUEUE, 0.0), longest_ms)
    untold = max(longest_ms - in_all, 0.0)
    return TimeOnQueue(round(on_queue) * _MILLISECOND, round(untold) * _MILLISECOND, window.end)


def _refused(reply: Reply, agent: str, why: str) -> BadReply:
    return BadReply(PATH, f"agent {agent[:MOST_LETTERS]!r} {why}", reply.status, context_id_of(reply))
