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

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from statistics import fmean

import msgspec
from msgspec import UNSET, UnsetType

from wallboard.board.agents import AgentId
from wallboard.board.window import MetricsWindow
from wallboard.simulator.aggregate_query import AggregateQuery, Top, fits
from wallboard.simulator.delay import Delay
from wallboard.simulator.instants import to_instant
from wallboard.simulator.realtime import to_text
from wallboard.simulator.timeline import Conversation, Sight, Stage, Timeline

PATH = "/api/v2/analytics/conversations/aggregates/query"
MEDIA, QUEUE, USER = "mediaType", "queueId", "userId"
_MILLISECOND = timedelta(milliseconds=1)
_AFTER_TALK = frozenset({Stage.WRAPPING_UP, Stage.CLOSED})

Group = tuple[tuple[str, str], ...]
Places = Mapping[AgentId, Mapping[str, str]]
Found = defaultdict[Group, defaultdict[str, list[int]]]
_MEASURES: Mapping[str, Callable[[list[int]], float]] = {
    "average": fmean, "count": len, "max": max, "min": min, "sum": sum,
}  # fmt: skip


class Stats(msgspec.Struct, frozen=True, omit_defaults=True):
    """How often, and for a time in milliseconds how long."""

    count: int
    sum: int | UnsetType = UNSET
    min: int | UnsetType = UNSET
    max: int | UnsetType = UNSET


class MetricData(msgspec.Struct, frozen=True):
    """One metric of a group."""

    metric: str
    stats: Stats


class IntervalData(msgspec.Struct, frozen=True):
    """What a group has in the interval."""

    interval: str
    metrics: list[MetricData]


class GroupData(msgspec.Struct, frozen=True):
    """One group, which has at least one metric."""

    group: dict[str, str]
    data: list[IntervalData]


class Answer(msgspec.Struct, frozen=True):
    """The whole answer: there are no pages."""

    results: list[GroupData]


def answer(query: AggregateQuery, timelines: Iterable[Timeline], places: Places, now: datetime, delay: Delay) -> Answer:
    """What was asked for, of these agents; `places` says where each of them belongs: team, division and so on."""
    found: Found = defaultdict(lambda: defaultdict(list))
    sight = Sight(query.interval, now, delay)
    for line in timelines:
        for place, conversation in enumerate(line.conversations):
            where = {**places.get(line.agent_id, {}), USER: line.agent_id, **_place(conversation)}
            if fits(query.filter, where):
                groups = _groups(query, where)
                for metric, lasted in _events(line, place, conversation, sight):
                    for group in groups if metric in query.metrics else ():
                        found[group][metric].append(lasted // _MILLISECOND)
    interval = f"{to_text(query.interval.start)}/{to_text(query.interval.end)}"
    ordered = sorted(found) if query.top is None else _best(query.top, found)
    return Answer([_told(group, interval, found[group]) for group in ordered])


def _place(conversation: Conversation) -> dict[str, str]:
    return {QUEUE: conversation.queue, MEDIA: conversation.media}


def _events(line: Timeline, place: int, conversation: Conversation, sight: Sight) -> Iterator[tuple[str, timedelta]]:
    """What happened in the interval as far as it can be seen: the metric, and how long its time was."""
    interval = MetricsWindow(to_instant(sight.start), sight.as_of)
    answer, hangup, closed = conversation.answer, conversation.hangup, conversation.closed
    if closed <= interval.start or answer > interval.end:
        return
    reached = sight.stage(line, place)
    if reached is not Stage.UNSEEN and answer > interval.start:
        yield "nConnected", timedelta()
    if reached in _AFTER_TALK and hangup > interval.start:
        yield "tTalk", hangup - answer
    if reached is Stage.CLOSED:
        yield "tHandle", closed - answer
        if closed > hangup:
            yield "tAcw", closed - hangup


def _groups(query: AggregateQuery, where: Mapping[str, str]) -> set[Group]:
    """The group of a conversation, and in a full answer the group of its medium alone."""
    asked = tuple((name, where[name]) for name in sorted({*query.group_by, MEDIA}) if name in where)
    alone = ((MEDIA, where[MEDIA]),)
    return {asked} if query.top is not None else {asked, alone}


def _best(top: Top, found: Found) -> list[Group]:
    """The groups that have the metric, in its order; equals by their names."""
    measure = _MEASURES[top.function]
    having = sorted(group for group, own in found.items() if top.metric in own)
    return sorted(having, key=lambda group: measure(found[group][top.metric]), reverse=top.most)[: top.limit]


def _told(group: Group, interval: str, own: Mapping[str, list[int]]) -> GroupData:
    metrics = [MetricData(name, _stats(name, own[name])) for name in sorted(own)]
    return GroupData(dict(group), [IntervalData(interval, metrics)])


def _stats(metric: str, values: list[int]) -> Stats:
    if metric.startswith("n"):
        return Stats(len(values))
    return Stats(len(values), sum(values), min(values), max(values))
