"""Conversation aggregates: finished and connected conversations, counted by agent, queue, medium, team or division.

Pure. Asked by endpoints; aggregate_query reads what is asked. How an interval counts:

* an event belongs to the interval in which it happened. Each interval is half-open, and holds its end and not its
  start: so adjacent ones share no event, and the closed count up to an instant is that of the realtime contract's
  look at the same instant, which includes an event at exactly its `end`;
* `tHandle` and `tAcw` land as a whole when the wrap-up ends, also when the conversation was answered before the
  interval; `tTalk` when it is hung up; `nConnected` when it is answered;
* an event is seen once its processing delay has passed, by the rules of timeline.Sight;
* every group names its medium, asked for or not. Beside the groups that were asked for stands one for each medium
  alone, without an agent: a reader must not take it for somebody's.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

import msgspec
from msgspec import UNSET, UnsetType

from wallboard.board.agents import AgentId
from wallboard.simulator.aggregate_query import AggregateQuery, Filter, Top, fits, predicates
from wallboard.simulator.delay import Delay
from wallboard.simulator.realtime import to_text
from wallboard.simulator.tallies import OCCURRING, Tally, joined, next_event, tally
from wallboard.simulator.timeline import Sight, Timeline

PATH = "/api/v2/analytics/conversations/aggregates/query"
MEDIA, QUEUE, USER = "mediaType", "queueId", "userId"

Group: TypeAlias = tuple[tuple[str, str], ...]
Metrics: TypeAlias = dict[str, Tally]
Places = Mapping[AgentId, Mapping[str, str]]
_MEASURES: Mapping[str, Callable[[Tally], float]] = {
    "average": lambda own: own.total / own.count,
    "count": lambda own: own.count,
    "max": lambda own: own.most,
    "min": lambda own: own.least,
    "sum": lambda own: own.total,
}


class Stats(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """How often, and for a time in milliseconds how long."""

    count: int
    sum: int | UnsetType = UNSET
    min: int | UnsetType = UNSET
    max: int | UnsetType = UNSET


class MetricData(msgspec.Struct, frozen=True, gc=False):
    """One metric of a group."""

    metric: str
    stats: Stats


class IntervalData(msgspec.Struct, frozen=True, gc=False):
    """What a group has in the interval."""

    interval: str
    metrics: list[MetricData]


class GroupData(msgspec.Struct, frozen=True, gc=False):
    """One group, which has at least one metric."""

    group: dict[str, str]
    data: list[IntervalData]


class Answer(msgspec.Struct, frozen=True):
    """The whole answer: there are no pages."""

    results: list[GroupData]


class _Part(msgspec.Struct, frozen=True, gc=False):
    """What a group has, as numbers and as it is told."""

    group: Group
    own: Metrics
    named: dict[str, str]
    told: list[MetricData]


class _Share(msgspec.Struct, frozen=True, gc=False):
    """What one agent brings to an answer; it stands until something happens to her."""

    until: int
    parts: list[_Part]


_Question: TypeAlias = tuple[int, frozenset[str], tuple[str, ...], Filter | None, Delay]


class Memory:
    """What the agents brought to the last questions, so that a poll looks only at those to whom something happened.

    It changes no answer. Questions are the same where they differ in their end alone.
    """

    _MOST_QUESTIONS = 6

    def __init__(self) -> None:
        self._shares: dict[_Question, dict[AgentId, _Share]] = {}

    def of(self, question: _Question) -> dict[AgentId, _Share]:
        """The shares of a question, to be read and replaced. The one that was not asked for longest is forgotten."""
        shares = self._shares.pop(question, {})
        self._shares[question] = shares
        if len(self._shares) > self._MOST_QUESTIONS:
            del self._shares[next(iter(self._shares))]
        return shares


def answer(
    query: AggregateQuery,
    timelines: Iterable[Timeline],
    places: Places,
    now: datetime,
    delay: Delay,
    memory: Memory | None = None,
) -> Answer:
    """What was asked for, of these agents; `places` says where each of them belongs: team, division and so on."""
    sight = Sight(query.interval, now, delay)
    question = (sight.start, query.metrics, query.group_by, query.filter, delay)
    shares = (memory or Memory()).of(question)
    found: dict[Group, _Part] = {}
    of_many: dict[Group, list[Metrics]] = {}
    names = sorted({*query.group_by, MEDIA})
    for line in timelines:
        share = shares.get(line.agent_id)
        if share is None or share.until <= sight.end:
            share = shares[line.agent_id] = _share(query, names, line, places, sight)
        for part in share.parts:
            if found.setdefault(part.group, part) is not part:
                of_many.setdefault(part.group, [found[part.group].own]).append(part.own)
    found.update((group, _part(group, those)) for group, those in of_many.items())
    if query.top is None:
        found.update(_of_each_medium(found))
    interval = f"{to_text(query.interval.start)}/{to_text(query.interval.end)}"
    ordered = sorted(found) if query.top is None else _best(query.top, found)
    parts = [found[group] for group in ordered]
    return Answer([GroupData(part.named, [IntervalData(interval, part.told)]) for part in parts])


def _share(query: AggregateQuery, names: Sequence[str], line: Timeline, places: Places, sight: Sight) -> _Share:
    by_group: dict[Group, list[Metrics]] = {}
    metrics = query.metrics & OCCURRING
    apart = line.tape.by_kind if _tells_queues(query) else line.tape.by_media
    has_begun = line.count and line.at(line.tape.answers[0]) <= sight.end
    for kinds, kind in apart if has_begun else ():
        own = {name: one for name in metrics if (one := tally(line, kinds, name, sight)) is not None}
        if own:
            where = {**places.get(line.agent_id, {}), USER: line.agent_id, QUEUE: kind.queue, MEDIA: kind.media}
            if fits(query.filter, where):
                group = tuple([(name, where[name]) for name in names if name in where])
                by_group.setdefault(group, []).append(own)
    return _Share(next_event(line, sight), [_part(group, those) for group, those in by_group.items()])


def _tells_queues(query: AggregateQuery) -> bool:
    """Whether it matters from which queue a conversation came."""
    return QUEUE in query.group_by or any(one.dimension == QUEUE for one in predicates(query.filter))


def _part(group: Group, those: Sequence[Metrics]) -> _Part:
    own = those[0]
    if len(those) > 1:
        by_name = {name: [one[name] for one in those if name in one] for name in sorted(set().union(*those))}
        own = {name: joined(tallies) for name, tallies in by_name.items()}
    return _Part(group, own, dict(group), [MetricData(name, _stats(name, own[name])) for name in sorted(own)])


def _of_each_medium(found: Mapping[Group, _Part]) -> dict[Group, _Part]:
    """The groups of a medium alone, as a full answer has them too."""
    by_media: dict[Group, list[Metrics]] = {}
    for part in found.values():
        by_media.setdefault(((MEDIA, part.named[MEDIA]),), []).append(part.own)
    return {group: _part(group, those) for group, those in by_media.items()}


def _best(top: Top, found: Mapping[Group, _Part]) -> list[Group]:
    """The groups that have the metric, in its order; equals by their names."""
    measure = _MEASURES[top.function]
    having = sorted(group for group, part in found.items() if top.metric in part.own)
    return sorted(having, key=lambda group: measure(found[group].own[top.metric]), reverse=top.most)[: top.limit]


def _stats(metric: str, own: Tally) -> Stats:
    if metric.startswith("n"):
        return Stats(own.count)
    return Stats(own.count, own.total, own.least, own.most)
